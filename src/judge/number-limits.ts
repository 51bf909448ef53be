import { fieldDifferences } from '../model/fingerprint.js'
import type { LimitOutcome, LimitResult } from '../model/judgement.js'
import { medianBand, medianOf, rationals, type MedianBand } from '../model/median.js'
import { valueOf, type Measurement } from '../model/measurement.js'
import { compare, multiply, parseDecimal, rational, type Rational } from '../model/rational.js'
import type { LimitKind } from '../model/threshold.js'
import type { Quantity } from '../model/value.js'
import type { Cause } from '../model/verdict.js'
import type { Trial } from './trial.js'

/**
 * A number is never held against its limit exactly, but with the band its median can lie in by chance. Below five samples
 * of one content and fingerprint there is none: it is recorded, and not judged.
 */
export function tryNumber(trial: Trial): LimitOutcome | undefined {
  const { threshold: { key: { limit, metric, model }, value: limitValue }, calibrated, candidate, reference } = trial
  const share = parseDecimal(limitValue)
  if (!share) return undefined
  const told = { limit, value: limitValue, model, calibrated, timeouts: 0, counterfactual: null, settledBy: null } as const
  const number = numberOf(candidate, metric)
  const own = number && medianBand(rationals([number, ...trial.repeats.flatMap((run) => numberOf(run, metric) ?? [])].flatMap(({ samples }) => samples)))
  const notJudged: LimitOutcome = { ...told, result: 'no-value', causes: [], decide: null, passes: 'unknown', referencePasses: 'unknown', worse: false }
  if (!own) return notJudged
  const accepted = isRelative(limit) ? trial.accepted : null
  if (isRelative(limit) && !accepted) return undefined
  const base = accepted ? bandAt(accepted, metric) : undefined
  if (isRelative(limit) && (!base || base.low.n <= 0n)) return notJudged
  const edges = edgesOf(limit, share, base)
  const passes = standing(limit, own, edges)
  const earlier = reference && numberOf(reference, metric)
  const before = earlier ? medianOf(rationals(earlier.samples)) : undefined
  const referencePasses = before ? standing(limit, { low: before, middle: before, high: before }, edges) : 'unknown'
  const moved = rulerMoved(candidate, isRelative(limit) ? accepted : referencePasses === 'yes' ? reference : null)
  return {
    ...told,
    passes,
    result: resultOf(passes, beyond(limit, own.middle, edges.middle), moved),
    causes: causesOf(passes, moved),
    decide: passes === 'yes' ? null : moved ? 'base' : 'repeat',
    referencePasses,
    worse: before === undefined || beyond(limit, own.middle, before),
  }
}

function isRelative(limit: LimitKind): boolean {
  return limit === 'maxRise' || limit === 'maxDrop'
}

function numberOf(measurement: Measurement, metric: string): Quantity | undefined {
  const value = valueOf(measurement, metric, 'project')
  return value?.kind === 'number' ? value : undefined
}

function bandAt(measurement: Measurement, metric: string): MedianBand | undefined {
  return medianBand(rationals(numberOf(measurement, metric)?.samples ?? []))
}

/** The limit as a number: the one that was set, or so many percent from the baseline's band. */
function edgesOf(limit: LimitKind, share: Rational, base: MedianBand | undefined): MedianBand {
  if (!base) return { low: share, middle: share, high: share }
  const hundred = 100n * share.d
  const factor = rational(limit === 'maxRise' ? hundred + share.n : hundred - share.n, hundred)
  return { low: multiply(base.low, factor), middle: multiply(base.middle, factor), high: multiply(base.high, factor) }
}

/** Whether all of a band keeps a limit, none of it does, or only a part. */
function standing(limit: LimitKind, own: MedianBand, edges: MedianBand): LimitOutcome['passes'] {
  const isCeiling = limit === 'max' || limit === 'maxRise'
  const [worst, best] = isCeiling ? [own.high, own.low] : [own.low, own.high]
  const [strictest, loosest] = isCeiling ? [edges.low, edges.high] : [edges.high, edges.low]
  return !beyond(limit, worst, strictest) ? 'yes' : beyond(limit, best, loosest) ? 'no' : 'unknown'
}

/** True on the wrong side of an edge. */
function beyond(limit: LimitKind, value: Rational, edge: Rational): boolean {
  const compared = compare(value, edge)
  return limit === 'max' || limit === 'maxRise' ? compared > 0 : compared < 0
}

/** Numbers are compared on one machine with one set of tools, or it is said that they cannot be. */
function rulerMoved(candidate: Measurement, other: Measurement | null): boolean {
  return other !== null && (fieldDifferences(other.fingerprint, candidate.fingerprint).length > 0 || other.slot.model !== candidate.slot.model)
}

function resultOf(passes: LimitOutcome['passes'], middleFails: boolean, moved: boolean): LimitResult {
  if (passes === 'yes') return 'pass'
  if (passes === 'no') return moved ? 'undetermined' : 'regression'
  return middleFails ? 'undetermined' : 'pass-unsure'
}

function causesOf(passes: LimitOutcome['passes'], moved: boolean): readonly Cause[] {
  return ['code', ...(moved ? ['environment' as const] : []), ...(passes === 'unknown' ? ['noise' as const] : [])]
}
