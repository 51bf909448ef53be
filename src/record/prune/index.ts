import type { Kysely } from 'kysely'
import { chunks } from '../blobs.js'
import { keptForBaselines } from '../portable/kept.js'
import { DAY } from '../portable/names.js'
import type { Schema } from '../schema/index.js'
import type { Pruned, PruneOptions } from '../store.js'
import { rebuilding, type Connection } from '../transaction.js'
import { pruneBlobs } from './blobs.js'
import { pruneManifests } from './manifests.js'

type Db = Kysely<Schema>

/** Drops old detail in one transaction, and then gives the room back. */
export async function prune(connection: Connection & { readonly compact: () => number }, { before, keep = [] }: PruneOptions): Promise<Pruned> {
  if (!DAY.test(before)) throw new RangeError(`Not a day: ${before}`)
  const dropped = await rebuilding(connection, async (db) => {
    const kept = new Set([...await keptForBaselines(db), ...keep])
    const old = await db.selectFrom('measurement').select(['key', 'id']).where('detail', '=', 1).where('recorded_at', '<', before).execute()
    const measurements = old.filter(({ id }) => !kept.has(id)).map(({ key }) => key)
    await forget(db, measurements)
    const { numDeletedRows: parts } = await db.deleteFrom('part_file').where('kept_at', '<', before).executeTakeFirstOrThrow()
    const lists = measurements.length > 0 ? await pruneManifests(db) : 0
    const blobs = lists > 0 ? await pruneBlobs(db) : 0
    await db.insertInto('pruned').values({ before }).onConflict((conflict) => conflict.column('before').doNothing()).execute()
    return { measurements: measurements.length, lists, blobs, parts: Number(parts) }
  })
  return { ...dropped, bytes: dropped.measurements + dropped.parts > 0 ? connection.compact() : 0 }
}

async function forget(db: Db, keys: readonly number[]): Promise<void> {
  for (const part of chunks(keys)) {
    await db.updateTable('measurement').set({ detail: 0 }).where('key', 'in', part).execute()
    await db.deleteFrom('covered_by').where('measurement_key', 'in', part).execute()
  }
}
