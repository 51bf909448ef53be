import { rational, type Rational } from './rational.js'

/**
 * Exact two-sided McNemar test: the probability of a split at least as uneven, were both ways equally likely. Twice the
 * smaller tail of Binomial(b + c, 1/2), at most 1 (McNemar 1947; facts: 6:0 is 0.031, 8:1 is 0.039).
 */
export function mcnemar(b: number, c: number): Rational {
  const n = b + c
  let [term, tail] = [1n, 1n]
  for (let k = 1; k <= Math.min(b, c); k += 1) {
    term = (term * BigInt(n - k + 1)) / BigInt(k)
    tail += term
  }
  const whole = 1n << BigInt(n)
  return 2n * tail >= whole ? rational(1n, 1n) : rational(2n * tail, whole)
}

const Z95 = 1.959963984540054

/**
 * Wilson's 95 % interval of a proportion, as fractions (Wilson 1927): for display, and only where what was counted is a
 * sample. Null when nothing was.
 */
export function wilson(successes: number, of: number): { readonly lower: number; readonly upper: number } | null {
  if (of === 0) return null
  const [p, zz] = [successes / of, Z95 * Z95]
  const middle = p + zz / (2 * of)
  const reach = Z95 * Math.sqrt((p * (1 - p)) / of + zz / (4 * of * of))
  return { lower: (middle - reach) / (1 + zz / of), upper: (middle + reach) / (1 + zz / of) }
}
