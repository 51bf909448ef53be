import type { Gate } from '../model/gate.js'
import type { Attribution } from '../model/judgement.js'
import type { Count, Value } from '../model/value.js'
import { counterfactual, type Bounds } from './counterfactual.js'

/** A run of the candidate's content under the reference's ruler: how the metric moved from the reference to it. */
export type Settling = { readonly by: string; readonly attribution: () => Attribution } | null

export interface Settled {
  readonly bounds: Bounds
  /** The measurement that settles it. */
  readonly by: string
}

/**
 * Where the reference would stand had only code and tests changed, seen directly: the new content was measured with
 * the old ruler. Null where even that leaves it open.
 */
export function settle(gate: Gate, before: Value | undefined, settling: Settling): Settled | null {
  if (before?.kind !== 'count' || !settling) return null
  const bounds = boundsBy(gate, before, settling.attribution())
  return bounds && (bounds.upper < 0n || bounds.lower >= 0n) ? { bounds, by: settling.by } : null
}

export function boundsBy(gate: Gate, before: Count, attribution: Attribution): Bounds | null {
  return attribution.kind === 'shares' ? counterfactual(gate, before, attribution.groups) : null
}
