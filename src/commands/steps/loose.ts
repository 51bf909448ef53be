import type { ExecutionModel } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import { WHOLE, type Place } from '../../model/place.js'
import { err, ok, type Result } from '../../model/result.js'
import type { PackedReport } from '../../read/part-file.js'
import type { Build } from './build.js'
import { placeOfPartFile, placesOfPaths } from './places.js'
import { packed, type LooseSource } from './sources.js'

export interface LooseGroup {
  readonly place: Place
  readonly reports: readonly PackedReport[]
  readonly failures: readonly Failure[]
}

/** Reports that nobody speaks for, by the place they belong to. */
export function groupLoose(sources: readonly LooseSource[], model: ExecutionModel, build: Build, taken: readonly Place[]): Result<readonly LooseGroup[], Failure> {
  if (sources.length === 0) return ok([])
  const places = placesOfLoose(sources, model.shards, build, taken)
  if (!places) {
    return err({ code: 'wrong-use', message: `cannot tell which of ${sources.length} reports belongs to which of ${model.shards} shards: name files after their shard, pack each shard with collect --part i/${model.shards}, or let it write an environment file` })
  }
  const groups = new Map<number, readonly [Place, LooseSource[]]>()
  sources.forEach((source, at) => {
    const place = places[at] as Place
    const group = groups.get(place.index) ?? [place, []] as const
    groups.set(place.index, group)
    group[1].push(source)
  })
  return ok([...groups.values()].map(([place, own]) => ({ place, ...contentsOf(own) })).sort((a, b) => a.place.index - b.place.index))
}

/** Reports of one part: those that were read, and why others were not. */
export function contentsOf(sources: readonly LooseSource[]): Pick<LooseGroup, 'reports' | 'failures'> {
  return {
    reports: sources.flatMap((source) => (source.kind === 'report' ? [packed(source.source, source.bytes)] : [])),
    failures: sources.flatMap((source) => (source.kind === 'unreadable' ? [source.failure] : [])),
  }
}

/** What cannot be read beside part files is one of them: it goes by its name, else by the first place nobody else holds. */
function placesOfLoose(sources: readonly LooseSource[], shards: number, build: Build, taken: readonly Place[]): readonly Place[] | undefined {
  if (shards === 1) return sources.map(() => WHOLE)
  if (build.place) return sources.map(() => build.place as Place)
  const isStray = ({ kind, source }: LooseSource): boolean => kind === 'unreadable' || placeOfPartFile(source) !== undefined
  if (taken.length === 0 || !sources.every(isStray)) return placesOfPaths(sources.map(({ source }) => source), shards)
  const free = Array.from({ length: shards }, (_, at) => ({ index: at + 1, of: shards })).filter(({ index }) => !taken.some((place) => place.index === index))
  return sources.map(({ source }, at) => placeOfPartFile(source) ?? free[Math.min(at, free.length - 1)] ?? { index: shards, of: shards })
}
