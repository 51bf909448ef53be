// Format: https://coverage.readthedocs.io/en/latest/commands/cmd_json.html
// Totals: coverage.py, coverage/results.py and coverage/jsonreport.py
import type { Failure } from '../../model/failure.js'
import { COVERED, UNCOVERED } from '../../model/element.js'
import type { KindReport, Report, ReportFile, ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { listElements, type RawElement } from '../shape.js'

/** `coverage json`; with branches when it was run with `--branch`. */
export const coveragePy: Format = {
  id: 'coverage.py',
  measure: 'coverage',
  title: 'coverage.py JSON (pytest-cov, coverage run)',
  claims: ({ json }) => isRecord(json) && isRecord(json['meta']) && isRecord(json['files']) && isRecord(json['totals']),
  read: readCoveragePy,
}

interface Summary {
  readonly covered_lines: number
  readonly num_statements: number
  readonly num_branches?: number
  readonly covered_branches?: number
}

function readCoveragePy(document: Document): Result<Report, Failure> {
  const json = document.json as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  const meta = json['meta'] ?? {}
  const files: ReportFile[] = []
  for (const [path, entry] of Object.entries(json['files'] ?? {})) {
    const file = readFile(path, entry)
    if (typeof file === 'string') return err(broken(document, 'coverage.py JSON', `file ${JSON.stringify(path)}: ${file}`))
    files.push(file)
  }
  if (!isSummary(json['totals'])) return err(broken(document, 'coverage.py JSON', '"totals" has no covered_lines and num_statements'))
  const branches = meta['branch_coverage'] === true
  return ok({
    source: document.source,
    format: 'coverage.py',
    measure: 'coverage',
    instrument: {
      identity: { tool: 'coverage.py', definition: branches ? 'lines and branches' : 'lines' },
      suspect: { version: typeof meta['version'] === 'string' ? meta['version'] : 'unknown' },
      recorded: {},
    },
    runtimeKinds: [],
    files,
    failedTests: [],
    notes: totalsNotes(files, json['totals'] as unknown as Summary),
    hits: null,
    stamp: typeof meta['timestamp'] === 'string' ? meta['timestamp'] : null,
  })
}

function readFile(path: string, entry: unknown): ReportFile | string {
  if (!isRecord(entry) || !isSummary(entry['summary'])) return 'no summary with covered_lines and num_statements'
  const { summary } = entry
  const line = readKind(entry, 'executed_lines', 'missing_lines', summary.covered_lines, summary.num_statements, lineElement)
  if (typeof line === 'string') return line
  if (summary.num_branches === undefined || summary.covered_branches === undefined) return { path, loaded: true, kinds: { line } }
  const branch = readKind(entry, 'executed_branches', 'missing_branches', summary.covered_branches, summary.num_branches, arcElement)
  return typeof branch === 'string' ? branch : { path, loaded: true, kinds: { line, branch } }
}

/**
 * The missing side is exact. The executed side can hold more than is counted (docstring lines before 7.13.4, arcs
 * of generators): how many is the surplus, which ones cannot be told from one report.
 */
function readKind(
  entry: Readonly<Record<string, unknown>>,
  executedKey: string,
  missingKey: string,
  covered: number,
  total: number,
  element: (item: unknown, state: number) => RawElement | undefined,
): KindReport | string {
  const executed = entry[executedKey]
  const missing = entry[missingKey]
  if (covered > total) return `${covered} covered of ${total} counted`
  if (!Array.isArray(executed) || !Array.isArray(missing)) return { form: 'tally', covered, total }
  const elements = [
    ...executed.map((item: unknown) => element(item, COVERED)),
    ...missing.map((item: unknown) => element(item, UNCOVERED)),
  ]
  if (elements.some((item) => item === undefined)) return `"${executedKey}" or "${missingKey}" holds something that is no line or arc`
  const surplus = executed.length - covered
  if (missing.length !== total - covered || surplus < 0) return { form: 'tally', covered, total }
  return listElements(elements as RawElement[], surplus)
}

function lineElement(item: unknown, state: number): RawElement | undefined {
  return typeof item === 'number' ? { key: String(item), order: [item], state } : undefined
}

function arcElement(item: unknown, state: number): RawElement | undefined {
  if (!Array.isArray(item)) return undefined
  const [from, to] = item as readonly unknown[]
  if (typeof from !== 'number' || typeof to !== 'number') return undefined
  return { key: `${from}>${to}`, order: [from, to], state }
}

function totalsNotes(files: readonly ReportFile[], totals: Summary): ReportNote[] {
  const notes: ReportNote[] = []
  const compare = (what: string, kind: 'line' | 'branch', stated: readonly [number, number]): void => {
    const counted = files.reduce<readonly [number, number]>(([covered, total], file) => {
      const of = file.kinds[kind]
      if (!of) return [covered, total]
      if (of.form === 'tally') return [covered + of.covered, total + of.total]
      return [covered + of.states.reduce((sum, state) => sum + state, 0) - of.surplus, total + of.states.length - of.surplus]
    }, [0, 0])
    if (counted.join('/') !== stated.join('/')) notes.push({ note: 'totals-disagree', what, counted: counted.join('/'), stated: stated.join('/') })
  }
  compare('lines', 'line', [totals.covered_lines, totals.num_statements])
  if (totals.num_branches !== undefined && totals.covered_branches !== undefined) {
    compare('branches', 'branch', [totals.covered_branches, totals.num_branches])
  }
  return notes
}

function isSummary(value: unknown): value is Summary & Readonly<Record<string, unknown>> {
  return isRecord(value) && isCount(value['covered_lines']) && isCount(value['num_statements']) &&
    ['covered_branches', 'num_branches'].every((key) => value[key] === undefined || isCount(value[key]))
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
