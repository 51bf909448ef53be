import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { openStore } from '../../src/record/index.js'
import { migrations } from '../../src/record/migrations/index.js'
import type { Migration } from '../../src/record/migrations/migration.js'
import { answerOf, start } from '../support/child.js'
import { temporaryFolder } from '../support/folder.js'
import { draftOf, fileOfLines } from '../support/measurement.js'
import { next } from '../support/next-migration.js'
import { failureOf, valueOf } from '../support/result.js'
import { countOf, freshStore, NOW, rowsOf, storeIn } from '../support/store.js'

const OPENER = import.meta.resolve('../support/children/open-next.js')

const failing: Migration = {
  name: '999-failing',
  up: async (db) => {
    await db.schema.createTable('half').addColumn('a', 'text').execute()
    throw new Error('half way')
  },
}

/** A closed store of this version with one measurement. */
async function older(t: ExecutionContext) {
  const { store, file } = await freshStore(t)
  const { measurement } = valueOf(await store.add(draftOf(), [fileOfLines('a.ts', 1, 0)], NOW))
  await store.close()
  return { file, measurement }
}

const namesOf = (file: string): unknown[] => rowsOf(file, 'select name from migration order by name').map(({ name }) => name)

test('an older store is migrated after a backup that is itself a store', async (t) => {
  const { file, measurement } = await older(t)
  const store = valueOf(await openStore(file, '/', { steps: [...migrations, next] }))
  t.deepEqual(valueOf(await store.byId(measurement.id)), { ...measurement })
  t.deepEqual(rowsOf(file, 'select note from measurement'), [{ note: 'none' }])
  await store.close()
  t.deepEqual(namesOf(file), [...migrations.map(({ name }) => name), '998-next'])

  const backup = `${file}.before-998-next`
  t.deepEqual(readdirSync(dirname(file)), ['datum.db', 'datum.db.before-998-next'])
  t.deepEqual(valueOf(await (await storeIn(t, backup)).byId(measurement.id)), measurement)
})

test('a step that fails changes nothing', async (t) => {
  const { file, measurement } = await older(t)
  await t.throwsAsync(openStore(file, '/', { steps: [...migrations, next, failing] }), { message: 'half way' })
  t.deepEqual(namesOf(file), migrations.map(({ name }) => name))
  t.deepEqual(rowsOf(file, "select name from sqlite_master where name = 'half'"), [])
  t.deepEqual(valueOf(await (await storeIn(t, file)).byId(measurement.id)), measurement)
})

test('a migrated store is refused by the datum before it', async (t) => {
  const { file } = await older(t)
  await valueOf(await openStore(file, '/', { steps: [...migrations, next] })).close()
  t.deepEqual(failureOf(await openStore(file, '/')), { code: 'store-newer', file, unknown: ['998-next'] })
})

test('processes that open an older store at once migrate it once', async (t) => {
  const { file } = await older(t)
  const moment = String(Date.now() + 1500)
  const openers = [1, 2, 3, 4].map(() => start(OPENER, [file, moment]))
  for (const opener of openers) t.is(await answerOf<number>(opener), 1)
  t.deepEqual(namesOf(file), [...migrations.map(({ name }) => name), '998-next'])
  t.is(countOf(`${file}.before-998-next`, 'migration'), migrations.length, 'the backup is of the time before')
})

test('a fresh store has no backup', async (t) => {
  const folder = temporaryFolder(t)
  await valueOf(await openStore(join(folder, 'datum.db'), '/')).close()
  t.deepEqual(readdirSync(folder), ['datum.db'])
})

test('migrations are numbered in order', (t) => {
  const names = migrations.map(({ name }) => name)
  t.deepEqual(names, names.toSorted())
  t.deepEqual(names.map((name) => Number(name.slice(0, 3))), names.map((_, index) => index + 1))
})
