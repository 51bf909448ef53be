// Format: https://infection.github.io/guide/usage.html (logs: json, summaryJson); written by
// https://github.com/infection/infection/blob/master/src/Logger/JsonLogger.php and SummaryJsonLogger.php
// Score: src/Metrics/Calculator.php
import type { MutantStatus } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import { WHOLE, type Report, type ReportFile, type ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { mutantFiles, type FoundMutant } from './mutants.js'

/** Infection's JSON log: with its mutants, or with their numbers alone (`stats`, or without that word). */
export const infection: Format = {
  id: 'infection',
  measure: 'mutation',
  title: 'Infection JSON log, or its summary',
  claims: ({ json }) => isRecord(json) && isStats(isRecord(json['stats']) ? json['stats'] : json),
  read: readInfection,
}

interface Kind {
  readonly status: MutantStatus
  readonly lists: readonly string[]
  readonly counts: readonly string[]
}

/** What the log lists, and what its numbers call it. Errors are detected, as Infection counts them. */
const KINDS: readonly Kind[] = [
  { status: 'Killed', lists: ['killed', 'killedByStaticAnalysis'], counts: ['killedCount', 'killedByStaticAnalysisCount'] },
  { status: 'Error', lists: ['errored', 'syntaxErrors'], counts: ['errorCount', 'syntaxErrorCount'] },
  { status: 'Timeout', lists: ['timeouted'], counts: ['timeOutCount'] },
  { status: 'Survived', lists: ['escaped'], counts: ['escapedCount'] },
  { status: 'NoCoverage', lists: ['uncovered'], counts: ['notCoveredCount'] },
  { status: 'Ignored', lists: ['ignored'], counts: ['ignoredCount', 'skippedCount'] },
]

type Json = Readonly<Record<string, unknown>>

function readInfection(document: Document): Result<Report, Failure> {
  const json = document.json as Json
  const stats = isRecord(json['stats']) ? json['stats'] : json
  const found: FoundMutant[] = []
  const counted = new Map<MutantStatus, number>()
  for (const { status, lists, counts } of KINDS) {
    const fault = takeLists(json, lists, status, found) ?? takeCounts(stats, counts, status, counted)
    if (fault) return err(broken(document, 'Infection log', fault))
  }
  const total = stats['totalMutantsCount'] as number
  const escaping = timeoutsEscape(stats, counted)
  const { files, notes } = mutantFiles(escaping ? found.map(asEscaped) : found)
  return ok({
    source: document.source,
    format: 'infection',
    measure: 'mutation',
    instrument: {
      identity: { tool: 'infection', definition: 'errors are detected' },
      // A log without timeouts cannot tell, so this cannot be what names a series.
      suspect: escaping ? { 'option timeoutsAsEscaped': 'true' } : {},
      recorded: {},
    },
    runtimeKinds: [],
    files: [...files, ...unlisted(found, counted, escaping)],
    failedTests: [],
    notes: [...notes, ...disagreements({ found, counted, total, msi: stats['msi'], escaping })],
    hits: null,
    stamp: null,
  })
}

function isStats(stats: Json): boolean {
  return isNumber(stats['totalMutantsCount']) && isNumber(stats['escapedCount']) && isNumber(stats['killedCount'])
}

function takeLists(json: Json, lists: readonly string[], status: MutantStatus, found: FoundMutant[]): string | undefined {
  for (const name of lists) {
    const list: unknown = json[name] ?? []
    if (!Array.isArray(list)) return `"${name}" is not a list`
    for (const entry of list as readonly unknown[]) {
      const mutant = mutantOf(entry, status)
      if (!mutant) return `"${name}" has an entry that does not say which mutant it is`
      found.push(mutant)
    }
  }
  return undefined
}

function takeCounts(stats: Json, counts: readonly string[], status: MutantStatus, counted: Map<MutantStatus, number>): string | undefined {
  let sum = 0
  for (const name of counts) {
    const number = stats[name] ?? 0
    if (!isNumber(number)) return `"${name}" is not a number of mutants`
    sum += number
  }
  counted.set(status, sum)
  return undefined
}

/** A mutant is its file, line, mutator and the lines it changes. */
function mutantOf(entry: unknown, status: MutantStatus): FoundMutant | undefined {
  if (!isRecord(entry) || !isRecord(entry['mutator'])) return undefined
  const { mutatorName, originalFilePath, originalStartLine } = entry['mutator']
  const diff = typeof entry['diff'] === 'string' ? entry['diff'] : ''
  if (typeof mutatorName !== 'string' || typeof originalFilePath !== 'string' || originalFilePath === '' || !isNumber(originalStartLine)) return undefined
  const place = { line: originalStartLine, column: null }
  const changed = diff.split('\n').filter((line) => /^[-+]/.test(line) && !/^(?:---|\+\+\+) /.test(line)).join('\n')
  return { path: originalFilePath, span: { start: place, end: place }, name: `${mutatorName} ${JSON.stringify(changed)}`, order: [], status, statusText: status }
}

/** Mutants that are in the numbers and in no list: the summary's, and those a log leaves out. Which they are is not known. */
function unlisted(found: readonly FoundMutant[], counted: ReadonlyMap<MutantStatus, number>, escaping: boolean): ReportFile[] {
  const rest = (status: MutantStatus): number => Math.max(0, (counted.get(status) ?? 0) - listed(found, status))
  const detected = rest('Killed') + rest('Error') + (escaping ? 0 : rest('Timeout'))
  const total = detected + rest('Survived') + rest('NoCoverage') + (escaping ? rest('Timeout') : 0)
  return total === 0 ? [] : [{ path: WHOLE, loaded: true, kinds: { mutant: { form: 'tally', covered: detected, total } } }]
}

/** `timeoutsAsEscaped` is no field of the log; only the score tells. */
function timeoutsEscape(stats: Json, counted: ReadonlyMap<MutantStatus, number>): boolean {
  return (counted.get('Timeout') ?? 0) > 0 && !fits(stats['msi'], scoreOf(counted, false)) && fits(stats['msi'], scoreOf(counted, true))
}

function asEscaped(mutant: FoundMutant): FoundMutant {
  return mutant.status === 'Timeout' ? { ...mutant, status: 'Survived' } : mutant
}

function scoreOf(counted: ReadonlyMap<MutantStatus, number>, escaping: boolean): { readonly detected: number; readonly valid: number } {
  const of = (...statuses: readonly MutantStatus[]): number => statuses.reduce((sum, status) => sum + (counted.get(status) ?? 0), 0)
  return { detected: of('Killed', 'Error') + (escaping ? 0 : of('Timeout')), valid: of('Killed', 'Error', 'Timeout', 'Survived', 'NoCoverage') }
}

/** Infection rounds its score to two digits; of nothing it is 0. */
function fits(msi: unknown, { detected, valid }: ReturnType<typeof scoreOf>): boolean {
  return typeof msi !== 'number' || Math.abs(msi - (valid === 0 ? 0 : (100 * detected) / valid)) <= 0.01
}

interface Told {
  readonly found: readonly FoundMutant[]
  readonly counted: ReadonlyMap<MutantStatus, number>
  readonly total: number
  readonly msi: unknown
  readonly escaping: boolean
}

function disagreements({ found, counted, total, msi, escaping }: Told): ReportNote[] {
  const sum = [...counted.values()].reduce((all, count) => all + count, 0)
  const score = scoreOf(counted, escaping)
  return [
    ...(sum === total ? [] : [disagreement('mutants', sum, total)]),
    ...KINDS.filter(({ status }) => listed(found, status) > (counted.get(status) ?? 0))
      .map(({ status, counts }) => disagreement(counts.join(' and '), listed(found, status), counted.get(status) ?? 0)),
    ...(fits(msi, score) ? [] : [disagreement('msi', `${score.detected}/${score.valid}`, String(msi))]),
  ]
}

function listed(found: readonly FoundMutant[], status: MutantStatus): number {
  return found.filter((mutant) => mutant.status === status).length
}

function disagreement(what: string, counted: number | string, stated: number | string): ReportNote {
  return { note: 'totals-disagree', what, counted: String(counted), stated: String(stated) }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
