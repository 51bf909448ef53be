import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import Database from 'better-sqlite3'
import type { Failure } from '../../src/model/failure.js'
import { openStore } from '../../src/record/index.js'
import { answerOf, start } from '../support/child.js'
import { temporaryFolder } from '../support/folder.js'
import { draftOf } from '../support/measurement.js'
import { failureOf, valueOf } from '../support/result.js'
import { freshStore, NOW } from '../support/store.js'

const TRIER = import.meta.resolve('../support/children/try-store.js')

interface Tried {
  readonly opened: 'ok' | Failure
  readonly found?: number | Failure
  readonly added?: 'ok' | Failure
}

const tryAsNobody = (file: string): Promise<Tried> => answerOf<Tried>(start(TRIER, [file], { unprivileged: true }))

/** A closed store of one measurement in a folder that everybody may enter. */
async function closedStore(t: ExecutionContext, mode: 'wal' | 'delete' = 'wal'): Promise<string> {
  const { store, file } = await freshStore(t)
  valueOf(await store.add(draftOf(), [], NOW))
  await store.close()
  const database = new Database(file)
  database.pragma(`journal_mode = ${mode}`)
  database.close()
  chmodSync(dirname(file), 0o755)
  return file
}

for (const mode of ['wal', 'delete'] as const) {
  test(`a read-only file in a read-only folder is read and never written (${mode})`, async (t) => {
    const file = await closedStore(t, mode)
    chmodSync(file, 0o444)
    chmodSync(dirname(file), 0o555)
    const before = readFileSync(file)
    t.deepEqual(await tryAsNobody(file), {
      opened: 'ok', found: 1, added: { code: 'store-unwritable', file, detail: 'this user may not write the file' },
    })
    t.deepEqual(readFileSync(file), before)
    t.deepEqual(readdirSync(dirname(file)), ['datum.db'])
  })

  test(`a read-only file in a writable folder is read and never written (${mode})`, async (t) => {
    const file = await closedStore(t, mode)
    chmodSync(file, 0o444)
    chmodSync(dirname(file), 0o777)
    const before = readFileSync(file)
    t.deepEqual(await tryAsNobody(file), {
      opened: 'ok', found: 1, added: { code: 'store-unwritable', file, detail: 'this user may not write the file' },
    })
    t.deepEqual(readFileSync(file), before)
  })
}

test('a log that cannot be read is not passed over', async (t) => {
  const file = await closedStore(t)
  const writer = valueOf(await openStore(file, '/'))
  valueOf(await writer.add(draftOf({ slot: { build: '2' } }), [], NOW))
  const folder = temporaryFolder(t)
  for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, join(folder, `datum.db${suffix}`))
  await writer.close()
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444)
  chmodSync(folder, 0o555)
  t.like((await tryAsNobody(join(folder, 'datum.db'))).opened, { code: 'store-unwritable' })
})

test('a folder where nothing may be made holds no new store', async (t) => {
  const folder = temporaryFolder(t)
  chmodSync(folder, 0o555)
  const denied = { code: 'store-unwritable', detail: `this user may not write in the folder ${folder}` }
  t.like((await tryAsNobody(join(folder, 'datum.db'))).opened, denied)
  t.like((await tryAsNobody(join(folder, 'sub/folder/datum.db'))).opened, denied, 'the folder that is there is the one to name')
})

test('a file that may not be read is unwritable too', async (t) => {
  const file = await closedStore(t)
  chmodSync(file, 0o600)
  if (process.getuid?.() !== 0) chmodSync(file, 0o000)
  t.deepEqual((await tryAsNobody(file)).opened, { code: 'store-unwritable', file, detail: 'this user may not read the file' })
})

test('a store that this user may only read is not migrated', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'datum.db')
  writeFileSync(file, '')
  chmodSync(file, 0o444)
  chmodSync(folder, 0o755)
  t.like((await tryAsNobody(file)).opened, { code: 'store-unwritable', detail: 'this user may not write the file' })
})

test('what is no file is named for what it is', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'datum.db'))
  t.deepEqual(failureOf(await openStore('datum.db', folder)), { code: 'store-unwritable', file: 'datum.db', detail: 'it is a folder' })
  t.deepEqual(failureOf(await openStore('', folder)), { code: 'store-unwritable', file: '', detail: 'it is a folder' })

  writeFileSync(join(folder, 'taken'), '')
  t.deepEqual(failureOf(await openStore('taken/datum.db', folder)), { code: 'store-unwritable', file: 'taken/datum.db', detail: `${join(folder, 'taken')} is no folder` })
  t.deepEqual(failureOf(await openStore('taken/deeper/datum.db', folder)), { code: 'store-unwritable', file: 'taken/deeper/datum.db', detail: `${join(folder, 'taken')} is no folder` })

  symlinkSync('loop', join(folder, 'loop'))
  t.like(failureOf(await openStore('loop', folder)), { code: 'store-unwritable' })
  t.like(failureOf(await openStore(`${'x'.repeat(300)}.db`, folder)), { code: 'store-unwritable' })
})

test('names are of the folder that they are meant from', async (t) => {
  const folder = temporaryFolder(t)
  for (const name of ['.datum/datum.db', 'ünï c/d?e#f%20.db', ':memory:', 'file:x?mode=memory']) {
    const store = valueOf(await openStore(name, folder))
    valueOf(await store.add(draftOf(), [], NOW))
    await store.close()
    t.true(readFileSync(join(folder, name)).length > 4096, name)
  }
})
