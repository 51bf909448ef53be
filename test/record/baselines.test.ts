import test, { type ExecutionContext } from 'ava'
import type { Baseline, SeriesOnBranch } from '../../src/record/store.js'
import { baselineText } from '../../src/model/judgement.js'
import { draftOf, hashOf } from '../support/measurement.js'
import { valueOf } from '../support/result.js'
import { freshStore, NOW } from '../support/store.js'

const MAIN: SeriesOnBranch = { series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'coverage(tool=istanbul)', branch: 'main' }

const text = (baseline: Baseline | undefined): string | undefined => baseline && baselineText(baseline)

/** A line of commits `1`, `2` … on main; builds of them are accepted in any order. */
async function line(t: ExecutionContext) {
  const { store } = await freshStore(t)
  const ids = new Map<string, string>()
  let clock = 0
  const commitsFrom = (commit: number) => Array.from({ length: commit }, (_, index) => hashOf(`commit ${commit - index}`))
  const accept = async (commit: number, entry: string, { of = MAIN, known = true } = {}): Promise<string> => {
    const slot = { build: `${of.branch} ${commit}`, commit: hashOf(`commit ${commit}`) }
    const { id } = valueOf(await store.add(draftOf({ slot }), [], NOW)).measurement
    ids.set(id, String(commit))
    clock += 1
    const now = `2026-11-23T12:00:${String(clock).padStart(2, '0')}Z`
    return baselineText(valueOf(await store.promote({ ...of, measurement: id, entry, commits: known ? commitsFrom(commit) : null, now })))
  }
  const at = async (commit: number) => valueOf(await store.baselineAt(MAIN, commitsFrom(commit)))
  return { store, ids, accept, at }
}

test('builds are counted behind the version they passed under', async (t) => {
  const { accept, at, ids } = await line(t)
  t.is(await accept(1, 'a'), 'main@v1')
  t.is(await accept(2, 'a'), 'main@v1+1')
  t.is(await accept(3, 'a'), 'main@v1+2')
  t.is(await accept(3, 'a'), 'main@v1+2', 'once is enough')
  const third = await at(3)
  t.like(third, { version: 1, later: 2, entry: 'a', commit: hashOf('commit 3'), begunAt: '2026-11-23T12:00:01Z', at: '2026-11-23T12:00:03Z', branch: 'main' })
  t.deepEqual([ids.get(third?.first ?? ''), ids.get(third?.measurement ?? '')], ['1', '3'])
})

test('a version rises only when other recalibrations are in force', async (t) => {
  const { store, accept, ids } = await line(t)
  t.is(await accept(1, 'a'), 'main@v1')
  t.is(await accept(2, 'b'), 'main@v2')
  t.is(await accept(3, 'b'), 'main@v2+1')
  t.is(await accept(4, 'a'), 'main@v3', 'going back is a decision too')
  t.is(await accept(5, 'a'), 'main@v3+1')
  const versions = valueOf(await store.versions(MAIN))
  t.deepEqual(versions.map((version) => [version.version, version.later, version.entry, ids.get(version.first)]), [[1, 0, 'a', '1'], [2, 1, 'b', '2'], [3, 1, 'a', '4']])
})

test('the nearest ancestor is the baseline, whichever build was done last', async (t) => {
  const { store, accept, at, ids } = await line(t)
  await accept(1, 'a')
  await accept(4, 'a')
  await accept(2, 'a')
  const commitOf = async (commit: number) => ids.get((await at(commit))?.measurement ?? '')
  t.is(await commitOf(5), '4')
  t.is(await commitOf(3), '2')
  t.is(await commitOf(1), '1')
  t.is(ids.get(valueOf(await store.baselineAt(MAIN, null))?.measurement ?? ''), '2', 'without an order: the one accepted last')
  t.is(valueOf(await store.baselineAt(MAIN, [hashOf('elsewhere')])), undefined)
  t.is(valueOf(await store.baselineAt(MAIN, [])), undefined)
})

test('a slow build of an older commit begins no version', async (t) => {
  const { accept, at, store } = await line(t)
  await accept(1, 'a')
  t.is(await accept(3, 'b'), 'main@v2')
  t.is(await accept(2, 'a'), 'main@v1+1', 'its own recalibrations were the old ones')
  t.is(await accept(4, 'b'), 'main@v2+1')
  t.is(valueOf(await store.versions(MAIN)).length, 2)
  t.is(text(await at(4)), 'main@v2+1')
  t.is(text(await at(2)), 'main@v1+1')
})

test('an older commit under the new recalibrations joins their version', async (t) => {
  const { accept } = await line(t)
  await accept(1, 'a')
  t.is(await accept(4, 'b'), 'main@v2')
  t.is(await accept(3, 'b'), 'main@v2+1')
  t.is(await accept(5, 'b'), 'main@v2+2')
})

test('without a history the newest version counts', async (t) => {
  const { accept } = await line(t)
  t.is(await accept(1, 'a', { known: false }), 'main@v1')
  t.is(await accept(2, 'a', { known: false }), 'main@v1+1')
  t.is(await accept(3, 'b', { known: false }), 'main@v2')
  t.is(await accept(4, 'a', { known: false }), 'main@v3')
})

test('every series has its own versions on every branch', async (t) => {
  const { store, accept } = await line(t)
  const others: readonly SeriesOnBranch[] = [
    { ...MAIN, branch: 'release/1' },
    { ...MAIN, identity: 'coverage(tool=c8)' },
    { ...MAIN, series: { ...MAIN.series, model: 'parallel:4' } },
    { ...MAIN, series: { ...MAIN.series, leg: 'windows' } },
    { ...MAIN, series: { ...MAIN.series, suite: 'e2e' } },
  ]
  await accept(1, 'a')
  await accept(2, 'b')
  for (const of of others) t.is(await accept(3, 'b', { of }), `${of.branch}@v1`)
  t.is(await accept(3, 'b'), 'main@v2+1')

  t.is(valueOf(await store.baselines({})).length, 6)
  t.deepEqual(valueOf(await store.baselines({ branch: 'release/1' })).map(text), ['release/1@v1'])
  t.deepEqual(valueOf(await store.baselines({ suite: 'e2e' })).map(text), ['main@v1'])
  const [newest] = valueOf(await store.baselines({ suite: 'unit', branch: 'main' })).filter(({ identity, series }) => identity === MAIN.identity && series.model === 'serial' && series.leg === '')
  t.is(text(newest), 'main@v2+1')
})

test('a baseline keeps the revision it accepted', async (t) => {
  const { store, accept, ids, at } = await line(t)
  await accept(1, 'a')
  const [accepted = ''] = ids.keys()
  const slot = { build: 'main 1', commit: hashOf('commit 1') }
  t.is(valueOf(await store.add(draftOf({ slot, values: [] }), [], NOW)).how, 'superseding')
  t.is((await at(2))?.measurement, accepted)
  t.truthy(valueOf(await store.byId(accepted)))
})
