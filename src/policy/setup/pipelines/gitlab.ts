import { indented, judgeLine, partsAt, shardLines } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A parallel job, and one that judges whatever became of it. */
export function gitlab(plan: PipelinePlan): Pipeline {
  return {
    title: 'GitLab CI',
    files: [{ path: '.gitlab-ci.yml', instead: '.gitlab/datum.yml', text: textOf(plan) }],
    notes: [
      'To push records, give the job a token: a project access token with write_repository as the variable DATUM_TOKEN, masked and protected. Without one the record stays an artifact of the job `datum`.',
    ],
    include: 'in .gitlab-ci.yml: include: [{ local: .gitlab/datum.yml }]',
  }
}

const RULES = [
  'rules:',
  '  - if: $CI_PIPELINE_SOURCE == "merge_request_event"',
  '    when: WHEN',
  '  - if: $CI_COMMIT_BRANCH == "BRANCH"',
  '    when: WHEN',
]

function rules(plan: PipelinePlan, when: string): string {
  return indented(RULES.map((line) => line.replace('WHEN', when).replace('BRANCH', plan.branch)), 2)
}

function textOf(plan: PipelinePlan): string {
  const place = ['export SHARD=${CI_NODE_INDEX:-1} SHARDS=${CI_NODE_TOTAL:-1}']
  return `# Measures the tests in shards and judges the numbers: npx ci-datum explain
variables:
  # What a build is compared with, and who may decide, is read from the history.
  GIT_DEPTH: "0"

datum-test:
  stage: test
  image: ${image(plan)}${plan.shards > 1 ? `\n  parallel: ${plan.shards}` : ''}
  script:
    - |
${indented([...place, ...shardLines(plan, { fails: true })], 6)}
  artifacts:
    when: always
    paths: ["${partsAt(plan)}"]
    expire_in: 1 week
${rules(plan, 'on_success')}

datum:
  stage: test
  image: ${image(plan)}
  # Also after shards that failed: what was measured counts, and that they failed does too.
  needs: [datum-test]
  cache:
    # Only a copy: with it no more travels than is new.
    key: datum-records
    paths: [.datum/records.git]
  script:
    - |
      if [ -n "$DATUM_TOKEN" ]; then git config remote.origin.pushurl "https://datum:$DATUM_TOKEN@$CI_SERVER_HOST/$CI_PROJECT_PATH.git"; fi
${indented([...(plan.root === '' ? plan.install : [`(cd ${JSON.stringify(plan.root)} && ${plan.install.join(' && ')})`]), judgeLine(plan, partsAt(plan), '--artifact datum-record.bundle')], 6)}
  artifacts:
    when: always
    paths: [datum-record.bundle]
    expire_in: 1 week
${rules(plan, 'always')}
`
}

function image({ language }: PipelinePlan): string {
  return language === 'python' ? '"nikolaik/python-nodejs:python3.12-nodejs22" # Python and Node; without Node: npx ci-datum explain environment-file' : 'node:22'
}
