import test from 'ava'
import { read } from '../../src/read/index.js'
import { bytesOf, failureOf, reportOf, statuses } from '../support/reports.js'

interface Run {
  readonly results: string
  readonly definitions?: string
  readonly summary?: string
}

/** As VSTest writes it: results before definitions. */
const run = ({ results, definitions = '', summary = '<ResultSummary outcome="Completed"/>' }: Run): Uint8Array => bytesOf(
  `<?xml version="1.0" encoding="utf-8"?><TestRun id="1" name="r" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Times creation="c" start="2026-11-23T10:00:00.0+01:00"/>` +
  `<Results>${results}</Results><TestDefinitions>${definitions}</TestDefinitions>${summary}</TestRun>`)
const result = (outcome: string | null, name = 'Shop.PriceTests.Adds', inner = '') =>
  `<UnitTestResult executionId="e" testId="t1" testName="${name}"${outcome === null ? '' : ` outcome="${outcome}"`}>${inner}</UnitTestResult>`
const definition = '<UnitTest name="Adds" storage="shop.dll" id="t1"><TestMethod codeBase="/app/Shop.Tests.dll" className="Shop.PriceTests" name="Adds"/></UnitTest>'
const of = (bytes: Uint8Array) => reportOf('a.trx', bytes)

test('a test lies in its class, wherever its definition stands', (t) => {
  const report = of(run({ results: result('Passed'), definitions: definition }))
  t.deepEqual(report.files.map(({ path, kinds }) => [path, kinds.test?.form === 'listed' && kinds.test.shape]), [['suite:Shop.PriceTests', '"Adds"']])
  t.is(report.stamp, '2026-11-23T10:00:00.0+01:00')
})

for (const [outcome, status] of [
  ['Passed', 'passed'], ['PassedButRunAborted', 'passed'], ['Warning', 'passed'], ['Failed', 'failed'], ['Timeout', 'error'], ['Aborted', 'error'], ['InProgress', 'error'],
  [null, 'error'], ['NotExecuted', 'skipped'], ['Inconclusive', 'skipped'], ['Pending', 'skipped'],
] as const) {
  test(`a result ${outcome === null ? 'without an outcome' : `that is ${outcome}`} is ${status}`, (t) => {
    t.deepEqual(statuses(of(run({ results: result(outcome) })), 'test'), { [status]: 1 })
  })
}

test('the rows of a data-driven test count, and not the test around them', (t) => {
  const rows = `<InnerResults>${result('Passed', 'Adds (1)')}${result('Failed', 'Adds (2)')}</InnerResults>`
  const report = of(run({ results: result('Failed', 'Adds', rows), summary: '<ResultSummary outcome="Failed"><Counters total="3" failed="2"/></ResultSummary>' }))
  t.deepEqual(statuses(report, 'test'), { passed: 1, failed: 1 })
  t.deepEqual([report.failedTests, report.notes], [['Adds (2)'], []])
})

test('more tests stated than listed are noted', (t) => {
  t.deepEqual(of(run({ results: result('Passed'), summary: '<ResultSummary outcome="Completed"><Counters total="4"/></ResultSummary>' })).notes,
    [{ note: 'totals-disagree', what: 'tests', counted: '1', stated: '4' }])
})

test('a run that failed though none of its tests did is a failure: its host crashed', (t) => {
  t.deepEqual(of(run({ results: result('Passed'), summary: '<ResultSummary outcome="Failed"/>' })).failedTests, ['the test run itself (Failed)'])
})

test('an outcome nobody knows, and a report cut off, are refused whole', (t) => {
  t.is(failureOf(read('a.trx', run({ results: result('Vanished') }))).code, 'report-broken')
  t.is(failureOf(read('a.trx', run({ results: result('Passed') }).slice(0, -30))).code, 'report-broken')
})
