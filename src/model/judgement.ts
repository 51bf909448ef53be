import type { CauseReason } from './cause-reason.js'
import type { MutantChange } from './mutants.js'
import type { Decider, Finding } from './finding.js'
import type { Measurement } from './measurement.js'
import type { Rational } from './rational.js'
import type { LimitKind } from './threshold.js'
import type { Value } from './value.js'
import type { Flow } from './transition.js'
import type { Cause, Mode, Standing, Verdict } from './verdict.js'

/** A measurement that another is compared with, and how it was found. */
export interface Reference {
  readonly measurement: Measurement
  /** First-parent steps from the base side to it; null when the history could not be walked. */
  readonly distance: number | null
  readonly how: 'parent' | 'merge-base' | 'ancestor' | 'same-tree' | 'branch-tip'
  /** True when it stands in another series than the candidate (another model or instrument). */
  readonly otherSeries: boolean
}

/** A baseline's version and where a measurement stands behind it (`main@v12+37`). */
export interface BaselineVersion {
  readonly branch: string
  readonly version: number
  readonly later: number
  readonly measurement: string
  readonly entry: string | null
}

export function baselineText(baseline: Pick<BaselineVersion, 'branch' | 'version' | 'later'>): string {
  const behind = baseline.later === 0 ? '' : `+${baseline.later}`
  return `${baseline.branch}@v${baseline.version}${behind}`
}

/** Elements that moved together, and the causes that evidence does not exclude for them. */
export interface Group {
  readonly causes: readonly Cause[]
  readonly flow: Flow
}

/** Exact shares of the change of a ratio, for display: `lower <= point <= upper`. */
export interface Share {
  readonly lower: Rational
  readonly point: Rational
  readonly upper: Rational
}

export type Attribution =
  | { readonly kind: 'shares'; readonly groups: readonly Group[]; readonly shares: { readonly [C in Cause]?: Share } }
  | { readonly kind: 'entry' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'none'; readonly why: string }

/**
 * What trying a limit came to. `pass-unsure` passes, but the counterfactual state might not; `no-value` cannot be
 * tried.
 */
export type LimitResult = 'pass' | 'pass-unsure' | 'regression' | 'false-failure' | 'false-pass' | 'undetermined' | 'no-value'

/** One limit, tried: slacks of the counterfactual state in the linear form; null when nothing could be compared. */
export interface LimitOutcome {
  readonly limit: LimitKind
  readonly value: string
  readonly model: string
  /** False when the limit was set for another instrument or model: then it only serves as a basis. */
  readonly calibrated: boolean
  readonly result: LimitResult
  readonly causes: readonly Cause[]
  readonly decide: Decider | null
  readonly passes: 'yes' | 'no' | 'unknown'
  readonly referencePasses: 'yes' | 'no' | 'unknown'
  /** True when the candidate stands worse to the limit than the reference did. */
  readonly worse: boolean
  /** Mutants among the detected whose detection rests on a new timeout. */
  readonly timeouts: number
  readonly counterfactual: { readonly lower: bigint; readonly upper: bigint } | null
  /** The further run through which the counterfactual state is known, where the two that are compared leave it open. */
  readonly settledBy: string | null
}

/** How a ratio moved within its files and by their mix: shown where the mix explains more. */
export interface Mix {
  readonly within: Rational
  readonly mix: Rational
  /** The file that moved the average most, by the elements it has on either side. */
  readonly file: { readonly path: string; readonly before: number; readonly after: number } | null
}

/** Why a metric moved from one run to another. */
export interface Movement {
  readonly attribution: Attribution
  /** Files that carry most of the change, largest first. */
  readonly files: readonly string[]
  /** The same files, with what moved in each. */
  readonly byFile: readonly { readonly path: string; readonly groups: readonly Group[] }[]
  /** Null where what happened within files explains as much, or it cannot be told. */
  readonly mix: Mix | null
  /** What allowed or excluded each cause; empty where nothing was compared. */
  readonly reasons: readonly CauseReason[]
  /** For metrics of mutants. */
  readonly mutants: MutantChange | null
}

/** A movement that nothing is known of. */
export function noMovement(attribution: Attribution): Movement {
  return { attribution, files: [], byFile: [], mix: null, reasons: [], mutants: null }
}

export interface MetricOutcome extends Movement {
  readonly metric: string
  readonly scope: string
  readonly reference: Value | null
  readonly candidate: Value
  readonly limits: readonly LimitOutcome[]
}

/**
 * The answer to one build. `verdict` is what is printed; `blocking` is the verdict over what the build has to answer
 * for, and `pass` when nothing is. An override never changes either.
 */
export interface Judgement {
  readonly verdict: Verdict
  readonly blocking: Verdict
  readonly overridden: boolean
  readonly mode: Mode
  readonly standing: Standing
  readonly measurement: Measurement
  readonly reference: Reference | null
  /** The commit on the base side that the change starts from. */
  readonly base: { readonly branch: string; readonly commit: string | null; readonly how: 'parent' | 'merge-base' | 'none' | 'unknown' }
  readonly baseline: BaselineVersion | null
  /** Tests of the reference that did not run, and tests it does not know. */
  readonly tests: { readonly missing: number; readonly added: number }
  readonly metrics: readonly MetricOutcome[]
  readonly findings: readonly Finding[]
}
