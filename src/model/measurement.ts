import type { ElementKind } from './element.js'
import type { Defect } from './finding.js'
import type { Fingerprint } from './fingerprint.js'
import type { Measure } from './metric.js'
import type { Place } from './place.js'
import type { KindReport } from './report.js'
import type { Value } from './value.js'

/** One build's place in the store: recording it again supersedes, it never doubles. */
export interface Slot {
  readonly repository: string
  readonly provider: string
  /** The build's id, or `local:` and a content hash for a build no CI provider names. */
  readonly build: string
  readonly suite: string
  readonly model: string
  readonly leg: string
  readonly commit: string
}

export interface MeasuredValue {
  readonly metric: string
  readonly scope: string
  readonly value: Value
}

/** One part as the measurement counted or superseded it. */
export interface PartRecord {
  readonly place: Place
  readonly attempt: number
  readonly source: string
  readonly measures: readonly Measure[]
  /** Digests of the report files, sorted. */
  readonly reports: readonly string[]
  /** Digest of the hit counts of all its reports; null when the reports hold none. */
  readonly hits: string | null
  /** Times the reports state for themselves, sorted. */
  readonly stamps: readonly string[]
  readonly status: 'counted' | 'superseded'
}

export interface PartsSeen {
  readonly expected: number
  readonly seen: readonly Place[]
  readonly missing: readonly Place[]
  readonly table: readonly PartRecord[]
}

/**
 * Which parts covered each element: `sets` are bitsets as hex (bit `i` is the i-th counted part), `index` says
 * which of them belongs to each element, in the order of the shape.
 */
export interface CoveredBy {
  readonly sets: readonly string[]
  readonly index: readonly number[]
}

/** One kind of one file after the merge. */
export type MergedKind =
  | (KindReport & { readonly by?: CoveredBy })
  | { readonly form: 'bounded'; readonly covered: readonly [number, number]; readonly total: readonly [number, number] }
  | { readonly form: 'not-mergeable'; readonly producer: string }

/** One file (or container of test cases) of a measurement. `blob` is git's hash of its content, when it has one. */
export interface FileDetail {
  readonly path: string
  readonly blob: string | null
  readonly kinds: { readonly [K in ElementKind]?: MergedKind }
}

/**
 * What one build measured: immutable, and named by the hash of its canonical record. Percentages are nowhere in
 * it; values are integers.
 */
export interface Measurement {
  readonly id: string
  readonly slot: Slot
  readonly root: string
  readonly tree: string
  /** Hash of the inputs of the suite: equal for a squash, a merge commit, a change of the README. */
  readonly measuredTree: string
  readonly parents: readonly string[]
  readonly head: string | null
  readonly base: string | null
  readonly synthetic: boolean
  readonly dirty: readonly string[]
  readonly branch: string | null
  readonly baseBranch: string | null
  readonly assumed: boolean
  readonly fingerprint: Fingerprint
  readonly selection: 'all' | 'affected'
  readonly parts: PartsSeen
  readonly tests: { readonly executed: number; readonly failed: number }
  readonly values: readonly MeasuredValue[]
  readonly defects: readonly Defect[]
  readonly whole: boolean
  /** Hash of the list of files with their shapes and states. */
  readonly manifest: string
  readonly files: number
}

/** A series is what can be compared without asking: one suite, one leg, one execution model. */
export interface Series {
  readonly suite: string
  readonly leg: string
  readonly model: string
}

export function seriesOf(measurement: Pick<Measurement, 'slot'>): Series {
  return { suite: measurement.slot.suite, leg: measurement.slot.leg, model: measurement.slot.model }
}

export function seriesText(series: Series): string {
  return series.leg === '' ? `${series.suite} ${series.model}` : `${series.suite} ${series.model} (${series.leg})`
}

export function valueOf(measurement: Measurement, metric: string, scope: string): Value | undefined {
  return measurement.values.find((entry) => entry.metric === metric && entry.scope === scope)?.value
}
