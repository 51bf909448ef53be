import { below, BUNDLE, HEADING, indented, judgeLines, PARTS, partsFromHome, shardLines, WHOLE_HISTORY } from './shell.js'
import type { Pipeline, PipelinePlan } from './types.js'

/** A parallel step, a wait that failures do not stop, and a step that judges. */
export const buildkite: Pipeline = {
  title: 'Buildkite',
  files: [{ path: '.buildkite/pipeline.yml', instead: '.buildkite/datum.yml', text: textOf }],
  notes: ['Records are pushed with the key the agents check out with: it has to be one that may write.'],
  include: 'in a step of .buildkite/pipeline.yml: buildkite-agent pipeline upload .buildkite/datum.yml',
}

/** `pipeline upload` reads `$`; doubled, it is the shell's. */
function forUpload(text: string): string {
  return text.replaceAll('$', '$$$$')
}

function textOf(plan: PipelinePlan): string {
  const parts = below(plan.root, PARTS)
  return `# ${HEADING}
steps:
  - label: "test %n"
    key: datum-test
    parallelism: ${plan.shards}
    command: |
${forUpload(indented(['export SHARD=$((BUILDKITE_PARALLEL_JOB + 1)) SHARDS=$BUILDKITE_PARALLEL_JOB_COUNT', ...shardLines(plan, { fails: true })], 6))}
    artifact_paths: ${JSON.stringify(forUpload(parts))}

  # Also after shards that failed: what was measured counts, and that they failed does too.
  - wait: ~
    continue_on_failure: true

  - label: datum
    key: datum
    command: |
${forUpload(indented([...WHOLE_HISTORY, `buildkite-agent artifact download "${parts}" .`, ...judgeLines(plan, partsFromHome(plan))], 6))}
    artifact_paths: ${JSON.stringify(forUpload(below(plan.home, BUNDLE)))}
`
}
