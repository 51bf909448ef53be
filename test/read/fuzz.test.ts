import test from 'ava'
import { fc } from '../support/properties.js'
import type { Failure } from '../../src/model/failure.js'
import type { Report } from '../../src/model/report.js'
import type { Result } from '../../src/model/result.js'
import { read } from '../../src/read/index.js'
import { brokenPromises, bytesOf, fixture } from '../support/reports.js'

/** Small reports, one a reader and producer. */
const SEEDS = [
  'nyc-mocha/shards/3/coverage-final.json', 'c8/shards/3/coverage-final.json', 'jest-v8/shards/2/coverage-final.json',
  'pytest-cov/shards/1/coverage.json', 'stryker/shards/2/mutation.json', 'nyc-mocha/shards/1/junit.xml', 'jest-babel/shards/2/junit.xml',
] as const
const seeds = new Map(SEEDS.map((name) => [name, fixture(name)]))

const CODES: ReadonlySet<string> = new Set(['report-empty', 'report-broken', 'report-unknown-format', 'report-too-large'])

/** What must hold of any reading: a sound report or a failure that names its source; an exception fails by itself. */
function fault(result: Result<Report, Failure>): string | null {
  if (result.ok) return brokenPromises(result.value)[0] ?? null
  const { error } = result
  if (!CODES.has(error.code)) return `the failure is ${error.code}`
  return 'source' in error && error.source === 'fuzzed' ? null : 'the failure does not name its source'
}

type Edit = readonly [kind: 'set' | 'cut' | 'drop' | 'repeat' | 'insert', at: number, length: number, bytes: Uint8Array]

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom('set' as const, 'cut' as const, 'drop' as const, 'repeat' as const, 'insert' as const),
  fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 200 }),
  fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 6 }), fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\u0000', 'null', '1e999', '-1', '<', '>', '&', '<!', '__proto__').map(bytesOf)),
)

function apply(bytes: Uint8Array, [kind, where, length, inserted]: Edit): Uint8Array {
  const at = Math.floor(where * bytes.length)
  const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
  switch (kind) {
    case 'set': return join(bytes.subarray(0, at), inserted, bytes.subarray(at + inserted.length))
    case 'cut': return bytes.subarray(0, at)
    case 'drop': return join(bytes.subarray(0, at), bytes.subarray(at + length))
    case 'repeat': return join(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at))
    case 'insert': return join(bytes.subarray(0, at), inserted, bytes.subarray(at))
  }
}

for (const name of SEEDS) {
  test(`no change of the bytes of ${name} makes a reader throw`, (t) => {
    let read_ = 0
    fc.assert(fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const result = read('fuzzed', edits.reduce(apply, seeds.get(name)!))
      if (result.ok) read_ += 1
      return fault(result) === null
    }), { numRuns: 300 })
    t.log(`${read_} of 300 were still read`)
    t.pass()
  })
}

test('no bytes at all make a reader throw', (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => fault(read('fuzzed', bytes)) === null), { numRuns: 2000 })
  fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => fault(read('fuzzed', bytesOf(text))) === null), { numRuns: 2000 })
  t.pass()
})

/** Places in a JSON value, as ways down. */
function ways(value: unknown, way: readonly string[] = [], found: (readonly string[])[] = []): (readonly string[])[] {
  if (way.length > 0) found.push(way)
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) ways(inner, [...way, key], found)
  }
  return found
}

const REMOVED = Symbol('removed')

function withChanged(value: unknown, [key, ...rest]: readonly string[], changed: unknown): unknown {
  if (key === undefined) return changed
  const copy = (Array.isArray(value) ? [...value as unknown[]] : { ...(value as object) }) as Record<string, unknown>
  const inner = withChanged(copy[key], rest, changed)
  if (inner === REMOVED) Reflect.deleteProperty(copy, key)
  else Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true })
  return copy
}

const hostile: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  REMOVED, null, true, -1, 0.5, 1e300, -0, 2 ** 53, '', '\n', 'a\nb', '__proto__', '3', [], {}, [[]], [null], { '': null }, { start: null }, { start: {}, end: {} },
  { data: null }, { data: { statementMap: null } }, { constructor: 1 }, { length: -1 }, [1, 2, 3], 'x'.repeat(70),
)

for (const name of SEEDS.filter((seed) => seed.endsWith('.json'))) {
  test(`no value anywhere in ${name} makes a reader throw`, (t) => {
    const json = JSON.parse(new TextDecoder().decode(seeds.get(name))) as unknown
    const all = ways(json)
    const shallow = all.filter((way) => way.length <= 3)
    const way = fc.oneof(fc.constantFrom(...all), fc.constantFrom(...shallow))
    fc.assert(fc.property(fc.array(fc.tuple(way, hostile), { minLength: 1, maxLength: 2 }), (changes) => {
      let changed: unknown = json
      for (const [where, value] of changes) {
        if (hasWay(changed, where)) changed = withChanged(changed, where, value)
      }
      return fault(read('fuzzed', bytesOf(JSON.stringify(changed)))) === null
    }), { numRuns: 1000 })
    t.pass()
  })
}

function hasWay(value: unknown, way: readonly string[]): boolean {
  let at = value
  for (const key of way) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false
    at = (at as Record<string, unknown>)[key]
  }
  return true
}
