import { canonicalDecimal } from '../model/rational.js'
import type { NamedNumber, Report } from '../model/report.js'

/** A report of numbers alone. They are nobody's elements, and of no instrument but the machine. */
export function numberReport(source: string, format: string, numbers: readonly NamedNumber[], failed: readonly string[] = []): Report {
  return {
    source, format, measure: 'number',
    instrument: { identity: {}, suspect: {}, recorded: {} },
    runtimeKinds: [], files: [], numbers, failedTests: failed, notes: [], hits: null, stamp: null,
  }
}

/** A name as metrics have it: letters, digits, `_`, `.`, `/` and `-`. */
export function numberName(text: string): string {
  return text.trim().replaceAll(/[^\w./-]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '').slice(0, 200)
}

/** The canonical decimal of a JSON number, or of a text that is one; exponents are written out. */
export function decimalOf(value: unknown): string | undefined {
  if (typeof value === 'string') return canonicalDecimal(value)
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  const shift = Number(exponent)
  // Doubles reach beyond what anybody measures; nothing with so many digits is told.
  if (Math.abs(shift) > 25) return undefined
  const digits = `${whole}${fraction}`
  const point = whole.length + shift
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  return canonicalDecimal(`${sign}${padded.slice(0, at)}${padded.length > at ? `.${padded.slice(at)}` : ''}`)
}
