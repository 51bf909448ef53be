// Format: https://llvm.org/docs/CommandGuide/llvm-cov.html#llvm-cov-export and tools/llvm-cov/CoverageExporterJson.cpp
// Totals: the summary of each file
import type { Failure } from '../../model/failure.js'
import type { Report, ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { CoverageFile, type CoverageKind, type Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { addBranches, addFunctionBranches, addFunctions, addLines } from './llvm-cov-elements.js'
import { addFunctionLines } from './llvm-cov-lines.js'

/**
 * `llvm-cov export`, with details or `-summary-only`. Elements are taken where they give the totals that the file's
 * summary states; elsewhere the file has totals. Regions are statements, and totals always.
 */
export const llvmCov: Format = {
  id: 'llvm-cov',
  measure: 'coverage',
  title: 'llvm-cov export JSON (clang, cargo-llvm-cov, swift)',
  claims: ({ json }) => isRecord(json) && json['type'] === 'llvm.coverage.json.export',
  read: readLlvmCov,
}

type Json = Readonly<Record<string, unknown>>

const KINDS: readonly (readonly [CoverageKind, string])[] = [['line', 'lines'], ['function', 'functions'], ['branch', 'branches'], ['statement', 'regions']]

function readLlvmCov(document: Document): Result<Report, Failure> {
  const json = document.json as Json
  const files = new CoverageFiles()
  const notes: ReportNote[] = []
  const fail = (detail: string): Result<Report, Failure> => err(broken(document, 'llvm-cov export', detail))
  if (!Array.isArray(json['data'])) return fail('"data" is not a list')
  for (const [index, data] of (json['data'] as readonly unknown[]).entries()) {
    if (!isRecord(data) || !Array.isArray(data['files'])) return fail(`"data[${index}].files" is not a list`)
    const own = new CoverageFiles()
    const functions = functionsByFile(data['functions'])
    for (const entry of data['files'] as readonly unknown[]) {
      const path = isRecord(entry) ? entry['filename'] : undefined
      if (!isRecord(entry) || typeof path !== 'string' || path === '') return fail('a file has no filename')
      const file = readFile(entry, functions.get(path))
      if (typeof file === 'string') return fail(`file ${JSON.stringify(path)}: ${file}`)
      own.at(path).take(file)
      files.at(path).take(file)
    }
    notes.push(...KINDS.flatMap(([kind, name]) => totalsNote(kind === 'statement' ? 'regions' : kind, own.ratio(kind), summaryOf(data['totals'], name))))
  }
  const version = typeof json['version'] === 'string' ? { export: json['version'] } : {}
  return ok(coverageReport(document, 'llvm-cov', files, { tool: 'llvm-cov', definition: 'lines, functions, branches, regions as statements', suspect: version, notes }))
}

function readFile(entry: Json, functions: readonly Json[] | undefined): CoverageFile | string {
  const file = new CoverageFile()
  for (const [kind, name] of KINDS) {
    const stated = summaryOf(entry['summary'], name)
    if (!stated) {
      if (kind === 'line') return 'no summary of lines'
      continue
    }
    const listed = elementsOf(kind, entry, functions).find((elements) => elements.ratio(kind).join('/') === stated.join('/'))
    if (listed) file.take(listed)
    else if (stated[1] > 0 || kind === 'line') file.total(kind, ...stated)
  }
  return file
}

/** The elements of one kind as the details list them, in each way that llvm-cov has had; none without details. */
function elementsOf(kind: CoverageKind, entry: Json, functions: readonly Json[] | undefined): readonly CoverageFile[] {
  const ways: readonly ((file: CoverageFile) => boolean)[] = {
    line: [(file: CoverageFile) => addFunctionLines(file, functions), (file: CoverageFile) => addLines(file, entry['segments'])],
    branch: [(file: CoverageFile) => addFunctionBranches(file, functions), (file: CoverageFile) => addBranches(file, entry['branches'])],
    function: [(file: CoverageFile) => addFunctions(file, functions)],
    statement: [],
  }[kind]
  return ways.flatMap((add) => {
    const file = new CoverageFile()
    return add(file) ? [file] : []
  })
}

function functionsByFile(functions: unknown): ReadonlyMap<string, readonly Json[]> {
  const byFile = new Map<string, Json[]>()
  for (const item of Array.isArray(functions) ? functions as readonly unknown[] : []) {
    const names = isRecord(item) && Array.isArray(item['filenames']) ? item['filenames'] as readonly unknown[] : []
    const [first] = names
    if (!isRecord(item) || typeof first !== 'string') continue
    const own = byFile.get(first)
    if (own) own.push(item)
    else byFile.set(first, [item])
  }
  return byFile
}

function summaryOf(summary: unknown, name: string): Ratio | null {
  const counts = isRecord(summary) ? summary[name] : undefined
  if (!isRecord(counts)) return null
  const { covered, count } = counts
  const sound = [covered, count].every((number) => Number.isSafeInteger(number) && (number as number) >= 0) && (covered as number) <= (count as number)
  return sound ? [covered as number, count as number] : null
}
