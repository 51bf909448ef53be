import { sql } from 'kysely'
import type { Traits } from '../dialect.js'

/**
 * `begin immediate`: a transaction that reads first and writes later fails with SQLITE_BUSY_SNAPSHOT whatever the
 * busy timeout says, so every writing transaction takes the write lock at once.
 */
export const sqliteTraits: Traits = {
  name: 'sqlite',
  identity: (column) => column.primaryKey().autoIncrement(),
  bytes: 'blob',
  beginWriting: 'begin immediate',
  references: { off: 'pragma foreign_keys = off', check: 'pragma foreign_key_check', on: 'pragma foreign_keys = on' },
  clustered: (table) => table.modifyEnd(sql`without rowid`),
}
