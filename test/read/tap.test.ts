import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { read } from '../../src/read/index.js'
import { bytesOf, failureOf, reportOf, statuses } from '../support/reports.js'

const of = (...lines: readonly string[]) => reportOf('build/price.tap', bytesOf(lines.join('\n')))
const names = (...lines: readonly string[]) => of(...lines).files.flatMap(({ path, kinds }) => (kinds.test?.form === 'listed' ? keysOf(kinds.test.shape).map((key) => `${path} ${JSON.parse(key.replace(/#\d+$/, '')) as string}`) : []))

test('numbers and dashes are no part of a name, and the report stands for the file', (t) => {
  t.deepEqual(names('TAP version 13', 'ok 1 - adds', 'ok 2 subtracts', 'ok - multiplies', 'ok', '1..4'), [
    'suite:price.tap ', 'suite:price.tap adds', 'suite:price.tap multiplies', 'suite:price.tap subtracts',
  ])
})

test('what is skipped or to do does not fail, and did not count as run', (t) => {
  const report = of('1..6', 'ok 1 - a # SKIP no network', 'not ok 2 - b # TODO later', 'ok 3 - c # todo', 'not ok 4 - d # skipped: x', 'ok 5 - e \\# SKIP', 'ok 6 - f #12')
  t.deepEqual(statuses(report, 'test'), { skipped: 4, passed: 2 })
  t.deepEqual(report.failedTests, [])
})

test('of a subtest its innermost tests count, before its line or in its braces', (t) => {
  t.deepEqual(names('1..1', '# Subtest: total', '    1..2', '    ok 1 - a', '    not ok 2 - b', 'not ok 1 - total'), ['suite:price.tap total > a', 'suite:price.tap total > b'])
  t.deepEqual(names('1..1', 'ok 1 - src/a.test.ts # time=1.5ms {', '    1..1', '    ok 1 - total {', '        1..1', '        ok 1 - a # time=0.1ms', '    }', '}'), ['src/a.test.ts total > a'])
})

test('a subtest that failed though none of its tests did is a failure of its own', (t) => {
  t.deepEqual(of('1..1', '    ok 1 - a', '    1..2', 'not ok 1 - total').failedTests, ['total'])
})

test('output between the lines, and diagnoses that look like tests, are no tests', (t) => {
  t.deepEqual(statuses(of('1..1', 'connecting…', 'not ok 1 - a', '  ---', '  message: |', '    ok 7 - no test', '  1..9', '  ...', 'okay then'), 'test'), { failed: 1 })
})

test('Windows line ends are read', (t) => {
  t.deepEqual(statuses(of('1..1\r', 'ok 1 - a\r', ''), 'test'), { passed: 1 })
})

test('a plan of none is an empty report', (t) => {
  t.deepEqual(of('1..0 # SKIP no database').files, [])
})

for (const [what, lines] of [
  ['a plan that is not kept', ['1..3', 'ok 1', 'ok 2']],
  ['no plan', ['TAP version 13', 'ok 1', 'ok 2']],
  ['a subtest without its line', ['1..1', 'ok 1', '    ok 1 - a']],
  ['an end within a diagnosis', ['1..1', 'not ok 1', '  ---', '  message: x']],
  ['braces that stay open', ['1..1', 'ok 1 - a {', '    1..1', '    ok 1 - b']],
  ['a subtest that passed and did not keep its plan', ['1..1', 'ok 1 - a {', '    1..2', '    ok 1 - b', '}']],
  ['a run that gave up', ['1..2', 'ok 1', 'Bail out! no database']],
] as const) {
  test(`${what}: refused whole`, (t) => {
    t.is(failureOf(read('a.tap', bytesOf(lines.join('\n')))).code, 'report-broken')
  })
}

test('a text that is no TAP is claimed by nobody', (t) => {
  for (const text of ['okay', 'ok computer', '1..a', 'TAP', '# ok 1']) t.is(failureOf(read('a.txt', bytesOf(text))).code, 'report-unknown-format', text)
})
