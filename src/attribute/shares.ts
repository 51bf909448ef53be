import type { Group, Share } from '../model/judgement.js'
import { phi } from '../model/phi.js'
import { add, rational, ZERO } from '../model/rational.js'
import { flowDelta } from '../model/transition.js'
import type { Count } from '../model/value.js'
import type { Cause } from '../model/verdict.js'

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
