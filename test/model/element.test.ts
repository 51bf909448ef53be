import test from 'ava'
import { keysOf, MUTANT_STATUSES, TEST_STATUSES, withOrdinals } from '../../src/model/element.js'
import { METRIC_DEFINITIONS, METRICS } from '../../src/model/metric.js'
import { bounded, count, NO_DATA, sameValue } from '../../src/model/value.js'
import { fc } from '../support/properties.js'

test('equal keys are told apart by their ordinal', (t) => {
  t.deepEqual(withOrdinals(['k', 'l', 'k', 'k']), ['k', 'l', 'k#1', 'k#2'])
  fc.assert(fc.property(fc.array(fc.constantFrom('1:0-1:9', '2:0-2:9', '3')), (keys) => {
    const distinct = withOrdinals(keys)
    t.is(new Set(distinct).size, keys.length)
    t.deepEqual(distinct.map((key) => key.replace(/#\d+$/, '')), keys)
  }))
})

test('a shape of nothing has no keys', (t) => {
  t.deepEqual(keysOf(''), [])
  t.deepEqual(keysOf('a\nb'), ['a', 'b'])
})

test('0 of 0 is no data, neither 100 % nor 0 %', (t) => {
  t.deepEqual(count(0, 0), NO_DATA)
  t.deepEqual(count(0, 1), { kind: 'count', covered: 0, total: 1 })
})

test('bounds that meet are a count', (t) => {
  t.deepEqual(bounded([1, 1], [2, 2]), count(1, 2))
  t.deepEqual(bounded([0, 0], [0, 0]), NO_DATA)
  t.deepEqual(bounded([1, 2], [2, 2]), { kind: 'bounded', covered: [1, 2], total: [2, 2] })
})

test('values are the same when they say the same', (t) => {
  t.true(sameValue(count(1, 2), count(1, 2)))
  t.false(sameValue(count(1, 2), count(2, 4)))
  t.false(sameValue(NO_DATA, count(0, 1)))
})

for (const [status, score, coveredScore] of [
  ['Killed', 'covered', 'covered'], ['Timeout', 'covered', 'covered'], ['Survived', 'uncovered', 'uncovered'], ['NoCoverage', 'uncovered', 'absent'],
  ['Ignored', 'absent', 'absent'], ['Pending', 'absent', 'absent'], ['RuntimeError', 'absent', 'absent'], ['CompileError', 'absent', 'absent'], ['Unknown', 'unknown', 'unknown'],
] as const) {
  test(`a mutant that is ${status} counts as ${score} for the score and as ${coveredScore} for the covered score`, (t) => {
    const state = MUTANT_STATUSES.indexOf(status)
    t.is(METRIC_DEFINITIONS['mutation.score'].contribution('mutant', state), score)
    t.is(METRIC_DEFINITIONS['mutation.coveredScore'].contribution('mutant', state), coveredScore)
  })
}

test('a test that was skipped was not executed, one that failed was', (t) => {
  t.deepEqual(TEST_STATUSES.map((_, state) => METRIC_DEFINITIONS['tests.executed'].contribution('test', state)), ['uncovered', 'covered', 'covered', 'covered', 'covered'])
})

test('every metric has a definition of the measure in its name', (t) => {
  t.deepEqual(Object.keys(METRIC_DEFINITIONS).sort(), [...METRICS].sort())
  for (const metric of METRICS) t.true(metric.startsWith(`${METRIC_DEFINITIONS[metric].measure}.`), metric)
})

test('the order of statuses says which run knew more', (t) => {
  const known = (...statuses: readonly (typeof MUTANT_STATUSES)[number][]): readonly string[] => [...statuses].sort((a, b) => MUTANT_STATUSES.indexOf(a) - MUTANT_STATUSES.indexOf(b))
  t.deepEqual(known('Killed', 'Survived', 'NoCoverage', 'Ignored', 'Unknown'), ['Ignored', 'NoCoverage', 'Survived', 'Killed', 'Unknown'])
  t.true(TEST_STATUSES.indexOf('failed') > TEST_STATUSES.indexOf('passed'))
})
