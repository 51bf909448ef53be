import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keysOf, MUTANT_STATUSES, TEST_STATUSES, type ElementKind } from '../../src/model/element.js'
import type { Failure } from '../../src/model/failure.js'
import type { KindReport, Report } from '../../src/model/report.js'
import type { Result } from '../../src/model/result.js'
import { read } from '../../src/read/index.js'
import { root } from './root.js'

export const reportsFolder = join(root, 'fixtures/reports')

/** Every JSON and XML report below `fixtures/reports`, as `<tool>/…/<file>`, sorted. */
export function fixtureNames(): string[] {
  const entries = readdirSync(reportsFolder, { recursive: true }) as string[]
  return entries.map((entry) => entry.split(/[\\/]/).join('/')).filter((entry) => /\.(?:json|xml)$/.test(entry)).sort()
}

/** The bytes of a fixture: `nyc-mocha/shards/1/coverage-final.json`. */
export function fixture(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(join(reportsFolder, name)))
}

/** The reports of one run of one tool: `nyc-mocha/shards/1`. */
export function fixturesOf(run: string): string[] {
  return fixtureNames().filter((name) => name.startsWith(`${run}/`) && !name.slice(run.length + 1).includes('/'))
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function jsonBytes(value: unknown): Uint8Array {
  return bytesOf(JSON.stringify(value))
}

/** The report that the bytes hold; a test that expects one fails without it. */
export function reportOf(source: string, bytes: Uint8Array): Report {
  const report = read(source, bytes)
  if (!report.ok) throw new Error(`${source} is not read: ${JSON.stringify(report.error)}`)
  return report.value
}

/** The failure in place of a report; a test that expects one fails without it. */
export function failureOf<T>(result: Result<T, Failure>): Failure {
  if (result.ok) throw new Error('read, where a failure was expected')
  return result.error
}

/** Covered and counted elements of one kind in a whole report, as `covered/total`. */
export function totals(report: Report, kind: ElementKind): string {
  let covered = 0
  let total = 0
  for (const file of report.files) {
    const of = file.kinds[kind]
    if (!of) continue
    const [c, n] = of.form === 'tally' ? [of.covered, of.total] : [of.states.filter((state) => state > 0).length - of.surplus, of.states.length - of.surplus]
    covered += c
    total += n
  }
  return `${covered}/${total}`
}

/** How many elements have each status, by name; statuses without any are left out. */
export function statuses(report: Report, kind: 'mutant' | 'test'): Record<string, number> {
  const names: readonly string[] = kind === 'mutant' ? MUTANT_STATUSES : TEST_STATUSES
  const counts: Record<string, number> = {}
  for (const file of report.files) {
    const of = file.kinds[kind]
    if (of?.form !== 'listed') continue
    for (const state of of.states) counts[names[state]!] = (counts[names[state]!] ?? 0) + 1
  }
  return counts
}

/** What every report promises; the faults found, empty when it keeps its word. */
export function brokenPromises(report: Report): string[] {
  return report.files.flatMap((file) => (Object.entries(file.kinds) as [ElementKind, KindReport][]).flatMap(([kind, elements]) => {
    const at = `${file.path} ${kind}`
    if (elements.form === 'tally') {
      const sound = [elements.covered, elements.total].every((number) => Number.isSafeInteger(number) && number >= 0) && elements.covered <= elements.total
      return sound ? [] : [`${at}: ${elements.covered} of ${elements.total}`]
    }
    const keys = keysOf(elements.shape)
    return [
      ...(keys.length === elements.states.length ? [] : [`${at}: ${keys.length} keys, ${elements.states.length} states`]),
      ...(new Set(keys).size === keys.length ? [] : [`${at}: a key is there twice`]),
      ...(elements.surplus >= 0 && elements.surplus <= elements.states.length ? [] : [`${at}: surplus ${elements.surplus}`]),
    ]
  }))
}
