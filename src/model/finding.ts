import type { ElementKind } from './element.js'
import type { FieldDifference } from './fingerprint.js'
import type { KnownReason } from './known-reason.js'
import type { Measure } from './metric.js'
import type { Place } from './place.js'
import type { LimitKind, ThresholdKey } from './threshold.js'
import type { NoValue, Value } from './value.js'
import type { Cause, Origin, Tier } from './verdict.js'

/** A limit and how a measurement stands to it; bounds are slacks of the counterfactual state, as decimal integers. */
export interface LimitEvidence {
  readonly metric: string
  readonly scope: string
  readonly limit: LimitKind
  readonly limitValue: string
  readonly candidate: Value
  readonly reference: Value | null
  readonly lower: string | null
  readonly upper: string | null
  readonly causes: readonly Cause[]
  readonly files: readonly string[]
  /** The further measurement through which it is known what code and tests alone do; null where none was needed. */
  readonly settledBy: string | null
}

/** A limit that the measurement moved or may have moved, and what is known of tools that does so. */
export interface RulerEvidence extends LimitEvidence {
  readonly known: readonly KnownReason[]
}

/** What each kind of finding that a merge can see by itself carries. Data only: words live in the catalogue. */
export interface DefectEvidence {
  'part-missing': { readonly place: Place; readonly measure: Measure | null }
  'part-doubled': { readonly places: readonly Place[]; readonly sources: readonly string[]; readonly why: 'same-attempt' | 'equal-reports' }
  'part-foreign': { readonly place: Place; readonly source: string; readonly what: 'commit' | 'suite' | 'model' | 'repository' | 'leg'; readonly found: string; readonly expected: string }
  'part-empty': { readonly place: Place; readonly source: string; readonly measure: Measure }
  'part-silent': { readonly place: Place; readonly tests: number }
  'part-unreadable': { readonly place: Place; readonly source: string; readonly reason: string }
  'part-superseded': { readonly place: Place; readonly attempt: number; readonly by: number }
  'config-differs': { readonly instrument: string; readonly field: string; readonly values: readonly { readonly value: string; readonly places: readonly Place[] }[] }
  'mixed-producers': { readonly measure: Measure; readonly producers: readonly string[] }
  'tests-failed': { readonly count: number; readonly examples: readonly string[]; readonly jobs: readonly Place[] }
  'nothing-counted': { readonly measures: readonly Measure[] }
  'test-doubled': { readonly count: number; readonly examples: readonly string[]; readonly places: readonly Place[] }
  'report-stale': { readonly place: Place; readonly source: string; readonly stamp: string; readonly committed: string }
  'universe-differs': { readonly element: ElementKind; readonly count: number; readonly examples: readonly string[] }
  'not-mergeable': { readonly element: ElementKind; readonly producer: string; readonly count: number; readonly examples: readonly string[] }
  'unknown-status': { readonly status: string; readonly count: number; readonly examples: readonly string[] }
  'totals-disagree': { readonly source: string; readonly what: string; readonly counted: string; readonly stated: string }
  'foreign-report': { readonly source: string; readonly known: number; readonly reported: number; readonly examples: readonly string[] }
  'model-assumed': { readonly model: string; readonly allowed: readonly string[] }
  'dirty-tree': { readonly paths: readonly string[]; readonly count: number }
}

/** The run that would decide what could not be told: again, the old pipeline, the base commit, or both missing cells. */
export type Decider = 'repeat' | 'old-pipeline' | 'base' | 'both' | 'fetch' | 'unloaded'

/** What each kind of finding carries that needs a reference, the ledger or a limit. */
export interface ComparisonEvidence {
  'file-missing': { readonly count: number; readonly examples: readonly string[] }
  'metric-missing': { readonly measure: Measure }
  'test-missing': { readonly count: number; readonly examples: readonly string[] }
  'test-skipped': { readonly count: number; readonly examples: readonly string[] }
  'file-uncovered': { readonly count: number; readonly examples: readonly string[] }
  'universe-moved': { readonly count: number; readonly examples: readonly string[] }
  'suite-overdue': { readonly suite: string; readonly cadence: string; readonly last: string }
  'selection-carried': { readonly count: number; readonly examples: readonly string[] }
  'no-reference': { readonly why: 'first' | 'none-whole' | 'other-series' | 'no-detail' | 'not-fetched'; readonly searched: number }
  'history-shallow': { readonly searched: number }
  'instrument-changed': { readonly differences: readonly FieldDifference[]; readonly model: { readonly from: string; readonly to: string } | null; readonly equal: boolean; readonly compared: number; readonly known: readonly KnownReason[] }
  'environment-changed': { readonly differences: readonly FieldDifference[] }
  'uncalibrated': { readonly model: string; readonly basis: string | null; readonly differs: readonly string[]; readonly known: readonly KnownReason[] }
  'no-threshold': { readonly suite: string; readonly model: string }
  'no-value': { readonly metric: string; readonly scope: string; readonly limit: LimitKind; readonly why: NoValue }
  /** A number with fewer samples than its noise can be told from, of one content and fingerprint. */
  'few-samples': { readonly metric: string; readonly limit: LimitKind; readonly samples: number; readonly needed: number }
  'first-baseline': { readonly series: string; readonly branch: string }
  'regression': LimitEvidence
  'false-failure': RulerEvidence & { readonly calibrated: boolean }
  'false-pass': RulerEvidence
  /** `timeouts`: mutants that newly timed out, on which the limit depends; 0 when it depends on something else. */
  'undetermined': RulerEvidence & { readonly decide: Decider; readonly timeouts: number }
  'pass-unsure': LimitEvidence
  'threshold-moved': { readonly key: ThresholdKey; readonly ledger: string | null; readonly file: string | null }
  'ledger-altered': { readonly entry: string; readonly file: string; readonly what: 'digest' | 'changed' | 'removed' | 'unanchored' }
  'ledger-fork': { readonly key: ThresholdKey; readonly entries: readonly string[] }
  'ledger-unverifiable': { readonly why: string }
  'entry-invalid': { readonly file: string; readonly problems: readonly string[] }
  'entry-proposed': { readonly entry: string; readonly title: string }
  'recalibration-reverted': { readonly entries: readonly string[] }
  'approval-expired': { readonly entry: string; readonly expires: string; readonly frozen: boolean }
  /** `unsigned`: the policy wants signatures, and none of the entry's is of a key that is listed for its approver. */
  'approver-unknown': { readonly entry: string; readonly who: string; readonly why: 'not-listed' | 'unsigned' }
  'policy-weakened': { readonly field: string; readonly from: string; readonly to: string }
  'scope-moved': { readonly scope: string; readonly entry: string }
  'override-active': { readonly file: string; readonly reason: string; readonly ticket: string; readonly until: string; readonly kinds: readonly string[] }
  'override-expired': { readonly file: string; readonly until: string }
}

export interface FindingEvidence extends DefectEvidence, ComparisonEvidence {}

export type DefectKind = keyof DefectEvidence
export type FindingKind = keyof FindingEvidence

/** A defect of a measurement, stored with it; it becomes a finding when the measurement is judged. */
export type Defect<K extends DefectKind = DefectKind> = {
  readonly [P in K]: { readonly kind: P; readonly evidence: DefectEvidence[P] }
}[K]

export type Finding<K extends FindingKind = FindingKind> = {
  readonly [P in K]: {
    readonly kind: P
    readonly tier: Tier
    readonly origin: Origin
    readonly evidence: FindingEvidence[P]
  }
}[K]

/** Findings that verifying the ledger gives; whose they are is known only when the base was verified too. */
export type LedgerKind =
  | 'threshold-moved' | 'ledger-altered' | 'ledger-fork' | 'ledger-unverifiable' | 'entry-invalid' | 'entry-proposed'
  | 'recalibration-reverted' | 'approval-expired' | 'approver-unknown' | 'policy-weakened' | 'scope-moved'

export type LedgerProblem<K extends LedgerKind = LedgerKind> = {
  readonly [P in K]: { readonly kind: P; readonly evidence: ComparisonEvidence[P] }
}[K]

/** Defects that leave a measurement not whole: it is stored, judged `incomplete`, and never a baseline. */
const BREAKS_WHOLE: { readonly [K in DefectKind]: boolean } = {
  'part-missing': true,
  'part-doubled': true,
  'part-foreign': true,
  'part-empty': true,
  'part-silent': true,
  'part-unreadable': true,
  'part-superseded': false,
  'config-differs': true,
  'mixed-producers': true,
  'tests-failed': true,
  'nothing-counted': true,
  'test-doubled': false,
  'report-stale': false,
  'universe-differs': false,
  'not-mergeable': false,
  'unknown-status': false,
  'totals-disagree': false,
  'foreign-report': true,
  'model-assumed': false,
  'dirty-tree': false,
}

export const DEFECT_KINDS = Object.keys(BREAKS_WHOLE) as readonly DefectKind[]

export function breaksWhole(kind: DefectKind): boolean {
  return BREAKS_WHOLE[kind]
}
