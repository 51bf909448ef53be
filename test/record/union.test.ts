import test, { type ExecutionContext } from 'ava'
import type { FileDetail } from '../../src/model/measurement.js'
import { allot, type Numbered } from '../../src/record/portable/allot.js'
import type { MeasurementDraft, Store } from '../../src/record/store.js'
import { arbitraryDraft, arbitraryFiles } from '../support/arbitrary-measurement.js'
import { part } from '../support/measurement.js'
import { fc } from '../support/properties.js'
import { MemoryTree } from '../support/records-tip.js'
import { valueOf } from '../support/result.js'
import { freshStore, rowsOf } from '../support/store.js'

interface Recording {
  readonly draft: MeasurementDraft
  readonly files: readonly FileDetail[]
  readonly verdict: 'pass' | 'regression' | null
}

/** Builds of few slots with attempts, so that revisions supersede each other. */
const recordings: fc.Arbitrary<readonly Recording[]> = fc.array(fc.record({
  draft: fc.tuple(arbitraryDraft, fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })).map(([draft, attempts]) => (
    { ...draft, parts: { expected: 2, seen: [], missing: [], table: attempts.map((attempt, index) => part(index + 1, 2, attempt)) } })),
  files: arbitraryFiles,
  verdict: fc.constantFrom('pass' as const, 'regression' as const, null),
}), { minLength: 1, maxLength: 6 })

/** A store of some of the recordings; each has its own time, wherever it is recorded. */
async function storeOf(t: ExecutionContext, all: readonly Recording[], chosen: readonly number[]): Promise<{ readonly store: Store; readonly file: string }> {
  const { store, file } = await freshStore(t)
  for (const index of chosen) {
    const { draft, files, verdict } = all[index % all.length]!
    const at = `2026-11-23T12:${String(index % all.length).padStart(2, '0')}:00Z`
    const { measurement, how } = valueOf(await store.add(draft, files, at))
    if (verdict !== null && how !== 'same') valueOf(await store.addJudgement({ measurement, verdict, blocking: verdict, mode: 'enforce', overridden: false, findings: [] }, at))
  }
  return { store, file }
}

/** All a store tells, in the words of no particular store. */
function stateOf(file: string): unknown {
  return {
    measurements: rowsOf(file, `select m.id, m.recorded_at, m.rest, m.detail, s.id as superseded_by, f.json, hex(n.hash) as files, n.files as size from measurement m
      join fingerprint f on f.key = m.fingerprint_key join manifest n on n.key = m.manifest_key left join measurement s on s.key = m.superseded_by order by m.id`),
    values: rowsOf(file, 'select m.id, metric, scope, ordinal, kind, covered, total, covered_max, total_max, v.detail from value v join measurement m on m.key = v.measurement_key order by 1, 2, 3'),
    judgements: rowsOf(file, 'select hash from judgement order by hash'),
    coveredBy: rowsOf(file, 'select m.id, p.text, hex(c.bytes) as bytes from covered_by c join measurement m on m.key = c.measurement_key join path p on p.key = c.path_key order by 1, 2'),
  }
}

async function unite(store: Store, ...others: readonly Store[]): Promise<void> {
  for (const other of others) {
    const tree = new MemoryTree()
    await tree.take(other)
    const { refused } = valueOf(await store.importFrom(tree.tip()))
    if (refused.length > 0) throw new Error(JSON.stringify(refused))
  }
}

const some = fc.array(fc.nat(5), { maxLength: 6 })

test('stores unite in any order, in any grouping, any number of times', async (t) => {
  await fc.assert(fc.asyncProperty(recordings, some, some, some, async (all, a, b, c) => {
    const distinct = withoutTwins(all)
    const [first, second, third] = [await storeOf(t, distinct, a), await storeOf(t, distinct, b), await storeOf(t, distinct, c)]
    const [forwards, backwards, grouped] = [await freshStore(t), await freshStore(t), await freshStore(t)]
    await unite(forwards.store, first.store, second.store, third.store)
    await unite(backwards.store, third.store, second.store, first.store, second.store, third.store)
    await unite(second.store, third.store)
    await unite(grouped.store, second.store, first.store)
    const state = stateOf(forwards.file)
    t.deepEqual(stateOf(backwards.file), state)
    t.deepEqual(stateOf(grouped.file), state)
    for (const { store } of [first, second, third, forwards, backwards, grouped]) await store.close()
  }), { numRuns: 40 })
})

test('what is found first, and which revision counts, is the same in every store', async (t) => {
  await fc.assert(fc.asyncProperty(recordings, some, some, async (all, a, b) => {
    const distinct = withoutTwins(all)
    const [first, second] = [await storeOf(t, distinct, a), await storeOf(t, distinct, b)]
    await unite(first.store, second.store)
    await unite(second.store, first.store)
    const found = async ({ store }: { readonly store: Store }) => valueOf(await store.find({ limit: 99 }))
    t.deepEqual(await found(first), await found(second))
    const { id } = (await found(first))[0] ?? {}
    if (id !== undefined) t.deepEqual(valueOf(await first.store.detail(id)), valueOf(await second.store.detail(id)))
    for (const { store } of [first, second]) await store.close()
  }), { numRuns: 40 })
})

/** Recordings of one content are one measurement; here each content is recorded at one time and judged once. */
function withoutTwins(all: readonly Recording[]): readonly Recording[] {
  return all.map((one, index) => ({ ...one, draft: { ...one.draft, root: `${one.draft.root} ${index}` } }))
}

const numbered: fc.Arbitrary<readonly Numbered[]> = fc.uniqueArray(fc.record({ entry: fc.constantFrom('a', 'b', 'c'), first: fc.constantFrom('1', '2', '3', '4', '5') }), {
  selector: ({ entry, first }) => `${entry}${first}`, maxLength: 6,
}).map((versions) => versions.map((one, index) => ({ ...one, version: index + 1 })))

test('numbers that were given stay, ours follow in their order, and none is given twice', (t) => {
  fc.assert(fc.property(numbered, numbered, fc.nat(9), (ours, theirs, taken) => {
    const numbers = allot(ours, theirs, taken)
    const fresh = ours.flatMap(({ version }) => (numbers.get(version)!.how === 'new' ? [numbers.get(version)!.version] : []))
    t.deepEqual(fresh, [...new Set(fresh)].sort((a, b) => a - b))
    t.true(fresh.every((version) => version > taken && !theirs.some((one) => one.version === version)))
    for (const own of ours) {
      const { version, how } = numbers.get(own.version)!
      const other = theirs.find((one) => one.version === version)
      if (how === 'same') t.like(other, { entry: own.entry, first: own.first })
      if (how === 'joined') t.is(other?.entry, own.entry)
    }
    t.deepEqual([...allot(theirs, theirs).values()].map(({ version }) => version), theirs.map(({ version }) => version))
  }), { numRuns: 500 })
})

for (const [what, ours, theirs, expected] of [
  ['a first build that two runners accept at once begins one version', ['a 2'], ['a 1'], ['1 joined']],
  ['what another runner began first keeps its number', ['a 1', 'b 2'], ['a 1', 'c 3'], ['1 same', '3 new']],
  ['two runners that recalibrate alike begin one version', ['a 1', 'b 2'], ['a 1', 'b 3'], ['1 same', '2 joined']],
  ['going back to earlier recalibrations is a version of its own', ['a 1', 'b 2', 'a 3'], ['a 1', 'b 2'], ['1 same', '2 same', '3 new']],
  ['a version that was left is not joined', ['b 4', 'a 5'], ['a 1', 'b 2'], ['2 joined', '3 new']],
  ['several of ours stay in order', ['a 1', 'b 2', 'c 3'], ['x 7'], ['2 new', '3 new', '4 new']],
] as const) {
  test(`numbers: ${what}`, (t) => {
    const versions = (texts: readonly string[]): Numbered[] => texts.map((text, index) => ({ version: index + 1, entry: text.split(' ')[0]!, first: text.split(' ')[1]! }))
    t.deepEqual([...allot(versions(ours), versions(theirs)).values()].map(({ version, how }) => `${version} ${how}`), [...expected])
  })
}
