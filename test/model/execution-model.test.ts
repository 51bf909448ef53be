import test from 'ava'
import { isModelPattern, modelMatches, parseModel, SERIAL } from '../../src/model/execution-model.js'

for (const [text, shards, workers] of [
  ['serial', 1, 1], ['parallel:2', 1, 2], ['parallel:auto', 1, 'auto'], ['sharded:4', 4, 1], ['sharded:9999', 9999, 1],
  ['sharded:4+parallel:2', 4, 2], ['sharded:4+parallel:auto', 4, 'auto'],
] as const) {
  test(`${text} is a model of ${shards} shards and ${workers} workers`, (t) => {
    t.deepEqual(parseModel(text), { text, shards, workers })
  })
}

test('everything else is no model', (t) => {
  for (const text of [
    '', ' serial', 'Serial', 'parallel', 'parallel:', 'parallel:1', 'parallel:0', 'parallel:02', 'parallel:-2', 'parallel:10000', 'sharded:auto', 'sharded:1',
    'sharded:4parallel:2', 'sharded:4+', '+parallel:2', 'parallel:2+sharded:4', 'serial+parallel:2', 'sharded:4\n', 'sharded:*', '*',
  ]) t.is(parseModel(text), undefined, JSON.stringify(text))
  t.deepEqual(parseModel('serial'), SERIAL)
})

for (const [pattern, yes, no] of [
  ['*', ['serial', 'parallel:2', 'sharded:4+parallel:2'], []],
  ['serial', ['serial'], ['parallel:2', 'serial+parallel:2']],
  ['parallel:*', ['parallel:2', 'parallel:auto'], ['serial', 'sharded:4', 'sharded:4+parallel:2']],
  ['sharded:*', ['sharded:4'], ['sharded:4+parallel:2', 'parallel:4']],
  ['sharded:*+parallel:*', ['sharded:4+parallel:2', 'sharded:12+parallel:auto'], ['sharded:4', 'parallel:2']],
  ['sharded:4', ['sharded:4'], ['sharded:40', 'sharded:4+parallel:2']],
] as const) {
  test(`the pattern ${pattern} names ${yes.join(', ')}${no.length > 0 ? ` and not ${no.join(', ')}` : ''}`, (t) => {
    t.true(isModelPattern(pattern))
    for (const model of yes) t.true(modelMatches(pattern, model), model)
    for (const model of no) t.false(modelMatches(pattern, model), model)
  })
}

test('a pattern is text, not an expression', (t) => {
  for (const pattern of ['', '.*', 'parallel:.', 'serial|parallel:2', 'par*', '(serial)']) t.false(isModelPattern(pattern), pattern)
  t.false(modelMatches('parallel:.', 'parallel:2'))
  t.false(modelMatches('serial|x', 'serial'))
})
