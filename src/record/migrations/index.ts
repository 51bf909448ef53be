import type { Kysely } from 'kysely'
import type { Traits } from '../dialect.js'
import { first } from './001-first.js'

/** A step of the schema. A step that was released is never edited. */
export interface Migration {
  readonly name: string
  readonly up: (db: Kysely<unknown>, traits: Traits) => Promise<void>
}

/** All steps, in order. */
export const migrations: readonly Migration[] = [first]
