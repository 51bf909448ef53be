import type { Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import type { Slot } from '../../model/measurement.js'
import type { Part } from '../../model/part.js'
import type { SuitePolicy } from '../../model/policy.js'
import { isEnvironmentFile } from '../../read/environment-file.js'
import type { Store, Stored } from '../../record/store.js'
import type { World } from '../../world/world.js'
import type { RecordOptions } from '../options.js'
import { buildOf, type Build } from './build.js'
import { withEnvironmentFiles, type StatedSource } from './environment-files.js'
import { gather, type Gathered } from './gather.js'
import { givenNumbers, packedNumbers, reportsOrNumbers, withNumbers } from './given-numbers.js'
import { measure, slotOf } from './measure.js'
import { openProject, suiteOf, type Project } from './project.js'
import { findSources, openSource, openSources, readPart, type Source } from './sources.js'
import type { OpenStore } from './stores.js'

/** A build as it was recorded. */
export interface Recorded {
  readonly project: Project
  readonly suite: SuitePolicy
  readonly build: Build
  readonly store: Store
  readonly stored: Stored
  readonly failures: readonly Failure[]
  readonly guessed: boolean
}

const SELECTIONS = ['all', 'affected'] as const

/** Reports -> a stored measurement. Nothing is written before all of it was read and merged. */
export async function recordBuild(options: Omit<RecordOptions, 'strict'>, world: World, open: OpenStore): Promise<Result<Recorded, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const { policy, checkout } = project.value
  const selection = SELECTIONS.find((one) => one === (options.selection ?? 'all'))
  if (!selection) return err({ code: 'wrong-use', message: `--selection ${options.selection ?? ''}: expected all or affected` })
  const suite = suiteOf(policy, options.suite)
  if (!suite.ok) return suite
  const build = await buildOf(world, checkout, options)
  if (!build.ok) return build
  const numbers = givenNumbers(options.metric ?? [])
  if (!numbers.ok) return numbers
  const own = options.reports.length === 0
  const folder = own ? checkout.top : world.cwd
  const paths = reportsOrNumbers(await findSources(world, own ? suite.value.reports : options.reports, folder), { own, numbers: numbers.value })
  if (!paths.ok) return paths
  const alone = paths.value.length === 0
  const sources = alone ? ok([{ kind: 'report' as const, ...packedNumbers(numbers.value) }]) : await sourcesOf(world, paths.value, folder)
  if (!sources.ok) return sources
  const gathered = await gather(sources.value, { world, top: checkout.top, suite: suite.value, build: build.value, model: options.model })
  if (!gathered.ok) return gathered
  const given = alone ? gathered.value.parts : withNumbers(gathered.value.parts, numbers.value)
  const inPart = withBuildOfParts(build.value, given)
  const store = await open(checkout.top)
  if (!store.ok) return store
  const slot = slotOf({ suite: suite.value, build: inPart, model: gathered.value.model }, given)
  const kept = await keptParts(world, store.value, slot, gathered.value)
  if (!kept.ok) return kept
  const parts = [...given, ...kept.value]
  const measured = await measure({ ...gathered.value, world, project: project.value, suite: suite.value, build: inPart, parts, selection, prefixes: { strip: options.stripPrefix ?? [], add: options.addPrefix ?? null } })
  if (!measured.ok) return measured
  const { draft, files } = measured.value
  const stored = await store.value.add({ ...draft, slot }, files, world.clock.now())
  if (!stored.ok) return stored
  const keeping = draft.whole || gathered.value.model.shards === 1 ? ok(true as const) : await keepParts(world, store.value, slot, gathered.value)
  if (!keeping.ok) return keeping
  const { failures, guessed } = gathered.value
  return ok({ project: project.value, suite: suite.value, build: inPart, store: store.value, stored: stored.value, failures, guessed })
}

/** Reports and part files, with what environment files say of them. */
async function sourcesOf(world: World, paths: readonly string[], folder: string): Promise<Result<readonly (Source | StatedSource)[], Failure>> {
  const given = paths.filter(isEnvironmentFile)
  const reports = paths.filter((path) => !isEnvironmentFile(path))
  if (reports.length === 0) return err({ code: 'report-missing', patterns: paths })
  return withEnvironmentFiles(world, { given, sources: await openSources(world, reports, folder), folder })
}

/** Parts made in CI name their build and commit; a job without CI variables that merges them need not be told. */
function withBuildOfParts(build: Build, parts: readonly Part[]): Build {
  const builds = [...new Set(parts.flatMap(({ origin }) => origin.build ?? []))]
  if (build.build !== null || builds.length !== 1) return build
  return { ...build, build: builds[0] ?? null, provider: providerOf(parts) ?? build.provider }
}

/** Whoever numbered the build: a part file knows it, an environment file does not. */
function providerOf(parts: readonly Part[]): string | undefined {
  const providers = parts.flatMap(({ origin }) => (origin.build === null ? [] : [origin.provider]))
  return providers.find((provider) => provider !== 'local') ?? providers[0]
}

/** Parts of the same build that an earlier, incomplete recording kept. */
async function keptParts(world: World, store: Store, slot: Slot, { parts }: Gathered): Promise<Result<readonly Part[], Failure>> {
  const kept = await store.keptParts(slot)
  if (!kept.ok) return kept
  const known = new Set(parts.map(identityOf))
  const found: Part[] = []
  for (const { source, bytes } of kept.value) {
    const plain = await world.files.decompress(source, bytes)
    if (!plain.ok) return plain
    const opened = openSource(source, plain.value)
    if (opened.kind !== 'part') continue
    const { part } = readPart(source, opened.origin, opened.reports, [])
    if (known.has(identityOf(part))) continue
    known.add(identityOf(part))
    found.push(part)
  }
  return ok(found)
}

function identityOf({ origin, digests }: Part): string {
  return JSON.stringify([origin.place, origin.attempt, digests.map(({ sha256 }) => sha256).sort()])
}

async function keepParts(world: World, store: Store, slot: Slot, { keep }: Gathered): Promise<Result<true, Failure>> {
  const parts = []
  for (const { source, bytes } of keep) parts.push({ source, bytes: await world.files.compress(bytes) })
  return store.keepParts(slot, parts, world.clock.now())
}
