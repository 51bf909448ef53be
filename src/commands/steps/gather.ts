import type { ExecutionModel } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import type { Environment, Part, PartOrigin } from '../../model/part.js'
import { WHOLE, type Place } from '../../model/place.js'
import type { SuitePolicy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'
import { packPart, type PackedReport } from '../../read/part-file.js'
import type { World } from '../../world/world.js'
import type { Build } from './build.js'
import { modelOf, type BuildModel } from './model.js'
import { isGuessed, placeOfPartFile, placesOfPaths } from './places.js'
import { looseName, packed, readPart, type Source } from './sources.js'

/** The parts of a build, with the bytes each can be kept as. */
export interface Gathered extends BuildModel {
  readonly parts: readonly Part[]
  readonly keep: readonly { readonly source: string; readonly bytes: Uint8Array }[]
  /** Why reports could not be read, in the order they were met. */
  readonly failures: readonly Failure[]
  /** Places are only known by the order of the files. */
  readonly guessed: boolean
}

export interface GatherOptions {
  readonly world: World
  readonly top: string
  readonly suite: SuitePolicy
  readonly build: Build
  readonly model: string | undefined
}

/**
 * Sources -> parts. As long as one place can be read, an unreadable report leaves its place incomplete; when nothing
 * can be read, the first reason why is the failure.
 */
export async function gather(sources: readonly Source[], options: GatherOptions): Promise<Result<Gathered, Failure>> {
  const { suite, build } = options
  const partFiles = sources.filter((source) => source.kind === 'part')
  const loose = sources.filter((source) => source.kind !== 'part')
  const modelResult = modelOf(suite, options.model, {
    stated: [...new Set(partFiles.flatMap(({ origin }) => origin.model ?? []))],
    shards: [...new Set([...partFiles.map(({ origin }) => origin.place.of), ...(partFiles.length === 0 && build.place ? [build.place.of] : [])])],
  })
  if (!modelResult.ok) return modelResult
  const { model } = modelResult.value
  const groups = groupLoose(loose, model, build, partFiles.map(({ origin }) => origin.place))
  if (!groups.ok) return groups
  const environment = groups.value.length > 0 ? await looseEnvironment(options, model) : undefined
  const read = [
    ...partFiles.map(({ source, origin, reports }) => ({ ...readPart(source, origin, reports, []), bytes: packPart({ origin, reports }) })),
    ...groups.value.map(({ place, reports, failures }) => {
      const origin = looseOrigin(options, place, environment as Environment)
      return { ...readPart(looseName(place), origin, reports, failures), bytes: packPart({ origin, reports }) }
    }),
  ]
  const failures = read.flatMap((one) => one.failures)
  if (failures[0] && !read.some(({ part }) => part.reports.length > 0)) return err(failures[0])
  return ok({
    ...modelResult.value,
    parts: read.map(({ part }) => part),
    keep: read.filter((one) => one.failures.length === 0).map(({ part, bytes }) => ({ source: part.source, bytes })),
    failures,
    guessed: groups.value.length > 0 && build.place === null && isGuessed(loose.map(({ source }) => source), model.shards),
  })
}

interface LooseGroup {
  readonly place: Place
  readonly reports: readonly PackedReport[]
  readonly failures: readonly Failure[]
}

type Loose = Exclude<Source, { kind: 'part' }>

/** Reports that are in no part file, by the place they belong to. */
function groupLoose(sources: readonly Loose[], model: ExecutionModel, build: Build, taken: readonly Place[]): Result<readonly LooseGroup[], Failure> {
  if (sources.length === 0) return ok([])
  const places = placesOfLoose(sources, model.shards, build, taken)
  if (!places) {
    return err({ code: 'wrong-use', message: `cannot tell which of ${sources.length} reports belongs to which of ${model.shards} shards: name files after their shard, or pack each shard with collect --part i/${model.shards}` })
  }
  const groups = new Map<number, { place: Place; reports: PackedReport[]; failures: Failure[] }>()
  sources.forEach((source, at) => {
    const place = places[at] as Place
    const group = groups.get(place.index) ?? { place, reports: [], failures: [] }
    groups.set(place.index, group)
    if (source.kind === 'report') group.reports.push(packed(source.source, source.bytes))
    else group.failures.push(source.failure)
  })
  return ok([...groups.values()].sort((a, b) => a.place.index - b.place.index))
}

/** What cannot be read beside part files is one of them: it goes by its name, else by the first place nobody else holds. */
function placesOfLoose(sources: readonly Loose[], shards: number, build: Build, taken: readonly Place[]): readonly Place[] | undefined {
  if (shards === 1) return sources.map(() => WHOLE)
  if (build.place) return sources.map(() => build.place as Place)
  const isStray = ({ kind, source }: Loose): boolean => kind === 'unreadable' || placeOfPartFile(source) !== undefined
  if (taken.length === 0 || !sources.every(isStray)) return placesOfPaths(sources.map(({ source }) => source), shards)
  const free = Array.from({ length: shards }, (_, at) => ({ index: at + 1, of: shards })).filter(({ index }) => !taken.some((place) => place.index === index))
  return sources.map(({ source }, at) => placeOfPartFile(source) ?? free[Math.min(at, free.length - 1)] ?? { index: shards, of: shards })
}

/** Loose reports of several shards ran on machines that are not this one. */
async function looseEnvironment({ world, top, suite, build }: GatherOptions, model: ExecutionModel): Promise<Environment> {
  const environment = await world.environment(suite.root === '' ? top : `${top}/${suite.root}`)
  return model.shards > 1 && build.place === null ? { ...environment, suspect: {}, recorded: {} } : environment
}

function looseOrigin({ suite, build }: GatherOptions, place: Place, environment: Environment): PartOrigin {
  return {
    suite: suite.name, leg: build.leg, place, attempt: build.attempt, model: null, repository: build.repository, provider: build.provider,
    build: build.build, commit: build.commit, tree: build.tree, dirty: build.dirty, job: build.job, environment,
  }
}

