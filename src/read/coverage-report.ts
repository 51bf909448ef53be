import type { Fields } from '../model/fingerprint.js'
import type { Report, ReportNote } from '../model/report.js'
import type { Ratio } from './coverage-file.js'
import type { CoverageFiles } from './coverage-files.js'
import type { Document } from './format.js'

export interface CoverageFacts {
  readonly tool: string
  /** What counts as covered and as counted, where one tool has several ways. */
  readonly definition: string
  readonly suspect?: Fields
  readonly notes?: readonly ReportNote[]
  readonly stamp?: string | null
  /** False where counts say only whether: equal ones are no sign of one run recorded twice. */
  readonly counts?: boolean
}

/** A coverage report, made of its files and of what its format says about itself. */
export function coverageReport(document: Document, format: string, files: CoverageFiles, facts: CoverageFacts): Report {
  const { list, hits } = files.drain()
  return {
    source: document.source,
    format,
    measure: 'coverage',
    instrument: { identity: { tool: facts.tool, definition: facts.definition }, suspect: facts.suspect ?? {}, recorded: {} },
    runtimeKinds: [],
    files: list,
    failedTests: [],
    notes: facts.notes ?? [],
    hits: facts.counts === false ? null : hits,
    stamp: facts.stamp ?? null,
  }
}

const PLURALS: Readonly<Record<string, string>> = { line: 'lines', statement: 'statements', function: 'functions', branch: 'branches' }

/** What was counted, held against what the report states; nothing where it states nothing or the same. */
export function totalsNote(what: string, counted: Ratio, stated: Ratio | null): readonly ReportNote[] {
  if (stated === null || (counted[0] === stated[0] && counted[1] === stated[1])) return []
  const name = Object.hasOwn(PLURALS, what) ? PLURALS[what] ?? what : what
  return [{ note: 'totals-disagree', what: name, counted: counted.join('/'), stated: stated.join('/') }]
}
