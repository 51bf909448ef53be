import type { Kysely } from 'kysely'
import type { Traits } from '../dialect.js'

/** A step of the schema. A step that was released is never edited. */
export interface Migration {
  readonly name: string
  readonly up: (db: Kysely<unknown>, traits: Traits) => Promise<void>
}
