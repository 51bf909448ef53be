import type { Metric } from '../../model/metric.js'
import { canonicalDecimal, compare, decimalText, parseDecimal, rational, ZERO } from '../../model/rational.js'
import type { Static } from './static.js'
import { NOTHING, problem, type NativeSetup, type NativeThreshold, type NativeTool } from './types.js'

/** Where a limit was found and what it is a limit on. */
export interface Place {
  readonly tool: NativeTool
  readonly root: string
  readonly file: string
  readonly field: string
  readonly metric: Metric
  readonly scope: string
}

export const ISTANBUL_KEYS = ['lines', 'functions', 'branches', 'statements'] as const
export type IstanbulKey = (typeof ISTANBUL_KEYS)[number]

const HUNDRED = rational(100)

/**
 * A percentage that is compared with istanbul's `pct`, which is cut off downwards to two decimals (istanbul-lib-coverage
 * percent.js): `floor2(x) >= L` is `x >= ceil2(L)`, and that is L itself for limits of up to two decimals. A limit of 0
 * lets everything through and is none.
 */
export function istanbulMinimum(place: Place, value: Static, stated?: string): NativeSetup {
  return plainLimit(place, value, stated, 2)
}

/** As `istanbulMinimum`; a negative number is the count of elements that may stay uncovered (jest, vitest). */
export function istanbulLimit(place: Place, value: Static): NativeSetup {
  const text = decimalOf(value)
  if (text?.startsWith('-') !== true) return istanbulMinimum(place, value)
  const count = canonicalDecimal(text.slice(1))
  return count === undefined || count === '0' ? NOTHING : threshold(place, 'maxUncovered', count, text)
}

/** A percentage that is compared as it is (StrykerJS: `mutationScore < break` on the unrounded number). */
export function exactMinimum(place: Place, value: Static): NativeSetup {
  return plainLimit(place, value, undefined, undefined)
}

/**
 * coverage.py's `should_fail_under` (coverage/results.py): a total fails when `round(total, precision) < fail_under`, and
 * for fail_under 100 when it is not 100. Among the values with `precision` decimals the first that is not below
 * fail_under is U, and totals from U - 0.5 * 10^-precision on are rounded to it or further up. Python rounds a tie to
 * the even neighbour, so at the bound itself the tool passes for an even U and fails for an odd one; the bound is
 * taken as passing.
 */
export function coveragePyMinimum(place: Place, value: Static, precision: number): NativeSetup {
  const text = decimalOf(value)
  const limit = text === undefined ? undefined : parseDecimal(text)
  if (text === undefined || limit === undefined) return unreadable(place, value)
  if (compare(limit, HUNDRED) > 0 || compare(limit, ZERO) < 0) return problem(place.file, place.field, `${text} is no percentage; the tool refuses it`)
  if (compare(limit, ZERO) === 0) return NOTHING
  if (compare(limit, HUNDRED) === 0) return threshold(place, 'min', '100', text)
  const units = ceiling(limit.n * 10n ** BigInt(precision), limit.d)
  return threshold(place, 'min', decimalText(units * 10n - 5n, precision + 1), text)
}

/** What to say of a value that stands where a limit is expected and is not known. */
export function unreadable(place: Pick<Place, 'file' | 'field'>, value: Static): NativeSetup {
  const what = value.kind === 'computed' ? `computed: ${value.by}` : `no plain decimal${value.kind === 'scalar' ? `: ${String(value.value)}` : ''}`
  return problem(place.file, place.field, `${what}; set it in baselines/policy or import by hand`)
}

function plainLimit(place: Place, value: Static, stated: string | undefined, digits: number | undefined): NativeSetup {
  if (value.kind === 'scalar' && value.value === null) return NOTHING
  const text = decimalOf(value)
  const limit = text === undefined ? undefined : parseDecimal(text)
  if (text === undefined || limit === undefined) return unreadable(place, value)
  if (compare(limit, ZERO) <= 0) return NOTHING
  const decimal = digits === undefined ? text : decimalText(ceiling(limit.n * 10n ** BigInt(digits), limit.d), digits)
  return threshold(place, 'min', decimal, stated ?? text)
}

function threshold(place: Place, limit: NativeThreshold['limit'], decimal: string, stated: string): NativeSetup {
  const value = canonicalDecimal(decimal)
  return value === undefined ? NOTHING : { ...NOTHING, thresholds: [{ ...place, limit, value, stated }] }
}

function decimalOf(value: Static): string | undefined {
  if (value.kind !== 'scalar' || typeof value.value === 'boolean' || value.value === null) return undefined
  const text = String(value.value).trim()
  return parseDecimal(text) === undefined ? undefined : text
}

function ceiling(top: bigint, bottom: bigint): bigint {
  return top / bottom + (top > 0n && top % bottom !== 0n ? 1n : 0n)
}
