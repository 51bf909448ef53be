import type { ElementKind, Elements } from './element.js'
import type { Instrument } from './fingerprint.js'
import type { Measure } from './metric.js'
import type { Quantity } from './value.js'

/**
 * Elements of one kind as one report gave them. `surplus` tells how many of the covered elements the tool itself
 * does not count, without saying which (coverage.py lists docstring lines as executed and does not count them).
 */
export interface ListedElements extends Elements {
  readonly form: 'listed'
  readonly surplus: number
  /**
   * Only the number of covered elements of a line is known, not which: the first ones stand for any. What several
   * parts cover together then lies between the largest number and the sum.
   */
  readonly interchangeable?: true
}

/** A report that gives totals only: no element can be told from another, so merges are bounded. */
export interface Tally {
  readonly form: 'tally'
  readonly covered: number
  readonly total: number
  /** One counts when all that is in it is covered: what two reports cover in halves both together cover whole. */
  readonly allOrNothing?: true
}

export type KindReport = ListedElements | Tally

export type KindReports = { readonly [K in ElementKind]?: KindReport }

/** One source file (or, for tests, one container of test cases) of a report. */
export interface ReportFile {
  readonly path: string
  /** False when the tool listed the file without having loaded it: it knows its lines, not its branches. */
  readonly loaded: boolean
  readonly kinds: KindReports
  /** Other paths it may have: the report names several folders of sources, and not which one holds the file. */
  readonly elsewhere?: readonly string[]
  /** The path begins below a folder of sources that the report does not name (`com/example/App.java`). */
  readonly rootless?: true
}

/** The path of totals that a report gives without naming files: they are the whole suite's. */
export const WHOLE = 'whole:'

/** False for what stands in a report's list of files and is none: a suite of tests, the totals of a whole report. */
export function isFile(path: string): boolean {
  return !path.startsWith('suite:') && path !== WHOLE
}

/** Something the reader saw that a person should know; never a reason to drop data. */
export type ReportNote =
  | { readonly note: 'unknown-status'; readonly status: string; readonly path: string }
  | { readonly note: 'totals-disagree'; readonly what: string; readonly counted: string; readonly stated: string }

/** A number with a name that users gave it; samples are canonical decimals. */
export interface NamedNumber extends Pick<Quantity, 'unit' | 'direction' | 'samples'> {
  readonly name: string
}

/** What one report file says, in the words of no particular tool. */
export interface Report {
  readonly source: string
  readonly format: string
  readonly measure: Measure
  readonly instrument: Instrument
  /** Kinds whose universe depends on what ran (V8 block coverage): not mergeable after conversion. */
  readonly runtimeKinds: readonly ElementKind[]
  readonly files: readonly ReportFile[]
  /** Quantities that are counted from no elements. */
  readonly numbers?: readonly NamedNumber[]
  readonly failedTests: readonly string[]
  readonly notes: readonly ReportNote[]
  /** Digest of the hit counts, which are dropped after reading: two places with equal hits are one run. */
  readonly hits: string | null
  /** When the tool says that it ran, as it wrote it; null when it does not say. */
  readonly stamp: string | null
}
