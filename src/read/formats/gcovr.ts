// Format: https://gcovr.com/en/stable/output/json.html
// Totals: gcovr; a line that several functions (template instances) share counts once
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import type { CoverageFile, CoverageKind, Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import { broken, isRecord, type Document, type Format } from '../format.js'

/** `gcovr --json`. What gcovr excluded by its markers is not counted, as gcovr does not count it. */
export const gcovr: Format = {
  id: 'gcovr',
  measure: 'coverage',
  title: 'gcovr JSON (gcovr --json; --json-summary gives totals only)',
  claims: ({ json }) => isRecord(json) && ('gcovr/format_version' in json || 'gcovr/summary_format_version' in json) && 'files' in json,
  read: readGcovr,
}

function readGcovr(document: Document): Result<Report, Failure> {
  const json = document.json as Readonly<Record<string, unknown>>
  const files = new CoverageFiles()
  const fail = (detail: string): Result<Report, Failure> => err(broken(document, 'gcovr JSON', detail))
  if (!Array.isArray(json['files'])) return fail('"files" is not a list')
  for (const entry of json['files'] as readonly unknown[]) {
    if (!isRecord(entry)) return fail('a file is not an object')
    const path = entry['file'] ?? entry['filename']
    if (typeof path !== 'string' || path === '') return fail('a file has no name')
    const file = files.at(path)
    const fault = Array.isArray(entry['lines']) ? listed(file, entry['lines'], entry['functions']) : summed(file, entry)
    if (fault !== null) return fail(`file ${JSON.stringify(path)}: ${fault}`)
  }
  const version = json['gcovr/format_version']
  return ok(coverageReport(document, 'gcovr', files, {
    tool: 'gcovr',
    definition: 'lines, functions and branches',
    suspect: typeof version === 'string' ? { format: version } : {},
    notes: (['line', 'function', 'branch'] as const).flatMap((kind) => totalsNote(kind, files.ratio(kind), ratioIn(json, kind))),
  }))
}

/** What is wrong; null when all of the file was counted. */
function listed(file: CoverageFile, lines: readonly unknown[], functions: unknown): string | null {
  file.has('line')
  for (const line of lines) {
    if (!isRecord(line) || !isLine(line['line_number']) || !isCount(line['count'])) return 'a line has no line_number and count'
    if (line['gcovr/excluded'] === true || line['gcovr/noncode'] === true) continue
    file.line(line['line_number'], line['count'])
    const branches = line['branches'] ?? []
    if (!Array.isArray(branches)) return `"branches" of line ${line['line_number']} is not a list`
    for (const [arm, branch] of (branches as readonly unknown[]).entries()) {
      if (!isRecord(branch) || !isCount(branch['count'])) return `a branch of line ${line['line_number']} has no count`
      if (branch['gcovr/excluded'] !== true) file.arm(line['line_number'], 'gcov', arm, branch['count'])
    }
  }
  for (const item of Array.isArray(functions) ? functions as readonly unknown[] : []) {
    const name = isRecord(item) ? item['demangled_name'] ?? item['name'] : undefined
    if (!isRecord(item) || typeof name !== 'string' || !isLine(item['lineno']) || !isCount(item['execution_count'])) return 'a function has no name, lineno and execution_count'
    if (item['gcovr/excluded'] !== true) file.function(name, item['lineno'], item['execution_count'])
  }
  return null
}

function summed(file: CoverageFile, entry: Readonly<Record<string, unknown>>): string | null {
  for (const kind of ['line', 'function', 'branch'] as const) {
    if (kind !== 'line' && entry[`${kind}_total`] === undefined) continue
    const ratio = ratioIn(entry, kind)
    if (!ratio) return `no ${kind}_covered and ${kind}_total that are counts`
    file.total(kind, ...ratio)
  }
  return null
}

/** Totals of a summary: of a file, and of all. */
function ratioIn(entry: Readonly<Record<string, unknown>>, kind: CoverageKind): Ratio | null {
  const [covered, total] = [entry[`${kind}_covered`], entry[`${kind}_total`]]
  return isLine(covered) && isLine(total) && covered <= total ? [covered, total] : null
}

function isLine(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isCount(value: unknown): value is number {
  return typeof value === 'number'
}
