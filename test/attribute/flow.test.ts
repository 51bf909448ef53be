import test from 'ava'
import { fileFlows } from '../../src/attribute/flow.js'
import type { FileDetail } from '../../src/model/measurement.js'
import type { Metric } from '../../src/model/metric.js'
import { MUTANT_STATUSES, TEST_STATUSES, type MutantStatus, type TestStatus } from '../../src/model/element.js'
import { addFlows, flowDelta, isStill, MOVE_DELTAS, MOVES, NO_FLOW, withMove } from '../../src/model/transition.js'
import { fileOf, listed } from '../support/measurement.js'
import { flow } from '../support/judging.js'
import { fc } from '../support/properties.js'

const file = (shape: string, ...states: readonly number[]): FileDetail => fileOf('src/a.ts', { line: listed(shape, ...states) })
/** All moves of a file of unknown content, wherever they were. */
function fileFlow(metric: Metric, before: FileDetail | undefined, after: FileDetail | undefined) {
  const flows = fileFlows(metric, before, after, { kind: 'unknown' })
  return flows && Object.values(flows).reduce(addFlows, NO_FLOW)
}
const lines = (before: FileDetail | undefined, after: FileDetail | undefined) => fileFlow('coverage.lines', before, after)

for (const [move, before, after] of [
  ['lost', file('1', 1), file('1', 0)],
  ['gained', file('1', 0), file('1', 1)],
  ['enteredCovered', file(''), file('1', 1)],
  ['enteredUncovered', file(''), file('1', 0)],
  ['leftCovered', file('1', 1), file('')],
  ['leftUncovered', file('1', 0), file('')],
] as const) {
  test(`a line that was ${move} is one move`, (t) => {
    t.deepEqual(lines(before, after), flow({ [move]: 1 }))
  })
}

test('a file that comes or goes takes its lines with it', (t) => {
  const whole = file('1\n2\n3', 1, 0, 1)
  t.deepEqual(lines(undefined, whole), flow({ enteredCovered: 2, enteredUncovered: 1 }))
  t.deepEqual(lines(whole, undefined), flow({ leftCovered: 2, leftUncovered: 1 }))
  t.deepEqual(lines(undefined, undefined), NO_FLOW)
  t.deepEqual(lines(whole, whole), NO_FLOW)
})

test('lines are the same by their keys, not by their order', (t) => {
  t.deepEqual(lines(file('1\n2\n3', 1, 0, 1), file('3\n1\n2', 1, 1, 0)), NO_FLOW)
  t.deepEqual(lines(file('1\n2', 1, 1), file('2\n3', 0, 1)), flow({ lost: 1, leftCovered: 1, enteredCovered: 1 }))
})

test('a kind without elements to compare has no flow', (t) => {
  for (const kind of [{ form: 'tally', covered: 1, total: 2 }, { form: 'bounded', covered: [0, 1], total: [1, 2] }, { form: 'not-mergeable', producer: 'v8' }] as const) {
    t.is(lines(fileOf('src/a.ts', { line: kind }), file('1', 1)), undefined)
    t.is(lines(file('1', 1), fileOf('src/a.ts', { line: kind })), undefined)
    t.deepEqual(fileFlow('coverage.branches', fileOf('src/a.ts', { line: kind }), file('1', 1)), NO_FLOW)
  }
})

test('a metric of two kinds adds both up', (t) => {
  const before = fileOf('a.py', { line: listed('1\n2', 1, 1), branch: listed('1:0', 1) })
  const after = fileOf('a.py', { line: listed('1\n2', 1, 0), branch: listed('1:0\n1:1', 1, 0) })
  t.deepEqual(fileFlow('coverage.combined', before, after), flow({ lost: 1, enteredUncovered: 1 }))
})

const mutant = (status: MutantStatus): FileDetail => fileOf('src/a.ts', { mutant: listed('m', MUTANT_STATUSES.indexOf(status)) })
for (const [metric, from, to, expected] of [
  ['mutation.score', 'Killed', 'Survived', { lost: 1 }],
  ['mutation.score', 'Killed', 'Timeout', {}],
  ['mutation.score', 'NoCoverage', 'Killed', { gained: 1 }],
  ['mutation.score', 'Survived', 'NoCoverage', {}],
  ['mutation.score', 'Ignored', 'Survived', { enteredUncovered: 1 }],
  ['mutation.score', 'Timeout', 'RuntimeError', { leftCovered: 1 }],
  ['mutation.score', 'CompileError', 'Pending', {}],
  ['mutation.coveredScore', 'Survived', 'NoCoverage', { leftUncovered: 1 }],
  ['mutation.coveredScore', 'NoCoverage', 'Killed', { enteredCovered: 1 }],
  ['mutation.coveredScore', 'NoCoverage', 'Ignored', {}],
] as const) {
  test(`a mutant from ${from} to ${to} is ${Object.keys(expected)[0] ?? 'no move'} of ${metric}`, (t) => {
    t.deepEqual(fileFlow(metric, mutant(from), mutant(to)), flow(expected))
  })
}

const testCase = (status: TestStatus): FileDetail => fileOf('a.test.ts', { test: listed('"adds"', TEST_STATUSES.indexOf(status)) })
test('a test that is skipped was executed no more', (t) => {
  t.deepEqual(fileFlow('tests.executed', testCase('passed'), testCase('skipped')), flow({ lost: 1 }))
  t.deepEqual(fileFlow('tests.executed', testCase('passed'), testCase('failed')), NO_FLOW)
  t.deepEqual(fileFlow('tests.executed', undefined, testCase('flaky')), flow({ enteredCovered: 1 }))
})

const withSurplus = (surplus: number, shape: string, ...states: readonly number[]): FileDetail => fileOf('a.py', { line: { ...listed(shape, ...states), surplus } })

test('lines the tool lists and does not count neither come nor go', (t) => {
  t.deepEqual(lines(undefined, withSurplus(1, '1\n2\n3', 1, 1, 0)), flow({ enteredCovered: 1, enteredUncovered: 1 }))
  t.deepEqual(lines(withSurplus(1, '1\n2\n3', 1, 1, 0), undefined), flow({ leftCovered: 1, leftUncovered: 1 }))
  t.deepEqual(lines(withSurplus(1, '1\n2', 1, 1), withSurplus(1, '1\n2', 1, 1)), NO_FLOW)
  t.deepEqual(lines(withSurplus(0, '1\n2', 1, 1), withSurplus(1, '1\n2', 1, 1)), flow({ leftCovered: 1 }))
  t.deepEqual(lines(withSurplus(1, '1\n2', 1, 1), withSurplus(0, '1\n2', 1, 1)), flow({ enteredCovered: 1 }))
})

interface Universe { readonly keys: readonly number[]; readonly states: readonly number[]; readonly surplus: number }

/** A file of some lines, of which no more are surplus than are covered. */
const side: fc.Arbitrary<Universe> = fc.record({ keys: fc.subarray([1, 2, 3, 4, 5, 6, 7]), states: fc.array(fc.nat(1), { minLength: 7, maxLength: 7 }), surplus: fc.nat(3) })
  .map(({ keys, states, surplus }) => ({ keys, states: keys.map((_, index) => states[index]!), surplus: Math.min(surplus, keys.filter((_, index) => states[index] === 1).length) }))
const detail = ({ keys, states, surplus }: Universe): FileDetail => withSurplus(surplus, keys.join('\n'), ...states)
const counts = ({ keys, states, surplus }: Universe) => ({ covered: states.filter((state) => state === 1).length - surplus, total: keys.length - surplus })

test('the moves of a file add up to the change of its counts, and turn back', (t) => {
  fc.assert(fc.property(side, side, (a, b) => {
    const moved = lines(detail(a), detail(b))!
    const { dc, dt } = flowDelta(moved)
    t.deepEqual({ dc, dt }, { dc: counts(b).covered - counts(a).covered, dt: counts(b).total - counts(a).total })
    for (const move of MOVES) t.true(moved[move] >= 0, move)
    const back = lines(detail(b), detail(a))!
    const { dc: backC, dt: backT } = flowDelta(back)
    t.deepEqual([backC + dc, backT + dt], [0, 0])
  }), { numRuns: 400 })
})

const anyFlow = fc.record(Object.fromEntries(MOVES.map((move) => [move, fc.nat(50)]))).map((moved) => ({ ...NO_FLOW, ...moved }))

test('flows add up move by move', (t) => {
  fc.assert(fc.property(anyFlow, anyFlow, (a, b) => {
    const sum = addFlows(a, b)
    for (const move of MOVES) t.is(sum[move], a[move] + b[move])
    t.deepEqual(flowDelta(sum), { dc: flowDelta(a).dc + flowDelta(b).dc, dt: flowDelta(a).dt + flowDelta(b).dt })
  }))
})

test('each move adds to covered and counted what its name says', (t) => {
  t.deepEqual(MOVE_DELTAS, {
    lost: { dc: -1, dt: 0 }, gained: { dc: 1, dt: 0 }, enteredCovered: { dc: 1, dt: 1 }, enteredUncovered: { dc: 0, dt: 1 }, leftCovered: { dc: -1, dt: -1 }, leftUncovered: { dc: 0, dt: -1 },
  })
  for (const move of MOVES) {
    t.false(isStill(withMove(NO_FLOW, move, 1)))
    t.deepEqual(flowDelta(withMove(NO_FLOW, move, 3)), { dc: MOVE_DELTAS[move].dc * 3 + 0, dt: MOVE_DELTAS[move].dt * 3 + 0 })
  }
  t.true(isStill(NO_FLOW))
})
