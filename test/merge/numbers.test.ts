import test from 'ava'
import { METRIC_DEFINITIONS, type Metric } from '../../src/model/metric.js'
import type { Report } from '../../src/model/report.js'
import type { Value } from '../../src/model/value.js'
import { formatReport } from '../support/format-fixtures.js'
import { inShort, mergeParts, origin, partOf, valueIn } from '../support/parts.js'
import { fc } from '../support/properties.js'
import { bytesOf, reportOf, totals } from '../support/reports.js'

const merged = (reports: readonly Report[]) => mergeParts(reports.map((report, index) => partOf([report], origin(index + 1, reports.length))))
const short = (reports: readonly Report[], metric: Metric): string => inShort(valueIn(merged(reports), metric))

/** Halves of a run, and what the tool itself makes of both. */
const HALVES = [
  ['lcov/gcc-one.info', 'lcov/gcc-two.info', 'lcov/gcc-one+two.info'],
  ['go/one.out', 'go/two.out', 'go/both.out'],
  ['simplecov/one.json', 'simplecov/two.json', 'simplecov/one+two.json'],
  ['coverage-py/one.json', 'coverage-py/two.json', 'coverage-py/both.json'],
  ['gcovr/one.json', 'gcovr/two.json', 'gcovr/one+two.json'],
] as const
const METRICS = ['coverage.lines', 'coverage.statements', 'coverage.functions', 'coverage.branches'] as const

test('shards of formats that list their elements merge to what the tool merges them to', (t) => {
  for (const [one, two, both] of HALVES) {
    for (const metric of METRICS) {
      const native = totals(formatReport(both), METRIC_DEFINITIONS[metric].kinds[0]!)
      if (native !== '0/0') t.is(short([formatReport(one), formatReport(two)], metric), native, `${one} ${metric}`)
    }
  }
})

const holds = (value: Value | undefined, native: string): boolean => {
  const [covered, total] = native.split('/').map(Number) as [number, number]
  if (value?.kind === 'count') return value.covered === covered && value.total === total
  return value?.kind === 'bounded' && value.covered[0] <= covered && covered <= value.covered[1] && value.total[0] <= total && total <= value.total[1]
}

test('shards of formats that give numbers merge to bounds that hold what the tool merges them to', (t) => {
  for (const [one, two, both] of [
    ['jacoco/one.xml', 'jacoco/two.xml', 'jacoco/one+two.xml'],
    ['cobertura/coverage-py-one.xml', 'cobertura/coverage-py-two.xml', 'cobertura/coverage-py-both.xml'],
    ['cobertura/gcovr-one.xml', 'cobertura/gcovr-two.xml', 'cobertura/gcovr-one+two.xml'],
    ['sonarqube/gcovr-one.xml', 'sonarqube/gcovr-two.xml', 'sonarqube/gcovr-one+two.xml'],
    ['gcovr/one-summary.json', 'gcovr/two-summary.json', 'gcovr/one+two-summary.json'],
    ['llvm-cov/one-summary.json', 'llvm-cov/two-summary.json', 'llvm-cov/one+two-summary.json'],
    ['clover/phpunit-one.xml', 'clover/phpunit-two.xml', 'clover/phpunit-both.xml'],
  ] as const) {
    const build = merged([formatReport(one), formatReport(two)])
    for (const metric of METRICS) {
      const native = totals(formatReport(both), METRIC_DEFINITIONS[metric].kinds[0]!)
      if (native === '0/0') continue
      const value = valueIn(build, metric)
      t.true(holds(value, native), `${one} ${metric}: ${inShort(value)}, natively ${native}`)
    }
  }
  t.is(short([formatReport('jacoco/one.xml'), formatReport('jacoco/two.xml')], 'coverage.branches'), '[13..19]/[26..26]')
})

const cobertura = (source: string, lines: readonly (readonly [line: number, covered: number, total: number])[]): Report => reportOf(source, bytesOf(
  `<coverage line-rate="1"><packages><package><classes><class name="A" filename="a.py"><lines>${
    lines.map(([line, covered, total]) => `<line number="${line}" hits="1" branch="true" condition-coverage="50% (${covered}/${total})"/>`).join('')
  }</lines></class></classes></package></packages></coverage>`))

test('methods that count when all of their lines are covered can be whole in a merge of halves', (t) => {
  t.is(short([formatReport('clover/phpunit-one.xml'), formatReport('clover/phpunit-two.xml')], 'coverage.functions'), '[0..3]/[3..3]')
})

test('one of two arms here and one there may be one arm or two', (t) => {
  t.is(short([cobertura('a', [[1, 1, 2]]), cobertura('b', [[1, 1, 2]])], 'coverage.branches'), '[1..2]/[2..2]')
})

test('all arms or none leave nothing open', (t) => {
  t.is(short([cobertura('a', [[1, 2, 2], [2, 0, 2]]), cobertura('b', [[1, 1, 2], [2, 1, 2]])], 'coverage.branches'), '3/4')
})

test('arms of which shards see different numbers are as many as the larger, and at most all', (t) => {
  t.is(short([cobertura('a', [[1, 0, 3]]), cobertura('b', [[1, 2, 4]])], 'coverage.branches'), '[2..2]/[4..7]')
})

test('two reports of one part are two takes, and the same report is one', (t) => {
  const both = (a: Report, b: Report): string => inShort(valueIn(mergeParts([partOf([a, b], origin(1, 1))]), 'coverage.branches'))
  t.is(both(cobertura('a', [[1, 1, 2]]), cobertura('b', [[1, 1, 2]])), '[1..2]/[2..2]')
  t.is(both(cobertura('a', [[1, 1, 2]]), cobertura('a', [[1, 1, 2]])), '1/2')
})

test('two totals in one part are bounded as two parts are', (t) => {
  const halves = ['gcovr/one-summary.json', 'gcovr/two-summary.json'].map(formatReport)
  t.is(inShort(valueIn(mergeParts([partOf(halves, origin(1, 1))]), 'coverage.lines')), short(halves, 'coverage.lines'))
})

test('whatever arms were taken, their union lies in the bounds of their numbers', (t) => {
  const arms = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })
  fc.assert(fc.property(fc.array(fc.tuple(arms, arms), { minLength: 1, maxLength: 5 }), (lines) => {
    const numbers = (side: 0 | 1) => cobertura(`${side}`, lines.map((both, line) => [line + 1, both[side].filter(Boolean).length, 3]))
    const union = lines.map(([a, b]) => a.filter((taken, arm) => taken || b[arm]).length).reduce((sum, number) => sum + number, 0)
    return holds(valueIn(merged([numbers(0), numbers(1)]), 'coverage.branches'), `${union}/${3 * lines.length}`)
  }), { numRuns: 300 })
  t.pass()
})
