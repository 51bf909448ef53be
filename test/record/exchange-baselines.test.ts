import test, { type ExecutionContext } from 'ava'
import type { SeriesOnBranch, Store } from '../../src/record/store.js'
import { baselineText } from '../../src/model/judgement.js'
import { draftOf, hashOf } from '../support/measurement.js'
import { MemoryTree } from '../support/records-tip.js'
import { valueOf } from '../support/result.js'
import { freshStore, rowsOf } from '../support/store.js'

const MAIN: SeriesOnBranch = { series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'coverage(tool=istanbul)', branch: 'main' }

/** Runners that share a tree; each accepts builds of a line of commits `1`, `2` … on main. */
function runners(t: ExecutionContext) {
  const tree = new MemoryTree()
  const accept = async (store: Store, commit: number, entry: string, of = MAIN): Promise<string> => {
    const at = `2026-11-23T12:00:${String(commit).padStart(2, '0')}Z`
    const { id } = valueOf(await store.add(draftOf({ slot: { build: `${of.branch} ${commit}`, commit: hashOf(`commit ${commit}`) } }), [], at)).measurement
    const commits = Array.from({ length: commit }, (_, index) => hashOf(`commit ${commit - index}`))
    return baselineText(valueOf(await store.promote({ ...of, measurement: id, entry, commits, now: at })))
  }
  const push = async (store: Store) => {
    const { renumbered } = await tree.take(store)
    await pull(store)
    return renumbered.map(({ from, to }) => `${from} -> ${to}`)
  }
  const pull = async (store: Store) => t.deepEqual(valueOf(await store.importFrom(tree.tip())).refused, [])
  const told = async (store: Store, of = MAIN) => valueOf(await store.versions(of)).map((one) => `v${one.version}+${one.later} ${one.entry} ${parseInt(Buffer.from(one.commit, 'hex').toString().slice(7), 10)}`)
  return { tree, accept, push, pull, told, fresh: async () => (await freshStore(t)).store }
}

test('runners that accept builds one after another have one line of versions', async (t) => {
  const { accept, push, pull, told, fresh } = runners(t)
  const [a, b] = [await fresh(), await fresh()]
  t.is(await accept(a, 1, 'x'), 'main@v1')
  t.deepEqual(await push(a), [])
  await pull(b)
  t.is(await accept(b, 2, 'x'), 'main@v1+1')
  t.is(await accept(b, 3, 'y'), 'main@v2')
  t.deepEqual(await push(b), [])
  await pull(a)
  t.deepEqual(await told(a), ['v1+1 x 2', 'v2+0 y 3'])
  t.deepEqual(await told(a), await told(b))
  t.is(await accept(a, 4, 'y'), 'main@v2+1')
})

test('two first builds at once begin one version', async (t) => {
  const { accept, push, pull, told, fresh } = runners(t)
  const [a, b] = [await fresh(), await fresh()]
  t.is(await accept(a, 1, 'x'), 'main@v1')
  t.is(await accept(b, 2, 'x'), 'main@v1')
  t.deepEqual(await push(a), [])
  t.deepEqual(await push(b), [])
  await pull(a)
  t.deepEqual(await told(a), ['v1+1 x 2'])
  t.deepEqual(await told(b), await told(a))
  const [version] = valueOf(await b.versions(MAIN))
  t.is(version?.first, valueOf(await a.versions(MAIN))[0]?.first, 'the one that was pushed first began it')
})

test('the version that was pushed first keeps its number, and the other is renumbered', async (t) => {
  const { accept, push, pull, told, fresh } = runners(t)
  const [a, b] = [await fresh(), await fresh()]
  await accept(a, 1, 'x')
  await push(a)
  await pull(b)
  t.is(await accept(a, 2, 'y'), 'main@v2')
  t.is(await accept(b, 3, 'z'), 'main@v2')
  t.is(await accept(b, 4, 'w'), 'main@v3')
  t.is(await accept(b, 5, 'w'), 'main@v3+1')
  t.deepEqual(await push(a), [])
  t.deepEqual(await push(b), ['2 -> 3', '3 -> 4'])
  await pull(a)
  t.deepEqual(await told(b), ['v1+0 x 1', 'v2+0 y 2', 'v3+0 z 3', 'v4+1 w 5'])
  t.deepEqual(await told(a), await told(b))
  t.deepEqual(await push(a), [])
  t.deepEqual(await push(b), [])
})

test('a pull renumbers what was not pushed yet, at once and whole', async (t) => {
  const { accept, push, pull, told, fresh } = runners(t)
  const [a, b] = [await fresh(), await fresh()]
  for (const [commit, entry] of [[1, 'p'], [2, 'q'], [3, 'r']] as const) await accept(a, commit, entry)
  for (const [commit, entry] of [[4, 's'], [5, 'q'], [6, 't'], [7, 't']] as const) await accept(b, commit, entry)
  await push(a)
  await pull(b)
  t.deepEqual(await told(b), ['v1+0 p 1', 'v2+0 q 2', 'v3+0 r 3', 'v4+0 s 4', 'v5+0 q 5', 'v6+1 t 7'])
  t.deepEqual(await push(b), [])
  await pull(a)
  t.deepEqual(await told(a), await told(b))
})

test('numbers of damaged versions are not given again', async (t) => {
  const { tree, accept, fresh } = runners(t)
  const [a, b] = [await fresh(), await fresh()]
  await accept(a, 1, 'x')
  await tree.take(a)
  const damaged = [...tree.files.keys()].find((path) => path.endsWith('version.json'))!
  tree.files.set(damaged, Buffer.from('{}'))
  await accept(b, 2, 'y')
  t.deepEqual((await tree.take(b)).renumbered.map(({ from, to }) => [from, to]), [[1, 2]])
  t.is(Buffer.from(tree.files.get(damaged)!).toString(), '{}', 'what is there is not written over')
})

test('every series has its own numbers on every branch', async (t) => {
  const { accept, push, pull, told, fresh } = runners(t)
  const [a, b] = [await fresh(), await fresh()]
  const release = { ...MAIN, branch: 'release/1' }
  await accept(a, 1, 'x')
  await accept(b, 2, 'x', release)
  await push(a)
  t.deepEqual(await push(b), [])
  await pull(a)
  t.deepEqual([await told(a), await told(a, release)], [['v1+0 x 1'], ['v1+0 x 2']])
})

test('six runners that push in any order end up with the same versions', async (t) => {
  const { accept, push, pull, told, fresh, tree } = runners(t)
  const stores = await Promise.all(Array.from({ length: 6 }, fresh))
  let commit = 0
  for (const round of [0, 1, 2]) {
    for (const [index, store] of stores.entries()) {
      commit += 1
      await accept(store, commit, ['x', 'y', 'z'][(round + index) % 3]!)
      if ((index + round) % 2 === 0) await push(store)
    }
  }
  for (const store of stores) await push(store)
  for (const store of stores) await pull(store)
  const first = await told(stores[0]!)
  for (const store of stores) t.deepEqual(await told(store), first)
  const { store: rebuilt, file } = await freshStore(t)
  valueOf(await rebuilt.importFrom(tree.tip()))
  t.deepEqual(await told(rebuilt), first)
  t.is(Number(rowsOf(file, 'select count(distinct measurement_id) as n from promotion')[0]?.['n']), 18, 'none is lost')
  t.is(Number(rowsOf(file, 'select count(*) as n from promotion')[0]?.['n']), 18, 'none is doubled')
})
