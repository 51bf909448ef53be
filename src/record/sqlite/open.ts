import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Failure } from '../../model/failure.js'
import type { Schema } from '../schema/index.js'
import { migrate, NewerSchema } from '../migrate.js'
import type { Connection } from '../transaction.js'
import { sqliteTraits } from './traits.js'

/** How long a process waits for another one's write before it is told that the store is busy. */
const PATIENCE_SECONDS = 15

export interface OpenDatabase extends Connection {
  readonly close: () => Promise<void>
  readonly failureOf: (error: unknown) => Failure | undefined
}

/** Opens a SQLite file, making it and bringing it to the current schema when needed. */
export async function openSqlite(file: string): Promise<OpenDatabase> {
  const { default: Database } = await import('better-sqlite3')
  mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file, { timeout: PATIENCE_SECONDS * 1000 })
  try {
    prepare(database)
    const connection: Connection = { db: new Kysely<Schema>({ dialect: new SqliteDialect({ database }) }), traits: sqliteTraits, isBusy }
    await migrate(connection, () => backUp(database, file))
    return { ...connection, failureOf: (error) => sqliteFailure(file, error), close: () => close(database, connection) }
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * WAL lets readers read while one writes. Where it cannot work (network file systems, read-only media) SQLite stays
 * with its rollback journal, which is slower and as safe.
 */
function prepare(database: BetterSqlite3.Database): void {
  try {
    database.pragma('journal_mode = wal')
  } catch (error) {
    if (!/^SQLITE_(?:READONLY|CANTOPEN|IOERR|BUSY|PROTOCOL)/.test(codeOf(error))) throw error
  }
  database.pragma('synchronous = normal')
  database.pragma('foreign_keys = on')
}

async function backUp(database: BetterSqlite3.Database, file: string): Promise<void> {
  await database.backup(`${file}.before-migration`)
}

/** The write-ahead log is folded back, so that a copied file is the whole store. */
async function close(database: BetterSqlite3.Database, { db }: Connection): Promise<void> {
  try {
    database.pragma('wal_checkpoint(truncate)')
  } catch {
    // Another process is still writing: it will fold the log back when it closes.
  }
  await db.destroy()
}

function isBusy(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error))
}

/** What an error of the database means to a person; undefined when it is a bug of ours. */
export function sqliteFailure(file: string, error: unknown): Failure | undefined {
  const code = codeOf(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof NewerSchema) return { code: 'store-newer', file, unknown: error.unknown }
  if (/bindings file|NODE_MODULE_VERSION|ERR_DLOPEN_FAILED|better-sqlite3/.test(`${code} ${detail}`) && !code.startsWith('SQLITE')) return { code: 'store-binding', detail }
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return { code: 'store-corrupt', file, detail }
  if (/^SQLITE_FULL|^ENOSPC/.test(code)) return { code: 'store-full', file, detail }
  if (isBusy(error)) return { code: 'store-busy', file, seconds: PATIENCE_SECONDS }
  if (/^SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH|IOERR)|^E(?:ACCES|PERM|ROFS|NOTDIR|EXIST|ISDIR)$/.test(code)) return { code: 'store-unwritable', file, detail }
  return undefined
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? code : ''
}

