import type { Checkout } from '../../model/context.js'
import { parseModel } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import type { SuitePolicy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'
import { nativeSetup, splittingRunner, type ConfigFile } from '../../policy/native/index.js'
import { isPipelineText, pipelineFor, PIPELINES, type PipelineName } from '../../policy/setup/pipelines/index.js'
import { failsInShards, isPlainBranch, pipelinePlan } from '../../policy/setup/pipelines/plan.js'
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

interface PipelineTarget {
  readonly path: string
  /** The file is not where its CI looks for it: one of the user's is. */
  readonly isBeside: boolean
}

/**
 * Where a pipeline's files go, before anything is written. A file of the user's is never written over: with `force` one
 * that was written here is.
 */
export async function pipelineTargets({ files }: World, top: string, name: PipelineName, force: boolean): Promise<Result<readonly PipelineTarget[], Failure>> {
  const targets: PipelineTarget[] = []
  for (const { path, instead } of pipelineFor(name).files) {
    const there = await files.text(`${top}/${path}`)
    if (!there.ok) return there
    const isBeside = instead !== null && there.value !== undefined && !(force && isPipelineText(there.value))
    const target = isBeside ? instead : path
    if (!force && files.exists(`${top}/${target}`)) return err({ code: 'already-there', file: target })
    targets.push({ path: target, isBeside })
  }
  return ok(targets)
}

interface PipelineInput {
  readonly checkout: Checkout
  readonly wanted: PipelineWanted
  readonly targets: readonly PipelineTarget[]
  readonly files: readonly ConfigFile[]
}

/** Writes the pipeline of the first suite whose coverage is measured. */
export async function writePipeline(world: World, { checkout: { top }, wanted, targets, files }: PipelineInput): Promise<Result<true, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const { suites, baselineBranches, sync } = project.value.policy
  const natives = nativeSetup(files).suites.filter(({ measure }) => measure === 'coverage')
  const suite = suites.find(({ root }) => natives.some((native) => native.root === root)) ?? suites[0]
  if (!suite) return err({ code: 'suite-ambiguous', suites: [] })
  const { name, root } = suite
  const native = natives.find((one) => one.root === root)
  const measured = { name, root, tool: native?.tool ?? 'other', runCommand: native?.runCommand ?? null }
  const facts = {
    ci: wanted.name, branches: baselineBranches, suite: measured, runner: splittingRunner(files, measured), shards: wanted.shards ?? shardsOf(suite),
    files: { top: await namesIn(world, top), root: await namesIn(world, root === '' ? top : `${top}/${root}`) },
  }
  const { shards } = facts
  const plan = pipelinePlan(facts)
  const pipeline = pipelineFor(wanted.name)
  for (const [index, { path }] of targets.entries()) {
    const done = await world.files.write(`${top}/${path}`, pipeline.files[index]?.text(plan) ?? '')
    if (!done.ok) return done
  }
  const left = baselineBranches.filter((branch) => !isPlainBranch(branch))
  world.terminal.write(pipelineText({
    title: pipeline.title, written: targets.map(({ path }) => path), include: targets.some(({ isBeside }) => isBeside) ? pipeline.include : null,
    model: shards > 1 ? `sharded:${shards}` : 'one job', add: plan.add,
    notes: [
      ...pipeline.notes,
      ...(shards > 1 && facts.runner === null ? [`${measured.tool === 'other' ? 'The test command' : measured.tool} does not split its tests by itself: make it run the share $SHARD of $SHARDS.`] : []),
      ...(failsInShards(facts) && native ? [`A limit of ${native.tool}'s own would fail in every shard, which covers a share: switch it off there, datum judges all shards together.`] : []),
      ...(suite.models.some((one) => (parseModel(one)?.shards ?? 1) === shards) ? [] : [`suites.${name}.models in baselines/policy.yaml has no model of ${shards} shards: it is another ruler, and needs limits of its own.`]),
      ...(left.length > 0 ? [`Add the baseline branches ${left.join(', ')} in the form of this CI.`] : []),
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
