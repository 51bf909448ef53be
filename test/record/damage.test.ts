import { randomBytes } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'ava'
import Database from 'better-sqlite3'
import type { Failure } from '../../src/model/failure.js'
import { openStore } from '../../src/record/index.js'
import { temporaryFolder, type Owner } from '../support/folder.js'
import { draftOf, fileOfLines, hashOf } from '../support/measurement.js'
import { failureOf, valueOf } from '../support/result.js'
import { countOf, freshStore, NOW, rowsOf, storeIn } from '../support/store.js'

/** What lasts until all tests are over. */
const done: (() => void | Promise<void>)[] = []
const ofFile: Owner = { teardown: (work) => { done.push(work) } }
test.after.always(async () => {
  for (const work of done.reverse()) await work()
})

/** A closed store with a few measurements, as bytes. */
async function storeBytes(): Promise<Buffer> {
  const { store, file } = await freshStore(ofFile)
  for (let build = 0; build < 40; build += 1) {
    valueOf(await store.add(draftOf({ slot: { build: String(build), commit: hashOf(String(build)) } }), [fileOfLines(`${build}.ts`, 1, 0, build % 2)], NOW))
  }
  await store.close()
  return readFileSync(file)
}

const damages: readonly { readonly what: string; readonly bytes: (store: Buffer) => Uint8Array }[] = [
  { what: 'random bytes', bytes: () => randomBytes(50_000) },
  { what: 'a text file', bytes: () => Buffer.from('measurements go here\n') },
  { what: 'a long text file', bytes: () => Buffer.from('measurements go here\n'.repeat(1000)) },
  { what: 'a file of zeros', bytes: () => Buffer.alloc(8192) },
  ...[50, 100, 511, 512, 4096, 10_000].map((size) => ({ what: `a store cut to ${size} bytes`, bytes: (store: Buffer) => store.subarray(0, size) })),
  { what: 'a store cut in half', bytes: (store) => store.subarray(0, store.length / 2) },
  { what: 'a store that lacks its last page', bytes: (store) => store.subarray(0, -4096) },
  { what: 'a store that lacks its last byte', bytes: (store) => store.subarray(0, -1) },
  { what: 'a store with a broken schema page', bytes: (store) => Buffer.concat([store.subarray(0, 100), randomBytes(3996), store.subarray(4096)]) },
]

let whole: Buffer
test.before(async () => {
  whole = await storeBytes()
})

for (const { what, bytes } of damages) {
  test(`${what} is corrupt, is named, and stays as it is`, async (t) => {
    const damaged = bytes(whole)
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'datum.db'), damaged)
    const failure = failureOf(await openStore('datum.db', folder))
    t.like(failure, { code: 'store-corrupt', file: 'datum.db' })
    t.true('detail' in failure && failure.detail.length > 10)
    t.deepEqual(readFileSync(join(folder, 'datum.db')), Buffer.from(damaged))
    t.deepEqual(readdirSync(folder), ['datum.db'])
  })
}

test('an empty file is a store that has nothing in it yet', async (t) => {
  const file = join(temporaryFolder(t), 'datum.db')
  writeFileSync(file, '')
  const store = await storeIn(t, file)
  t.is(valueOf(await store.add(draftOf(), [], NOW)).how, 'new')
})

test("another program's database is refused and left alone", async (t) => {
  const folder = temporaryFolder(t)
  for (const sql of ['create table bookmark (url text)', 'create table migration (id integer, ran text)']) {
    const file = join(folder, `${sql.length}.db`)
    new Database(file).exec(sql).close()
    const before = readFileSync(file)
    t.deepEqual(failureOf(await openStore(file, '/')), { code: 'store-corrupt', file, detail: 'it is the database of another program' })
    t.deepEqual(readFileSync(file), before)
  }
})

test('a store of a newer datum is refused and left alone', async (t) => {
  const { store, file } = await freshStore(t)
  valueOf(await store.add(draftOf(), [], NOW))
  await store.close()
  for (const mode of ['wal', 'delete']) {
    const newer = new Database(file)
    newer.exec("insert or ignore into migration values ('999-from-the-future', '2030-01-01T00:00:00Z')")
    newer.pragma(`journal_mode = ${mode}`)
    newer.close()
    const before = readFileSync(file)
    t.deepEqual(failureOf(await openStore('datum.db', dirname(file))), { code: 'store-newer', file: 'datum.db', unknown: ['999-from-the-future'] })
    t.deepEqual(readFileSync(file), before)
    t.deepEqual(readdirSync(dirname(file)), ['datum.db'])
  }
})

test('content that went bad is corrupt, not a bug', async (t) => {
  const { store, file } = await freshStore(t)
  const { id } = valueOf(await store.add(draftOf(), [fileOfLines('a.ts', 1, 0)], NOW)).measurement
  const spoil = (sql: string) => new Database(file).exec(`pragma foreign_keys = off; ${sql}`).close()
  spoil("update blob set bytes = x'ff00ff' where key = 1")
  t.like(failureOf(await store.detail(id)), { code: 'store-corrupt', file })
  spoil('update blob set size = 3')
  t.like(failureOf(await store.detail(id)), { code: 'store-corrupt' })
  spoil('delete from blob')
  t.like(failureOf(await store.detail(id)), { code: 'store-corrupt' })
  t.truthy(valueOf(await store.byId(id)), 'what does not need it is still answered')
})

test('a table that went bad is corrupt, to readers and to writers', async (t) => {
  const broken = Buffer.from(whole)
  const file = join(temporaryFolder(t), 'datum.db')
  writeFileSync(file, broken)
  const pages = rowsOf(file, "select rootpage from sqlite_master where tbl_name in ('measurement', 'baseline', 'promotion')")
  for (const { rootpage } of pages) broken.fill(0xff, (Number(rootpage) - 1) * 4096, Number(rootpage) * 4096)
  writeFileSync(file, broken)
  const store = valueOf(await openStore(file, '/'))
  const outcomes = [await store.find({ limit: 99 }), await store.baselines({}), await store.add(draftOf({ slot: { build: 'x' } }), [fileOfLines('x.ts', 1)], NOW)]
  t.deepEqual(outcomes.map((outcome) => failureOf<Failure>(outcome).code), ['store-corrupt', 'store-corrupt', 'store-corrupt'])
  await store.close()
})

test('a copy of a closed store is the store', async (t) => {
  const { store, file } = await freshStore(t)
  const { measurement } = valueOf(await store.add(draftOf(), [fileOfLines('a.ts', 1, 0)], NOW))
  await store.close()
  const copy = join(temporaryFolder(t), 'copy.db')
  copyFileSync(file, copy)
  t.deepEqual(valueOf(await (await storeIn(t, copy)).byId(measurement.id)), measurement)
  t.is(countOf(copy, 'measurement'), 1)
})
