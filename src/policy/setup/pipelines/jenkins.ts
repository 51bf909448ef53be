import { below, BUNDLE, HEADING, indented, judgeLines, PARTS, partsFromHome, shardLines, WHOLE_HISTORY } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A declarative pipeline: a matrix of shards that stash their parts, and a stage that judges. */
export const jenkins: Pipeline = {
  title: 'Jenkins',
  files: [{ path: 'Jenkinsfile', instead: 'Jenkinsfile.datum', text: textOf }],
  notes: ['Records are fetched and pushed with what git on the agent may use (an SSH key, or withCredentials around the last step): it has to be allowed to write.'],
  include: 'take its two stages over into the Jenkinsfile',
}

/** A text as a string of Groovy. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}

/** Lines inside three quotes of Groovy. */
function script(lines: readonly string[], spaces: number): string {
  return indented(lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll("'''", "''\\'")), spaces)
}

function textOf(plan: PipelinePlan): string {
  const shards = Array.from({ length: plan.shards }, (_, index) => `'${index + 1}'`).join(', ')
  const parts = below(plan.root, PARTS)
  const removed = quoted(`find . -name '${PARTS}' -not -path '*/node_modules/*' -delete`)
  return `// ${HEADING}
pipeline {
  agent none
  stages {
    stage('Test') {
      matrix {
        agent any
        axes {
          axis {
            name 'SHARD'
            values ${shards}
          }
        }
        environment {
          SHARDS = '${plan.shards}'
        }
        stages {
          stage('Shard') {
            steps {
              sh ${removed}
              // Tests that fail are told by the last stage, from the part. Whatever else fails leaves a part out: the
              // build fails, and is still judged as incomplete.
              catchError(buildResult: 'FAILURE', stageResult: 'FAILURE') {
                sh '''
${script(shardLines(plan, { fails: false }), 18)}
                '''
              }
            }
            post {
              always {
                stash name: "datum-part-\${SHARD}", includes: ${quoted(parts)}, allowEmpty: true
              }
            }
          }
        }
      }
    }
    stage('datum') {
      agent any
      steps {
        sh ${removed}
        script {
          for (shard in [${shards}]) {
            unstash "datum-part-\${shard}"
          }
        }
        sh '''
${script([...WHOLE_HISTORY, ...judgeLines(plan, partsFromHome(plan))], 10)}
        '''
      }
      post {
        always {
          archiveArtifacts artifacts: ${quoted(below(plan.home, BUNDLE))}, allowEmptyArchive: true
        }
      }
    }
  }
}
`
}
