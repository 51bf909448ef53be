import test from 'ava'
import { readYaml } from '../../src/read/yaml.js'

const value = (text: string): unknown => {
  const reading = readYaml(text)
  return reading.ok ? reading.document.value : reading.problems.map(({ line, column }) => `${line}:${column}`)
}

test('every scalar is the text that stands there', (t) => {
  t.deepEqual(value('a: 80.0\nb: no\nc: 1e3\nd: 0o7\ne: ~\nf: 2026-11-23\ng: "x"\nh:\n'), {
    a: '80.0', b: 'no', c: '1e3', d: '0o7', e: '~', f: '2026-11-23', g: 'x', h: '',
  })
  t.deepEqual(value('- 1\n- [true, {k: null}]\n'), ['1', ['true', { k: 'null' }]])
})

for (const [what, text, place] of [
  ['a duplicate key', 'a: 1\na: 2\n', '2:1'],
  ['an anchor', 'a: &x 1\n', '1:7'],
  ['an alias', 'a: &x 1\nb: *x\n', '2:4'],
  ['a tag', 'a: !!int 1\n', '1:10'],
  ['a tag of its own', 'a: !js/function x\n', '1:17'],
  ['a key that is a list', '? [a]\n: 1\n', '1:3'],
  ['a tab for indentation', 'a:\n\tb: 1\n', '2:1'],
] as const) {
  test(`${what} is refused at its place`, (t) => {
    const places = value(text)
    t.true(Array.isArray(places) && places.includes(place), JSON.stringify(places))
  })
}

test('all problems are told at once, counted from the first line of the file', (t) => {
  const reading = readYaml('a: &x 1\nb: &y 2\n', 11)
  t.deepEqual(reading.ok ? [] : reading.problems.map(({ line }) => line), [11, 12])
})

test('a value is found where it begins, a missing one at the nearest thing above', (t) => {
  const reading = readYaml('suites:\n  unit:\n    models: [serial]\n')
  if (!reading.ok) return t.fail()
  const { placeOf } = reading.document
  t.deepEqual(placeOf(['suites', 'unit'], 'key'), { line: 2, column: 3 })
  t.deepEqual(placeOf(['suites', 'unit', 'models', 0], 'value'), { line: 3, column: 14 })
  t.deepEqual(placeOf(['suites', 'unit', 'absent'], 'value'), { line: 3, column: 5 })
})

test('a document that bombs by its aliases is refused', (t) => {
  const bomb = `a0: &a0 [x]\n${Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]\n`).join('')}`
  t.false(readYaml(bomb).ok)
})

test('a key named like an inherited property is a key', (t) => {
  const read = value('__proto__: {a: b}\nconstructor: x\n') as object
  t.deepEqual(Object.keys(read), ['__proto__', 'constructor'])
})
