import { datumSteps, setupSteps } from './github-steps.js'
import { below, BUNDLE, indented } from './shell.js'
import type { PipelinePlan } from './types.js'

/** The workflow with the token that may write. It runs the default branch's own files, whatever started it. */
export function publishing(plan: PipelinePlan): string {
  const inHome = plan.home === '' ? '' : `\n        working-directory: ${JSON.stringify(plan.home)}`
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
    # A run that newer commits cancelled has nothing to say, nor has one that waits for an approval.
    if: >-
      \${{ github.event.workflow_run.event == 'pull_request'
      && contains(fromJSON('["success", "failure"]'), github.event.workflow_run.conclusion) }}
    runs-on: ubuntu-latest
    permissions:
      actions: read
      contents: write
      pull-requests: write
    defaults:
      run:
        # A failure inside a pipe is one.
        shell: bash
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      # A run that ended before it judged has left no record, and its own job says why.
      - id: record
        continue-on-error: true
        uses: actions/download-artifact@v4
        with:
          name: datum-record
          path: ${JSON.stringify(below(plan.home, 'record'))}
          run-id: \${{ github.event.workflow_run.id }}
          github-token: \${{ github.token }}
${indented([...setupSteps(plan, { tests: false }), ...datumSteps(plan)].flatMap(onlyWithRecord), 6)}
      # Measurements of that one run, never a baseline, and none of a commit a baseline branch has.
      - if: ${WITH_RECORD}
        run: npx ci-datum sync push --from record/${BUNDLE} --build "$RUN" --json > pushed.json${inHome}
        env:
          RUN: \${{ github.event.workflow_run.id }}
      # Names of branches and owners are other people's text: they come as variables, never as part of the script.
      - if: ${WITH_RECORD}
        run: |
${indented(COMMENT, 10)}${inHome}
        env:
          RUN: \${{ github.event.workflow_run.id }}
          GH_TOKEN: \${{ github.token }}
          REPOSITORY: \${{ github.repository }}
          HEAD_SHA: \${{ github.event.workflow_run.head_sha }}
          HEAD: \${{ github.event.workflow_run.head_repository.owner.login }}:\${{ github.event.workflow_run.head_branch }}
`
}

const WITH_RECORD = "${{ steps.record.outcome == 'success' }}"

function onlyWithRecord(line: string): readonly string[] {
  return line.startsWith('- ') ? [`- if: ${WITH_RECORD}`, `  ${line.slice(2)}`] : [line]
}

/** One comment that is updated. Its text stands in a code block, which no text of a pull request can end. */
const COMMENT = [
  'ids=$(node -p \'JSON.parse(fs.readFileSync("pushed.json", "utf8")).measurements.join(" ")\')',
  'if [ -z "$ids" ]; then echo "The record has no measurement of run $RUN."; exit 0; fi',
  'number=$(gh api -X GET "repos/$REPOSITORY/pulls" -f state=open -f head="$HEAD" --jq \'map(select(.head.sha == env.HEAD_SHA))[0].number // empty\')',
  'if [ -z "$number" ]; then echo "The pull request is closed, or has newer commits."; exit 0; fi',
  '# Their objects, to see what the change changed: nothing of them is checked out.',
  'git fetch --quiet origin "refs/pull/$number/head" && git fetch --quiet origin "refs/pull/$number/merge" || echo "The commits are gone."',
  'for id in $ids; do',
  '  npx ci-datum sync pull --measurement "$id"',
  '  # A verdict that blocks has blocked in the pull request\'s own job.',
  '  npx ci-datum check --measurement "$id" >> verdict.txt || true',
  'done',
  "{ echo '<!-- datum -->'; echo '```text'; head -c 60000 verdict.txt | tr '`' \"'\"; echo; echo '```'; } > comment.md",
  'old=$(gh api --paginate "repos/$REPOSITORY/issues/$number/comments" --jq \'.[] | select((.body | startswith("<!-- datum -->")) and .user.type == "Bot") | .id\' | sed -n 1p)',
  'if [ -n "$old" ]; then gh api -X PATCH "repos/$REPOSITORY/issues/comments/$old" -F body=@comment.md --silent',
  'else gh api "repos/$REPOSITORY/issues/$number/comments" -F body=@comment.md --silent; fi',
]
