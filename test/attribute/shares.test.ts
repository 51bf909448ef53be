import test from 'ava'
import { sharesOf } from '../../src/attribute/shares.js'
import type { Group } from '../../src/model/judgement.js'
import { phi } from '../../src/model/phi.js'
import { add, compare, exactText, rational, subtract, ZERO, type Rational } from '../../src/model/rational.js'
import { addFlows, flowDelta, MOVES, NO_FLOW, type Flow } from '../../src/model/transition.js'
import type { Count } from '../../src/model/value.js'
import { CAUSES, type Cause } from '../../src/model/verdict.js'
import { exact, group } from '../support/judging.js'
import { fc } from '../support/properties.js'

const ratio = ({ covered, total }: Count): Rational => rational(covered, total)
const sum = (parts: readonly Rational[]): Rational => parts.reduce(add, ZERO)

/** A reference, and groups of moves that lead from it to a candidate with something in it. */
const some = fc.record({
  groups: fc.array(fc.tuple(fc.uniqueArray(fc.constantFrom(...CAUSES), { minLength: 1, maxLength: 4 }), fc.array(fc.nat(40), { minLength: 6, maxLength: 6 })), { maxLength: 5 }),
  covered: fc.nat(100), uncovered: fc.nat(100),
}).map(({ groups, covered, uncovered }) => {
  const made: Group[] = groups.map(([causes, counts]) => ({ causes, flow: Object.fromEntries(MOVES.map((move, index) => [move, counts[index]!])) as unknown as Flow }))
  const all = made.map((one) => one.flow).reduce(addFlows, NO_FLOW)
  // As many elements as the moves take away, and one more.
  const reference = exact(covered + all.lost + all.leftCovered + 1, covered + uncovered + all.lost + all.leftCovered + all.gained + all.leftUncovered + 1)
  const { dc, dt } = flowDelta(all)
  return { reference, candidate: exact(reference.covered + dc, reference.total + dt), groups: made }
})

test('shares add up to the change exactly, however the moves are split', (t) => {
  fc.assert(fc.property(some, ({ reference, candidate, groups }) => {
    const change = subtract(ratio(candidate), ratio(reference))
    t.deepEqual(sum(groups.map((one) => phi(reference, candidate, flowDelta(one.flow)))), change)
    const perMove = groups.flatMap(({ flow }) => MOVES.map((move) => flowDelta({ ...NO_FLOW, [move]: flow[move] })))
    t.deepEqual(sum(perMove.map((delta) => phi(reference, candidate, delta))), change)
    t.deepEqual(phi(reference, candidate, flowDelta(groups.map(({ flow }) => flow).reduce(addFlows, NO_FLOW))), change)
  }))
})

test('shares turn their sign with the direction', (t) => {
  fc.assert(fc.property(some, ({ reference, candidate, groups }) => {
    for (const { flow } of groups) {
      const { dc, dt } = flowDelta(flow)
      t.deepEqual(phi(candidate, reference, { dc: -dc, dt: -dt }), subtract(ZERO, phi(reference, candidate, { dc, dt })))
    }
  }))
})

test('what does not move has no share, and without a change of the total a share is elements over total', (t) => {
  t.deepEqual(phi(exact(9, 10), exact(8, 10), { dc: 0, dt: 0 }), ZERO)
  t.is(exactText(phi(exact(90, 100), exact(80, 100), { dc: -10, dt: 0 })), '-1/10')
  t.is(exactText(phi(exact(5, 10), exact(6, 11), { dc: 1, dt: 1 })), '1/22')
  t.is(exactText(phi(exact(6, 10), exact(6, 9), { dc: 0, dt: -1 })), '1/15')
})

test("a cause's bounds hold its point, and the points add up to the change", (t) => {
  fc.assert(fc.property(some, ({ reference, candidate, groups }) => {
    const shares = Object.values(sharesOf(reference, candidate, groups))
    t.deepEqual(sum(shares.map(({ point }) => point)), subtract(ratio(candidate), ratio(reference)))
    for (const { lower, point, upper } of shares) {
      t.true(compare(lower, point) <= 0)
      t.true(compare(point, upper) <= 0)
    }
  }))
})

test('bounds hold whatever each ambiguous group was really caused by', (t) => {
  fc.assert(fc.property(some, fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }), ({ reference, candidate, groups }, picks) => {
    const shares = sharesOf(reference, candidate, groups)
    const truth = new Map<Cause, Rational>()
    groups.forEach(({ causes, flow }, index) => {
      const cause = causes[picks[index]! % causes.length]!
      truth.set(cause, add(truth.get(cause) ?? ZERO, phi(reference, candidate, flowDelta(flow))))
    })
    for (const [cause, share] of Object.entries(shares)) {
      const own = truth.get(cause as Cause) ?? ZERO
      t.true(compare(share.lower, own) <= 0 && compare(own, share.upper) <= 0, cause)
    }
  }))
})

test('a group with one cause is all of it, one with two is all or nothing, shown half', (t) => {
  const [reference, candidate] = [exact(90, 100), exact(80, 100)]
  const share = (groups: readonly Group[], cause: Cause) => {
    const { lower, point, upper } = sharesOf(reference, candidate, groups)[cause]!
    return [lower, point, upper].map(exactText)
  }
  t.deepEqual(share([group(['code'], { lost: 10 })], 'code'), ['-1/10', '-1/10', '-1/10'])
  t.deepEqual(share([group(['code', 'instrument'], { lost: 10 })], 'instrument'), ['-1/10', '-1/20', '0/1'])
  t.deepEqual(share([group(['code'], { lost: 12 }), group(['code', 'noise'], { gained: 2 })], 'code'), ['-3/25', '-11/100', '-1/10'])
  t.deepEqual(sharesOf(reference, reference, []), {})
})
