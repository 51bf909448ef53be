import type { Changes } from '../model/changes.js'
import type { FindingEvidence, FindingKind, LedgerProblem } from '../model/finding.js'
import type { FieldDifference } from '../model/fingerprint.js'
import type { MetricOutcome, Reference } from '../model/judgement.js'
import type { Measurement, Series } from '../model/measurement.js'
import type { Measure } from '../model/metric.js'
import type { Override } from '../model/recalibration.js'
import type { Mode, Origin, Standing } from '../model/verdict.js'

/** Everything the detectors look at: one record, put together before them, so that each is a pure function. */
export interface Evidence {
  readonly candidate: Measurement
  readonly standing: Standing
  readonly mode: Mode
  readonly reference: Reference | null
  /** Why there is no reference, or why it stands in another series; null when it is an ordinary one. */
  readonly noReference: FindingEvidence['no-reference'] | null
  /** Commits searched before the history of a shallow clone ended; null when it did not. */
  readonly historyEnded: number | null
  /** What the change under judgement touches. */
  readonly author: Changes
  readonly differences: readonly FieldDifference[]
  /** Files of one content on both sides: how many, and whether all measured the same. */
  readonly unchanged: { readonly compared: number; readonly equal: boolean }
  readonly missing: { readonly files: readonly string[]; readonly tests: readonly string[]; readonly measures: readonly Measure[] }
  /** What the two runs show of how they were collected. */
  readonly collection: { readonly uncovered: readonly string[]; readonly skipped: readonly string[]; readonly otherUniverse: readonly string[] }
  /** Files that a run of selected tests took from its reference. */
  readonly carried: readonly string[]
  /** Suites with a cadence whose last build is too old, on a baseline branch. */
  readonly overdue: readonly { readonly suite: string; readonly cadence: string; readonly last: string }[]
  readonly ledger: readonly { readonly problem: LedgerProblem; readonly origin: Origin }[]
  readonly metrics: readonly MetricOutcome[]
  readonly calibration: { readonly differs: readonly string[]; readonly basis: string | null; readonly carried: boolean }
  readonly limits: number
  readonly overrides: { readonly active: Override | null; readonly expired: readonly Override[] }
  /** Set when this measurement begins the baselines of a series on a branch. */
  readonly firstBaseline: { readonly series: Series; readonly branch: string } | null
}

/** What a detector found, with whose doing it is. */
export interface Found<K extends FindingKind> {
  readonly evidence: FindingEvidence[K]
  readonly origin: Origin
}

/** Evidence -> findings of one kind. */
export type Detector<K extends FindingKind> = (evidence: Evidence) => readonly Found<K>[]
