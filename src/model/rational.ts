/** An exact fraction with a positive denominator, in lowest terms. */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

export const ZERO: Rational = { n: 0n, d: 1n }

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  const top = BigInt(n)
  const bottom = BigInt(d)
  if (bottom === 0n) throw new RangeError('A fraction with denominator 0')
  const sign = bottom < 0n ? -1n : 1n
  const divisor = gcd(top, bottom)
  return { n: (sign * top) / divisor, d: (sign * bottom) / divisor }
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function subtract(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d)
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function absolute({ n, d }: Rational): Rational {
  return n < 0n ? { n: -n, d } : { n, d }
}

export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** `n/d`, the exact form that leaves the program. */
export function exactText(value: Rational): string {
  return `${value.n}/${value.d}`
}

/**
 * The decimal text with `digits` digits behind the point, cut off downwards as istanbul does
 * (percent.js), so that 79.996 never reads as 80.00.
 */
export function floorText(value: Rational, digits: number): string {
  const scaled = value.n * 10n ** BigInt(digits)
  const whole = scaled / value.d
  return decimalText(scaled < 0n && scaled % value.d !== 0n ? whole - 1n : whole, digits)
}

/** The decimal text of an integer number of units of `10^-digits`. */
export function decimalText(units: bigint, digits: number): string {
  const sign = units < 0n ? '-' : ''
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Reads a plain decimal (`80`, `-3`, `79.5`); undefined when the text is anything else. */
export function parseDecimal(text: string): Rational | undefined {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text)
  if (!match) return undefined
  const fraction = match[3] ?? ''
  const units = BigInt((match[2] ?? '') + fraction)
  return rational(match[1] === '-' ? -units : units, 10n ** BigInt(fraction.length))
}

/** The one spelling of a decimal: no sign of zero, no leading or trailing zeros (`080.50` is `80.5`). */
export function canonicalDecimal(text: string): string | undefined {
  const value = parseDecimal(text.trim())
  if (!value) return undefined
  const digits = decimalPlaces(value.d)
  return decimalText((value.n * 10n ** BigInt(digits)) / value.d, digits)
}

function decimalPlaces(denominator: bigint): number {
  let digits = 0
  while ((10n ** BigInt(digits)) % denominator !== 0n) digits += 1
  return digits
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
