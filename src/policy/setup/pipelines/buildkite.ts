import { indented, judgeLine, partsAt, shardLines } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A parallel step, a wait that failures do not stop, and a step that judges. */
export function buildkite(plan: PipelinePlan): Pipeline {
  return {
    title: 'Buildkite',
    files: [{ path: '.buildkite/pipeline.yml', instead: '.buildkite/datum.yml', text: textOf(plan) }],
    notes: ['Records are pushed with the key the agents check out with: it has to be one that may write.'],
    include: 'in a step of .buildkite/pipeline.yml: buildkite-agent pipeline upload .buildkite/datum.yml',
  }
}

/** `pipeline upload` reads `$`; doubled, it is the shell's. */
function forUpload(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replaceAll('$', '$$$$'))
}

function textOf(plan: PipelinePlan): string {
  return `# Measures the tests in shards and judges the numbers: npx ci-datum explain
steps:
  - label: "test %n"
    key: datum-test
    parallelism: ${plan.shards}
    command: |
${indented(forUpload(['export SHARD=$((BUILDKITE_PARALLEL_JOB + 1)) SHARDS=$BUILDKITE_PARALLEL_JOB_COUNT', ...shardLines(plan, { fails: true })]), 6)}
    artifact_paths: "${partsAt(plan)}"

  # Also after shards that failed: what was measured counts, and that they failed does too.
  - wait: ~
    continue_on_failure: true

  - label: datum
    key: datum
    command: |
${indented(forUpload([
    'git fetch --unshallow origin || true # the whole history; most checkouts have it',
    ...(plan.root === '' ? plan.install : [`(cd ${JSON.stringify(plan.root)} && ${plan.install.join(' && ')})`]),
    `buildkite-agent artifact download "${partsAt(plan)}" .`,
    judgeLine(plan, partsAt(plan), '--artifact datum-record.bundle'),
  ]), 6)}
    artifact_paths: datum-record.bundle
`
}
