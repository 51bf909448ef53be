// Format: https://mutants.rs/mutants-out.html (outcomes.json); written by
// https://github.com/sourcefrog/cargo-mutants/blob/main/src/outcome.rs
import type { MutantStatus } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import type { Report, ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { mutantFiles, type FoundMutant, type MutantSpan } from './mutants.js'

/** `mutants.out/outcomes.json`, as it is now and as it was in 2022, without summaries. */
export const cargoMutants: Format = {
  id: 'cargo-mutants',
  measure: 'mutation',
  title: 'cargo-mutants outcomes.json',
  claims: ({ json }) => isRecord(json) && Array.isArray(json['outcomes']) && !('results' in json) && (json['outcomes'] as readonly unknown[]).every((outcome) => isRecord(outcome) && 'scenario' in outcome),
  read: readCargoMutants,
}

type Json = Readonly<Record<string, unknown>>

/** An unviable mutant does not compile and says nothing of the tests; one that was only checked was not tried. */
const STATUSES: Readonly<Record<string, MutantStatus>> = {
  CaughtMutant: 'Killed', MissedMutant: 'Survived', Timeout: 'Timeout', Unviable: 'CompileError', Failure: 'RuntimeError', Success: 'Pending',
}

const COUNTERS: readonly (readonly [counter: string, status: string])[] = [
  ['caught', 'CaughtMutant'], ['missed', 'MissedMutant'], ['timeout', 'Timeout'], ['unviable', 'Unviable'],
]

function readCargoMutants(document: Document): Result<Report, Failure> {
  const json = document.json as Json
  const refuse = (detail: string): Result<never, Failure> => err(broken(document, 'outcomes.json', detail))
  if ('end_time' in json && typeof json['end_time'] !== 'string') return refuse('the run did not come to its end: it has no end_time')
  const found: FoundMutant[] = []
  const failedTests: string[] = []
  let planned = 0
  for (const [index, outcome] of (json['outcomes'] as readonly Json[]).entries()) {
    const summary = summaryOf(outcome)
    const mutant = mutationOf(outcome['scenario'])
    if (mutant) {
      const one = mutantOf(mutant.mutation, summary)
      if (typeof one === 'string') return refuse(`outcome ${index + 1}: ${one}`)
      found.push(one)
      planned = Math.max(planned, mutant.planned)
    } else if (outcome['scenario'] === 'Baseline' || outcome['scenario'] === 'SourceTree') {
      // Without mutation the tests fail already: whatever is caught is not caught by them.
      if (summary !== 'Success' && summary !== 'MissedMutant') failedTests.push(`cargo-mutants ${outcome['scenario'].toLowerCase()}`)
    } else {
      return refuse(`outcome ${index + 1}: its scenario is neither the baseline nor a mutant`)
    }
  }
  if (planned > found.length) return refuse(`the run did not come to its end: ${found.length} of ${planned} mutants have an outcome`)
  const { files, notes } = mutantFiles(found)
  const version = json['cargo_mutants_version']
  return ok({
    source: document.source,
    format: 'cargo-mutants',
    measure: 'mutation',
    instrument: {
      identity: { tool: 'cargo-mutants', definition: 'unviable mutants do not count' },
      suspect: typeof version === 'string' ? { version } : {},
      recorded: {},
    },
    runtimeKinds: [],
    files,
    failedTests,
    notes: [...notes, ...counterNotes(json, found)],
    hits: null,
    stamp: typeof json['start_time'] === 'string' ? json['start_time'] : null,
  })
}

/** The summary it states; in the layout of 2022 the one that follows from its phases, as cargo-mutants derives it. */
function summaryOf(outcome: Json): string {
  if (typeof outcome['summary'] === 'string') return outcome['summary']
  const phases = (Array.isArray(outcome['phase_results']) ? outcome['phase_results'] as readonly unknown[] : []).filter(isRecord)
  const resultOf = (phase: Json): unknown => phase['cargo_result'] ?? phase['process_status']
  const failed = (phase: Json): boolean => resultOf(phase) === 'Failure' || isRecord(resultOf(phase))
  const last = phases.at(-1)
  if (!last) return 'no summary and no phases'
  if (phases.some((phase) => phase['phase'] !== 'Test' && failed(phase))) return 'Unviable'
  if (phases.some((phase) => resultOf(phase) === 'Timeout')) return 'Timeout'
  if (failed(last)) return 'CaughtMutant'
  if (resultOf(last) !== 'Success') return `phase result ${JSON.stringify(resultOf(last) ?? null)}`
  return last['phase'] === 'Test' ? 'MissedMutant' : 'Success'
}

/** What was mutated, and how many mutants the run had before it (0 when it does not say). */
function mutationOf(scenario: unknown): { readonly mutation: Json; readonly planned: number } | undefined {
  const mutant: unknown = isRecord(scenario) ? scenario['Mutant'] : undefined
  if (!isRecord(mutant)) return undefined
  const { mutation, n_mutations: planned } = mutant
  return { mutation: isRecord(mutation) ? mutation : mutant, planned: isLine(planned) ? planned : 0 }
}

function mutantOf(mutation: Json, summary: string): FoundMutant | string {
  const { file, replacement, genre } = mutation
  const span = spanOf(mutation)
  if (typeof file !== 'string' || file === '') return 'it has no file'
  if (typeof replacement !== 'string') return 'it has no replacement'
  if (!span) return 'it has no place'
  const owner = mutation['function']
  const name: unknown = isRecord(owner) ? owner['function_name'] : owner
  return {
    path: file,
    span,
    name: `${typeof genre === 'string' ? genre : 'mutant'} ${JSON.stringify([typeof name === 'string' ? name : '', replacement])}`,
    order: [],
    status: Object.hasOwn(STATUSES, summary) ? STATUSES[summary] ?? null : null,
    statusText: summary,
  }
}

function spanOf({ span, line }: Json): MutantSpan | undefined {
  if (isLine(line)) return { start: { line, column: null }, end: { line, column: null } }
  if (!isRecord(span)) return undefined
  const start = positionOf(span['start'])
  const end = positionOf(span['end'])
  return start && end && { start, end }
}

function positionOf(value: unknown): MutantSpan['start'] | undefined {
  return isRecord(value) && isLine(value['line']) && isLine(value['column']) ? { line: value['line'], column: value['column'] } : undefined
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function counterNotes(json: Json, found: readonly FoundMutant[]): ReportNote[] {
  const counts: readonly (readonly [string, number])[] = [
    ['total_mutants', found.length],
    ...COUNTERS.map(([counter, status]) => [counter, found.filter(({ statusText }) => statusText === status).length] as const),
  ]
  return counts.flatMap(([counter, counted]): ReportNote[] => {
    const stated = json[counter]
    return typeof stated !== 'number' || stated === counted ? [] : [{ note: 'totals-disagree', what: counter, counted: String(counted), stated: String(stated) }]
  })
}
