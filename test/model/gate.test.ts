import test from 'ava'
import { gateOf, limitUnit, slack } from '../../src/model/gate.js'
import { compare, parseDecimal, rational, subtract, add } from '../../src/model/rational.js'
import { LIMIT_KINDS } from '../../src/model/threshold.js'
import { fc } from '../support/properties.js'

const METRIC = 'coverage.lines'
const passes = (limit: Parameters<typeof gateOf>[0], value: string, covered: number, total: number, anchor?: ReturnType<typeof rational>, metric = METRIC): boolean =>
  slack(gateOf(limit, value, metric, anchor)!, covered, total) >= 0n

test('79.996 % fails min 80', (t) => {
  t.false(passes('min', '80', 79_996, 100_000))
  t.true(passes('min', '79.996', 79_996, 100_000))
  t.true(passes('min', '80', 80_000, 100_000))
})

test('a third is neither more nor less than itself', (t) => {
  t.true(passes('maxDrop', '0', 1, 3, rational(1, 3)))
  t.false(passes('maxDrop', '0', 333_333, 1_000_000, rational(1, 3)))
})

for (const [limit, value, covered, total, anchor, expected] of [
  ['min', '80', 80, 100, undefined, true],
  ['min', '80.01', 80, 100, undefined, false],
  ['max', '80', 80, 100, undefined, true],
  ['max', '79.99', 80, 100, undefined, false],
  ['maxUncovered', '20', 80, 100, undefined, true],
  ['maxUncovered', '19', 80, 100, undefined, false],
  ['maxUncovered', '0', 100, 100, undefined, true],
  ['maxDrop', '0.5', 795, 1000, rational(4, 5), true],
  ['maxDrop', '0.5', 794, 1000, rational(4, 5), false],
  ['maxErosion', '1', 79, 100, rational(4, 5), true],
  ['maxErosion', '1', 789, 1000, rational(4, 5), false],
  ['maxRise', '1', 81, 100, rational(4, 5), true],
  ['maxRise', '1', 811, 1000, rational(4, 5), false],
] as const) {
  test(`${limit} ${value} ${expected ? 'lets' : 'does not let'} ${covered} of ${total} through${anchor ? ' after 80 %' : ''}`, (t) => {
    t.is(passes(limit, value, covered, total, anchor), expected)
  })
}

test('a limit that needs an earlier ratio is no gate without one', (t) => {
  for (const limit of ['maxDrop', 'maxRise', 'maxErosion'] as const) t.is(gateOf(limit, '1', METRIC, undefined), undefined)
})

test('a value that is no decimal is no gate', (t) => {
  for (const limit of LIMIT_KINDS) t.is(gateOf(limit, '80%', METRIC, rational(1, 2)), undefined)
})

test('tests are limited by their number, not by a ratio', (t) => {
  t.is(limitUnit('min', 'tests.executed'), 'elements')
  t.true(passes('min', '100', 100, 120, undefined, 'tests.executed'))
  t.false(passes('min', '100', 99, 99, undefined, 'tests.executed'))
  t.false(passes('max', '100', 101, 101, undefined, 'tests.executed'))
  t.is(gateOf('maxDrop', '1', 'tests.executed', rational(1)), undefined)
})

test('limits are in percent, points or elements', (t) => {
  t.deepEqual(LIMIT_KINDS.map((limit) => limitUnit(limit, METRIC)), ['%', '%', 'elements', 'pp', 'pp', 'pp'])
})

const counts = fc.integer({ min: 1, max: 10 ** 9 }).chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)))
const percent = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 9999 })).map(([whole, behind]) => `${whole}.${behind}`)

test('the sign of the slack is the exact comparison of ratio and limit', (t) => {
  const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0)
  fc.assert(fc.property(counts, percent, counts, ([covered, total], value, [before, of]) => {
    const ratio = rational(covered, total)
    const anchor = rational(before, of)
    const number = parseDecimal(value)!
    const limit = rational(number.n, number.d * 100n)
    const slackOf = (kind: Parameters<typeof gateOf>[0]): number => sign(slack(gateOf(kind, value, METRIC, anchor)!, covered, total))
    t.is(slackOf('min'), compare(ratio, limit))
    t.is(slackOf('max'), compare(limit, ratio))
    t.is(slackOf('maxDrop'), compare(ratio, subtract(anchor, limit)))
    t.is(slackOf('maxErosion'), compare(ratio, subtract(anchor, limit)))
    t.is(slackOf('maxRise'), compare(add(anchor, limit), ratio))
    t.is(sign(slack(gateOf('maxUncovered', String(before), METRIC, undefined)!, covered, total)), Math.sign(before - (total - covered)))
  }))
})

test('slack is linear: that of a sum of counts is the sum, less one constant', (t) => {
  fc.assert(fc.property(counts, counts, fc.constantFrom('min', 'max', 'maxUncovered', 'maxDrop'), ([a, b], [c, d], limit) => {
    const gate = gateOf(limit, '80.5', METRIC, rational(4, 5))!
    t.is(slack(gate, a + c, b + d), slack(gate, a, b) + slack(gate, c, d) - gate.constant)
  }))
})
