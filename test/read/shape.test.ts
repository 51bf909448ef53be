import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { listElements } from '../../src/read/shape.js'
import { fc } from '../support/properties.js'

const element = (line: number, state = 0, key = `${line}:0`) => ({ key, order: [line], state })

test('elements stand in the order of their places, by number and not by text', (t) => {
  const { shape, states } = listElements([element(10, 1), element(2, 0), element(9, 1)])
  t.deepEqual(keysOf(shape), ['2:0', '9:0', '10:0'])
  t.deepEqual([...states], [0, 1, 1])
})

test('of one place elements stand by their text, and equal ones as the tool listed them', (t) => {
  const { shape, states } = listElements([element(1, 1, 'b'), element(1, 2, 'a'), element(1, 3, 'b'), element(1, 4, 'a')])
  t.deepEqual(keysOf(shape), ['a', 'a#1', 'b', 'b#1'])
  t.deepEqual([...states], [2, 4, 1, 3])
})

test('the order in which a tool lists different elements changes nothing', (t) => {
  const elements = fc.uniqueArray(fc.record({ line: fc.nat(20), state: fc.nat(1) }), { selector: ({ line }) => line }).map((all) => all.map(({ line, state }) => element(line, state)))
  fc.assert(fc.property(elements.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([all, shuffled]) => {
    t.deepEqual(listElements(shuffled), listElements(all))
  }))
})

test('listing changes nothing of what was found', (t) => {
  const found = Object.freeze([element(2), element(1)])
  listElements(found)
  t.deepEqual(found.map(({ key }) => key), ['2:0', '1:0'])
})
