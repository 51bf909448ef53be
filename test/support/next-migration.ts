import type { Migration } from '../../src/record/migrations/migration.js'

/** A step that a later version of datum might have. */
export const next: Migration = {
  name: '998-next',
  up: async (db) => { await db.schema.alterTable('measurement').addColumn('note', 'text', (column) => column.notNull().defaultTo('none')).execute() },
}
