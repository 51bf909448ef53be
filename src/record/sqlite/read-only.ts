import { readFileSync, statSync } from 'node:fs'
import type BetterSqlite3 from 'better-sqlite3'
import type { Driver } from './driver.js'
import { codeOf } from './failure.js'

/** Bytes of a SQLite header that tell how it is journalled (https://sqlite.org/fileformat2.html#file_format_version_numbers). */
const JOURNAL_BYTES = [18, 19]
const ROLLBACK = 1

/**
 * A store in a folder where nothing may be written can still be read: SQLite itself would want to lay its log beside
 * it. The file is taken into memory, read-only; undefined when this is no such case.
 */
export function readOnlyCopy(Database: Driver, file: string, error: unknown): BetterSqlite3.Database | undefined {
  if (!/^SQLITE_(?:READONLY|CANTOPEN)/.test(codeOf(error)) || hasLog(file)) return undefined
  try {
    const bytes = readFileSync(file)
    for (const at of JOURNAL_BYTES) bytes[at] = ROLLBACK
    return bytes.length < 100 ? undefined : new Database(bytes, { readonly: true })
  } catch {
    return undefined
  }
}

/** What stands in the log only would be missed. */
function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}
