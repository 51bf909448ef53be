import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { read } from '../../src/read/index.js'
import { failureOf, jsonBytes, reportOf, statuses } from '../support/reports.js'

const document = (tests: readonly unknown[], summary: object = {}) => ({ reportFormat: 'CTRF', specVersion: '0.0.0', results: { tool: { name: 'x' }, summary, tests } })
const of = (value: unknown) => reportOf('ctrf.json', jsonBytes(value))
const names = (...tests: readonly object[]) => of(document(tests.map((one) => ({ status: 'passed', duration: 1, ...one })))).files
  .flatMap(({ path, kinds }) => (kinds.test?.form === 'listed' ? keysOf(kinds.test.shape).map((key) => `${path} ${key}`) : []))

test('a test is its file, its suites and its name, which may hold the suites already', (t) => {
  t.deepEqual(names({ name: 'adds', filePath: 'a.test.js', suite: ['a.test.js', 'total'] }), ['a.test.js "total > adds"'])
  t.deepEqual(names({ name: 'total adds', filePath: 'a.test.js', suite: 'a.test.js > total' }), ['a.test.js "total adds"'])
  t.deepEqual(names({ name: 'adds', suite: ['math', 'total'] }), ['suite:math "total > adds"'])
  t.deepEqual(names({ name: 'adds' }), ['suite: "adds"'])
})

test('statuses are those of CTRF, and a flaky test passed', (t) => {
  const tests = [['passed', false], ['passed', true], ['failed', true], ['skipped', false], ['pending', false], ['other', false]] as const
  const report = of(document(tests.map(([status, flaky], index) => ({ name: String(index), status, flaky }))))
  t.deepEqual(statuses(report, 'test'), { passed: 1, flaky: 1, failed: 1, skipped: 3 })
  t.deepEqual(report.failedTests, ['2'])
})

test('a summary that counts otherwise is noted', (t) => {
  t.deepEqual(of(document([{ name: 'a', status: 'passed' }], { tests: 3, failed: 0 })).notes, [{ note: 'totals-disagree', what: 'tests', counted: '1', stated: '3' }])
})

for (const [what, value] of [['a test without a name', { status: 'passed' }], ['a status nobody defined', { name: 'a', status: 'vanished' }], ['a test that is null', null]] as const) {
  test(`${what}: refused whole`, (t) => {
    t.is(failureOf(read('ctrf.json', jsonBytes(document([value])))).code, 'report-broken')
  })
}
