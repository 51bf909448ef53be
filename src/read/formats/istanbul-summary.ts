// Format: https://github.com/istanbuljs/istanbuljs/blob/main/packages/istanbul-reports/lib/json-summary/index.js
// Totals: its own, of each file
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import type { CoverageKind, Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import { broken, isRecord, type Document, type Format } from '../format.js'

/** `coverage-summary.json`: totals of each file and no lines. What shards cover together can only be bounded. */
export const istanbulSummary: Format = {
  id: 'istanbul-summary',
  measure: 'coverage',
  title: 'istanbul coverage-summary.json (totals only: no attribution, merges are bounds)',
  claims: ({ json }) => isRecord(json) && isRecord(json['total']) && ['lines', 'statements', 'functions', 'branches'].every((key) => isRecord((json['total'] as Readonly<Record<string, unknown>>)[key])),
  read: readSummary,
}

const KINDS: readonly (readonly [CoverageKind, string])[] = [['line', 'lines'], ['statement', 'statements'], ['function', 'functions'], ['branch', 'branches']]

function readSummary(document: Document): Result<Report, Failure> {
  const { total, ...entries } = document.json as Readonly<Record<string, unknown>>
  const files = new CoverageFiles()
  const fail = (detail: string): Result<Report, Failure> => err(broken(document, 'istanbul summary', detail))
  for (const [path, entry] of Object.entries(entries)) {
    for (const [kind, name] of KINDS) {
      const ratio = ratioOf(entry, name)
      if (!ratio) return fail(`file ${JSON.stringify(path)}: "${name}" has no covered and total`)
      files.at(path).total(kind, ...ratio)
    }
  }
  const stated = KINDS.map(([kind, name]) => [kind, ratioOf(total, name)] as const)
  const missing = stated.find(([, ratio]) => !ratio)
  if (missing) return fail(`"total" has no covered and total ${missing[0]}s`)
  if (Object.keys(entries).length === 0 && stated.some(([, ratio]) => (ratio?.[1] ?? 0) > 0)) return fail('it has a total and no files, so nobody can say what was counted')
  const notes = stated.flatMap(([kind, ratio]) => totalsNote(kind, files.ratio(kind), ratio ?? null))
  return ok(coverageReport(document, 'istanbul-summary', files, { tool: 'istanbul', definition: 'totals only', notes, counts: false }))
}

function ratioOf(entry: unknown, name: string): Ratio | undefined {
  const counts = isRecord(entry) ? entry[name] : undefined
  if (!isRecord(counts)) return undefined
  const { covered, total } = counts
  const sound = [covered, total].every((number) => Number.isSafeInteger(number) && (number as number) >= 0) && (covered as number) <= (total as number)
  return sound ? [covered as number, total as number] : undefined
}
