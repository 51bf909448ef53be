import test from 'ava'
import { counterfactual } from '../../src/judge/counterfactual.js'
import { gateOf, slack } from '../../src/model/gate.js'
import type { Group } from '../../src/model/judgement.js'
import { MOVE_DELTAS, MOVES, type Move } from '../../src/model/transition.js'
import { CAUSES, type Cause } from '../../src/model/verdict.js'
import { flow } from '../support/judging.js'
import { fc } from '../support/properties.js'

const REFERENCE = { kind: 'count', covered: 12, total: 20 } as const
const OWN: readonly Cause[] = ['code', 'tests']

const group = fc.record({
  causes: fc.subarray([...CAUSES], { minLength: 1, maxLength: 3 }),
  flow: fc.record(Object.fromEntries(MOVES.map((move) => [move, fc.nat(1)])) as Record<Move, fc.Arbitrary<number>>).map((moves) => flow(moves)),
}) as fc.Arbitrary<Group>

/** Every state the reference can have come to by code and tests: what is surely theirs moved, of the rest any elements. */
function reachable(groups: readonly Group[]): readonly { readonly covered: number; readonly total: number }[] {
  let states = [{ covered: REFERENCE.covered, total: REFERENCE.total }] as { readonly covered: number; readonly total: number }[]
  for (const { causes, flow: moved } of groups) {
    const isSure = causes.every((cause) => OWN.includes(cause))
    if (!isSure && !causes.some((cause) => OWN.includes(cause) || cause === 'unexplained')) continue
    for (const move of MOVES) {
      const { dc, dt } = MOVE_DELTAS[move]
      for (let element = 0; element < moved[move]; element += 1) {
        const after = states.map(({ covered, total }) => ({ covered: covered + dc, total: total + dt }))
        states = isSure ? after : [...states, ...after]
      }
    }
  }
  return states
}

for (const [limit, value] of [['min', '60'], ['min', '33.33'], ['max', '70'], ['maxUncovered', '7']] as const) {
  test(`the bounds are those of all assignments of ambiguous elements, under ${limit} ${value}`, (t) => {
    const gate = gateOf(limit, value, 'coverage.lines', undefined)!
    fc.assert(fc.property(fc.array(group, { maxLength: 3 }), (groups) => {
      const slacks = reachable(groups).map(({ covered, total }) => slack(gate, covered, total))
      const { lower, upper } = counterfactual(gate, REFERENCE, groups)
      t.is(lower, slacks.reduce((a, b) => (b < a ? b : a)))
      t.is(upper, slacks.reduce((a, b) => (b > a ? b : a)))
    }), { numRuns: 300 })
  })
}
