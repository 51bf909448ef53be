import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '../../src/record/index.js'
import type { Store } from '../../src/record/store.js'
import { temporaryFolder, type Owner } from './folder.js'
import { valueOf } from './result.js'

export const NOW = '2026-11-23T12:00:00Z'

export interface StoreInFile {
  readonly store: Store
  readonly file: string
}

/** A fresh store in a folder of its own. */
export async function freshStore(t: Owner): Promise<StoreInFile> {
  const file = join(temporaryFolder(t), 'datum.db')
  return { store: await storeIn(t, file), file }
}

/** The store of a file, closed when the test is over. */
export async function storeIn(t: Owner, file: string): Promise<Store> {
  const store = valueOf(await openStore(file, '/'))
  t.teardown(async () => { await store.close().catch(() => undefined) })
  return store
}

/** Rows of a query, through a connection that is not the store's. */
export function rowsOf(file: string, query: string): readonly Record<string, unknown>[] {
  const database = new Database(file)
  try {
    return database.prepare(query).all() as Record<string, unknown>[]
  } finally {
    database.close()
  }
}

/** How many rows a table has. */
export function countOf(file: string, table: string): number {
  return Number(rowsOf(file, `select count(*) as n from ${table}`)[0]?.['n'])
}
