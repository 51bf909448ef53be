import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Failure } from '../../model/failure.js'
import type { Part } from '../../model/part.js'
import { canonicalDecimal } from '../../model/rational.js'
import type { NamedNumber } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { textDigest } from '../../read/part-file.js'
import { numberName, numberReport } from '../../read/named-numbers.js'
import { packed } from './sources.js'

/** What numbers of the command line are called where reports are named. */
const SOURCE = '--metric'

/** Reads `p95=182ms`, `requests:higher=1200/s`; a name that is given again adds a sample. */
export function givenNumbers(texts: readonly string[]): Result<readonly NamedNumber[], Failure> {
  const wrong = (text: string, why: string): Result<never, Failure> => err({ code: 'wrong-use', message: `--metric ${text}: ${why}` })
  const numbers = new Map<string, NamedNumber>()
  for (const text of texts) {
    const [, given = '', direction = 'lower', value = '', unit = ''] = /^([^=]+?)(?::(lower|higher))?=([+-]?[\d.]+)\s*(\S{0,40})$/u.exec(text) ?? []
    const name = numberName(given)
    const decimal = canonicalDecimal(value.replace(/^\+/, ''))
    if (name === '' || decimal === undefined) return wrong(text, 'expected NAME=VALUE with a decimal number and its unit, such as p95=182ms, or NAME:higher=VALUE where more is better')
    const there = numbers.get(name)
    if (there && (there.unit !== unit || there.direction !== direction)) return wrong(text, `${name} was given in ${there.unit || 'no unit'} (${there.direction} is better) before`)
    numbers.set(name, { name, unit, direction: direction === 'higher' ? 'higher' : 'lower', samples: [...there?.samples ?? [], decimal] })
  }
  return ok([...numbers.values()])
}

/** The numbers as a report, in the JSON that is read: for a part file, or where there is no other report. */
export function packedNumbers(numbers: readonly NamedNumber[]): ReturnType<typeof packed> {
  const metrics = Object.fromEntries(numbers.map(({ name, ...rest }) => [name, rest]))
  return packed(SOURCE, utf8ToBytes(JSON.stringify({ metrics })))
}

/**
 * Numbers given beside the parts of a build belong to the build: the first of its parts carries them. A part that was
 * packed elsewhere keeps the digests it came with, so that it is the same part when it comes again.
 */
export function withNumbers(parts: readonly Part[], numbers: readonly NamedNumber[]): readonly Part[] {
  if (numbers.length === 0) return parts
  const newest = [...parts].sort((a, b) => a.origin.place.index - b.origin.place.index || b.origin.attempt - a.origin.attempt)[0]
  const digest = newest?.origin.place.of === 1 ? [{ source: SOURCE, sha256: textDigest(JSON.stringify(numbers)) }] : []
  return parts.map((part) => (part === newest
    ? { ...part, reports: [...part.reports, numberReport(SOURCE, 'metrics', numbers)], digests: [...part.digests, ...digest] }
    : part))
}

/** The policy's patterns need not match where numbers alone were measured; what was named has to be there. */
export function reportsOrNumbers(found: Result<readonly string[], Failure>, { own, numbers }: { readonly own: boolean; readonly numbers: readonly NamedNumber[] }): Result<readonly string[], Failure> {
  return !found.ok && found.error.code === 'report-missing' && own && numbers.length > 0 ? ok([]) : found
}
