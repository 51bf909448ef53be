import test from 'ava'
import { givenNumbers } from '../../src/commands/steps/given-numbers.js'
import { read } from '../../src/read/index.js'
import { decimalOf, numberName } from '../../src/read/named-numbers.js'
import { evidence, mergeParts, origin, partOf, valueIn } from '../support/parts.js'
import { fc } from '../support/properties.js'
import { failureOf, jsonBytes, reportOf } from '../support/reports.js'
import { runnerFixture } from '../support/runner-fixtures.js'

const of = (value: unknown) => reportOf('bench.json', jsonBytes(value))

test('a JSON of metrics has numbers, or objects with samples, a unit and a direction', (t) => {
  t.deepEqual(of({ metrics: { 'p95': { samples: [181, 183.5], unit: 'ms' }, 'size': 1200, 'requests per second': { value: '1.5', unit: '/s', direction: 'higher' } } }).numbers, [
    { name: 'p95', unit: 'ms', direction: 'lower', samples: ['181', '183.5'] },
    { name: 'size', unit: '', direction: 'lower', samples: ['1200'] },
    { name: 'requests-per-second', unit: '/s', direction: 'higher', samples: ['1.5'] },
  ])
})

test("every run of hyperfine is a sample", (t) => {
  const report = reportOf('hyperfine.json', runnerFixture('hyperfine.json'))
  t.deepEqual(report.numbers?.map(({ name, unit, samples }) => [name, unit, samples.length]), [['sort-20000', 's', 8], ['wc', 's', 8]])
  t.deepEqual(report.failedTests, [])
})

test('a command that hyperfine ran with other parameters is another number, and one that failed is told', (t) => {
  const report = of({ results: [
    { command: 'make', mean: 1, times: [1, 2], exit_codes: [0, 0], parameters: { jobs: '1' } }, { command: 'make', mean: 1, times: [3], parameters: { jobs: '2' } },
    { command: 'make', mean: 4, exit_codes: [0, 2] },
  ] })
  t.deepEqual(report.numbers?.map(({ name, samples }) => [name, samples]), [['make', ['1', '2']], ['make-jobs-2', ['3']], ['make-2', ['4']]])
  t.deepEqual(report.failedTests, ['make'])
})

test("Bencher's own measures have their unit and direction, and bounds are no samples", (t) => {
  t.deepEqual(of({ 'my bench': { latency: { value: 88.5, lower_value: 87, upper_value: 89 }, throughput: { value: 5 } }, 'bin': { weight: { value: 42 } } }).numbers, [
    { name: 'my-bench.latency', unit: 'ns', direction: 'lower', samples: ['88.5'] },
    { name: 'my-bench.throughput', unit: 'ops/s', direction: 'higher', samples: ['5'] },
    { name: 'bin.weight', unit: '', direction: 'lower', samples: ['42'] },
  ])
})

for (const [what, value] of [
  ['a sample that is no number', { metrics: { a: { samples: [1, 'x'] } } }], ['no samples', { metrics: { a: { samples: [] } } }], ['an unknown direction', { metrics: { a: { value: 1, direction: 'up' } } }],
  ['two names that are one', { metrics: { 'a b': 1, 'a-b': 2 } }], ['a name of nothing', { metrics: { ' ': 1 } }],
  ['a time that is null', { results: [{ command: 'a', times: [1, null] }] }], ['a value that is null', { a: { b: { value: null } } }],
] as const) {
  test(`${what}: refused whole`, (t) => {
    t.is(failureOf(read('bench.json', jsonBytes(value))).code, 'report-broken')
  })
}

test('samples of one name are put together over parts, and their median is the value', (t) => {
  const merged = mergeParts([partOf([of({ metrics: { p95: { samples: [5, 1], unit: 'ms' } } })], origin(1, 2)), partOf([of({ metrics: { p95: { samples: [2, 10], unit: 'ms' } } })], origin(2, 2))])
  t.deepEqual(valueIn(merged, 'number.p95'), { kind: 'number', decimal: '3.5', unit: 'ms', direction: 'lower', samples: ['1', '2', '5', '10'] })
  t.deepEqual(merged.defects, [])
})

test('seconds and milliseconds have no common median', (t) => {
  const merged = mergeParts([partOf([of({ metrics: { p95: { value: 5, unit: 'ms' } } })], origin(1, 2)), partOf([of({ metrics: { p95: { value: 1, unit: 's' } } })], origin(2, 2))])
  t.deepEqual(evidence(merged, 'config-differs').map(({ field }) => field), ['unit of p95'])
  t.false(merged.whole)
})

test('a number measured in one part need not be measured in the others', (t) => {
  const tests = (index: number) => reportOf('junit.xml', new TextEncoder().encode(`<testsuite name="s"><testcase name="t${index}"/></testsuite>`))
  const merged = mergeParts([partOf([tests(1), of({ metrics: { size: 5 } })], origin(1, 2)), partOf([tests(2)], origin(2, 2))])
  t.deepEqual(merged.defects, [])
})

test('numbers on the command line have a name, a direction, a value and a unit', (t) => {
  const read_ = givenNumbers(['p95=182ms', 'p95=179.50 ms', 'requests:higher=1200/s', 'delta=-3'])
  t.deepEqual(read_.ok && read_.value, [
    { name: 'p95', unit: 'ms', direction: 'lower', samples: ['182', '179.5'] }, { name: 'requests', unit: '/s', direction: 'higher', samples: ['1200'] }, { name: 'delta', unit: '', direction: 'lower', samples: ['-3'] },
  ])
  for (const wrong of ['p95', 'p95=', 'p95=fast', '=5', 'p95=1.2.3', 'a=1 b c']) t.is(failureOf(givenNumbers([wrong])).code, 'wrong-use', wrong)
  t.is(failureOf(givenNumbers(['a=1ms', 'a=1s'])).code, 'wrong-use')
})

test('a JSON number is written out as the decimal it is', (t) => {
  t.deepEqual([1e-7, 1.5e-10, 1e21, -2.5e-8, 0, -0, 0.1, 123.456].map(decimalOf), ['0.0000001', '0.00000000015', '1000000000000000000000', '-0.000000025', '0', '0', '0.1', '123.456'])
  t.deepEqual([1e300, Number.NaN, Infinity, 'x', null, '1e5'].map(decimalOf), [undefined, undefined, undefined, undefined, undefined, undefined])
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }), (value) => {
    const decimal = decimalOf(value)
    return decimal === undefined ? Math.abs(value) < 1e-14 : Number(decimal) === value || (value === 0 && decimal === '0')
  }))
})

test('a name has letters, digits and what metrics may have', (t) => {
  t.is(numberName(' sh -c "./build.sh" '), 'sh--c-./build.sh')
  t.is(numberName('größe (kB)'), 'gr-e-kB')
})
