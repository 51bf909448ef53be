// Format: https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema
// Totals: mutation-testing-metrics 3.8.4, calculateMetrics.js
import type { schema } from '@stryker-mutator/api/core'
import { calculateMetrics } from 'mutation-testing-metrics'
import { MUTANT_STATUSES } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import type { Fields } from '../../model/fingerprint.js'
import type { Report, ReportFile, ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { listElements, type RawElement } from '../shape.js'

/** `mutation.json` of StrykerJS, Stryker.NET, Stryker4s and whoever else writes the common schema. */
export const mutation: Format = {
  id: 'mutation-schema',
  measure: 'mutation',
  title: 'mutation-testing-report-schema mutation.json (Stryker)',
  claims: ({ json }) => isRecord(json) && (
    ('schemaVersion' in json && ('files' in json || 'thresholds' in json)) ||
    (isRecord(json['files']) && Object.values(json['files']).some((file) => isRecord(file) && 'mutants' in file))
  ),
  read: readMutation,
}

const UNKNOWN = MUTANT_STATUSES.indexOf('Unknown')
const KNOWN = new Map<string, number>(MUTANT_STATUSES.slice(0, UNKNOWN).map((status, index) => [status, index]))

/** Options of StrykerJS that decide what is measured or how it is classified; never thresholds or reporters. */
const MEASURING_OPTIONS = [
  'concurrency', 'coverageAnalysis', 'ignorePatterns', 'ignoreStatic', 'ignorers', 'incremental', 'mutator',
  'testRunner', 'testRunnerNodeArgs', 'timeoutFactor', 'timeoutMS', 'disableBail',
] as const

function readMutation(document: Document): Result<Report, Failure> {
  const json = document.json as Readonly<Record<string, unknown>>
  const fault = faultOf(json)
  if (fault) return err(broken(document, 'mutation report', fault))
  const result = json as unknown as schema.MutationTestResult
  const root = typeof json['projectRoot'] === 'string' ? json['projectRoot'] : ''
  const notes: ReportNote[] = []
  const files = Object.entries(result.files).map(([path, file]): ReportFile => {
    for (const { status } of file.mutants) {
      if (!KNOWN.has(status)) notes.push({ note: 'unknown-status', status, path })
    }
    const full = root !== '' && !isAbsolute(path) ? `${root.replace(/[\\/]$/, '')}/${path}` : path
    return { path: full, loaded: true, kinds: { mutant: listElements(file.mutants.map(mutantElement)) } }
  })
  return ok({
    source: document.source,
    format: 'mutation-schema',
    measure: 'mutation',
    instrument: {
      identity: { tool: toolName(json, result), definition: 'mutation-testing-metrics' },
      suspect: { version: toolVersion(json), ...measuringOptions(json) },
      recorded: {},
    },
    runtimeKinds: [],
    files,
    failedTests: [],
    notes: [...notes, ...metricsNotes(result, files, notes.length)],
    hits: null,
    stamp: null,
  })
}

/** Location, mutator and replacement name a mutant; ids start again in every shard and name nothing. */
function mutantElement(mutant: schema.MutantResult): RawElement {
  const { start, end } = mutant.location
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`
  return {
    key: `${place} ${mutant.mutatorName} ${JSON.stringify(mutant.replacement ?? null)}`,
    order: [start.line, start.column, end.line, end.column],
    state: KNOWN.get(mutant.status) ?? UNKNOWN,
  }
}

function faultOf(json: Readonly<Record<string, unknown>>): string | undefined {
  if (!isRecord(json['files'])) return '"files" is missing or is not an object'
  for (const [path, file] of Object.entries(json['files'])) {
    const mutants: unknown = isRecord(file) ? file['mutants'] : undefined
    if (!Array.isArray(mutants)) return `"mutants" of file ${JSON.stringify(path)} is not a list`
    for (const mutant of mutants as readonly unknown[]) {
      const fault = mutantFault(mutant)
      if (fault) return `file ${JSON.stringify(path)}: ${fault}`
    }
  }
  return undefined
}

function mutantFault(mutant: unknown): string | undefined {
  if (!isRecord(mutant)) return 'a mutant is not an object'
  const name = typeof mutant['id'] === 'string' ? `mutant ${JSON.stringify(mutant['id'])}` : 'a mutant'
  if (typeof mutant['status'] !== 'string') return `${name} has no status`
  if (typeof mutant['mutatorName'] !== 'string') return `${name} has no mutatorName`
  if (typeof (mutant['replacement'] ?? '') !== 'string') return `${name} has a replacement that is no text`
  const { location } = mutant
  const isPosition = (value: unknown): boolean =>
    isRecord(value) && Number.isSafeInteger(value['line']) && Number.isSafeInteger(value['column'])
  if (!isRecord(location) || !isPosition(location['start']) || !isPosition(location['end'])) return `${name} has no location`
  return undefined
}

/** mutation-testing-metrics' own counts, held against the elements; a status it does not know it counts nowhere. */
function metricsNotes(result: schema.MutationTestResult, files: readonly ReportFile[], unknown: number): ReportNote[] {
  let metrics
  try {
    metrics = calculateMetrics(result.files).metrics
  } catch {
    // Folders nested too deep for it: its own counts cannot be made, the elements still count.
    return []
  }
  const detected = new Set([KNOWN.get('Killed'), KNOWN.get('Timeout')])
  const valid = new Set([...detected, KNOWN.get('Survived'), KNOWN.get('NoCoverage')])
  const states = files.flatMap(({ kinds }) => (kinds.mutant?.form === 'listed' ? [...kinds.mutant.states] : []))
  const counted = `${states.filter((state) => detected.has(state)).length}/${states.filter((state) => valid.has(state)).length} of ${states.length - unknown}`
  const stated = `${metrics.totalDetected}/${metrics.totalValid} of ${metrics.totalMutants}`
  return counted === stated ? [] : [{ note: 'totals-disagree', what: 'mutants', counted, stated }]
}

/** Writers that do not name themselves, by the language that only they mutate. */
const BY_LANGUAGE: ReadonlyMap<unknown, string> = new Map([['cs', 'Stryker.NET'], ['scala', 'Stryker4s']])

function toolName(json: Readonly<Record<string, unknown>>, { files }: schema.MutationTestResult): string {
  const { framework } = json
  if (isRecord(framework) && typeof framework['name'] === 'string') return framework['name']
  const languages = new Set<unknown>(Object.values(files).map(({ language }) => language))
  return languages.size === 1 ? BY_LANGUAGE.get([...languages][0]) ?? 'unknown' : 'unknown'
}

function toolVersion(json: Readonly<Record<string, unknown>>): string {
  const { framework } = json
  return isRecord(framework) && typeof framework['version'] === 'string' ? framework['version'] : 'unknown'
}

function measuringOptions(json: Readonly<Record<string, unknown>>): Fields {
  const { config } = json
  if (!isRecord(config)) return {}
  return Object.fromEntries(MEASURING_OPTIONS.flatMap((option) =>
    config[option] === undefined ? [] : [[`option ${option}`, optionText(config[option])]]))
}

function optionText(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return 'nested too deep to be told'
  }
}

function isAbsolute(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path)
}
