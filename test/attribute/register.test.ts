import test from 'ava'
import { flappingIn, type Run } from '../../src/attribute/index.js'
import { fileOfLines } from '../support/measurement.js'

let number = 0
/** A run of one content in which lines of a file were covered or not. */
function run(content: string, states: readonly (0 | 1)[], blob = 'blob'): Run {
  number += 1
  const file = { ...fileOfLines('src/a.js', ...states), blob }
  return { measurement: `m_${number}`, content, blobs: new Map([['src/a.js', blob]]), files: [file] }
}

const told = (runs: readonly Run[]): readonly string[] => flappingIn(runs).map(({ key, flips, runs: of, block }) => `${key} ${flips}/${of} block ${block}`)

test('what two runs of one content tell differently flips by itself', (t) => {
  t.deepEqual(told([run('x', [1, 0]), run('x', [1, 1])]), ['2 1/1 block 1'])
  t.deepEqual(told([run('x', [1, 0]), run('y', [1, 1])]), [], 'runs of two contents are not comparable')
  t.deepEqual(told([run('x', [1, 0], 'new'), run('x', [1, 1], 'old')]), [], 'nor are two texts of a file')
})

test('elements with one history are one block, others are another', (t) => {
  t.deepEqual(told([run('x', [1, 1, 0]), run('x', [0, 0, 0]), run('x', [0, 0, 1])]), ['1 1/2 block 1', '2 1/2 block 1', '3 1/2 block 2'])
})

test('runs of several contents add up', (t) => {
  t.deepEqual(told([run('x', [0]), run('y', [1]), run('x', [1]), run('y', [1]), run('x', [1])]), ['1 1/3 block 1'])
})

test('two hundred clean pairs end the suspicion, and one fewer does not', (t) => {
  const clean = (count: number): readonly Run[] => Array.from({ length: count }, () => run('x', [1]))
  t.deepEqual(told([...clean(201), run('x', [0]), run('x', [1])]).length, 0)
  t.deepEqual(told([...clean(200), run('x', [0]), run('x', [1])]).length, 1)
})
