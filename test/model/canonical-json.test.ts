import test from 'ava'
import { canonicalJson } from '../../src/model/canonical-json.js'
import { fc } from '../support/properties.js'

test('members are sorted by code units, and there is no white space', (t) => {
  t.is(canonicalJson({ b: 1, a: [true, null, 'x'], 'é': {}, A: '', '😀': 1, '\uffff': 2 }), '{"A":"","a":[true,null,"x"],"b":1,"é":{},"😀":1,"\uffff":2}')
})

test('text is escaped as RFC 8785 has it', (t) => {
  t.is(canonicalJson('\u20ac$\u000f\nA\'B"\\"/'), '"€$\\u000f\\nA\'B\\"\\\\\\"/"')
})

test('minus zero is zero', (t) => {
  t.is(canonicalJson([-0, 0]), '[0,0]')
})

test('what has no exact text is a bug, not a value', (t) => {
  for (const value of [0.5, NaN, Infinity, 2 ** 53]) t.throws(() => canonicalJson(value), { instanceOf: RangeError }, String(value))
  for (const value of [undefined, () => 1, Symbol('x'), 1n, [undefined]]) t.throws(() => canonicalJson(value), { instanceOf: TypeError })
})

test('a member that is undefined is left out, one that is null is not', (t) => {
  t.is(canonicalJson({ a: undefined, b: null }), '{"b":null}')
})

const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), fc.maxSafeInteger(), fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(fc.string(), tie('any'), { maxKeys: 4 })),
})).any

test('it reads back as the same value, and the order of members does not matter', (t) => {
  const shuffled = (json: unknown): unknown => {
    if (Array.isArray(json)) return json.map(shuffled)
    if (typeof json !== 'object' || json === null) return json
    return Object.fromEntries(Object.entries(json).reverse().map(([key, inner]) => [key, shuffled(inner)]))
  }
  fc.assert(fc.property(value, (json) => {
    const text = canonicalJson(json)
    t.is(canonicalJson(JSON.parse(text)), text)
    t.is(canonicalJson(shuffled(json)), text)
    t.is(text === canonicalJson(null), json === null)
  }))
})
