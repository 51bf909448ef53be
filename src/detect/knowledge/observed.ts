import { CODE_CLASSES, mayTouch, type Changes } from '../../model/changes.js'
import type { MetricOutcome } from '../../model/judgement.js'
import { addFlows, flowDelta, NO_FLOW } from '../../model/transition.js'
import type { Count } from '../../model/value.js'
import type { Cause } from '../../model/verdict.js'
import type { Observed, Sign } from './agreement.js'

/** Causes that are nobody's instrument. */
const OWN_CAUSES: readonly Cause[] = ['code', 'tests', 'baseline']

/**
 * How the measurement moved metrics. Elements that code or tests moved for sure are left out; where those that they may
 * have moved decide a direction, it is not known. Metrics without two exact values are left out.
 */
export function observedOf(metrics: readonly MetricOutcome[], author: Changes): readonly Observed[] {
  return metrics.flatMap(({ metric, reference, candidate, attribution }) => {
    if (reference?.kind !== 'count' || candidate.kind !== 'count') return []
    if (attribution.kind !== 'shares') {
      if (mayTouch(author, [...CODE_CLASSES, 'test'])) return []
      return [{ metric, ...signs(reference, candidate.covered - reference.covered, candidate.total - reference.total) }]
    }
    const delta = (counts: (causes: readonly Cause[]) => boolean): Signs => {
      const { dc, dt } = flowDelta(attribution.groups.filter(({ causes }) => counts(causes)).map(({ flow }) => flow).reduce(addFlows, NO_FLOW))
      return signs(reference, dc, dt)
    }
    const sure = delta((causes) => !causes.some(isOwn))
    const most = delta((causes) => !causes.every(isOwn))
    return [{ metric, ratio: sure.ratio === most.ratio ? sure.ratio : null, counted: sure.counted === most.counted ? sure.counted : null }]
  })
}

type Signs = Pick<Observed, 'ratio' | 'counted'>

/** C1 / T1 against C0 / T0, without a division. */
function signs({ covered, total }: Count, dc: number, dt: number): Signs {
  return { ratio: sign(BigInt(covered + dc) * BigInt(total) - BigInt(covered) * BigInt(total + dt)), counted: sign(BigInt(dt)) }
}

function isOwn(cause: Cause): boolean {
  return OWN_CAUSES.includes(cause)
}

function sign(value: bigint): Sign {
  return value > 0n ? 1 : value < 0n ? -1 : 0
}
