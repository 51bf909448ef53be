import type { Kysely } from 'kysely'
import { chunks } from '../blobs.js'
import { readManifest, writeEntries } from '../manifests.js'
import type { Schema } from '../schema/index.js'
import { depthsToCorrect, toRewrite, type Link } from './chains.js'

type Db = Kysely<Schema>

/** Drops the lists that no measurement with detail has, keeping their names; lists that rest on them are rewritten first. Gives how many went. */
export async function pruneManifests(db: Db): Promise<number> {
  const links = await linksOf(db)
  const live = new Set((await db.selectFrom('measurement').select('manifest_key').distinct().where('detail', '=', 1).execute()).map((row) => row.manifest_key))
  const dead = links.filter(({ key }) => !live.has(key)).map(({ key }) => key)
  for (const { key, base } of toRewrite(links, (one) => live.has(one))) {
    const entries = [...(await readManifest(db, key)).values()]
    await db.deleteFrom('manifest_entry').where('manifest_key', '=', key).execute()
    await writeEntries(db, key, entries, base === null ? null : { key: base, entries: await readManifest(db, base) })
  }
  for (const part of chunks(dead)) {
    await db.deleteFrom('manifest_entry').where('manifest_key', 'in', part).execute()
    await db.updateTable('manifest').set({ stored: 0, base_key: null, depth: 0 }).where('key', 'in', part).execute()
  }
  for (const { key, depth } of depthsToCorrect(await linksOf(db))) await db.updateTable('manifest').set({ depth }).where('key', '=', key).execute()
  return dead.length
}

async function linksOf(db: Db): Promise<Link[]> {
  return db.selectFrom('manifest').select(['key', 'base_key as base', 'depth']).where('stored', '=', 1).execute()
}
