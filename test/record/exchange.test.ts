import test, { type ExecutionContext } from 'ava'
import type { Store } from '../../src/record/store.js'
import { draftOf, fileOf, fileOfLines, hashOf, listed, part } from '../support/measurement.js'
import { MemoryTree } from '../support/records-tip.js'
import { valueOf } from '../support/result.js'
import { countOf, freshStore, NOW } from '../support/store.js'

const files = (changed = 0) => Array.from({ length: 300 }, (_, at) =>
  fileOfLines(`src/${at % 7}/${at}.ts`, 1, 0, at < changed ? 0 : 1, ...Array.from({ length: at % 5 }, () => 1)))
const build = (number: number, changes: Parameters<typeof draftOf>[0] = {}) => draftOf({ slot: { build: String(number), commit: hashOf(`commit ${number}`) }, ...changes })

async function rebuilt(t: ExecutionContext, tree: MemoryTree) {
  const fresh = await freshStore(t)
  return { ...fresh, imported: valueOf(await fresh.store.importFrom(tree.tip())) }
}

test('a store is rebuilt from its records alone', async (t) => {
  const { store } = await freshStore(t)
  const by = { sets: ['1', '3'], index: [0, 1] }
  const all = [
    { draft: build(1), detail: files() },
    { draft: build(2, { values: [], whole: false }), detail: [] },
    { draft: build(3, { parts: { expected: 2, seen: [], missing: [], table: [part(1, 2), part(2, 2)] } }), detail: [
      fileOf('../linked/a b.ts', { line: { ...listed('1\n2', 1, 0), by, surplus: 1 } }, null),
      fileOf('.git/config', { branch: { form: 'not-mergeable', producer: 'v8' } }),
      fileOf('suite:GET /users//../x', { test: listed('ünï\n#1', 4, 0) }, null),
    ] },
  ]
  const ids: string[] = []
  for (const { draft, detail } of all) ids.push(valueOf(await store.add(draft, detail, NOW)).measurement.id)
  const tree = new MemoryTree()
  t.like(await tree.take(store), { measurements: 3, left: 0, renumbered: [] })
  t.is(Buffer.from(tree.files.get('format')!).toString(), 'datum-records/1\n')

  const { store: other, imported } = await rebuilt(t, tree)
  t.deepEqual([imported.taken, imported.known, imported.refused], [ids, [], []].map((list) => list.toSorted()))
  for (const id of ids) {
    t.deepEqual(valueOf(await other.byId(id)), valueOf(await store.byId(id)))
    t.deepEqual(valueOf(await other.detail(id)), valueOf(await store.detail(id)))
    t.deepEqual(valueOf(await other.files(id)), valueOf(await store.files(id)))
  }
  t.deepEqual(valueOf(await other.find({ limit: 9 })), valueOf(await store.find({ limit: 9 })))
  t.deepEqual(valueOf(await other.exportOn(tree.tip())).changes, [], 'there is nothing to add')
  const again = new MemoryTree()
  await again.take(other)
  t.deepEqual(new Map([...again.files].map(([path, bytes]) => [path, Buffer.from(bytes)])), new Map([...tree.files].map(([path, bytes]) => [path, Buffer.from(bytes)])))
})

test('of a build only what changed travels', async (t) => {
  const { store } = await freshStore(t)
  const tree = new MemoryTree()
  valueOf(await store.add(build(1), files(), NOW))
  await tree.take(store)
  valueOf(await store.add(build(2), files(10), NOW))
  const { changes } = await tree.take(store)
  t.is(changes.filter((change) => 'copy' in change).length, 2)
  t.is(changes.filter((change) => 'put' in change).length, 11, 'ten states and the facts')
  valueOf(await store.add(build(3), files(10).slice(1), NOW))
  valueOf(await store.add(build(4), files(10).slice(1), NOW))
  const next = await tree.take(store)
  t.is(next.changes.filter((change) => 'remove' in change).length, 2)
  t.is(next.changes.length, 2 * 3 + 2)
  tree.reads = 0
  const { imported } = await rebuilt(t, tree)
  t.deepEqual([imported.taken.length, imported.refused], [4, []])
  t.true(tree.reads < 1000, `${tree.reads} reads: a file that did not change is read once`)
})

test('a forged base in the tree is not copied into what is exported', async (t) => {
  const { store } = await freshStore(t)
  const tree = new MemoryTree()
  valueOf(await store.add(build(1), files(), NOW))
  await tree.take(store)
  for (const path of [...tree.files.keys()].filter((one) => one.includes('/state/src/3/'))) tree.files.set(path, Buffer.from('forged'))
  valueOf(await store.add(build(2), files(), NOW))
  await tree.take(store)
  const { imported } = await rebuilt(t, tree)
  t.is(imported.taken.length, 1)
  t.is(imported.refused.length, 1)
  t.true(imported.refused[0]!.name.includes(hashOf('commit 1')))
})

test('an export of some measurements takes their judgements along and no baseline', async (t) => {
  const { store } = await freshStore(t)
  const { one, two } = await judged(store)
  const tree = new MemoryTree()
  const { changes } = await tree.take(store, { only: [two] })
  t.true(changes.every((change) => !('put' in change) || change.put === 'format' || change.put.includes(two)))
  const { store: other, imported, file } = await rebuilt(t, tree)
  t.deepEqual(imported.taken, [two])
  t.deepEqual([countOf(file, 'baseline'), countOf(file, 'judgement')], [0, 1])
  t.is(valueOf(await other.byId(one)), undefined)

  await tree.take(store)
  t.deepEqual(valueOf(await other.importFrom(tree.tip(), { baselines: false })).taken, [one])
  t.is(countOf(file, 'baseline'), 0, 'an artifact measures and does not decide')
  const again = valueOf(await other.importFrom(tree.tip()))
  t.deepEqual([again.taken, again.known.length], [[], 2])
  t.is(countOf(file, 'baseline'), 1)
})

/** Two builds, judged; the first is the baseline. */
async function judged(store: Store) {
  const ids: string[] = []
  for (const number of [1, 2]) {
    const { measurement } = valueOf(await store.add(build(number), files(number), NOW))
    valueOf(await store.addJudgement({ measurement, verdict: 'pass', blocking: 'pass', mode: 'enforce', overridden: false, findings: [] }, NOW))
    ids.push(measurement.id)
  }
  const [one = '', two = ''] = ids
  valueOf(await store.promote({ series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'i', branch: 'main', measurement: one, entry: 'a', commits: null, now: NOW }))
  return { one, two }
}

test('an export goes in turns, and baselines when all measurements have gone', async (t) => {
  const { store } = await freshStore(t)
  await judged(store)
  const tree = new MemoryTree()
  t.like(await tree.take(store, { most: 1 }), { measurements: 1, left: 1 })
  t.false([...tree.files.keys()].some((path) => path.startsWith('baselines/')))
  t.like(await tree.take(store, { most: 1 }), { measurements: 1, left: 0 })
  t.true([...tree.files.keys()].some((path) => path.startsWith('baselines/')))
  const { store: other } = await rebuilt(t, tree)
  t.deepEqual(valueOf(await other.judgements('unit', 9)), valueOf(await store.judgements('unit', 9)))
  t.deepEqual(valueOf(await other.baselines({})), valueOf(await store.baselines({})))
})

test('an import that is asked for some takes them, with what baselines need of the others', async (t) => {
  const { store } = await freshStore(t)
  const { one, two } = await judged(store)
  const three = valueOf(await store.add(build(3), files(3), NOW)).measurement.id
  const tree = new MemoryTree()
  await tree.take(store)
  const { store: other } = await freshStore(t)
  const some = valueOf(await other.importFrom(tree.tip(), { only: (name) => name.startsWith(hashOf('commit 3')) }))
  t.deepEqual(some.taken.toSorted(), [one, three].toSorted(), 'the newest promotion is one of the baseline branch, whole')
  t.truthy(valueOf(await other.detail(one)))
  t.is(valueOf(await other.byId(two)), undefined)
  t.deepEqual(valueOf(await other.baselines({})), valueOf(await store.baselines({})), 'and how many were promoted is known')
  t.deepEqual(valueOf(await other.importFrom(tree.tip())).taken, [two])
  t.deepEqual(valueOf(await other.find({ limit: 9 })), valueOf(await store.find({ limit: 9 })))
})

test('the first of a version comes without its files, and gets them when they are asked for', async (t) => {
  const { store } = await freshStore(t)
  const { one, two } = await judged(store)
  valueOf(await store.promote({ series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'i', branch: 'main', measurement: two, entry: 'a', commits: null, now: '2026-11-24T00:00:00Z' }))
  const tree = new MemoryTree()
  await tree.take(store)
  const { store: other } = await freshStore(t)
  t.is(valueOf(await other.importFrom(tree.tip(), { only: () => false })).taken.length, 2)
  t.deepEqual(valueOf(await other.byId(one)), valueOf(await store.byId(one)))
  t.is(valueOf(await other.files(one)), undefined)
  t.is(valueOf(await other.detail(one)), undefined)
  t.truthy(valueOf(await other.detail(two)))
  t.deepEqual(valueOf(await other.exportOn(tree.tip())).changes, [])
  valueOf(await other.importFrom(tree.tip()))
  t.deepEqual(valueOf(await other.detail(one)), valueOf(await store.detail(one)))
})
