import { join } from 'node:path'
import test from 'ava'
import Database from 'better-sqlite3'
import { openStore } from '../../src/record/index.js'
import { migrations } from '../../src/record/migrations/index.js'
import { temporaryFolder } from '../support/folder.js'
import { valueOf } from '../support/result.js'
import { rowsOf, storeIn } from '../support/store.js'
import { draftOf, hashOf } from '../support/measurement.js'

const MAIN = { series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'i', branch: 'main' }

/** A store as the first schema had it: three builds in one second, one a second later, two versions, a judgement said twice. */
async function firstStore(file: string): Promise<void> {
  await valueOf(await openStore(file, '/', { steps: migrations.slice(0, 1) })).close()
  const database = new Database(file)
  const { slot, values: _values, fingerprint, tree, measuredTree, branch, whole: _whole, assumed: _assumed, ...rest } = draftOf()
  database.prepare("insert into fingerprint (hash, identity, json) values ('f', 'i', ?)").run(JSON.stringify(fingerprint))
  database.exec("insert into manifest (hash, depth, files) values (x'00', 0, 0)")
  const measurement = database.prepare(`insert into measurement (id, slot, repository, suite, leg, model, commit_hash, tree, measured_tree, branch, fingerprint_key, manifest_key, whole, assumed, rest, recorded_at)
    values (?, ?, 'r', 'unit', '', 'serial', ?, ?, ?, ?, 1, 1, 1, 0, ?, ?)`)
  for (const [id, at] of [['m_c', '00'], ['m_a', '00'], ['m_b', '00'], ['m_0', '01']] as const) {
    measurement.run(id, id, hashOf(id), tree, measuredTree, branch, JSON.stringify({ ...rest, provider: slot.provider, build: id }), `2026-11-23T12:00:${at}Z`)
  }
  const baseline = database.prepare("insert into baseline (suite, leg, model, identity, branch, version, entry, first_key, begun_at) values ('unit', '', 'serial', 'i', 'main', ?, ?, ?, ?)")
  const promotion = database.prepare('insert into promotion (baseline_key, measurement_key, at) values (?, ?, ?)')
  baseline.run(1, 'x', 1, '2026-11-23T12:00:00Z')
  baseline.run(2, 'y', 3, '2026-11-23T12:00:00Z')
  for (const [version, key] of [[1, 1], [1, 2], [2, 3], [2, 4]]) promotion.run(version, key, '2026-11-23T12:00:00Z')
  const judgement = database.prepare("insert into judgement (measurement_key, suite, verdict, blocking, mode, overridden, findings, at) values (?, 'unit', ?, 'pass', 'enforce', 0, '[]', ?)")
  for (const [key, verdict] of [[1, 'pass'], [1, 'pass'], [2, 'regression']]) judgement.run(key, verdict, '2026-11-23T12:00:00Z')
  database.close()
}

test('a store of the first schema keeps its order, its baselines and its judgements', async (t) => {
  const file = join(temporaryFolder(t), 'datum.db')
  await firstStore(file)
  const store = await storeIn(t, file)
  t.deepEqual(valueOf(await store.find({ limit: 9 })).map(({ id }) => id), ['m_0', 'm_b', 'm_a', 'm_c'], 'the last recorded first, also within a second')
  t.deepEqual(valueOf(await store.versions(MAIN)).map(({ version, later, entry, first, measurement, commit }) => ({ version, later, entry, first, measurement, commit })), [
    { version: 1, later: 1, entry: 'x', first: 'm_c', measurement: 'm_a', commit: hashOf('m_a') },
    { version: 2, later: 1, entry: 'y', first: 'm_b', measurement: 'm_0', commit: hashOf('m_0') },
  ])
  t.deepEqual(valueOf(await store.judgements('unit', 9)).map(({ measurement, verdict }) => [measurement, verdict]), [['m_a', 'regression'], ['m_c', 'pass']])
  t.is(rowsOf(file, 'select * from judgement').length, 2, 'said twice is once')
  t.deepEqual(rowsOf(file, 'pragma foreign_key_check'), [])
  t.deepEqual(valueOf(await store.promote({ ...MAIN, measurement: 'm_c', entry: 'z', commits: null, now: '2026-11-24T00:00:00Z' })).version, 3)
  t.like(valueOf(await store.add(draftOf({ slot: { build: 'next' } }), [], '2026-11-23T12:00:00Z')), { how: 'new' })
  t.deepEqual(rowsOf(file, 'select id, recorded_at from measurement order by recorded_at').map(({ recorded_at: at }) => String(at).slice(17)), ['00.000Z', '00.001Z', '00.002Z', '00.003Z', '01.000Z'])
})

test('builds of one second are in the order of recording, as far as a second has room', async (t) => {
  const file = join(temporaryFolder(t), 'datum.db')
  const store = await storeIn(t, file)
  const ids: string[] = []
  for (let build = 0; build < 20; build += 1) ids.push(valueOf(await store.add(draftOf({ slot: { build: String(build) } }), [], '2026-11-23T12:00:00Z')).measurement.id)
  t.deepEqual(valueOf(await store.find({ limit: 20 })).map(({ id }) => id), ids.toReversed())
  new Database(file).exec("update measurement set recorded_at = '2026-11-23T12:00:00.998Z' where recorded_at = '2026-11-23T12:00:00.019Z'").close()
  for (const build of ['a', 'b', 'c']) valueOf(await store.add(draftOf({ slot: { build } }), [], '2026-11-23T12:00:00Z'))
  t.deepEqual(rowsOf(file, 'select recorded_at from measurement order by recorded_at desc limit 4').map(({ recorded_at: at }) => String(at).slice(20)), ['999Z', '999Z', '999Z', '998Z'])
})
