import type { Kysely } from 'kysely'
import type { Migration } from './migrations/migration.js'
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

/** The database is somebody else's: it has tables, and none of them is datum's log of migrations. */
export class ForeignSchema extends Error {}

/** Steps that a database lacks. It is only looked at; one that is not datum's or is newer is refused. */
export async function missingSteps(db: Kysely<Schema>, steps: readonly Migration[]): Promise<readonly Migration[]> {
  const done = await applied(db)
  const unknown = [...done].filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) throw new NewerSchema(unknown)
  return steps.filter(({ name }) => !done.has(name))
}

/**
 * Brings a database to the schema of these steps, in one transaction. One process does it, others wait for its lock
 * and find it done. What holds data is backed up first; `backUp` is told the first step that follows.
 */
export async function migrate(connection: Connection, steps: readonly Migration[], backUp: (first: string) => Promise<void>): Promise<void> {
  await writing(connection, async (db) => {
    const missing = await missingSteps(db, steps)
    const [first] = missing
    if (first === undefined) return
    if (missing.length < steps.length) await backUp(first.name)
    else await createLog(db)
    for (const { name, up } of missing) {
      await up(db as unknown as Kysely<unknown>, connection.traits)
      await db.insertInto('migration').values({ name, applied_at: new Date().toISOString() }).execute()
    }
  })
}

async function createLog(db: Kysely<Schema>): Promise<void> {
  await db.schema.createTable('migration').ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute()
}

async function applied(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  const tables = await db.introspection.getTables()
  if (tables.length === 0) return new Set()
  const log = tables.find((table) => table.name === 'migration')
  if (!log?.columns.some((column) => column.name === 'applied_at')) throw new ForeignSchema('it is the database of another program')
  const rows = await db.selectFrom('migration').select('name').orderBy('name').execute()
  return new Set(rows.map((row) => row.name))
}
