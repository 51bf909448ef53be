import { limitUnit } from '../model/gate.js'
import { add, floorText, multiply, parseDecimal, rational, subtract, type Rational } from '../model/rational.js'
import { canonicalDecimal } from '../model/rational.js'
import type { LimitKind } from '../model/threshold.js'
import type { Value } from '../model/value.js'

const HUNDRED = rational(100)
/** Digits behind the point of a percentage. */
const DIGITS = 2

/** Percent of a count, exactly; undefined for every other value. */
export function percentOf(value: Value | undefined): Rational | undefined {
  return value?.kind === 'count' ? rational(value.covered * 100, value.total) : undefined
}

/**
 * The limit that is as strict under the new instrument as the old one was: moved by exactly the bias, which is
 * the difference of two measurements of the same inputs. Percentages are cut to two decimals, or to as many as the
 * limit has, downwards.
 * Undefined where a limit does not move with the ratio (`maxDrop` and its like compare within one instrument).
 */
export function limitByBias(limit: LimitKind, value: string, metric: string, bias: { readonly reference: Value | undefined; readonly candidate: Value | undefined }): string | undefined {
  const from = parseDecimal(value)
  if (!from) return undefined
  const { reference, candidate } = bias
  if (reference?.kind !== 'count' || candidate?.kind !== 'count') return undefined
  if (limitUnit(limit, metric) === 'elements') {
    const moved = limit === 'maxUncovered'
      ? from.n / from.d + BigInt(candidate.total - candidate.covered - (reference.total - reference.covered))
      : from.n / from.d + BigInt(candidate.covered - reference.covered)
    return String(moved < 0n ? 0n : moved)
  }
  if (limit !== 'min' && limit !== 'max') return canonicalDecimal(value)
  const moved = add(from, multiply(HUNDRED, subtract(ratio(candidate), ratio(reference))))
  return canonicalDecimal(floorText(clamp(moved), Math.max(DIGITS, value.split('.')[1]?.length ?? 0)))
}

/** The limit at the measured value: what an accepted loss may lower it to, and no further. */
export function limitAtValue(limit: LimitKind, metric: string, value: Value | undefined): string | undefined {
  if (value?.kind !== 'count') return undefined
  if (limit === 'maxUncovered') return String(value.total - value.covered)
  if (limitUnit(limit, metric) === 'elements') return String(value.covered)
  return limit === 'min' || limit === 'max' ? canonicalDecimal(floorText(multiply(HUNDRED, ratio(value)), DIGITS)) : undefined
}

function ratio(value: { readonly covered: number; readonly total: number }): Rational {
  return rational(value.covered, value.total)
}

function clamp(percent: Rational): Rational {
  if (percent.n < 0n) return rational(0)
  return percent.n > 100n * percent.d ? HUNDRED : percent
}
