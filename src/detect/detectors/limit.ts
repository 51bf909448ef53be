import { INSTRUMENT_CLASSES, mayTouch } from '../../model/changes.js'
import type { FindingEvidence, LimitEvidence } from '../../model/finding.js'
import type { LimitOutcome, MetricOutcome } from '../../model/judgement.js'
import { LEAST_SAMPLES } from '../../model/median.js'
import type { Origin } from '../../model/verdict.js'
import type { Detector, Evidence, Found } from '../evidence.js'
import { knownReasons } from '../knowledge/reasons.js'

type LimitKindOfFinding = 'regression' | 'false-failure' | 'false-pass' | 'undetermined' | 'pass-unsure'

/**
 * What is said also of a limit that was set for another model. The counterfactual starts from what that model measured:
 * code that breaks the limit there breaks it under every ruler, and code that may have is not excused by a new one.
 */
const HOLDS_UNDER_BASIS: readonly LimitKindOfFinding[] = ['regression', 'false-failure', 'undetermined']

/** Limits that were tried and came to a result, as findings of that kind. */
export function limit<K extends LimitKindOfFinding>(kind: K): Detector<K> {
  return (evidence) => outcomes(evidence)
    .filter(({ metric, outcome }) => outcome.result === kind && holds(kind, outcome) && !isSaid(kind, metric, outcome, evidence))
    .map(({ metric, outcome }): Found<K> => ({
      evidence: { ...limitEvidence(metric, outcome), ...extra(kind, metric, outcome, evidence) } as FindingEvidence[K],
      origin: originOf(kind, outcome, evidence),
    }))
}

function holds(kind: LimitKindOfFinding, { calibrated }: LimitOutcome): boolean {
  return calibrated || HOLDS_UNDER_BASIS.includes(kind)
}

/** Limits on a metric that has no value: nothing can be judged, and nothing is passed. */
export const noValue: Detector<'no-value'> = (evidence) => outcomes(evidence).flatMap(({ metric, outcome }) =>
  outcome.result === 'no-value' && metric.candidate.kind === 'none'
    ? [{ evidence: { metric: metric.metric, scope: metric.scope, limit: outcome.limit, why: metric.candidate.why }, origin: 'introduced' as const }]
    : [])

/** Limits on a number that is recorded and not judged yet. */
export const fewSamples: Detector<'few-samples'> = (evidence) => outcomes(evidence).flatMap(({ metric: { metric, candidate }, outcome }) =>
  outcome.result === 'no-value' && candidate.kind === 'number'
    ? [{ evidence: { metric, limit: outcome.limit, samples: candidate.samples.length, needed: LEAST_SAMPLES }, origin: 'introduced' as const }]
    : [])

function outcomes({ metrics }: Evidence): readonly { readonly metric: MetricOutcome; readonly outcome: LimitOutcome }[] {
  return metrics.flatMap((metric) => metric.limits.map((outcome) => ({ metric, outcome })))
}

/** The watch over erosion adds nothing where another limit of the metric came to the same result, by the same doing. */
function isSaid(kind: LimitKindOfFinding, { limits }: MetricOutcome, outcome: LimitOutcome, evidence: Evidence): boolean {
  return outcome.limit === 'maxErosion' && limits.some((other) => other.limit !== 'maxErosion' && other.result === outcome.result
    && holds(kind, other) && originOf(kind, other, evidence) === originOf(kind, outcome, evidence))
}

function limitEvidence(metric: MetricOutcome, outcome: LimitOutcome): LimitEvidence {
  return {
    metric: metric.metric,
    scope: metric.scope,
    limit: outcome.limit,
    limitValue: outcome.value,
    candidate: metric.candidate,
    reference: metric.reference,
    lower: outcome.counterfactual?.lower.toString() ?? null,
    upper: outcome.counterfactual?.upper.toString() ?? null,
    causes: outcome.causes,
    files: metric.files,
    settledBy: outcome.settledBy,
  }
}

/** What is known of tools is told where they may be the reason. */
function extra(kind: LimitKindOfFinding, metric: MetricOutcome, outcome: LimitOutcome, evidence: Evidence): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'false-failure':
      return { calibrated: outcome.calibrated, known: knownReasons(evidence, metric) }
    case 'false-pass':
      return { known: knownReasons(evidence, metric) }
    case 'undetermined':
      return { decide: outcome.decide ?? 'repeat', timeouts: outcome.decide === 'unloaded' ? outcome.timeouts : 0, known: knownReasons(evidence, metric) }
    case 'regression':
    case 'pass-unsure':
      return {}
  }
}

/**
 * A regression is inherited when the reference broke the limit as badly; a moved ruler is introduced when this change
 * touches what measures; what cannot be told is the build's own.
 */
function originOf(kind: LimitKindOfFinding, outcome: LimitOutcome, { author }: Evidence): Origin {
  switch (kind) {
    case 'regression':
      return outcome.referencePasses === 'no' && !outcome.worse ? 'inherited' : 'introduced'
    case 'false-failure':
    case 'false-pass':
      return mayTouch(author, [...INSTRUMENT_CLASSES, 'build']) ? 'introduced' : 'inherited'
    case 'undetermined':
      return outcome.referencePasses === 'no' && !outcome.worse ? 'inherited' : 'introduced'
    case 'pass-unsure':
      return 'introduced'
  }
}
