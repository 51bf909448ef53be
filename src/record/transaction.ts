import { sql, type Kysely } from 'kysely'
import type { Traits } from './dialect.js'
import type { Schema } from './schema/index.js'

/** A database, and what is particular to it. */
export interface Connection {
  readonly db: Kysely<Schema>
  readonly traits: Traits
  /** True for an error that goes away when the other writer is done. */
  readonly isBusy: (error: unknown) => boolean
  /** Milliseconds after which a busy database is given up. */
  readonly patience: number
}

/** Runs work that writes, in one transaction that waits for its turn; a busy database is tried again, not for ever. */
export async function writing<T>(connection: Connection, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  return patiently(connection, (db) => inTransaction(db, connection.traits, work))
}

/** Runs work that deletes and rewrites much, in one transaction; what refers to nothing then fails it as a whole. */
export async function rebuilding<T>(connection: Connection, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const { beginWriting, references } = connection.traits
  return patiently(connection, async (db) => {
    // No transaction is open here, in which the statement would do nothing: the connection is ours.
    await sql.raw(references.off).execute(db)
    try {
      return await inTransaction(db, { beginWriting }, async (inside) => {
        const result = await work(inside)
        const { rows } = await sql.raw(references.check).execute(inside)
        if (rows.length > 0) throw new Error(`${rows.length} references lead nowhere: ${JSON.stringify(rows[0])}`)
        return result
      })
    } finally {
      await sql.raw(references.on).execute(db)
    }
  })
}

async function patiently<T>({ db, isBusy, patience }: Connection, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const end = performance.now() + patience
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.connection().execute(work)
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error
      await pause(attempt * (20 + Math.random() * 30))
    }
  }
}

async function inTransaction<T>(db: Kysely<Schema>, { beginWriting }: Pick<Traits, 'beginWriting'>, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  await sql.raw(beginWriting).execute(db)
  try {
    const result = await work(db)
    await sql.raw('commit').execute(db)
    return result
  } catch (error) {
    await sql.raw('rollback').execute(db).catch(() => undefined)
    throw error
  }
}

/** Several reads of one state. */
export async function reading<T>({ db }: Connection, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
