import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { brokenPromises, reportOf, statuses } from '../support/reports.js'
import { runnerFixture, runnerFixtures } from '../support/runner-fixtures.js'

const of = (name: string) => reportOf(name, runnerFixture(name))

/** What the runners say of `fixtures/runners/sources` themselves, in datum's words. */
const TOLD: Readonly<Record<string, readonly [format: string, counts: Readonly<Record<string, number>>]>> = {
  'googletest.xml': ['junit', { passed: 4, failed: 1, skipped: 2 }],
  'gotestsum.xml': ['junit', { passed: 4, skipped: 1 }],
  'gotestsum-reruns.xml': ['junit', { passed: 4, flaky: 1 }],
  'jest-ctrf.json': ['ctrf', { passed: 3, failed: 1, skipped: 1 }],
  'mocha-ctrf.json': ['ctrf', { passed: 3, failed: 1, skipped: 1 }],
  'mocha.tap': ['tap', { passed: 3, failed: 1, skipped: 1 }],
  'mocha.trx': ['trx', { passed: 3, failed: 1, skipped: 1 }],
  'node.tap': ['tap', { passed: 2, failed: 1, skipped: 2 }],
  'node.xml': ['junit', { passed: 2, failed: 1, skipped: 2 }],
  'perl.tap': ['tap', { passed: 4, failed: 1, skipped: 2 }],
  'phpunit.xml': ['junit', { passed: 3, failed: 1, error: 1, skipped: 2 }],
  'pytest.xml': ['junit', { passed: 3, failed: 2, error: 1, skipped: 2 }],
  'surefire-reruns.xml': ['junit', { passed: 1, failed: 1, error: 1, skipped: 1, flaky: 1 }],
  'vitest-flat.tap': ['tap', { passed: 2, failed: 1, skipped: 2 }],
  'vitest.tap': ['tap', { passed: 2, failed: 1, skipped: 2 }],
}

test('every report of a runner is here', (t) => {
  t.deepEqual(runnerFixtures().filter((name) => name !== 'hyperfine.json'), Object.keys(TOLD).sort())
})

for (const [name, [format, counts]] of Object.entries(TOLD)) {
  test(`${name} has the tests its runner tells`, (t) => {
    const report = of(name)
    t.is(report.format, format)
    t.deepEqual(statuses(report, 'test'), counts)
    t.deepEqual([brokenPromises(report), report.notes], [[], []])
    t.is(report.failedTests.length, (counts['failed'] ?? 0) + (counts['error'] ?? 0))
  })
}

test('the same tests have the same names whatever the format', (t) => {
  const names = (name: string) => of(name).files.flatMap(({ kinds }) => (kinds.test?.form === 'listed' ? keysOf(kinds.test.shape) : [])).sort()
  t.deepEqual(names('mocha.tap'), names('mocha-ctrf.json'))
  t.deepEqual(names('mocha.trx'), names('mocha-ctrf.json'))
  t.deepEqual(names('jest-ctrf.json'), names('mocha-ctrf.json'))
  t.deepEqual(names('vitest.tap'), names('vitest-flat.tap'))
})

test('a test that passed when it was run again fails no build', (t) => {
  t.deepEqual(of('gotestsum-reruns.xml').failedTests, [])
  t.deepEqual(of('surefire-reruns.xml').failedTests, ['shop.PriceTest > failsAlways', 'shop.PriceTest > breaksAlways'])
})
