import type { Kysely } from 'kysely'
import { chunks, packed, readBlobs } from '../blobs.js'
import type { Schema } from '../schema/index.js'
import { depthsToCorrect, toRewrite, type Link } from './chains.js'

type Db = Kysely<Schema>

/** Drops the contents that no list has; what is stored against them is stored anew first. Gives how many went. */
export async function pruneBlobs(db: Db): Promise<number> {
  const links = await linksOf(db)
  const live = await listedBlobs(db)
  const dead = links.filter(({ key }) => !live.has(key)).map(({ key }) => key)
  const rewritten = toRewrite(links, (key) => live.has(key))
  for (const { key, base } of rewritten) {
    const blobs = await readBlobs(db, base === null ? [key] : [key, base])
    const bytes = blobs.get(key)?.bytes ?? new Uint8Array()
    await db.updateTable('blob').set(packed(bytes, base, base === null ? undefined : blobs.get(base))).where('key', '=', key).execute()
  }
  for (const part of chunks(dead)) await db.deleteFrom('blob').where('key', 'in', part).execute()
  for (const { key, depth } of depthsToCorrect(await linksOf(db))) await db.updateTable('blob').set({ depth }).where('key', '=', key).execute()
  return dead.length
}

async function listedBlobs(db: Db): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('manifest_entry').select('shape_key as key').where('shape_key', 'is not', null)
    .union(db.selectFrom('manifest_entry').select('state_key as key').where('state_key', 'is not', null)).execute()
  return new Set(rows.map(({ key }) => key as number))
}

async function linksOf(db: Db): Promise<Link[]> {
  return db.selectFrom('blob').select(['key', 'base_key as base', 'depth']).execute()
}
