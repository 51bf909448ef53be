import type { Change } from '../model/recalibration.js'
import { changeLines } from './entries.js'

export interface SetupReport {
  readonly plan: {
    readonly suites: readonly { readonly name: string; readonly root: string; readonly tool: string; readonly models: readonly string[]; readonly reports: readonly string[]; readonly runCommand: string | null; readonly hints: readonly string[] }[]
    readonly notes: readonly string[]
  }
  readonly entry: { readonly id: string; readonly file: string; readonly changes: readonly Change[]; readonly drafted: readonly string[] }
  readonly pipeline: string | null
  readonly toolFound: boolean
  /** A pipeline is written too, and tells its own steps. */
  readonly writesPipeline: boolean
}

/** What `init` says: what it found, what it wrote, and the three steps that are left. */
export function setupText({ plan, entry, pipeline, toolFound, writesPipeline }: SetupReport): string {
  return [
    toolFound ? 'Found' : 'No coverage or mutation tool was found. A suite was written for you to complete.',
    ...plan.suites.map(({ name, root, tool, models, reports }) => `  ${name}: ${tool}${root === '' ? '' : ` in ${root}`}, ${models.join(', ')}, reports ${reports.join(', ')}`),
    ...plan.suites.flatMap(({ hints }) => hints.map((hint) => `  ! ${hint}`)),
    ...plan.notes.map((note) => `  ! ${note}`),
    '',
    'Wrote',
    '  baselines/policy.yaml      in observe mode: builds are judged and none is blocked',
    `  ${entry.file}`,
    ...changeLines(entry.changes).map((line) => `  ${line}`),
    ...(entry.drafted.length === 0 ? [] : ['    drafted, because no tool had a limit']),
    '  baselines/README.md, baselines/thresholds.yaml, .gitignore',
    '',
    'Next',
    `  1. npx ci-datum recalibrate approve ${entry.id}`,
    '  2. git add baselines .gitignore && git commit -m "Adopt datum"',
    ...(writesPipeline ? [] : [`  3. in ${pipeline ?? 'the CI file'}, after the tests: npx ci-datum ci`, '     or a pipeline to copy: npx ci-datum init --ci github', ...shardLines(plan.suites)]),
    '  Put `/baselines/ @your-owners` into CODEOWNERS: approvals are claimed until a review confirms them.',
    '',
  ].join('\n')
}

function shardLines(suites: SetupReport['plan']['suites']): string[] {
  const shards = suites.flatMap(({ models }) => models).map((model) => /^sharded:(\d+)/.exec(model)?.[1]).find((count) => count !== undefined)
  return shards === undefined ? [] : [
    `     in each of the ${shards} shards: npx ci-datum collect --part i/${shards}, and upload the part file`,
    '     in the last job, with all part files: npx ci-datum ci "**/*.part.gz"',
  ]
}

export interface PipelineReport {
  readonly title: string
  /** Paths that were written. */
  readonly written: readonly string[]
  /** What joins them to a file of the user's that was there. */
  readonly include: string | null
  readonly model: string
  readonly notes: readonly string[]
}

/** What `init --ci` says: the files, and what is left to do. */
export function pipelineText({ title, written, include, model, notes }: PipelineReport): string {
  return [
    `Wrote a pipeline for ${title}, which runs the tests as ${model}`,
    ...written.map((path) => `  ${path}`),
    'Next',
    ...(include === null ? [] : [`  - ${include}`]),
    ...notes.map((note) => `  - ${note}`),
    `  - npm install --save-dev ci-datum, and commit it with ${written.join(' ')}`,
    '',
  ].join('\n')
}
