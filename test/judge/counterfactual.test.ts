import test from 'ava'
import { counterfactual } from '../../src/judge/counterfactual.js'
import { keeps, slackRange, standsWorse } from '../../src/judge/standing-to-limit.js'
import { gateOf, slack, type Gate } from '../../src/model/gate.js'
import type { Group } from '../../src/model/judgement.js'
import { rational } from '../../src/model/rational.js'
import { addFlows, flowDelta, MOVES, NO_FLOW, type Flow } from '../../src/model/transition.js'
import { bounded, NO_DATA, type Count } from '../../src/model/value.js'
import { CAUSES, type Cause } from '../../src/model/verdict.js'
import { exact, group } from '../support/judging.js'
import { fc } from '../support/properties.js'

const LINES = 'coverage.lines'
const min = (value: string): Gate => gateOf('min', value, LINES, undefined)!

const gate: fc.Arbitrary<Gate> = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('min', 'max', 'maxUncovered', 'maxDrop', 'maxRise', 'maxErosion'), fc.integer({ min: 1, max: 300 }), fc.nat(300))
  .map(([hundredths, limit, total, covered]) => gateOf(limit, limit === 'maxUncovered' ? String(hundredths % 50) : String(hundredths / 100), LINES, rational(Math.min(covered, total), total))!)
const moved: fc.Arbitrary<Flow> = fc.array(fc.nat(30), { minLength: 6, maxLength: 6 }).map((counts) => Object.fromEntries(MOVES.map((move, index) => [move, counts[index]!])) as unknown as Flow)
const groupsOf = (causes: fc.Arbitrary<readonly Cause[]>) => fc.array(fc.tuple(causes, moved).map(([own, flow]): Group => ({ causes: own, flow })), { maxLength: 4 })
const someOf = (...causes: readonly Cause[]) => fc.uniqueArray(fc.constantFrom(...causes), { minLength: 1 })

/** A reference that has what the groups take away. */
function reference(groups: readonly Group[], covered: number, uncovered: number): Count {
  const all = groups.map(({ flow }) => flow).reduce(addFlows, NO_FLOW)
  const own = covered + all.lost + all.leftCovered
  return exact(own, own + uncovered + all.gained + all.leftUncovered + 1)
}

function after({ covered, total }: Count, groups: readonly Group[]): Count {
  const { dc, dt } = flowDelta(groups.map(({ flow }) => flow).reduce(addFlows, NO_FLOW))
  return exact(covered + dc, total + dt)
}

const at = (of: Gate, { covered, total }: Count): bigint => slack(of, covered, total)

const OTHERS = CAUSES.filter((cause) => !['code', 'tests', 'unexplained'].includes(cause))

test('where only code and tests moved, the state is the candidate', (t) => {
  fc.assert(fc.property(gate, groupsOf(someOf('code', 'tests')), fc.nat(99), fc.nat(99), (of, groups, covered, uncovered) => {
    const before = reference(groups, covered, uncovered)
    const slackThere = at(of, after(before, groups))
    t.deepEqual(counterfactual(of, before, groups), { lower: slackThere, upper: slackThere })
  }))
})

test('where neither code nor tests moved, the state is the reference', (t) => {
  fc.assert(fc.property(gate, groupsOf(someOf(...OTHERS)), fc.nat(99), fc.nat(99), (of, groups, covered, uncovered) => {
    const before = reference(groups, covered, uncovered)
    t.deepEqual(counterfactual(of, before, groups), { lower: at(of, before), upper: at(of, before) })
  }))
})

test('what could be either is bounded by both, whatever each element was caused by', (t) => {
  fc.assert(fc.property(gate, groupsOf(someOf(...CAUSES)), fc.nat(99), fc.nat(99), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 24, maxLength: 24 }), (of, groups, covered, uncovered, parts) => {
    const before = reference(groups, covered, uncovered)
    const { lower, upper } = counterfactual(of, before, groups)
    t.true(lower <= upper)
    // Of every ambiguous move so many elements were the author's.
    const truth = groups.map(({ causes, flow }, index): Group => {
      const own = causes.every((cause) => cause === 'code' || cause === 'tests')
      const none = causes.every((cause) => OTHERS.includes(cause))
      return { causes, flow: Object.fromEntries(MOVES.map((move, which) => [move, own ? flow[move] : none ? 0 : Math.round(flow[move] * parts[index * 6 + which]!)])) as unknown as Flow }
    })
    const there = at(of, after(before, truth))
    t.true(lower <= there && there <= upper)
  }), { numRuns: 500 })
})

test('an ambiguous group holds both the reference and the candidate', (t) => {
  fc.assert(fc.property(gate, moved, fc.nat(99), fc.nat(99), fc.constantFrom<readonly Cause[]>(['code', 'instrument'], ['unexplained'], ['tests', 'noise'], ['code', 'tests', 'baseline']), (of, flow, covered, uncovered, causes) => {
    const groups = [{ causes, flow }]
    const before = reference(groups, covered, uncovered)
    const { lower, upper } = counterfactual(of, before, groups)
    for (const state of [at(of, before), at(of, after(before, groups))]) t.true(lower <= state && state <= upper)
  }))
})

test('the bounds do not depend on how the moves are grouped', (t) => {
  fc.assert(fc.property(gate, moved, moved, someOf(...CAUSES), fc.nat(99), fc.nat(99), (of, a, b, causes, covered, uncovered) => {
    const before = reference([{ causes, flow: a }, { causes, flow: b }], covered, uncovered)
    t.deepEqual(counterfactual(of, before, [{ causes, flow: a }, { causes, flow: b }]), counterfactual(of, before, [{ causes, flow: addFlows(a, b) }]))
  }))
})

test('code that breaks the limit is not excused by a ruler that breaks it too', (t) => {
  const before = exact(90, 100)
  const groups = [group(['code'], { enteredUncovered: 20 }), group(['instrument'], { enteredCovered: 700, enteredUncovered: 200 })]
  t.deepEqual(after(before, groups), exact(790, 1020))
  const { lower, upper } = counterfactual(min('80'), before, groups)
  // 5 * 90 - 4 * 120 = -30: with only the code changed 90 of 120 are covered, and 75 % is less than 80 %.
  t.deepEqual([lower, upper], [-30n, -30n])
})

test('a ruler alone that breaks the limit leaves the state where the reference was', (t) => {
  t.deepEqual(counterfactual(min('80'), exact(90, 100), [group(['instrument'], { enteredCovered: 700, enteredUncovered: 200 })]), { lower: 50n, upper: 50n })
})

test('unexplained moves are nobody\'s for sure', (t) => {
  t.deepEqual(counterfactual(min('80'), exact(90, 100), [group(['unexplained'], { lost: 20, gained: 1 })]), { lower: 50n - 100n, upper: 55n })
})

// ---- standing to a limit

test('a value keeps a limit, breaks it, or cannot be told', (t) => {
  const of = min('80')
  t.is(keeps(of, exact(80, 100)), 'yes')
  t.is(keeps(of, exact(79, 100)), 'no')
  t.is(keeps(of, bounded([80, 85], [100, 100])), 'yes')
  t.is(keeps(of, bounded([70, 79], [100, 100])), 'no')
  t.is(keeps(of, bounded([70, 80], [100, 100])), 'unknown')
  t.is(keeps(of, bounded([80, 80], [100, 110])), 'unknown')
  for (const value of [undefined, NO_DATA, { kind: 'number', direction: 'lower' as const, decimal: '99', unit: '%', samples: [] } as const]) t.is(keeps(of, value), 'unknown')
})

test('nothing is rounded before it is compared', (t) => {
  t.is(keeps(min('80'), exact(799_999_999, 1_000_000_000)), 'no')
  t.is(keeps(min('66.666666666666666666'), exact(2, 3)), 'yes')
  t.is(keeps(min('66.666666666666666667'), exact(2, 3)), 'no')
  t.is(keeps(min('80'), exact(Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER)), 'yes')
})

test('the slack of a bounded value is that of its corners', (t) => {
  t.deepEqual(slackRange(min('80'), bounded([70, 90], [100, 120])), { least: 5n * 70n - 4n * 120n, most: 5n * 90n - 4n * 100n })
  t.deepEqual(slackRange(min('80'), exact(80, 100)), { least: 0n, most: 0n })
  fc.assert(fc.property(gate, fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (of, covered, more, rest, wider) => {
    const value = bounded([covered, covered + more], [covered + more + rest + 1, covered + more + rest + wider + 1])
    const range = slackRange(of, value)!
    for (const c of [covered, covered + more]) for (const total of [covered + more + rest + 1, covered + more + rest + wider + 1]) {
      t.true(range.least <= slack(of, c, total) && slack(of, c, total) <= range.most)
    }
  }))
})

test('worse is compared by ratio: a smaller project is not a worse one', (t) => {
  const of = min('80')
  t.true(standsWorse(of, '%', exact(70, 100), exact(69, 100)))
  t.false(standsWorse(of, '%', exact(70, 100), exact(70, 100)))
  t.false(standsWorse(of, '%', exact(70, 100), exact(140, 200)))
  t.false(standsWorse(of, '%', exact(70, 100), exact(7, 10)))
  t.true(standsWorse(of, '%', exact(70, 100), exact(139, 200)))
  t.false(standsWorse(of, '%', exact(70, 100), exact(71, 100)))
})

test('what cannot be compared may be worse', (t) => {
  for (const [a, b] of [[undefined, exact(1, 2)], [exact(1, 2), undefined], [NO_DATA, exact(1, 2)], [exact(1, 2), bounded([1, 2], [2, 2])], [bounded([1, 2], [2, 2]), exact(1, 2)]] as const) t.true(standsWorse(min('80'), '%', a, b))
})
