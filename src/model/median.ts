import { add, compare, decimalText, parseDecimal, rational, type Rational } from './rational.js'

/** The middle of samples, and how far it can lie elsewhere by chance. */
export interface MedianBand {
  readonly low: Rational
  readonly middle: Rational
  readonly high: Rational
}

/** Fewer samples than this say nothing of their noise. */
export const LEAST_SAMPLES = 5

/** The middle one of samples, or what lies halfway between the two in the middle. */
export function medianOf(samples: readonly Rational[]): Rational {
  const sorted = [...samples].sort(compare)
  const at = (index: number): Rational => sorted[index] ?? { n: 0n, d: 1n }
  const half = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return at(half)
  const sum = add(at(half - 1), at(half))
  return rational(sum.n, sum.d * 2n)
}

/**
 * Between which two samples the true median lies, with 15 chances of 16 or more: whatever the distribution, each sample
 * is above it with one chance of two. Five samples are the fewest whose least and greatest can promise that; more give
 * a narrower band. Undefined below five.
 */
export function medianBand(samples: readonly Rational[]): MedianBand | undefined {
  const { length } = samples
  if (length < LEAST_SAMPLES) return undefined
  const sorted = [...samples].sort(compare)
  const all = 1n << BigInt(length)
  let left = 0
  let below = 1n
  let choose = 1n
  for (let next = 1; next * 2 < length; next += 1) {
    choose = (choose * BigInt(length - next + 1)) / BigInt(next)
    if (32n * (below + choose) > all) break
    below += choose
    left = next
  }
  const at = (index: number): Rational => sorted[index] ?? { n: 0n, d: 1n }
  return { low: at(left), middle: medianOf(samples), high: at(length - 1 - left) }
}

/** Samples as numbers; what is no decimal is none. */
export function rationals(samples: readonly string[]): Rational[] {
  return samples.flatMap((sample) => parseDecimal(sample) ?? [])
}

/** The decimal of a fraction whose denominator is made of twos and fives, as those of medians of decimals are. */
export function exactDecimalText({ n, d }: Rational): string {
  let digits = 0
  while ((10n ** BigInt(digits)) % d !== 0n) digits += 1
  return decimalText((n * 10n ** BigInt(digits)) / d, digits)
}
