import type BetterSqlite3 from 'better-sqlite3'
import { codeOf, isBusy } from './failure.js'

/** Changing the journal needs a moment without readers. It is worth a second, not the patience of a write. */
const TRIES = 4
const WAIT_MS = 250

/**
 * WAL lets readers read while one writes. Where it cannot work (network file systems, read-only media, readers that
 * do not go away) SQLite stays with its rollback journal, which is slower and, with every write synced, as safe.
 */
export function useLog(database: BetterSqlite3.Database, patienceSeconds: number): void {
  database.pragma(`busy_timeout = ${WAIT_MS}`)
  const isLogged = tryLog(database, TRIES)
  database.pragma(`busy_timeout = ${patienceSeconds * 1000}`)
  database.pragma(`synchronous = ${isLogged ? 'normal' : 'full'}`)
  database.pragma('foreign_keys = on')
}

function tryLog(database: BetterSqlite3.Database, tries: number): boolean {
  try {
    return database.pragma('journal_mode = wal', { simple: true }) === 'wal'
  } catch (error) {
    if (!/^SQLITE_(?:READONLY|CANTOPEN|IOERR|BUSY|LOCKED|PROTOCOL)/.test(codeOf(error))) throw error
    return isBusy(error) && tries > 1 && tryLog(database, tries - 1)
  }
}
