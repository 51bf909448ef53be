import test from 'ava'
import { METRIC_DEFINITIONS } from '../../src/model/metric.js'
import { breaksWhole, DEFECT_KINDS } from '../../src/model/finding.js'
import type { Report } from '../../src/model/report.js'
import { coverageReport, evidence, inShort, kind, kindsOf, listed, mergeParts, origin, partOf, reportFile, runtimeReport, valueIn } from '../support/parts.js'
import { bytesOf, fixture, jsonBytes, reportOf } from '../support/reports.js'

const shards = (...reports: readonly (Report | readonly Report[])[]) => mergeParts(reports.map((of, index) =>
  partOf('files' in of ? [of] : of, origin(index + 1, reports.length))))
const junit = (source: string, cases: string) => reportOf(source, bytesOf(`<testsuite name="s">${cases}</testsuite>`))
const mutation = (mutants: readonly unknown[]) => reportOf('mutation.json', jsonBytes({ schemaVersion: '1', thresholds: {}, files: { 'src/a.js': { mutants } } }))
const mutant = (id: string, status: string, line = 1, replacement = 'x') =>
  ({ id, status, mutatorName: 'M', replacement, location: { start: { line, column: 0 }, end: { line, column: 1 } } })

test('an empty report of one place is named, and the measurement is not whole', (t) => {
  const merged = shards(coverageReport([reportFile('src/a.js', { line: listed({ 1: 1 }) })]), reportOf('coverage-final.json', bytesOf('{}')))
  t.deepEqual(evidence(merged, 'part-empty'), [{ place: { index: 2, of: 2 }, source: 'coverage-final.json', measure: 'coverage' }])
  t.false(merged.whole)
})

test('reports that count nothing anywhere are no perfect measurement', (t) => {
  for (const bytes of ['{}', '<testsuite name="s"/>', '{"schemaVersion":"1","thresholds":{},"files":{}}']) {
    const report = reportOf('x', bytesOf(bytes))
    const merged = shards(report)
    t.deepEqual(evidence(merged, 'nothing-counted'), [{ measures: [report.measure] }], bytes)
    t.deepEqual(merged.values.map(({ value }) => inShort(value)), ['no-data'], bytes)
    t.false(merged.whole)
  }
})

test('mutants that all wait or are ignored count nothing', (t) => {
  const merged = shards(mutation([mutant('1', 'Pending'), mutant('2', 'Ignored', 2)]))
  t.deepEqual(evidence(merged, 'nothing-counted'), [{ measures: ['mutation'] }])
  t.is(inShort(valueIn(merged, 'mutation.score')), 'no-data')
})

test('one measure that counted does not hide another that did not', (t) => {
  const merged = shards([coverageReport([reportFile('src/a.js', { line: listed({ 1: 1 }) })]), junit('junit.xml', '')])
  t.deepEqual(evidence(merged, 'nothing-counted'), [{ measures: ['tests'] }])
})

test('failed tests are counted and named, before anything is said about coverage', (t) => {
  const failing = Array.from({ length: 7 }, (_, index) => `<testcase name="n${index}"><failure/></testcase>`).join('')
  const merged = shards(junit('a', `${failing}<testcase name="ok"/>`), junit('b', '<testcase name="e"><error/></testcase>'))
  t.deepEqual(evidence(merged, 'tests-failed'), [{ count: 8, examples: ['n0', 'n1', 'n2', 'n3', 'n4'], jobs: [] }])
  t.deepEqual(merged.tests, { executed: 9, failed: 8 })
  t.false(merged.whole)
})

test('a job that failed spoils a measurement also when no report says why', (t) => {
  const report = junit('a', '<testcase name="ok"/>')
  const other = junit('b', '<testcase name="well"/>')
  const merged = mergeParts([partOf([report], origin(1, 2)), partOf([other], origin(2, 2, { job: { name: 'unit', status: 'failed' } }))])
  t.deepEqual(evidence(merged, 'tests-failed'), [{ count: 0, examples: [], jobs: [{ index: 2, of: 2 }] }])
  t.false(merged.whole)
})

test('a test that passed on a later try has not failed', (t) => {
  t.deepEqual(kindsOf(shards(junit('a', '<testcase name="n"><flakyFailure/></testcase>'))), [])
})

test('a test is the same one in two parts by file, class and name; the result that hides nothing counts', (t) => {
  const merged = shards(
    junit('a', '<testcase file="t.js" classname="c" name="n"/><testcase file="t.js" classname="c" name="only a"/>'),
    junit('b', '<testcase file="t.js" classname="c" name="n"><skipped/></testcase><testcase file="u.js" classname="c" name="n"/>'),
  )
  t.deepEqual(merged.tests, { executed: 3, failed: 0 })
  t.is(inShort(valueIn(merged, 'tests.executed')), '3/3')
  const failed = shards(junit('a', '<testcase name="n"/>'), junit('b', '<testcase name="n"><failure/></testcase>'))
  t.deepEqual(failed.tests, { executed: 1, failed: 1 })
})

test('equal names within a part stay as many as the part that lists most of them', (t) => {
  const merged = shards(junit('a', '<testcase name="n"/><testcase name="n"/>'), junit('b', '<testcase name="n"/><testcase name="m"/>'))
  t.is(merged.tests.executed, 3)
})

test('mutants of the same id in different shards do not collide', (t) => {
  const merged = shards(mutation([mutant('0', 'Killed', 1), mutant('1', 'Survived', 2)]), mutation([mutant('0', 'Survived', 3), mutant('1', 'NoCoverage', 4)]))
  t.is(inShort(valueIn(merged, 'mutation.score')), '1/4')
  t.is(inShort(valueIn(merged, 'mutation.coveredScore')), '1/3')
  t.deepEqual(kindsOf(merged), [])
})

test('of a mutant that two shards report the run that knew more counts', (t) => {
  for (const [a, b, score] of [['Survived', 'Killed', '1/1'], ['NoCoverage', 'Survived', '0/1'], ['Ignored', 'Timeout', '1/1'], ['Killed', 'Killed', '1/1']] as const) {
    for (const [first, second] of [[a, b], [b, a]] as const) {
      t.is(inShort(valueIn(shards(mutation([mutant('1', first)]), mutation([mutant('9', second), mutant('8', 'Ignored', 5)])), 'mutation.score')), score, `${first} and ${second}`)
    }
  }
})

test('mutants of one file in two shards stand in the order of their places', (t) => {
  const merged = shards(mutation([mutant('0', 'Killed', 10), mutant('1', 'Killed', 2)]), mutation([mutant('0', 'Killed', 9), mutant('1', 'Killed', 1)]))
  const elements = kind(merged, 'src/a.js', 'mutant')
  t.deepEqual(elements?.form === 'listed' ? elements.shape.split('\n').map((key) => key.split(':')[0]) : [], ['1', '2', '9', '10'])
})

test('a status nobody defined is kept, named, and bounds the score', (t) => {
  const merged = shards(mutation([mutant('1', 'Killed'), mutant('2', 'Survived', 2), mutant('3', 'BuildError', 3), mutant('4', 'BuildError', 4)]))
  t.deepEqual(evidence(merged, 'unknown-status'), [{ status: 'BuildError', count: 2, examples: ['src/a.js'] }])
  t.is(inShort(valueIn(merged, 'mutation.score')), '[1..3]/[2..4]')
  t.true(merged.whole)
})

test('totals a report states and does not list are told', (t) => {
  const merged = shards(reportOf('junit.xml', bytesOf('<testsuite name="s" tests="6"/>')))
  t.deepEqual(evidence(merged, 'totals-disagree'), [{ source: 'junit.xml', what: 'test cases', counted: '0', stated: '6' }])
})

test('a fixed universe that differs between parts is told, and its value is bounded by both', (t) => {
  const merged = shards(
    coverageReport([reportFile('src/a.js', { branch: listed({ a: 1, b: 0, c: 0 }) })]),
    coverageReport([reportFile('src/a.js', { branch: listed({ a: 1, d: 1 }) })], { source: 'other' }),
  )
  t.deepEqual(evidence(merged, 'universe-differs'), [{ element: 'branch', count: 1, examples: ['src/a.js'] }])
  t.is(inShort(valueIn(merged, 'coverage.branches')), '[1..3]/[2..3]')
  t.true(merged.whole)
})

test("V8's functions lie between the largest report and the union of all, and its branches nowhere", (t) => {
  const merged = shards(
    runtimeReport([reportFile('src/a.js', { function: listed({ f: 1, g: 0 }), branch: listed({ a: 1 }) })]),
    runtimeReport([reportFile('src/a.js', { function: listed({ f: 1, h: 1 }), branch: listed({ a: 1 }) })], { source: 'other' }),
  )
  t.is(inShort(valueIn(merged, 'coverage.functions')), '[2..2]/[2..3]')
  t.is(inShort(valueIn(merged, 'coverage.branches')), 'not-mergeable')
  t.deepEqual(evidence(merged, 'not-mergeable'), [{ element: 'branch', producer: 'v8-to-istanbul', count: 1, examples: ['src/a.js'] }])
})

test('what cannot be merged was counted all the same', (t) => {
  const branches = (source: string) => runtimeReport([reportFile('src/a.js', { branch: listed({ a: 1 }) })], { source })
  t.deepEqual(kindsOf(shards(branches('one'), branches('other'))), ['not-mergeable'])
})

test("V8's branches of a file that one part loaded are that part's", (t) => {
  const merged = shards(
    runtimeReport([reportFile('src/a.js', { branch: listed({ a: 1, b: 0 }) })]),
    runtimeReport([reportFile('src/a.js', { branch: listed({ '(empty-report)': 0 }) }, false)], { source: 'other' }),
  )
  t.is(inShort(valueIn(merged, 'coverage.branches')), '1/2')
  t.deepEqual(kindsOf(merged), [])
})

test('a file that nobody loaded counts as it was listed', (t) => {
  const merged = shards(...['one', 'other'].map((source) => coverageReport([reportFile('src/a.js', { line: listed({ 1: 0, 2: 0 }) }, false)], { source })))
  t.is(inShort(valueIn(merged, 'coverage.lines')), '0/2')
})

test('surplus that one part listed and another did not is reconciled', (t) => {
  const merged = shards(
    coverageReport([reportFile('a.py', { line: listed({ 1: 1, 2: 1, 3: 0 }, 1) })]),
    coverageReport([reportFile('a.py', { line: listed({ 2: 0, 3: 1 }) })], { source: 'other' }),
  )
  t.is(inShort(valueIn(merged, 'coverage.lines')), '2/2')
  t.deepEqual(kindsOf(merged), [])
})

test('surplus that is in every part stays surplus', (t) => {
  const both = { 1: 1, 2: 1, 3: 0 }
  const merged = shards(
    coverageReport([reportFile('a.py', { line: listed({ ...both, 4: 1 }, 2) })]),
    coverageReport([reportFile('a.py', { line: listed(both, 1) })], { source: 'other' }),
  )
  t.is(inShort(valueIn(merged, 'coverage.lines')), '1/2')
  t.deepEqual(kindsOf(merged), [])
})

test('surplus excuses no element that counts: then universes differ', (t) => {
  const merged = shards(
    coverageReport([reportFile('a.py', { line: listed({ 1: 1, 2: 0, 3: 1 }, 1) })]),
    coverageReport([reportFile('a.py', { line: listed({ 3: 0, 4: 0 }) })], { source: 'other' }),
  )
  t.deepEqual(kindsOf(merged), ['universe-differs'])
  const uncovered = shards(
    coverageReport([reportFile('a.py', { line: listed({ 1: 1, 2: 0, 3: 1 }, 1) })]),
    coverageReport([reportFile('a.py', { line: listed({ 1: 1, 3: 1 }) })], { source: 'other' }),
  )
  t.deepEqual(kindsOf(uncovered), ['universe-differs'])
})

test('totals without elements: one part\'s stand, two can overlap in everything or in nothing', (t) => {
  const tally = (covered: number, total: number, source: string) => coverageReport([reportFile('a.py', { line: { form: 'tally', covered, total } })], { source })
  t.is(inShort(valueIn(shards(tally(3, 10, 'a')), 'coverage.lines')), '3/10')
  t.is(inShort(valueIn(shards(tally(3, 10, 'a'), tally(4, 10, 'b')), 'coverage.lines')), '[4..7]/[10..10]')
  t.is(inShort(valueIn(shards(tally(8, 10, 'a'), tally(9, 10, 'b')), 'coverage.lines')), '[9..10]/[10..10]')
  t.is(inShort(valueIn(shards(tally(3, 10, 'a'), tally(4, 8, 'b')), 'coverage.lines')), '[4..7]/[10..18]')
})

test('a real report whose lists do not fit its totals is bounded by the rest', (t) => {
  const json = JSON.parse(new TextDecoder().decode(fixture('pytest-cov/shards/1/coverage.json'))) as { files: Record<string, { executed_lines?: unknown }> }
  for (const file of Object.values(json.files)) delete file.executed_lines
  const merged = shards(reportOf('one', jsonBytes(json)), reportOf('two', fixture('pytest-cov/shards/2/coverage.json')))
  const value = valueIn(merged, 'coverage.lines')
  t.is(value?.kind, 'bounded')
  if (value?.kind === 'bounded') t.true(value.covered[0] <= 37 + 19 && value.covered[0] >= 37 && value.total[0] === 61)
})

test('what a merge says is wrong is one of the defects there are', (t) => {
  t.true(DEFECT_KINDS.length > 15)
  t.deepEqual(DEFECT_KINDS.filter((name) => !breaksWhole(name)).sort(), ['dirty-tree', 'model-assumed', 'not-mergeable', 'part-superseded', 'report-stale', 'test-doubled', 'totals-disagree', 'universe-differs', 'unknown-status'])
  t.is(METRIC_DEFINITIONS['coverage.combined'].kinds.length, 2)
})
