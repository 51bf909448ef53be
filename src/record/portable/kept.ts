import type { Kysely } from 'kysely'
import { baselinesOf } from '../baselines.js'
import type { Schema } from '../schema/index.js'

/** Measurements whose detail baselines need for ever: the first of every version, and the newest promotion of each series on each branch. */
export async function keptForBaselines(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  const firsts = await db.selectFrom('baseline').select('first_id').execute()
  const newest = await baselinesOf(db, {})
  return new Set([...firsts.map((row) => row.first_id), ...newest.map(({ measurement }) => measurement)])
}

/** The day before which this store dropped detail; null when it never did. */
export async function prunedHere(db: Kysely<Schema>): Promise<string | null> {
  const { last } = await db.selectFrom('pruned').select((part) => part.fn.max('before').as('last')).executeTakeFirstOrThrow()
  return last
}
