import test from 'ava'
import { keyWith, spanOf } from '../../src/attribute/places.js'

const down = (line: number): number | undefined => (line === 9 ? undefined : line + 2)

test('a function that a report names keeps its name on other lines', (t) => {
  t.is(keyWith('function', '3:?-7:? "a(int, long)"', down), '5:?-9:? "a(int, long)"')
  t.is(keyWith('function', '3:?-3:?#1', down), '5:?-5:?#1')
  t.is(keyWith('function', '9:?-9:? "gone"', down), undefined)
  t.deepEqual(spanOf('function', '3:?-7:? "a"'), { start: 3, end: 7 })
})

test('arms that are only counted move with their line', (t) => {
  t.is(keyWith('branch', '3:?-3:? branch 1 ?:?-?:?', down), '5:?-5:? branch 1 ?:?-?:?')
  t.is(keyWith('branch', '3:?-3:? block-e0 1 ?:?-?:?', down), '5:?-5:? block-e0 1 ?:?-?:?')
})
