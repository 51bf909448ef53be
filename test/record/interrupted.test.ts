import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { err } from '../../src/model/result.js'
import { NO_RECORDS, type RecordsTip } from '../../src/model/records.js'
import { start } from '../support/child.js'
import { draftOf, fileOfLines, hashOf } from '../support/measurement.js'
import { MemoryTree } from '../support/records-tip.js'
import { failureOf, valueOf } from '../support/result.js'
import { temporaryFolder } from '../support/folder.js'
import { freshStore, NOW, rowsOf, storeIn } from '../support/store.js'

const IMPORTER = import.meta.resolve('../support/children/import-records.js')
const BUILDS = 120

async function manyBuilds(t: Parameters<typeof freshStore>[0]) {
  const { store } = await freshStore(t)
  for (let number = 0; number < BUILDS; number += 1) {
    const files = Array.from({ length: 20 }, (_, at) => fileOfLines(`src/${at}.ts`, 1, 0, ...Array.from({ length: at }, () => (at + number) % 20 === 0 ? 0 : 1)))
    const { measurement } = valueOf(await store.add(draftOf({ slot: { build: String(number), commit: hashOf(`commit ${number}`) } }), files, NOW))
    valueOf(await store.promote({ series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'i', branch: 'main', measurement: measurement.id, entry: String(Math.floor(number / 50)), commits: null, now: NOW }))
  }
  const tree = new MemoryTree()
  await tree.take(store)
  return { store, tree }
}

test('an import that is killed leaves a valid store, and the next one goes on', async (t) => {
  const { store, tree } = await manyBuilds(t)
  const folder = temporaryFolder(t)
  const [stored, file] = [join(folder, 'tree.json'), join(folder, 'datum.db')]
  writeFileSync(stored, JSON.stringify(Object.fromEntries([...tree.files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]))))
  let before = 0
  for (let round = 0; round < 8; round += 1) {
    const child = start(IMPORTER, [stored, file])
    await new Promise<void>((resolve) => { child.process.stdout?.once('data', () => { resolve() }) })
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 250))
    child.process.kill('SIGKILL')
    await child.ended
    t.deepEqual(rowsOf(file, 'pragma integrity_check'), [{ integrity_check: 'ok' }])
    t.deepEqual(rowsOf(file, 'pragma foreign_key_check'), [])
    const count = Number(rowsOf(file, 'select count(*) as n from measurement')[0]?.['n'])
    t.true(count >= before && (count % 25 === 0 || count === BUILDS), `${count} after ${before}: whole chunks`)
    before = count
  }
  const last = await storeIn(t, file)
  t.is(valueOf(await last.importFrom(tree.tip())).refused.length, 0)
  t.deepEqual(valueOf(await last.find({ limit: 999 })), valueOf(await store.find({ limit: 999 })))
  t.deepEqual(valueOf(await last.baselines({})), valueOf(await store.baselines({})))
  for (const { id } of valueOf(await last.find({ limit: 999 }))) t.deepEqual(valueOf(await last.detail(id)), valueOf(await store.detail(id)))
})

test('a home that fails in the middle fails the import as what it is, and keeps what was taken', async (t) => {
  const { tree } = await manyBuilds(t)
  const lost = { code: 'git-failed', command: 'git cat-file', detail: 'the connection was lost' } as const
  const { store, file } = await freshStore(t)
  let left = 60
  const whole = tree.tip()
  const tip: RecordsTip = { ...whole, files: async (folder) => ((left -= 1) < 0 ? err(lost) : whole.files(folder)) }
  t.deepEqual(failureOf(await store.importFrom(tip)), lost)
  t.is(Number(rowsOf(file, 'select count(*) as n from measurement')[0]?.['n']), 50)
  t.deepEqual(failureOf(await store.exportOn({ ...tree.tip(), list: async () => err(lost) })), lost)
  t.is(valueOf(await store.importFrom(tree.tip())).taken.length, BUILDS - 50)
})

test('a tip without records is nothing to import and everything to export', async (t) => {
  const { store } = await freshStore(t)
  const nothing = NO_RECORDS
  t.deepEqual(valueOf(await store.importFrom(nothing)), { taken: [], known: [], refused: [] })
  t.deepEqual(valueOf(await store.exportOn(nothing)).changes, [], 'nothing is written where there is nothing to say')
})
