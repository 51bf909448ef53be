import { limitUnit } from '../model/gate.js'
import { compare, decimalText, exactText, floorText, parseDecimal, rational, subtract, type Rational } from '../model/rational.js'
import type { LimitKind } from '../model/threshold.js'
import type { Value } from '../model/value.js'

/** Digits behind the point of a percentage; cut off, never rounded up. */
const DIGITS = 2

/** `96.51 % (83/86)`, `96.51 % to 98.83 %`, `1.2 s`, or why there is nothing. */
export function valueWords(value: Value): string {
  switch (value.kind) {
    case 'count':
      return `${percentWords(rational(value.covered, value.total))} (${value.covered}/${value.total})`
    case 'bounded':
      return `${percentWords(leastRatio(value))} to ${percentWords(mostRatio(value))}`
    case 'number':
      return `${value.decimal}${value.unit === '' ? '' : ` ${value.unit}`} (${counted(value.samples.length, 'sample')})`
    case 'none':
      return noValueWords(value.why)
  }
}

/** A value of a metric: tests are told by their number, everything else by its share. */
export function metricValueWords(metric: string, value: Value): string {
  return isNumberOf(metric) && value.kind === 'count' ? `${value.covered} of ${value.total}` : valueWords(value)
}

/** The change of a metric, in tests or in percentage points. */
export function metricChangeWords(metric: string, before: Value | null, after: Value): string | undefined {
  if (!isNumberOf(metric)) return changeWords(before, after)
  if (before?.kind !== 'count' || after.kind !== 'count') return undefined
  const difference = after.covered - before.covered
  return `${difference > 0 ? '+' : ''}${difference}`
}

/** True for metrics whose limits are numbers of elements. */
function isNumberOf(metric: string): boolean {
  return limitUnit('min', metric) === 'elements'
}

export function noValueWords(why: Extract<Value, { kind: 'none' }>['why']): string {
  switch (why.reason) {
    case 'no-data':
      return 'no data'
    case 'not-mergeable':
      return `cannot be merged (${why.producer || 'the tool'} reports differ in ${why.files} ${why.files === 1 ? 'file' : 'files'})`
    case 'not-measured':
      return 'not measured'
  }
}

/** A ratio as a percentage, cut off downwards. */
export function percentWords(ratio: Rational): string {
  return `${floorText(rational(ratio.n * 100n, ratio.d), DIGITS)} %`
}

/** A difference of two ratios in percentage points, with its sign; the digits are those of the exact difference. */
export function pointsWords(difference: Rational): string {
  const hundredfold = rational(difference.n * 100n, difference.d)
  const size = hundredfold.n < 0n ? rational(-hundredfold.n, hundredfold.d) : hundredfold
  const text = floorText(size, DIGITS)
  const shown = size.n > 0n && /^0(?:\.0+)?$/.test(text) ? `<0.01` : text
  return `${difference.n < 0n ? '-' : difference.n > 0n ? '+' : ''}${shown} pp`
}

/** Hundredths of a percentage point, which a table shows. */
const UNITS = 10_000n

/**
 * Parts of a difference in percentage points, so that what is printed adds up to the difference as it is printed: each
 * is cut off, and what that leaves goes to those that lost most (the method of the largest remainder).
 */
export function splitPointsWords(parts: readonly Rational[], whole: Rational): string[] {
  const floor = ({ n, d }: Rational): bigint => (n * UNITS < 0n && (n * UNITS) % d !== 0n ? (n * UNITS) / d - 1n : (n * UNITS) / d)
  const units = parts.map(floor)
  let left = (whole.n * UNITS) / whole.d - units.reduce((sum, one) => sum + one, 0n)
  const lost = parts.map((part, index) => ({ index, rest: subtract(rational(part.n * UNITS, part.d), rational(units[index] ?? 0n)) })).sort((a, b) => compare(b.rest, a.rest))
  for (const { index } of lost) {
    if (left <= 0n) break
    units[index] = (units[index] ?? 0n) + 1n
    left -= 1n
  }
  return parts.map((part, index) => {
    const unit = units[index] ?? 0n
    if (unit === 0n) return part.n === 0n ? '0.00 pp' : `${part.n < 0n ? '-' : '+'}<0.01 pp`
    return `${unit < 0n ? '-' : '+'}${decimalText(unit < 0n ? -unit : unit, DIGITS)} pp`
  })
}

/** A whole number with its sign and its thousands apart. */
export function signedWords(number: number): string {
  return `${number < 0 ? '-' : '+'}${String(Math.abs(number)).replace(/\B(?=(?:\d{3})+$)/g, ',')}`
}

/** The change from one value to another, in percentage points; undefined where one has no ratio. */
export function changeWords(before: Value | null, after: Value): string | undefined {
  if (before?.kind !== 'count' || after.kind !== 'count') return undefined
  return pointsWords(subtract(rational(after.covered, after.total), rational(before.covered, before.total)))
}

/** `at least 80 %`, `at most 5 uncovered`, `at most 0.5 pp below the baseline`. */
export function limitWords(limit: LimitKind, value: string, metric: string): string {
  const unit = limitUnit(limit, metric) === '%' ? ' %' : ''
  const points = limitUnit(limit, metric) === '% of it' ? '%' : 'pp'
  switch (limit) {
    case 'min':
      return `at least ${value}${unit}`
    case 'max':
      return `at most ${value}${unit}`
    case 'maxUncovered':
      return `at most ${value} uncovered`
    case 'maxDrop':
      return `at most ${value} ${points} below the baseline`
    case 'maxRise':
      return `at most ${value} ${points} above the baseline`
    case 'maxErosion':
      return `at most ${value} pp below the first build of the baseline`
  }
}

/** Exact text of a decimal limit, `n/d`. */
export function exactDecimal(text: string): string | null {
  const value = parseDecimal(text)
  return value ? exactText(value) : null
}

function leastRatio(value: Extract<Value, { kind: 'bounded' }>): Rational {
  return rational(value.covered[0], Math.max(value.total[1], 1))
}

function mostRatio(value: Extract<Value, { kind: 'bounded' }>): Rational {
  return rational(Math.min(value.covered[1], Math.max(value.total[0], 1)), Math.max(value.total[0], 1))
}

/** `1 file`, `3 files`. */
export function counted(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`
}

/** Names, as many as were given, and how many more there are. */
export function listWords(examples: readonly string[], count: number): string {
  const more = count - examples.length
  return `${examples.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
