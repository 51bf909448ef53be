import { TEST_STATUSES, type TestStatus } from '../../model/element.js'
import type { Report, ReportFile, ReportNote } from '../../model/report.js'
import { listElements, type RawElement } from '../shape.js'

/** A test as a reader found it: the file it is in, or `suite:` and the suite's name, and its name there. */
export interface FoundTest {
  readonly container: string
  readonly name: string
  readonly status: TestStatus
}

export interface FoundTests {
  readonly format: string
  readonly tests: readonly FoundTest[]
  readonly notes: readonly ReportNote[]
  readonly stamp: string | null
}

/**
 * Tests of any runner. Their identity is the same for all formats, as what counts is: a runner that writes another
 * format tells the same tests.
 */
export function testReport(source: string, { format, tests, notes, stamp }: FoundTests): Report {
  return {
    source,
    format,
    measure: 'tests',
    instrument: { identity: { tool: 'junit', definition: 'test cases' }, suspect: {}, recorded: {} },
    runtimeKinds: [],
    files: containers(tests),
    failedTests: tests.filter(({ status }) => status === 'failed' || status === 'error').map(({ name }) => name),
    notes,
    hits: null,
    stamp,
  }
}

/** Of one test that ran several times, what it came to: one try that passed is enough, and the others make it flaky. */
export function withRetries(tests: readonly FoundTest[]): FoundTest[] {
  const byTest = new Map<string, FoundTest[]>()
  for (const test of tests) {
    const key = JSON.stringify([test.container, test.name])
    byTest.set(key, [...byTest.get(key) ?? [], test])
  }
  return [...byTest.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const tries = [first, ...others].map(({ status }) => status)
    const worst = TEST_STATUSES[Math.max(...tries.map((status) => TEST_STATUSES.indexOf(status)))] ?? first.status
    return [{ ...first, status: tries.includes('passed') && worst !== 'passed' ? 'flaky' : worst }]
  })
}

function containers(tests: readonly FoundTest[]): ReportFile[] {
  const byContainer = new Map<string, RawElement[]>()
  for (const { container, name, status } of tests) {
    const elements = byContainer.get(container) ?? []
    elements.push({ key: JSON.stringify(name), order: [], state: TEST_STATUSES.indexOf(status) })
    byContainer.set(container, elements)
  }
  return [...byContainer].map(([path, elements]) => ({ path, loaded: true, kinds: { test: listElements(elements) } }))
}
