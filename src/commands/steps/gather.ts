import type { ExecutionModel } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import type { Environment, Part, PartOrigin } from '../../model/part.js'
import type { Place } from '../../model/place.js'
import type { SuitePolicy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'
import type { StatedPart } from '../../read/environment-file.js'
import { packPart } from '../../read/part-file.js'
import type { World } from '../../world/world.js'
import type { Build } from './build.js'
import type { StatedSource } from './environment-files.js'
import { contentsOf, groupLoose, type LooseGroup } from './loose.js'
import { modelOf, type BuildModel } from './model.js'
import { isGuessed } from './places.js'
import { looseName, readPart, type Source } from './sources.js'

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
export async function gather(sources: readonly (Source | StatedSource)[], options: GatherOptions): Promise<Result<Gathered, Failure>> {
  const { suite, build } = options
  const partFiles = sources.filter((source) => source.kind === 'part')
  const stated = sources.filter((source) => source.kind === 'stated')
  const loose = sources.filter((source) => source.kind !== 'part' && source.kind !== 'stated')
  const told = [...partFiles.map(({ origin }) => origin), ...stated.map((one) => one.stated)]
  const modelResult = modelOf(suite, options.model, {
    stated: [...new Set(told.flatMap(({ model }) => model ?? []))],
    shards: [...new Set([...told.map(({ place }) => place.of), ...(told.length === 0 && build.place ? [build.place.of] : [])])],
  })
  if (!modelResult.ok) return modelResult
  const { model } = modelResult.value
  const groups = groupLoose(loose, model, build, told.map(({ place }) => place))
  if (!groups.ok) return groups
  const here = groups.value.length + stated.length > 0 ? await options.world.environment(suite.root === '' ? options.top : `${options.top}/${suite.root}`) : NOWHERE
  const read = [
    ...partFiles.map(({ source, origin, reports }) => partFrom(source, origin, { reports, failures: [] })),
    ...stated.map((one) => partFrom(`reports beside ${one.source}`, statedOrigin(options, one.stated, here.options), contentsOf(one.reports))),
    ...groups.value.map((group) => partFrom(looseName(group.place), looseOrigin(options, group.place, looseEnvironment(here, model, build)), group)),
  ]
  const failures = read.flatMap((one) => one.failures)
  if (failures[0] && !read.some(({ part }) => part.reports.length > 0)) return err(failures[0])
  return ok({
    ...modelResult.value,
    parts: read.map(({ part }) => part),
    keep: read.filter((one) => one.failures.length === 0 && one.part.reports.length > 0).map(({ part, bytes }) => ({ source: part.source, bytes })),
    failures,
    guessed: groups.value.length > 0 && build.place === null && isGuessed(loose.map(({ source }) => source), model.shards),
  })
}

const NOWHERE: Environment = { suspect: {}, recorded: {}, tools: {}, options: {} }

function partFrom(source: string, origin: PartOrigin, { reports, failures }: Pick<LooseGroup, 'reports' | 'failures'>): ReturnType<typeof readPart> & { readonly bytes: Uint8Array } {
  return { ...readPart(source, origin, reports, failures), bytes: packPart({ origin, reports }) }
}

/** Loose reports of several shards ran on machines that are not this one. */
function looseEnvironment(here: Environment, model: ExecutionModel, build: Build): Environment {
  return model.shards > 1 && build.place === null ? { ...here, suspect: {}, recorded: {} } : here
}

/** What the file does not say is unknown; of this machine only the tools' configuration counts, which is the checkout's. */
function statedOrigin({ suite, build }: GatherOptions, stated: StatedPart, options: Environment['options']): PartOrigin {
  return {
    suite: stated.suite ?? suite.name, leg: stated.leg ?? build.leg, place: stated.place, attempt: stated.attempt, model: stated.model, repository: null,
    provider: build.provider, build: stated.build, commit: stated.commit, tree: stated.tree, dirty: stated.dirty,
    job: { name: null, status: stated.status }, environment: { ...stated.environment, options },
  }
}

function looseOrigin({ suite, build }: GatherOptions, place: Place, environment: Environment): PartOrigin {
  return {
    suite: suite.name, leg: build.leg, place, attempt: build.attempt, model: null, repository: build.repository, provider: build.provider,
    build: build.build, commit: build.commit, tree: build.tree, dirty: build.dirty, job: build.job, environment,
  }
}
