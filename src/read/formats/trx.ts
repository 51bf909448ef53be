// Format: https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-test (--logger trx); the schema vstst.xsd comes with Visual Studio
// Outcomes: https://github.com/microsoft/vstest/blob/main/src/Microsoft.TestPlatform.Extensions.TrxLogger/ObjectModel/TestOutcome.cs
import type { TestStatus } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import type { Report, ReportNote } from '../../model/report.js'
import { ok, type Result } from '../../model/result.js'
import type { Document, Format } from '../format.js'
import { walkXml } from '../xml.js'
import { testReport, type FoundTest } from './tests.js'

/** `.trx` of `dotnet test`, VSTest, MSTest, and of runners that write it. */
export const trx: Format = {
  id: 'trx',
  measure: 'tests',
  title: 'TRX (dotnet test)',
  claims: ({ root }) => root === 'TestRun',
  read: readTrx,
}

const STATUSES: ReadonlyMap<string, TestStatus> = new Map([
  ['Passed', 'passed'], ['PassedButRunAborted', 'passed'], ['Warning', 'passed'], ['Completed', 'passed'],
  ['Failed', 'failed'], ['Error', 'error'], ['Timeout', 'error'], ['Aborted', 'error'], ['Disconnected', 'error'], ['InProgress', 'error'],
  ['NotExecuted', 'skipped'], ['NotRunnable', 'skipped'], ['Inconclusive', 'skipped'], ['Pending', 'skipped'],
])

const RESULTS: ReadonlySet<string> = new Set(['UnitTestResult', 'TestResultAggregation', 'GenericTestResult', 'ManualTestResult', 'TestResult'])

/** Outcomes of a whole run that did not do what it should, whatever its tests say. */
const BROKEN_RUNS: readonly string[] = ['Failed', 'Error', 'Timeout', 'Aborted', 'Disconnected']

interface FoundResult {
  readonly id: string
  readonly name: string
  readonly status: TestStatus
  /** Rows of a data-driven test count, the test that holds them does not. */
  hasRows: boolean
}

interface Method {
  readonly className: string
  readonly codeBase: string
}

function readTrx(document: Document): Result<Report, Failure> {
  const results: FoundResult[] = []
  const open: FoundResult[] = []
  const methods = new Map<string, Method>()
  let testId = ''
  let stamp: string | null = null
  let outcome = ''
  let counters: Readonly<Record<string, string>> = {}
  let fault: string | null = null
  const walked = walkXml(document, 'TRX', {
    open: (name, attributes) => {
      if (RESULTS.has(name)) {
        // An outcome that is the first of the enumeration is left out: it is Error.
        const status = STATUSES.get(attributes['outcome'] ?? 'Error')
        if (!status) fault = `no test has the outcome ${JSON.stringify(attributes['outcome'])}`
        const holder = open.at(-1)
        if (holder) holder.hasRows = true
        open.push({ id: attributes['testId'] ?? '', name: attributes['testName'] ?? '', status: status ?? 'error', hasRows: false })
      }
      switch (name) {
        case 'TestMethod':
          methods.set(testId, { className: attributes['className'] ?? '', codeBase: attributes['codeBase'] ?? '' })
          break
        case 'UnitTest':
          testId = attributes['id'] ?? ''
          break
        case 'Times':
          stamp ??= attributes['start'] ?? null
          break
        case 'ResultSummary':
          outcome = attributes['outcome'] ?? ''
          break
        case 'Counters':
          counters = attributes
          break
      }
    },
    close: (name) => {
      if (!RESULTS.has(name)) return
      const result = open.pop()
      if (result) results.push(result)
    },
    fault: () => fault,
  })
  if (!walked.ok) return walked
  const tests = results.filter(({ hasRows }) => !hasRows).map((result) => testOf(result, methods.get(result.id)))
  const report = testReport(document.source, { format: 'trx', tests, notes: counterNotes(results, counters), stamp })
  const isBroken = BROKEN_RUNS.includes(outcome) && report.failedTests.length === 0
  return ok(isBroken ? { ...report, failedTests: [`the test run itself (${outcome})`] } : report)
}

/** A test of .NET lies in its class; other runners give the file in place of the assembly. */
function testOf({ name, status }: FoundResult, method: Method | undefined): FoundTest {
  const className = (method?.className ?? '').replace(/, .*$/, '')
  if (className !== '' && className !== 'none') {
    return { container: `suite:${className}`, name: name.startsWith(`${className}.`) ? name.slice(className.length + 1) : name, status }
  }
  const codeBase = method?.codeBase ?? ''
  return { container: codeBase === '' || /\.(?:dll|exe)$/i.test(codeBase) ? 'suite:' : codeBase, name, status }
}

/** Writers count data-driven tests with their rows or without: a total that is neither is a disagreement. */
function counterNotes(results: readonly FoundResult[], counters: Readonly<Record<string, string>>): ReportNote[] {
  const stated = counters['total']
  const leaves = results.filter(({ hasRows }) => !hasRows).length
  const fits = stated === undefined || Number(stated) === leaves || Number(stated) === results.length || Number(stated) <= leaves
  return fits ? [] : [{ note: 'totals-disagree', what: 'tests', counted: String(leaves), stated }]
}
