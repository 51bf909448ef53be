/** Why there is no value. */
export type NoValue =
  | { readonly reason: 'no-data' }
  | { readonly reason: 'not-mergeable'; readonly files: number; readonly producer: string }
  | { readonly reason: 'not-measured' }

/** Covered and counted elements: integers; `total` is positive. */
export interface Count {
  readonly kind: 'count'
  readonly covered: number
  readonly total: number
}

/** What a merge that cannot be exact can still promise: both ends are included. */
export interface Bounded {
  readonly kind: 'bounded'
  readonly covered: readonly [min: number, max: number]
  readonly total: readonly [min: number, max: number]
}

/** Which way a number is better. */
export type Direction = 'lower' | 'higher'

/** A measured quantity that is not a ratio (milliseconds, bytes): the median of its samples, as decimals, and its unit. */
export interface Quantity {
  readonly kind: 'number'
  readonly decimal: string
  readonly unit: string
  readonly direction: Direction
  readonly samples: readonly string[]
}

/** Nothing to judge; never a perfect score and never zero. */
export interface None {
  readonly kind: 'none'
  readonly why: NoValue
}

export type Value = Count | Bounded | Quantity | None

export const NO_DATA: None = { kind: 'none', why: { reason: 'no-data' } }

/** A count, or `no-data` when nothing was counted (0/0 is neither 100 % nor 0 %). */
export function count(covered: number, total: number): Value {
  return total === 0 ? NO_DATA : { kind: 'count', covered, total }
}

/** A bounded value, narrowed to a count when both ends meet. */
export function bounded(covered: readonly [number, number], total: readonly [number, number]): Value {
  if (covered[0] === covered[1] && total[0] === total[1]) return count(covered[0], total[0])
  return { kind: 'bounded', covered, total }
}

export function sameValue(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
