import { gateOf, limitUnit, type Gate } from '../model/gate.js'
import type { Attribution, LimitOutcome, LimitResult } from '../model/judgement.js'
import { valueOf } from '../model/measurement.js'
import { isNumberMetric } from '../model/metric.js'
import { rational, type Rational } from '../model/rational.js'
import type { Decider } from '../model/finding.js'
import type { Value } from '../model/value.js'
import type { Cause } from '../model/verdict.js'
import type { Bounds } from './counterfactual.js'
import { tryNumber } from './number-limits.js'
import { boundsBy, settle } from './settle.js'
import { keeps, standsWorse } from './standing-to-limit.js'
import type { Trial } from './trial.js'

/** Tries one limit: does it pass, and whose doing is it. Undefined when there is nothing to compare a drop with. */
export function tryLimit(trial: Trial): LimitOutcome | undefined {
  if (isNumberMetric(trial.threshold.key.metric)) return tryNumber(trial)
  const { threshold, calibrated, attribution } = trial
  const { limit, metric, scope, model } = { ...threshold.key }
  const anchorSource = limit === 'maxErosion' ? trial.first : limit === 'maxDrop' || limit === 'maxRise' ? trial.accepted : null
  const anchor = anchorSource ? ratioOf(valueOf(anchorSource, metric, scope)) : undefined
  const gate = gateOf(limit, threshold.value, metric, anchor)
  if (!gate) return trial.blind && anchor === undefined ? unseen(trial) : undefined
  const value = valueOf(trial.candidate, metric, scope)
  const before = trial.reference ? valueOf(trial.reference, metric, scope) : undefined
  const passes = keeps(gate, value)
  const own = boundsOf(gate, before, attribution)
  const causes = causesOf(attribution)
  const open = resultOf(passes, value, own, trial.reference !== null || trial.blind)
  const settled = open === 'undetermined' || open === 'pass-unsure' ? settle(gate, before, trial.settling) : null
  const bounds = settled?.bounds ?? own
  const told = settled ? resultOf(passes, value, bounds, true) : open
  const onTimeouts = (told === 'pass' || told === 'pass-unsure') && dependsOn(trial.timeouts, gate, value)
  const result = onTimeouts ? 'undetermined' : told
  return {
    limit, value: threshold.value, model, calibrated, result, causes,
    decide: result !== 'undetermined' ? null : onTimeouts ? 'unloaded' : trial.blind ? 'fetch' : decider(causes, trial.repeated),
    settledBy: settled?.by ?? null,
    timeouts: trial.timeouts,
    passes,
    referencePasses: keeps(gate, before),
    worse: standsWorse(gate, limitUnit(limit, metric), before, value),
    counterfactual: bounds,
  }
}

/** A drop that nothing can be counted from: no pass, and nobody's fault. */
function unseen({ threshold: { key: { limit, model }, value }, calibrated }: Trial): LimitOutcome {
  return { limit, value, model, calibrated, result: 'undetermined', causes: [], decide: 'fetch', passes: 'unknown', referencePasses: 'unknown', worse: false, counterfactual: null, timeouts: 0, settledBy: null }
}

/**
 * Whether a limit that is kept would not be with new timeouts as survived, or not counted at all: a timeout detects an
 * endless loop, and detects nothing on a machine that was slow.
 */
function dependsOn(timeouts: number, gate: Gate, value: Value | undefined): boolean {
  if (timeouts === 0 || value?.kind !== 'count') return false
  const covered = value.covered - timeouts
  return keeps(gate, { ...value, covered }) !== 'yes' || keeps(gate, { ...value, covered, total: value.total - timeouts }) !== 'yes'
}

/** Without a reference only the limit itself speaks; with one, the counterfactual state does (DESIGN 4.6). */
function resultOf(passes: LimitOutcome['passes'], value: Value | undefined, bounds: Bounds | null, hasReference: boolean): LimitResult {
  if (!value || value.kind === 'none' || value.kind === 'number') return 'no-value'
  if (passes === 'unknown') return 'undetermined'
  if (!hasReference) return passes === 'yes' ? 'pass' : 'regression'
  if (!bounds) return passes === 'yes' ? 'pass' : 'undetermined'
  const state = bounds.upper < 0n ? 'fails' : bounds.lower >= 0n ? 'passes' : 'neither'
  if (passes === 'yes') return state === 'fails' ? 'false-pass' : state === 'passes' ? 'pass' : 'pass-unsure'
  return state === 'fails' ? 'regression' : state === 'passes' ? 'false-failure' : 'undetermined'
}

function boundsOf(gate: Gate, before: Value | undefined, attribution: Attribution): Bounds | null {
  return before?.kind === 'count' ? boundsBy(gate, before, attribution) : null
}

function causesOf(attribution: Attribution): readonly Cause[] {
  return attribution.kind === 'shares' ? [...new Set(attribution.groups.flatMap(({ causes }) => causes))] : []
}

/** The cheapest run that settles it. What a repeat did not show to be chance, the base commit measured today may. */
function decider(causes: readonly Cause[], repeated: boolean): Decider {
  if (causes.includes('instrument')) return causes.includes('baseline') || causes.includes('environment') ? 'both' : 'old-pipeline'
  return causes.includes('baseline') || repeated ? 'base' : 'repeat'
}

function ratioOf(value: Value | undefined): Rational | undefined {
  return value?.kind === 'count' ? rational(value.covered, value.total) : undefined
}
