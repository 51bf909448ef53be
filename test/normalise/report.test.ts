import test from 'ava'
import { pathResolver } from '../../src/normalise/paths.js'
import { normaliseReport } from '../../src/normalise/report.js'
import { fixture, reportOf, totals } from '../support/reports.js'

const tracked = ['currencies', 'invoices', 'periods', 'prices', 'shipping', 'slugify'].map((name) => `projects/js-library/src/${name}.js`)
const resolver = (root: string, known = tracked) => pathResolver({ tracked: known, top: '/somewhere/else', root, exists: () => false })

test('a report of another machine is put into git\'s paths, and nothing of it changes but its paths', (t) => {
  const report = reportOf('x', fixture('nyc-mocha/serial/coverage-final.json'))
  const files = tracked.map((path) => path.replace('projects/js-library/', ''))
  const normal = normaliseReport(report, resolver('', files))
  t.deepEqual(normal.report.files.map(({ path }) => path).sort(), [...files].sort())
  t.deepEqual([normal.reported, normal.known, normal.unknown], [6, 6, []])
  t.is(totals(normal.report, 'branch'), totals(report, 'branch'))
  t.deepEqual({ ...normal.report, files: [] }, { ...report, files: [] })
  t.deepEqual(normal.report.files.map(({ kinds }) => kinds), report.files.map(({ kinds }) => kinds))
})

test('relative files of Python lie below the root of the suite', (t) => {
  const report = reportOf('x', fixture('pytest-cov/serial/coverage.json'))
  const paths = report.files.map(({ path }) => `services/api/${path}`)
  const normal = normaliseReport(report, resolver('services/api', paths))
  t.deepEqual(normal.report.files.map(({ path }) => path), paths)
})

test('files nobody knows are counted and named as they were reported', (t) => {
  const report = reportOf('x', fixture('nyc-mocha/serial/coverage-final.json'))
  const normal = normaliseReport(report, resolver('', ['other/z.js']))
  t.is(normal.known, 0)
  t.is(normal.reported, 6)
  t.true(normal.unknown.every((path) => path.startsWith('/repo/src/')))
})

test('suites that are no files keep their names and are not looked for', (t) => {
  const report = reportOf('x', new TextEncoder().encode('<testsuite name="src/a.js"><testcase name="n"/><testcase file="src/a.js" name="m"/></testsuite>'))
  const normal = normaliseReport(report, resolver('', ['src/a.js']))
  t.deepEqual(normal.report.files.map(({ path }) => path), ['src/a.js', 'suite:src/a.js'])
  t.deepEqual([normal.reported, normal.known], [1, 1])
})
