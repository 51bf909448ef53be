import test from 'ava'
import { producerOf, reportProducer } from '../../src/read/formats/istanbul-producer.js'
import { fixture, fixtureNames, jsonBytes, reportOf } from '../support/reports.js'

const PRODUCERS: Readonly<Record<string, string>> = {
  'nyc-mocha': 'istanbul',
  'jest-babel': 'istanbul',
  'jest-v8': 'v8-to-istanbul',
  'vitest-v8': 'ast-v8-to-istanbul',
  'vitest-istanbul': 'istanbul',
  'vitest3-v8': 'v8-to-istanbul',
  c8: 'v8-to-istanbul',
}

for (const [tool, producer] of Object.entries(PRODUCERS)) {
  test(`every report of ${tool} is recognised as ${producer}'s`, (t) => {
    const names = fixtureNames().filter((name) => name.startsWith(`${tool}/`) && name.endsWith('coverage-final.json'))
    t.true(names.length >= 4)
    for (const name of names) {
      const report = reportOf(name, fixture(name))
      t.is(report.instrument.identity['tool'], producer, name)
      t.deepEqual(report.runtimeKinds, producer === 'v8-to-istanbul' ? ['function', 'branch'] : [], name)
    }
  })
}

test('V8 conversions, coverage.py and Stryker name themselves apart', (t) => {
  t.is(reportOf('a', fixture('pytest-cov/serial/coverage.json')).instrument.identity['tool'], 'coverage.py')
  const stryker = reportOf('a', fixture('stryker/concurrency-1/mutation.json')).instrument
  t.is(stryker.identity['tool'], 'StrykerJS')
  t.is(stryker.suspect['version'], '9.6.1')
})

test("a time limit and the number of workers of Stryker are in its fingerprint, thresholds and reporters are not", (t) => {
  const { suspect } = reportOf('a', fixture('stryker/tight-timeout/mutation.json')).instrument
  t.is(suspect['option timeoutFactor'], '0')
  t.is(suspect['option concurrency'], '1')
  t.false(Object.keys(suspect).some((field) => /threshold|reporter/i.test(field)))
})

test('measuring branches too is another definition of coverage.py', (t) => {
  const json = JSON.parse(new TextDecoder().decode(fixture('pytest-cov/serial/coverage.json'))) as { meta: Record<string, unknown> }
  const withBranches = reportOf('a', jsonBytes(json)).instrument.identity['definition']
  json.meta['branch_coverage'] = false
  t.not(reportOf('a', jsonBytes(json)).instrument.identity['definition'], withBranches)
})

test('jest and vitest list files that no test loaded: these are marked', (t) => {
  const unloaded = (name: string): string[] => reportOf(name, fixture(name)).files.filter(({ loaded }) => !loaded).map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
  t.true(unloaded('jest-v8/shards/2/coverage-final.json').includes('shipping.js'))
  t.deepEqual(unloaded('jest-v8/serial/coverage-final.json'), [])
})

test("a file marked `all` by nyc is istanbul's, by c8 it is V8's", (t) => {
  const whole = (lines: number) => Object.fromEntries(Array.from({ length: lines }, (_, index) => [index, { start: { line: index + 1, column: 0 }, end: { line: index + 1, column: 9 } }]))
  const nyc = { all: true, statementMap: { 0: { start: { line: 3, column: 4 }, end: { line: 3, column: 9 } }, 1: { start: { line: 9, column: 0 }, end: { line: 9, column: 2 } } } }
  t.is(producerOf(nyc, false), 'istanbul')
  t.is(producerOf({ all: true, statementMap: whole(3) }, false), 'v8-to-istanbul')
  t.is(producerOf(nyc, true), 'v8-to-istanbul')
  t.is(producerOf({ all: false, statementMap: {} }, false), 'v8-to-istanbul')
  t.is(producerOf({ meta: {}, statementMap: {} }, false), 'ast-v8-to-istanbul')
})

test('several producers in one report are all named, in one order', (t) => {
  t.is(reportProducer([]), 'unknown')
  t.is(reportProducer(['v8-to-istanbul', 'istanbul']), 'istanbul + v8-to-istanbul')
  t.is(reportProducer(['istanbul', 'v8-to-istanbul']), 'istanbul + v8-to-istanbul')
})
