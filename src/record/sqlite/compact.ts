import type BetterSqlite3 from 'better-sqlite3'
import { isBusy, sqliteFailure, type Location } from './failure.js'

/**
 * Rewrites the file without its free pages. It needs the store for itself and as much room again: where it has neither,
 * the pages stay and are used for what comes next.
 */
export function compact(database: BetterSqlite3.Database, location: Location): number {
  const before = sizeOf(database)
  try {
    database.exec('vacuum')
    database.pragma('wal_checkpoint(truncate)')
  } catch (error) {
    if (!isBusy(error) && sqliteFailure(location, error)?.code !== 'store-full') throw error
  }
  return Math.max(before - sizeOf(database), 0)
}

function sizeOf(database: BetterSqlite3.Database): number {
  return Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))
}
