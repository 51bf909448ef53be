import { below, BUNDLE, HEADING, indented, judgeLines, PARTS, partsFromHome, shardLines } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A parallel job, and one that judges whatever became of it. */
export const gitlab: Pipeline = {
  title: 'GitLab CI',
  files: [{ path: '.gitlab-ci.yml', instead: '.gitlab/datum.yml', text: textOf }],
  notes: [
    'To push records, give the job a token: a project access token with write_repository as the variable DATUM_TOKEN, masked and protected. Without one the record stays an artifact of the job `datum`.',
  ],
  include: 'in .gitlab-ci.yml: include: [{ local: .gitlab/datum.yml }]',
}

function rules({ branches }: PipelinePlan, when: string): string {
  return indented([
    'rules:',
    ...['$CI_PIPELINE_SOURCE == "merge_request_event"', ...branches.map(isBranch)].flatMap((condition) => [`  - if: ${condition}`, `    when: ${when}`]),
  ], 2)
}

function isBranch(name: string): string {
  if (!name.includes('*')) return `$CI_COMMIT_BRANCH == "${name}"`
  const pattern = name.replaceAll(/[./]/g, '\\$&').replaceAll(/\*+/g, (stars) => (stars === '*' ? '[^\\/]*' : '.*'))
  return `$CI_COMMIT_BRANCH =~ /^${pattern}$/`
}

/** A variable of this job alone: in `.git/config` the token would outlive it, where a runner keeps its folder. */
const PUSH_TOKEN = [
  'if [ -n "$DATUM_TOKEN" ]; then',
  '  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=remote.origin.pushurl',
  '  export GIT_CONFIG_VALUE_0="${CI_REPOSITORY_URL%%://*}://datum:$DATUM_TOKEN@${CI_REPOSITORY_URL#*@}"',
  'fi',
]

function textOf(plan: PipelinePlan): string {
  const place = ['export SHARD=${CI_NODE_INDEX:-1} SHARDS=${CI_NODE_TOTAL:-1}']
  return `# ${HEADING}
datum-test:
  stage: test
  image: ${image(plan)}${plan.shards > 1 ? `\n  parallel: ${plan.shards}` : ''}
  script:
    - |
${indented([...place, ...shardLines(plan, { fails: true })], 6)}
  artifacts:
    when: always
    paths: [${JSON.stringify(below(plan.root, PARTS))}]
    expire_in: 1 week
${rules(plan, 'on_success')}

datum:
  stage: test
  image: node:22
  # Also after shards that failed: what was measured counts, and that they failed does too.
  needs: [datum-test]
  variables:
    # What a build is compared with, and who may decide, is read from the history.
    GIT_DEPTH: "0"
  cache:
    # Only a copy: with it no more travels than is new.
    key: datum-records
    paths: [.datum/records.git]
  script:
    - |
${indented([...PUSH_TOKEN, ...judgeLines(plan, partsFromHome(plan))], 6)}
  artifacts:
    when: always
    paths: [${JSON.stringify(below(plan.home, BUNDLE))}]
    expire_in: 1 week
${rules(plan, 'always')}
`
}

function image({ language }: PipelinePlan): string {
  return language === 'python' ? '"nikolaik/python-nodejs:python3.12-nodejs22" # Python and Node; without Node: npx ci-datum explain environment-file' : 'node:22'
}
