import { indented, judgeLine } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/**
 * Two workflows. `datum` measures and judges with a token that may only read, but for pushes to the baseline branch;
 * `datum-publish` runs on the default branch's own files and brings a pull request's record and comment to where they
 * belong, so that forks and Dependabot need no right to write.
 */
export function github(plan: PipelinePlan): Pipeline {
  return {
    title: 'GitHub Actions',
    files: [
      { path: '.github/workflows/datum.yml', instead: null, text: measuring(plan) },
      { path: '.github/workflows/datum-publish.yml', instead: null, text: publishing(plan) },
    ],
    notes: ['Make the check `datum` required for pull requests when you trust it.'],
    include: '',
  }
}

function measuring(plan: PipelinePlan): string {
  const list = Array.from({ length: plan.shards }, (_, index) => index + 1).join(', ')
  return `# Measures the tests in shards and judges the numbers: npx ci-datum explain
name: datum
on:
  push:
    branches: [${JSON.stringify(plan.branch)}]
  pull_request:
  merge_group:

permissions:
  contents: read

concurrency:
  group: datum-\${{ github.event.pull_request.number || github.sha }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      # A shard that fails must not take the measurement of the others with it.
      fail-fast: false
      matrix:
        shard: [${list}]
    env:
      SHARD: \${{ matrix.shard }}
      SHARDS: ${plan.shards}${defaults(plan)}
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
${setup(plan)}
${plan.install.map((line) => `      - run: ${line}`).join('\n')}
      - run: ${plan.test}
      # Also after tests that failed: what was measured counts, and that they failed does too.
      - if: \${{ !cancelled() }}
        run: npx ci-datum collect --suite ${plan.suite} --part "$SHARD/$SHARDS" --job-status "$STATUS"
        env:
          STATUS: \${{ job.status }}
      - if: \${{ !cancelled() }}
        uses: actions/upload-artifact@v4
        with:
          name: datum-part-\${{ matrix.shard }}-\${{ github.run_attempt }}
          path: ${plan.root === '' ? '' : `${plan.root}/`}datum-*.part.gz
          if-no-files-found: error

  # Pull requests and the merge queue: this job runs what the change brought, so its token only reads.
  datum:
    needs: test
    if: \${{ !cancelled() && github.event_name != 'push' }}
    runs-on: ubuntu-latest
    steps:
${judging(plan)}
      - if: \${{ !cancelled() && github.event_name == 'pull_request' }}
        uses: actions/upload-artifact@v4
        with:
          name: datum-record
          path: datum-record.bundle
          if-no-files-found: ignore

  # Builds of the baseline branch push their record to refs/datum/records.
  datum-record:
    needs: test
    if: \${{ !cancelled() && github.event_name == 'push' }}
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
${judging(plan)}
`
}

function defaults({ root }: PipelinePlan): string {
  return root === '' ? '' : `\n    defaults:\n      run:\n        working-directory: ${JSON.stringify(root)}`
}

function setup({ language, cache, root }: PipelinePlan): string {
  const node = ['      - uses: actions/setup-node@v4', '        with:', '          node-version: 22', ...(cache === null ? [] : [`          cache: ${cache}`, ...(root === '' ? [] : [`          cache-dependency-path: ${JSON.stringify(`${root}/*lock*`)}`])])]
  const python = language === 'python' ? ['      - uses: actions/setup-python@v5', '        with:', '          python-version: "3.12"'] : []
  return [...node, ...python].join('\n')
}

function judging(plan: PipelinePlan): string {
  const steps = [
    '- uses: actions/checkout@v4',
    '  with:',
    '    # What a build is compared with, and who may decide, is read from the history.',
    '    fetch-depth: 0',
    ...setup(plan).split('\n').map((line) => line.slice(6)),
    ...plan.install.map((line) => `- run: ${line}${plan.root === '' ? '' : `\n  working-directory: ${JSON.stringify(plan.root)}`}`),
    '# Only a copy: with it no more travels than is new.',
    '- uses: actions/cache@v4',
    '  with:',
    '    path: .datum/records.git',
    '    key: datum-records-${{ github.run_id }}-${{ github.run_attempt }}',
    '    restore-keys: datum-records-',
    '- uses: actions/download-artifact@v4',
    '  with:',
    '    pattern: datum-part-*',
    '    path: parts',
    `- run: ${judgeLine(plan, 'parts/**/*.part.gz', '--artifact datum-record.bundle')}`,
  ]
  return indented(steps.flatMap((step) => step.split('\n')), 6)
}

function publishing(plan: PipelinePlan): string {
  return `# Pushes the record of a pull request's build and comments on it, with a token that may write. Nothing of the
# pull request is checked out, installed or run here: only its measurements are read, and judged again.
name: datum publish
on:
  workflow_run:
    workflows: [datum]
    types: [completed]

permissions: {}

concurrency:
  group: datum-publish-\${{ github.event.workflow_run.head_sha }}

jobs:
  publish:
    if: \${{ github.event.workflow_run.event == 'pull_request' }}
    runs-on: ubuntu-latest
    permissions:
      actions: read
      contents: write
      pull-requests: write
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
${setup(plan)}
${plan.install.map((line) => `      - run: ${line}${plan.root === '' ? '' : `\n        working-directory: ${JSON.stringify(plan.root)}`}`).join('\n')}
      - uses: actions/download-artifact@v4
        with:
          name: datum-record
          path: record
          run-id: \${{ github.event.workflow_run.id }}
          github-token: \${{ github.token }}
      # Measurements of that one run, never a baseline, and none of a commit the baseline branch has.
      - run: npx ci-datum sync push --from record/datum-record.bundle --build "$RUN" --json > pushed.json
        env:
          RUN: \${{ github.event.workflow_run.id }}
      # Names of branches and owners are other people's text: they come as variables, never as part of the script.
      - run: |
${indented(COMMENT, 10)}
        env:
          GH_TOKEN: \${{ github.token }}
          REPOSITORY: \${{ github.repository }}
          HEAD_SHA: \${{ github.event.workflow_run.head_sha }}
          HEAD: \${{ github.event.workflow_run.head_repository.owner.login }}:\${{ github.event.workflow_run.head_branch }}
`
}

/** One comment that is updated. Its text stands in a code block, which no text of a pull request can end. */
const COMMENT = [
  'number=$(gh api -X GET "repos/$REPOSITORY/pulls" -f state=open -f head="$HEAD" --jq \'map(select(.head.sha == env.HEAD_SHA))[0].number // empty\')',
  'if [ -z "$number" ]; then echo "The pull request is closed, or has newer commits."; exit 0; fi',
  '# Their objects, to see what the change changed: nothing of them is checked out.',
  'git fetch --quiet origin "refs/pull/$number/head" && git fetch --quiet origin "refs/pull/$number/merge" || echo "The commits are gone."',
  'for id in $(node -p \'JSON.parse(fs.readFileSync("pushed.json", "utf8")).measurements.join(" ")\'); do',
  '  npx ci-datum sync pull --measurement "$id"',
  '  # A verdict that blocks has blocked in the pull request\'s own job.',
  '  npx ci-datum check --measurement "$id" >> verdict.txt || true',
  'done',
  "{ echo '<!-- datum -->'; echo '```text'; tr '`' \"'\" < verdict.txt | head -c 60000; echo; echo '```'; } > comment.md",
  'old=$(gh api --paginate "repos/$REPOSITORY/issues/$number/comments" --jq \'.[] | select((.body | startswith("<!-- datum -->")) and .user.type == "Bot") | .id\' | head -n 1)',
  'if [ -n "$old" ]; then gh api -X PATCH "repos/$REPOSITORY/issues/comments/$old" -F body=@comment.md --silent',
  'else gh api "repos/$REPOSITORY/issues/$number/comments" -F body=@comment.md --silent; fi',
]
