import type { Checkout } from '../../model/context.js'
import { parseModel } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import type { SuitePolicy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'
import type { NativeSetup } from '../../policy/native/index.js'
import { pipelineFor, PIPELINES, type PipelineName } from '../../policy/setup/pipelines/index.js'
import { pipelinePlan, splitsItself } from '../../policy/setup/pipelines/plan.js'
import { pipelineText } from '../../report/setup.js'
import type { World } from '../../world/world.js'
import { openProject } from './project.js'

export interface PipelineWanted {
  readonly name: PipelineName
  /** Null: as the policy's model says. */
  readonly shards: number | null
}

/** `--ci` and `--shards`, checked; null when no pipeline is asked for. */
export function pipelineWanted({ ci, shards }: { readonly ci?: string | undefined; readonly shards?: string | undefined }): Result<PipelineWanted | null, Failure> {
  if (ci === undefined) return shards === undefined ? ok(null) : err({ code: 'wrong-use', message: '--shards says how a pipeline runs the tests: name one with --ci' })
  const name = PIPELINES.find((one) => one === ci)
  if (!name) return err({ code: 'wrong-use', message: `--ci ${ci}: expected one of ${PIPELINES.join(', ')}` })
  const count = shards === undefined ? null : Number(shards)
  if (count !== null && (!Number.isInteger(count) || count < 1 || count > 256)) return err({ code: 'wrong-use', message: `--shards ${shards ?? ''}: expected a number from 1 to 256` })
  return ok({ name, shards: count })
}

interface PipelineInput {
  readonly checkout: Checkout
  readonly wanted: PipelineWanted
  readonly setup: NativeSetup
  readonly force: boolean
}

/** Writes the pipeline of the first suite whose coverage is measured. A file of the user's is never written over. */
export async function writePipeline(world: World, { checkout: { top }, wanted, setup, force }: PipelineInput): Promise<Result<true, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const { suites, baselineBranches, sync } = project.value.policy
  const natives = setup.suites.filter(({ measure }) => measure === 'coverage')
  const suite = suites.find(({ root }) => natives.some((native) => native.root === root)) ?? suites[0]
  if (!suite) return err({ code: 'suite-ambiguous', suites: [] })
  const native = natives.find(({ root }) => root === suite.root)
  const tool = native?.tool ?? 'other'
  const shards = wanted.shards ?? shardsOf(suite)
  const files = [...new Set([...await namesIn(world, top), ...await namesIn(world, suite.root === '' ? top : `${top}/${suite.root}`)])]
  const branch = baselineBranches.find((name) => !/[*?{[]/.test(name)) ?? 'main'
  const pipeline = pipelineFor(wanted.name, pipelinePlan({ branch, shards, files, suite: { name: suite.name, root: suite.root, tool, runCommand: native?.runCommand ?? null } }))
  const written: string[] = []
  let include: string | null = null
  for (const { path, instead, text } of pipeline.files) {
    const isThere = world.files.exists(`${top}/${path}`)
    const target = isThere && instead !== null ? instead : path
    if (world.files.exists(`${top}/${target}`) && !force) return err({ code: 'already-there', file: target })
    if (target !== path) include = pipeline.include
    const done = await world.files.write(`${top}/${target}`, text)
    if (!done.ok) return done
    written.push(target)
  }
  const model = shards > 1 ? `sharded:${shards}` : 'one job'
  world.terminal.write(pipelineText({
    title: pipeline.title, written, include, model,
    notes: [
      ...pipeline.notes,
      ...(shards > 1 && !splitsItself(tool) ? [`${tool === 'other' ? 'The test command' : tool} does not split its tests by itself: make it run the share $SHARD of $SHARDS.`] : []),
      ...(suite.models.some((one) => (parseModel(one)?.shards ?? 1) === shards) ? [] : [`suites.${suite.name}.models in baselines/policy.yaml has no model of ${shards} shards: it is another ruler, and needs limits of its own.`]),
      ...(sync ? [] : ['Builds share nothing yet: add `sync: {}` to baselines/policy.yaml (npx ci-datum explain records).']),
    ],
  }))
  return ok(true)
}

function shardsOf({ models }: SuitePolicy): number {
  return models.map((model) => parseModel(model)?.shards ?? 1).find((shards) => shards > 1) ?? 1
}

async function namesIn({ files }: World, folder: string): Promise<readonly string[]> {
  return (await files.list(folder)).filter(({ kind }) => kind === 'file').map(({ name }) => name)
}
