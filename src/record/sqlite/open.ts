import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Failure } from '../../model/failure.js'
import { migrate, missingSteps } from '../migrate.js'
import type { Migration } from '../migrations/migration.js'
import type { Schema } from '../schema/index.js'
import type { Connection } from '../transaction.js'
import { compact } from './compact.js'
import { refuseCut } from './cut.js'
import { loadDriver, type Driver } from './driver.js'
import { isBusy, sqliteFailure, type Location } from './failure.js'
import { useLog } from './journal.js'
import { readOnlyCopy } from './read-only.js'
import { sqliteTraits } from './traits.js'

export interface OpenDatabase extends Connection {
  /** Gives the room of what was deleted back to the file system, where no other process is at work; by how many bytes the file shrank. */
  readonly compact: () => number
  readonly close: () => Promise<void>
  readonly failureOf: (error: unknown) => Failure | undefined
}

/**
 * Opens a SQLite file, making it and bringing it to the current schema when needed. A file that is damaged, newer or
 * of another program is left as it is: everything is looked at before anything is written.
 */
export async function openSqlite(location: Location, steps: readonly Migration[]): Promise<OpenDatabase> {
  const { file, patienceSeconds } = location
  const Database = await loadDriver()
  mkdirSync(dirname(file), { recursive: true })
  const database = openFile(Database, location)
  try {
    const connection: Connection = {
      db: new Kysely<Schema>({ dialect: new SqliteDialect({ database }) }), traits: sqliteTraits, isBusy, patience: patienceSeconds * 1000,
    }
    const missing = await missingSteps(connection.db, steps)
    if (!database.memory) useLog(database, patienceSeconds)
    if (missing.length > 0) await migrate(connection, steps, (first) => backUp(Database, file, first))
    return { ...connection, failureOf: (error) => sqliteFailure(location, error), compact: () => compact(database, location), close: () => close(database, connection) }
  } catch (error) {
    database.close()
    throw error
  }
}

function openFile(Database: Driver, { file, patienceSeconds }: Location): BetterSqlite3.Database {
  let database: BetterSqlite3.Database | undefined
  try {
    database = new Database(file, { timeout: patienceSeconds * 1000 })
    database.pragma('schema_version')
    refuseCut(file)
    return database
  } catch (error) {
    database?.close()
    const copy = readOnlyCopy(Database, file, error)
    if (copy) return copy
    throw error
  }
}

/** Taken through a second connection while this one holds the write lock: nobody migrates in between. */
async function backUp(Database: Driver, file: string, first: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  const source = new Database(file, { readonly: true })
  try {
    await source.backup(temporary)
    renameSync(temporary, `${file}.before-${first}`)
  } finally {
    source.close()
    rmSync(temporary, { force: true })
  }
}

/** The write-ahead log is folded back, so that a copied file is the whole store. */
async function close(database: BetterSqlite3.Database, { db }: Connection): Promise<void> {
  try {
    database.pragma('busy_timeout = 100')
    database.pragma('wal_checkpoint(truncate)')
  } catch {
    // Another process is still writing: it will fold the log back when it closes.
  }
  await db.destroy()
}
