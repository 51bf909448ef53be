// Format: https://github.com/simplecov-ruby/simplecov (lib/simplecov/result.rb, schemas/) and Ruby's Coverage.result
// Totals: SimpleCov; results of several commands are added line by line
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import type { CoverageFile, Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { rubyPlace } from './simplecov-place.js'

/** `.resultset.json`, and `coverage.json` of the JSON formatter. Lines that are `null` or ignored do not count. */
export const simplecov: Format = {
  id: 'simplecov',
  measure: 'coverage',
  title: 'SimpleCov .resultset.json and coverage.json',
  claims: ({ json }) => isResultset(json) || isFormatted(json),
  read: readSimplecov,
}

type Json = Readonly<Record<string, unknown>>

function isResultset(json: unknown): json is Json {
  const commands = isRecord(json) ? Object.values(json) : []
  return commands.length > 0 && commands.every((command) => isRecord(command) && isRecord(command['coverage']) && 'timestamp' in command || isRubyResult(command))
}

/** Results that were written without a time: known by the layout of their files. */
function isRubyResult(command: unknown): boolean {
  if (!isRecord(command) || Object.keys(command).length !== 1 || !isRecord(command['coverage'])) return false
  const files = Object.values(command['coverage'])
  return files.length > 0 && files.every((file) => Array.isArray(file) || (isRecord(file) && Array.isArray(file['lines'])))
}

function isFormatted(json: unknown): json is Json {
  return isRecord(json) && isRecord(json['meta']) && 'simplecov_version' in json['meta'] && 'coverage' in json
}

function readSimplecov(document: Document): Result<Report, Failure> {
  const json = document.json as Json
  const results = isFormatted(json) ? [['', json] as const] : Object.entries<Json>(json)
  const meta = isFormatted(json) ? json['meta'] as Json : {}
  const files = new CoverageFiles()
  for (const [command, result] of results) {
    const name = command === '' ? '' : `command ${JSON.stringify(command)}: `
    if (!isRecord(result['coverage'])) return err(broken(document, 'SimpleCov', `${name}"coverage" is not an object`))
    for (const [path, entry] of Object.entries(result['coverage'])) {
      const fault = readFile(files.at(path), entry)
      if (fault !== null) return err(broken(document, 'SimpleCov', `${name}file ${JSON.stringify(path)}: ${fault}`))
    }
  }
  const stamps = results.flatMap(([, { timestamp }]) => (typeof timestamp === 'number' || typeof timestamp === 'string' ? [String(timestamp)] : []))
  return ok(coverageReport(document, 'simplecov', files, {
    tool: 'simplecov',
    definition: 'relevant lines',
    suspect: typeof meta['simplecov_version'] === 'string' ? { version: meta['simplecov_version'] } : {},
    notes: [
      ...totalsNote('line', files.ratio('line'), statedIn(json['total'], 'lines')),
      ...totalsNote('branch', files.ratio('branch'), statedIn(json['total'], 'branches')),
    ],
    stamp: typeof meta['timestamp'] === 'string' ? meta['timestamp'] : stamps.sort().at(-1) ?? null,
  }))
}

/** Totals of `coverage.json`, since SimpleCov 1. */
function statedIn(total: unknown, name: string): Ratio | null {
  const counts = isRecord(total) ? total[name] : undefined
  if (!isRecord(counts) || typeof counts['covered'] !== 'number' || typeof counts['total'] !== 'number') return null
  return [counts['covered'], counts['total']]
}

/** What is wrong; null when all of the file was counted. */
function readFile(file: CoverageFile, entry: unknown): string | null {
  const lines = isRecord(entry) ? entry['lines'] : entry
  if (!Array.isArray(lines)) return '"lines" is not a list'
  file.has('line')
  for (const [index, count] of (lines as readonly unknown[]).entries()) {
    if (typeof count === 'number') file.line(index + 1, count)
    else if (count !== null && count !== 'ignored') return `line ${index + 1} is neither a count, null nor "ignored"`
  }
  if (!isRecord(entry)) return null
  return readBranches(file, entry['branches']) ?? readMethods(file, entry['methods'])
}

/** Ruby writes `{condition: {arm: count}}`, the formatter a list of arms. */
function readBranches(file: CoverageFile, branches: unknown): string | null {
  if (branches === undefined || branches === null) return null
  file.has('branch')
  if (Array.isArray(branches)) return readArms(file, branches)
  if (!isRecord(branches)) return '"branches" is neither an object nor a list'
  for (const [condition, arms] of Object.entries(branches)) {
    const place = rubyPlace(condition)
    if (!place || !isRecord(arms)) return `branch ${JSON.stringify(condition)} has no place or no arms`
    for (const [index, [arm, count]] of Object.entries(arms).entries()) {
      const at = rubyPlace(arm)
      if (!at || typeof count !== 'number') return `an arm of branch ${JSON.stringify(condition)} has no place or no count`
      file.add('branch', `${place.location} ${place.type} ${index} ${at.location}`, [...place.order, index], count)
    }
  }
  return null
}

function readArms(file: CoverageFile, arms: readonly unknown[]): string | null {
  for (const [index, arm] of arms.entries()) {
    if (!isRecord(arm)) return 'a branch is not an object'
    const { type, start_line: start, end_line: end, report_line: reported, coverage } = arm
    if (typeof type !== 'string' || typeof start !== 'number' || typeof end !== 'number') return 'a branch has no type, start_line and end_line'
    if (coverage === 'ignored') continue
    if (typeof coverage !== 'number') return `the branch in line ${start} has no coverage that is a count`
    const line = typeof reported === 'number' ? reported : start
    file.add('branch', `${line}:?-${line}:? ${type.replaceAll(/\s/g, '-')} 0 ${start}:?-${end}:?`, [line, start, index], coverage, `${index}`)
  }
  return null
}

function readMethods(file: CoverageFile, methods: unknown): string | null {
  if (methods === undefined || methods === null) return null
  file.has('function')
  const list: readonly (readonly [name: string, line: number | undefined, count: unknown])[] = Array.isArray(methods)
    ? (methods as readonly unknown[]).map((item) => (isRecord(item) ? [String(item['name']), Number(item['start_line']), item['coverage']] : ['', undefined, undefined]))
    : Object.entries(isRecord(methods) ? methods : {}).map(([key, count]) => [rubyPlace(key)?.type ?? '', rubyPlace(key)?.order[0], count])
  for (const [name, line, count] of list) {
    if (count === 'ignored') continue
    if (line === undefined || !Number.isSafeInteger(line) || typeof count !== 'number') return 'a method has no place or no count'
    file.function(name, line, count)
  }
  return null
}
