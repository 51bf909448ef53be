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
export async function writing<T>({ db, traits, isBusy, patience }: Connection, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const end = performance.now() + patience
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.connection().execute(async (connection) => {
        await sql.raw(traits.beginWriting).execute(connection)
        try {
          const result = await work(connection)
          await sql.raw('commit').execute(connection)
          return result
        } catch (error) {
          await sql.raw('rollback').execute(connection).catch(() => undefined)
          throw error
        }
      })
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error
      await pause(attempt * (20 + Math.random() * 30))
    }
  }
}

/** Several reads of one state. */
export async function reading<T>({ db }: Connection, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
