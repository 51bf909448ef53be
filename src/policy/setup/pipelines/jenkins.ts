import { indented, judgeLine, partsAt, shardLines } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A declarative pipeline: a matrix of shards that stash their parts, and a stage that judges. */
export function jenkins(plan: PipelinePlan): Pipeline {
  return {
    title: 'Jenkins',
    files: [{ path: 'Jenkinsfile', instead: 'Jenkinsfile.datum', text: textOf(plan) }],
    notes: ['Records are pushed with what git on the agent may use (an SSH key, or withCredentials around the last step): it has to be allowed to write.'],
    include: 'take its two stages over into the Jenkinsfile',
  }
}

function textOf(plan: PipelinePlan): string {
  const shards = Array.from({ length: plan.shards }, (_, index) => index + 1)
  return `// Measures the tests in shards and judges the numbers: npx ci-datum explain
pipeline {
  agent none
  stages {
    stage('Test') {
      matrix {
        agent any
        axes {
          axis {
            name 'SHARD'
            values ${shards.map((shard) => `'${shard}'`).join(', ')}
          }
        }
        environment {
          SHARDS = '${plan.shards}'
        }
        stages {
          stage('Shard') {
            steps {
              sh 'rm -f ${partsAt(plan)}'
              // Tests that fail must not stop the judging: that they failed is in the part, and the last stage says so.
              sh '''
${indented(shardLines(plan, { fails: false }).map((line) => line.replaceAll('\\', '\\\\')), 16)}
              '''
            }
            post {
              always {
                stash name: "datum-part-\${SHARD}", includes: '${partsAt(plan)}', allowEmpty: true
              }
            }
          }
        }
      }
    }
    stage('datum') {
      agent any
      steps {
        sh 'rm -f ${partsAt(plan)}'
        script {
          for (shard in [${shards.map((shard) => `'${shard}'`).join(', ')}]) {
            unstash "datum-part-\${shard}"
          }
        }
        sh '''
          git fetch --unshallow origin || true
${indented([...(plan.root === '' ? plan.install : [`(cd ${JSON.stringify(plan.root)} && ${plan.install.join(' && ')})`]), judgeLine(plan, partsAt(plan), '--artifact datum-record.bundle')], 10)}
        '''
      }
      post {
        always {
          archiveArtifacts artifacts: 'datum-record.bundle', allowEmptyArchive: true
        }
      }
    }
  }
}
`
}
