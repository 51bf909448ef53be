import { rational, type Rational } from './rational.js'
import type { Count } from './value.js'

/**
 * Exact share of a group in the change of a ratio, `((T0+T1)*dC - (C0+C1)*dT) / (2*T0*T1)`: shares add up under any
 * refinement, whatever the order, and turn their sign with the direction. For display only: no verdict comes from it.
 */
export function phi(reference: Count, candidate: Count, delta: { readonly dc: number; readonly dt: number }): Rational {
  const top = BigInt(reference.total + candidate.total) * BigInt(delta.dc) - BigInt(reference.covered + candidate.covered) * BigInt(delta.dt)
  return rational(top, 2n * BigInt(reference.total) * BigInt(candidate.total))
}
