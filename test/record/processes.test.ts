import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'ava'
import Database from 'better-sqlite3'
import { openStore } from '../../src/record/index.js'
import { start } from '../support/child.js'
import { temporaryFolder } from '../support/folder.js'
import { draftOf, fileOfLines } from '../support/measurement.js'
import { failureOf, valueOf } from '../support/result.js'
import { freshStore, NOW, rowsOf, storeIn } from '../support/store.js'

const WRITER = import.meta.resolve('../support/children/write-measurements.js')

for (const round of [1, 2, 3]) {
  test(`processes that open a fresh store and write at the same moment lose nothing (${round})`, async (t) => {
    const file = join(temporaryFolder(t), 'folder/datum.db')
    const moment = String(Date.now() + 1500)
    const writers = ['a', 'b', 'c'].map((name) => start(WRITER, [file, name, '30', moment]))
    const ids: string[] = []
    for (const writer of writers) {
      const { code, out, err } = await writer.ended
      t.is(code, 0, err)
      ids.push(...out.trim().split('\n'))
    }
    t.is(new Set(ids).size, 90)
    t.deepEqual(readdirSync(dirname(file)), ['datum.db'], 'the last one folded the log back')

    const store = await storeIn(t, file)
    t.deepEqual(valueOf(await store.find({ limit: 999 })).map(({ id }) => id).sort(), ids.sort())
    for (const id of ids) t.is(valueOf(await store.detail(id))!.length, 20)
    t.deepEqual(rowsOf(file, 'pragma integrity_check'), [{ integrity_check: 'ok' }])
  })
}

test('a writer that is killed leaves a store that holds what it had stored', async (t) => {
  const file = join(temporaryFolder(t), 'datum.db')
  for (const round of [1, 2, 3, 4]) {
    const writer = start(WRITER, [file, `round ${round}`, '100000'])
    let lines = 0
    await new Promise<void>((resolve) => {
      writer.process.stdout?.on('data', (chunk: string) => {
        lines += chunk.split('\n').length - 1
        if (lines > 10 * round) resolve()
      })
    })
    writer.process.kill('SIGKILL')
    const { signal, out } = await writer.ended
    t.is(signal, 'SIGKILL')

    const store = valueOf(await openStore(file, '/'))
    const told = out.split('\n').slice(0, -1)
    t.true(told.length > 10 * round)
    for (const id of told.slice(-20)) {
      t.truthy(valueOf(await store.byId(id)), id)
      t.is(valueOf(await store.detail(id))!.length, 20)
    }
    t.is(valueOf(await store.add(draftOf({ slot: { build: `after ${round}` } }), [], NOW)).how, 'new')
    await store.close()
    t.deepEqual(rowsOf(file, 'pragma integrity_check'), [{ integrity_check: 'ok' }])
  }
})

test('many writes of one process at once take turns', async (t) => {
  const { store } = await freshStore(t)
  const added = await Promise.all(Array.from({ length: 40 }, (_, index) => store.add(draftOf({ slot: { build: String(index) } }), [fileOfLines('a.ts', 1, index % 2)], NOW)))
  t.is(new Set(added.map((result) => valueOf(result).measurement.id)).size, 40)
  t.is(valueOf(await store.find({ limit: 99 })).length, 40)
})

test('a store that somebody keeps locked is busy, and the write changed nothing', async (t) => {
  const file = join(temporaryFolder(t), 'datum.db')
  const store = valueOf(await openStore(file, '/', { patienceSeconds: 1 }))
  const other = new Database(file)
  other.exec('begin immediate')
  t.deepEqual(failureOf(await store.add(draftOf(), [], NOW)), { code: 'store-busy', file, seconds: 1 })
  t.deepEqual(valueOf(await store.find({ limit: 9 })), [], 'readers do not wait')
  other.exec('rollback')
  other.close()
  t.is(valueOf(await store.add(draftOf(), [], NOW)).how, 'new')
  await store.close()
})

test('closing does not wait for a writer', async (t) => {
  const { store, file } = await freshStore(t)
  valueOf(await store.add(draftOf(), [], NOW))
  const other = new Database(file)
  other.exec('begin immediate')
  const begun = performance.now()
  await store.close()
  t.true(performance.now() - begun < 3000)
  other.close()
})

test('where the log cannot be used the rollback journal is', async (t) => {
  const { store, file } = await freshStore(t)
  await store.close()
  const reader = new Database(file)
  t.is(reader.pragma('journal_mode = delete', { simple: true }), 'delete')
  const rows = reader.prepare('select name from sqlite_master').iterate()
  rows.next()
  const fallen = await storeIn(t, file)
  t.deepEqual(valueOf(await fallen.find({ limit: 9 })), [])
  rows.return?.()
  t.is(valueOf(await fallen.add(draftOf(), [], NOW)).how, 'new')
  t.is(reader.pragma('journal_mode', { simple: true }), 'delete')
  reader.close()
})
