import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { read } from '../../src/read/index.js'
import { brokenPromises, failureOf, fixture, jsonBytes, reportOf, totals } from '../support/reports.js'

interface Entry {
  readonly executed_lines?: unknown
  readonly missing_lines?: unknown
  readonly executed_branches?: unknown
  readonly missing_branches?: unknown
  readonly summary: unknown
}

const entry: Entry = {
  executed_lines: [1, 2], missing_lines: [3], executed_branches: [[1, 2]], missing_branches: [[1, -1]],
  summary: { covered_lines: 2, num_statements: 3, num_branches: 2, covered_branches: 1 },
}
const document = (changes: Partial<Entry> = {}, totalsChanges: object = {}) => ({
  meta: { version: '7.13.5', timestamp: '2026-11-23T12:00:00', branch_coverage: true },
  files: { 'pkg/a.py': { ...entry, ...changes } },
  totals: { covered_lines: 2, num_statements: 3, num_branches: 2, covered_branches: 1, ...totalsChanges },
})
const of = (value: unknown) => reportOf('coverage.json', jsonBytes(value))

test('lines and arcs are elements, exits of the module among them', (t) => {
  const report = of(document())
  const { line, branch } = report.files[0]!.kinds
  t.deepEqual(line?.form === 'listed' ? [line.shape, [...line.states]] : [], ['1\n2\n3', [1, 1, 0]])
  t.deepEqual(branch?.form === 'listed' ? [keysOf(branch.shape), [...branch.states]] : [], [['1>-1', '1>2'], [0, 1]])
  t.deepEqual(report.notes, [])
  t.is(report.stamp, '2026-11-23T12:00:00')
  t.is(report.instrument.suspect['version'], '7.13.5')
})

test('executed lines that the summary does not count are surplus', (t) => {
  const report = of(document({ executed_lines: [1, 2, 4] }))
  const line = report.files[0]!.kinds.line
  t.is(line?.form === 'listed' ? line.surplus : -1, 1)
  t.is(totals(report, 'line'), '2/3')
})

test('docstring lines of real reports are surplus, not coverage', (t) => {
  const report = reportOf('x', fixture('pytest-cov/serial/coverage.json'))
  t.true(report.files.some(({ kinds }) => kinds.line?.form === 'listed' && kinds.line.surplus > 0))
  t.is(totals(report, 'line'), '60/61')
})

test('a report without line lists is totals only', (t) => {
  const { executed_lines: _e, missing_lines: _m, ...rest } = entry
  const report = of({ ...document(), files: { 'pkg/a.py': rest } })
  t.deepEqual(report.files[0]!.kinds.line, { form: 'tally', covered: 2, total: 3 })
})

test('a missing side that does not fit the summary leaves totals only', (t) => {
  t.is(of(document({ missing_lines: [3, 4] })).files[0]!.kinds.line?.form, 'tally')
  t.is(of(document({ executed_lines: [1] })).files[0]!.kinds.line?.form, 'tally')
})

test('totals that are not the sum of the files are noted, and the files count', (t) => {
  const report = of(document({}, { covered_lines: 3 }))
  t.deepEqual(report.notes, [{ note: 'totals-disagree', what: 'lines', counted: '2/3', stated: '3/3' }])
  t.is(totals(report, 'line'), '2/3')
})

test('without --branch there are lines only', (t) => {
  const report = of({ ...document({ summary: { covered_lines: 2, num_statements: 3 } }), totals: { covered_lines: 2, num_statements: 3 } })
  t.deepEqual(Object.keys(report.files[0]!.kinds), ['line'])
})

for (const [what, changes] of [
  ['no summary', { summary: undefined }],
  ['more covered than counted', { summary: { covered_lines: 4, num_statements: 3 } }],
  ['a negative count', { summary: { covered_lines: -1, num_statements: 3 } }],
  ['a fraction for a count', { summary: { covered_lines: 1.5, num_statements: 3 } }],
  ['text for a count of branches', { summary: { covered_lines: 2, num_statements: 3, num_branches: '2', covered_branches: '1' } }],
  ['null for a count of branches', { summary: { covered_lines: 2, num_statements: 3, num_branches: null, covered_branches: null } }],
  ['a line that is text', { executed_lines: ['1', '2'] }],
  ['an arc of one end', { executed_branches: [[1]] }],
] as const) {
  test(`a file with ${what} is refused by name`, (t) => {
    const failure = failureOf(read('coverage.json', jsonBytes(document(changes))))
    t.is(failure.code, 'report-broken')
    t.true('detail' in failure && failure.detail.includes('pkg/a.py'))
  })
}

test('totals that are no totals are refused', (t) => {
  t.is(failureOf(read('coverage.json', jsonBytes({ ...document(), totals: {} }))).code, 'report-broken')
})

test('a report of no files is read as one', (t) => {
  const report = of({ ...document(), files: {}, totals: { covered_lines: 0, num_statements: 0 } })
  t.deepEqual(report.files, [])
  t.deepEqual(brokenPromises(report), [])
})
