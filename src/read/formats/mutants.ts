import { MUTANT_STATUSES, type MutantStatus } from '../../model/element.js'
import type { ReportFile, ReportNote } from '../../model/report.js'
import { listElements, type RawElement } from '../shape.js'

interface Position {
  readonly line: number
  /** Null where the tool does not say. */
  readonly column: number | null
}

export interface MutantSpan {
  readonly start: Position
  readonly end: Position
}

/** A mutant as a reader found it. What a tool numbers anew in every run is no part of its name; it may order equals. */
export interface FoundMutant {
  readonly path: string
  readonly span: MutantSpan
  readonly name: string
  readonly order: readonly number[]
  /** Null for a status that the tool's documentation does not know. */
  readonly status: MutantStatus | null
  readonly statusText: string
}

/** Mutants of any tool, by file; a status nobody defined stays visible, as in the mutation report schema. */
export function mutantFiles(found: readonly FoundMutant[]): { readonly files: ReportFile[]; readonly notes: ReportNote[] } {
  const byPath = new Map<string, RawElement[]>()
  for (const mutant of found) {
    const there = byPath.get(mutant.path)
    if (there) there.push(elementOf(mutant))
    else byPath.set(mutant.path, [elementOf(mutant)])
  }
  return {
    files: [...byPath].map(([path, elements]) => ({ path, loaded: true, kinds: { mutant: listElements(elements) } })),
    notes: found.flatMap(({ status, statusText, path }): ReportNote[] => (status === null ? [{ note: 'unknown-status', status: statusText, path }] : [])),
  }
}

function elementOf({ span: { start, end }, name, order, status }: FoundMutant): RawElement {
  return {
    key: `${start.line}:${start.column ?? '?'}-${end.line}:${end.column ?? '?'} ${name}`,
    order: [start.line, start.column ?? 0, end.line, end.column ?? 0, ...order],
    state: MUTANT_STATUSES.indexOf(status ?? 'Unknown'),
  }
}
