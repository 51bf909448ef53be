import { publishing } from './github-publish.js'
import { judgingSteps, runSteps, setupSteps } from './github-steps.js'
import { below, BUNDLE, collectLine, HEADING, indented, PARTS } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/**
 * Two workflows. `datum` measures and judges with a token that may only read, but for pushes to the baseline branches;
 * `datum-publish` runs on the default branch's own files and brings a pull request's record and comment to where they
 * belong, so that forks and Dependabot need no right to write.
 */
export const github: Pipeline = {
  title: 'GitHub Actions',
  files: [
    { path: '.github/workflows/datum.yml', instead: null, text: measuring },
    { path: '.github/workflows/datum-publish.yml', instead: null, text: publishing },
  ],
  notes: ['Make the check `datum` required for pull requests when you trust it.'],
  include: '',
}

function measuring(plan: PipelinePlan): string {
  const list = Array.from({ length: plan.shards }, (_, index) => index + 1).join(', ')
  return `# ${HEADING}
name: datum
on:
  push:
    branches: [${plan.branches.map((branch) => JSON.stringify(branch)).join(', ')}]
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
      SHARDS: ${plan.shards}
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
${indented([
    ...setupSteps(plan),
    ...runSteps(plan.install),
    `# ${plan.hint}`,
    ...runSteps([{ folder: plan.root, run: plan.test }]),
    '# Also after tests that failed: what was measured counts, and that they failed does too.',
    ...runSteps([{ folder: plan.root, run: collectLine(plan, '"$STATUS"') }], '${{ !cancelled() }}'),
  ], 6)}
        env:
          STATUS: \${{ job.status }}
      # A job that is run again uploads beside its first attempt: names of artifacts are taken once a run.
      - if: \${{ !cancelled() }}
        uses: actions/upload-artifact@v4
        with:
          name: datum-part-\${{ matrix.shard }}-\${{ github.run_attempt }}
          path: ${JSON.stringify(below(plan.root, PARTS))}
          if-no-files-found: error

  # Pull requests and the merge queue: this job runs what the change brought, so its token only reads.
  datum:
    needs: test
    if: \${{ !cancelled() && github.event_name != 'push' }}
    runs-on: ubuntu-latest
    steps:
${indented(judgingSteps(plan), 6)}
      - if: \${{ !cancelled() && github.event_name == 'pull_request' }}
        uses: actions/upload-artifact@v4
        with:
          name: datum-record
          path: ${JSON.stringify(below(plan.home, BUNDLE))}
          if-no-files-found: ignore
          # Of a run that was started again the last attempt counts.
          overwrite: true

  # Builds of the baseline branches push their record to refs/datum/records.
  datum-record:
    needs: test
    if: \${{ !cancelled() && github.event_name == 'push' }}
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
${indented(judgingSteps(plan), 6)}
`
}
