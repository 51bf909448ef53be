import test from 'ava'
import { merge } from '../../src/merge/index.js'
import { reconcile } from '../../src/merge/reconcile.js'
import { settle } from '../../src/merge/settle.js'
import { maximum, NOTHING, unionOf, unite, uniteAll, type Union, type Variant } from '../../src/merge/union.js'
import { keysOf } from '../../src/model/element.js'
import { anyPart, anyReport, deepFreeze } from '../support/generate.js'
import { coverageReport, listed, mergeParts, PROJECT_SCOPE, reportFile, shardsOf } from '../support/parts.js'
import { fc } from '../support/properties.js'

const RUNS = { numRuns: 300 }

/** A union as plain data in one order, so that two can be compared whatever order they were made in. */
function plain(union: Union): unknown {
  const sorted = <V>(map: ReadonlyMap<string, V>, of: (value: V) => unknown): unknown => [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, of(value)])
  const variant = (of: Variant): unknown => ({
    ...of, loadedIn: [...of.loadedIn].sort((a, b) => a - b), takes: [...of.takes ?? []].sort(([a], [b]) => (a < b ? -1 : 1)),
    ...(of.form === 'listed' ? { byPart: [...of.byPart].sort(([a], [b]) => a - b).map(([part, states]) => [part, [...states]]) } : {}),
  })
  return sorted(union, (kinds) => sorted(kinds, (variants) => sorted(variants, variant)))
}

const parts = fc.array(anyReport, { minLength: 1, maxLength: 6 }).chain((reports) =>
  fc.tuple(...reports.map((report) => fc.nat(3).map((part) => unionOf(report, part)))))

test('uniting is commutative, associative and idempotent, and nothing is neutral', (t) => {
  fc.assert(fc.property(parts, (unions) => {
    const [a = NOTHING, b = NOTHING, c = NOTHING] = unions
    t.deepEqual(plain(unite(a, b)), plain(unite(b, a)))
    t.deepEqual(plain(unite(a, unite(b, c))), plain(unite(unite(a, b), c)))
    const all = uniteAll(unions)
    t.deepEqual(plain(unite(all, all)), plain(all))
    t.deepEqual(plain(unite(all, a)), plain(all))
    t.deepEqual(plain(unite(all, NOTHING)), plain(all))
    t.deepEqual(plain(unite(NOTHING, all)), plain(all))
  }), RUNS)
})

test('in whatever groups parts are united, the union is the same', (t) => {
  fc.assert(fc.property(parts, fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), (unions, groups) => {
    const grouped = [0, 1, 2].map((group) => uniteAll(unions.filter((_, index) => groups[index] === group)))
    t.deepEqual(plain(uniteAll(grouped)), plain(uniteAll(unions)))
  }), RUNS)
})

test('uniting changes no union', (t) => {
  fc.assert(fc.property(parts, (unions) => {
    const before = unions.map(plain)
    uniteAll(unions)
    for (const union of unions) unite(union, union)
    t.deepEqual(unions.map(plain), before)
  }), RUNS)
})

const build = (given: Parameters<typeof merge>[0]) =>
  merge(given, { suite: 'unit', leg: '', model: 'sharded:3', shards: 3, commit: 'c1', mergeTree: null, repository: null }, [PROJECT_SCOPE], new Map())

const someParts = fc.array(anyPart, { minLength: 1, maxLength: 6 })

test('the order of the parts of a build decides nothing', (t) => {
  fc.assert(fc.property(someParts.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))), ([given, shuffled]) => {
    t.deepEqual(build(shuffled), build(given))
  }), RUNS)
})

test('giving a part again changes nothing', (t) => {
  fc.assert(fc.property(someParts, fc.nat(), (given, which) => {
    t.deepEqual(build([...given, given[which % given.length]!]), build(given))
  }), RUNS)
})

test('merging changes no part', (t) => {
  fc.assert(fc.property(someParts, (given) => {
    const before = structuredClone(given)
    build(deepFreeze(given))
    t.deepEqual(given, before)
  }), RUNS)
})

test('merging changes no real report', (t) => {
  for (const tool of ['nyc-mocha', 'jest-v8', 'pytest-cov']) {
    const given = shardsOf(tool, 3)
    const before = structuredClone(given)
    const first = mergeParts(deepFreeze(given))
    t.deepEqual(given, before)
    t.deepEqual(mergeParts(given), first)
  }
})

test('what is merged fits together', (t) => {
  fc.assert(fc.property(someParts, (given) => {
    const merged = build(given)
    for (const { value } of merged.values) {
      if (value.kind === 'count') t.true(value.covered >= 0 && value.covered <= value.total && value.total > 0)
      if (value.kind === 'bounded') {
        t.true(value.covered[0] >= 0 && value.covered[0] <= value.covered[1], JSON.stringify(value))
        t.true(value.total[0] >= 0 && value.total[0] <= value.total[1], JSON.stringify(value))
        t.true(value.covered[0] <= value.total[1] && value.covered[1] <= value.total[1], JSON.stringify(value))
      }
    }
    for (const { kinds } of merged.files) {
      for (const kind of Object.values(kinds)) {
        if (kind.form !== 'listed') continue
        const keys = keysOf(kind.shape)
        t.is(keys.length, kind.states.length)
        t.is(new Set(keys).size, keys.length)
        if (kind.by) t.deepEqual(kind.by.index.map((set) => (kind.by!.sets[set] === '0' ? 0 : 1)), [...kind.states].map((state) => (state > 0 ? 1 : 0)))
      }
    }
    t.is(merged.parts.table.filter(({ status }) => status === 'counted').length, merged.parts.seen.length)
  }), RUNS)
})

test('a part more never uncovers an element that was covered', (t) => {
  const states = fc.array(fc.nat(1), { minLength: 4, maxLength: 4 })
  fc.assert(fc.property(fc.array(states, { minLength: 1, maxLength: 4 }), states, (runs, more) => {
    const of = (all: readonly (readonly number[])[]) => settle([...uniteAll(all.map((run, part) =>
      unionOf(coverageReport([reportFile('a', { line: listed(Object.fromEntries(run.map((state, line) => [line + 1, state]))) })]), part))).get('a')!.get('line')!.values()],
    { kind: 'line', runtimeProducer: null, parts: all.length })
    const [before, after] = [of(runs), of([...runs, more])]
    if (before.form !== 'listed' || after.form !== 'listed') return t.fail()
    t.is(after.shape, before.shape)
    t.true(before.states.every((state, index) => state <= after.states[index]!))
    t.deepEqual(after.states, maximum(before.states, Uint8Array.from(more)))
  }), RUNS)
})

test('listings of one universe without surplus are never reconciled: they differ, and that is told', (t) => {
  const variant = (elements: Readonly<Record<string, number>>, surplus: number) => {
    const union = unionOf(coverageReport([reportFile('a', { line: listed(elements, surplus) })]), 0)
    const [only] = [...union.get('a')!.get('line')!.values()]
    if (only?.form !== 'listed') throw new Error('not listed')
    return only
  }
  t.is(reconcile([variant({ 1: 1 }, 0), variant({ 2: 1 }, 0)]), undefined)
  t.is(reconcile([]), undefined)
  t.is(reconcile([variant({ 1: 1, 2: 1 }, 1), variant({ 3: 1 }, 0)]), undefined)
  t.is(reconcile([variant({ 1: 1, 2: 1 }, 1), variant({ 2: 0 }, 0)])?.shape, '2')
})
