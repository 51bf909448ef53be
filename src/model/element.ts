/** What kind of thing is counted. One file can hold elements of several kinds. */
export type ElementKind = 'line' | 'statement' | 'function' | 'branch' | 'mutant' | 'test'

export const ELEMENT_KINDS: readonly ElementKind[] = ['line', 'statement', 'function', 'branch', 'mutant', 'test']

/**
 * States of a line, statement, function or branch arm. The larger of two states is what the union of
 * two runs knows, for these and for the states of mutants and tests below: joining is taking the maximum.
 */
export const UNCOVERED = 0
export const COVERED = 1

/**
 * States of a mutant, after mutation-testing-report-schema's `MutantStatus`; the order says which run
 * knew more about the mutant when two runs report it. A status the schema does not know stays visible. `Error` is no
 * status of the schema: the mutant broke, and its tool counts that as detected, as PIT and Infection do.
 */
export const MUTANT_STATUSES = [
  'Pending', 'Ignored', 'NoCoverage', 'Survived', 'RuntimeError', 'CompileError', 'Timeout', 'Killed', 'Unknown', 'Error',
] as const
export type MutantStatus = (typeof MUTANT_STATUSES)[number]

/** States of a test case. `flaky` passed on a later try; a failed or broken case hides nothing behind a pass. */
export const TEST_STATUSES = ['skipped', 'passed', 'flaky', 'failed', 'error'] as const
export type TestStatus = (typeof TEST_STATUSES)[number]

/**
 * What an element contributes to a metric: nothing, one counted, one counted and covered, or (a status nobody
 * defined) any of the three, which the value then states as its bounds.
 */
export type Contribution = 'absent' | 'uncovered' | 'covered' | 'unknown'

/**
 * Elements of one kind in one file: `shape` is the universe, one key a line in canonical order;
 * `states` has one state an element, in the same order.
 */
export interface Elements {
  readonly shape: string
  readonly states: Uint8Array
}

/** Splits a shape into its element keys; an empty shape has none. */
export function keysOf(shape: string): readonly string[] {
  return shape === '' ? [] : shape.split('\n')
}

/**
 * Makes the keys of equal elements distinct by their ordinal among equals: the second `k` becomes `k#1`.
 * The order of equals is the order in which the tool listed them.
 */
export function withOrdinals(keys: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return keys.map((key) => {
    const ordinal = seen.get(key) ?? 0
    seen.set(key, ordinal + 1)
    return ordinal === 0 ? key : `${key}#${ordinal}`
  })
}
