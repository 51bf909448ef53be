import { sql, type Kysely } from 'kysely'
import { migrations } from './migrations/index.js'
import type { Schema } from './schema/index.js'
import { writing, type Connection } from './transaction.js'

/** The database holds steps this datum does not know: it was written by a newer one. */
export class NewerSchema extends Error {
  readonly unknown: readonly string[]

  constructor(unknown: readonly string[]) {
    super(`Unknown migrations: ${unknown.join(', ')}`)
    this.unknown = unknown
  }
}

/**
 * Brings the database to this version's schema. One process does it, others wait for its lock and find it done.
 * A database that holds data is backed up first.
 */
export async function migrate(connection: Connection, backUp: () => Promise<void>): Promise<void> {
  const before = await applied(connection.db)
  refuseNewer(before)
  if (before.size === migrations.length) return
  if (before.size > 0) await backUp()
  await writing(connection, async (db) => {
    await createLog(db)
    const done = await applied(db)
    refuseNewer(done)
    for (const { name, up } of migrations) {
      if (done.has(name)) continue
      await up(db as unknown as Kysely<unknown>, connection.traits)
      await db.insertInto('migration').values({ name, applied_at: new Date().toISOString() }).execute()
    }
  })
}

function refuseNewer(names: ReadonlySet<string>): void {
  const unknown = [...names].filter((name) => !migrations.some((migration) => migration.name === name))
  if (unknown.length > 0) throw new NewerSchema(unknown)
}

async function createLog(db: Kysely<Schema>): Promise<void> {
  await db.schema.createTable('migration').ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute()
}

async function applied(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  const tables = await db.introspection.getTables()
  if (!tables.some((table) => table.name === 'migration')) return new Set()
  const rows = await db.selectFrom('migration').select('name').orderBy(sql.ref('name')).execute()
  return new Set(rows.map((row) => row.name))
}
