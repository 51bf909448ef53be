import type { Group, Share } from '../model/judgement.js'
import { add, rational, ZERO, type Rational } from '../model/rational.js'
import { flowDelta } from '../model/transition.js'
import type { Count } from '../model/value.js'
import type { Cause } from '../model/verdict.js'

/**
 * Exact share of a group in the change of a ratio, `((T0+T1)*dC - (C0+C1)*dT) / (2*T0*T1)`: shares add up under any
 * refinement, whatever the order, and turn their sign with the direction. For display only: no verdict comes from it.
 */
export function phi(reference: Count, candidate: Count, delta: { readonly dc: number; readonly dt: number }): Rational {
  const top = BigInt(reference.total + candidate.total) * BigInt(delta.dc) - BigInt(reference.covered + candidate.covered) * BigInt(delta.dt)
  return rational(top, 2n * BigInt(reference.total) * BigInt(candidate.total))
}

/** A group with one cause is that cause's; of one with several each may have all of it or nothing, and even parts are shown. */
export function sharesOf(reference: Count, candidate: Count, groups: readonly Group[]): { readonly [C in Cause]?: Share } {
  const shares = new Map<Cause, Share>()
  for (const { causes, flow } of groups) {
    const whole = phi(reference, candidate, flowDelta(flow))
    const alone = causes.length === 1
    for (const cause of causes) {
      const before = shares.get(cause) ?? { lower: ZERO, point: ZERO, upper: ZERO }
      shares.set(cause, {
        lower: add(before.lower, alone || whole.n < 0n ? whole : ZERO),
        point: add(before.point, rational(whole.n, whole.d * BigInt(causes.length))),
        upper: add(before.upper, alone || whole.n > 0n ? whole : ZERO),
      })
    }
  }
  return Object.fromEntries(shares)
}
