import type { Kysely } from 'kysely'
import { sha256 } from './hash.js'
import { chunks } from './blobs.js'
import type { Schema } from './schema/index.js'

type Db = Kysely<Schema>

/** Steps a manifest may stand away from one that lists all its files. */
const DEEPEST = 64

/** One file of a manifest, by the keys of its contents. */
export interface Entry {
  readonly pathKey: number
  readonly shapeKey: number
  readonly stateKey: number
  readonly gitBlob: Uint8Array | null
}

/** Hash of a list of files: what they are called and what they hold, in the order of their paths. */
export function manifestHash(files: readonly { readonly path: string; readonly blob: string | null; readonly shape: Buffer; readonly state: Buffer }[]): Buffer {
  const lines = files.map(({ path, blob, shape, state }) => `${path}\0${blob ?? ''}\0${shape.toString('hex')}\0${state.toString('hex')}\n`)
  return sha256(lines.sort().join(''))
}

/** A manifest that another may be stored against. */
export interface BaseManifest {
  readonly key: number
  readonly entries: ReadonlyMap<number, Entry>
}

/** Key of the manifest; one that is not there yet is stored as its difference from `base`, or whole. */
export async function storeManifest(db: Db, hash: Buffer, entries: readonly Entry[], base: BaseManifest | null): Promise<number> {
  const there = await db.selectFrom('manifest').select(['key', 'stored']).where('hash', '=', hash).executeTakeFirst()
  if (there?.stored === 1) return there.key
  const key = there?.key ?? await nameManifest(db, hash, entries.length)
  await writeEntries(db, key, entries, base)
  return key
}

/** Key of a manifest of which only the name and the number of files are known. */
export async function nameManifest(db: Db, hash: Buffer, files: number): Promise<number> {
  const there = await db.selectFrom('manifest').select('key').where('hash', '=', hash).executeTakeFirst()
  if (there) return there.key
  const row = await db.insertInto('manifest').values({ hash, base_key: null, depth: 0, files, stored: 0 }).returning('key').executeTakeFirstOrThrow()
  return row.key
}

/** Writes the list of a manifest that has none: what differs from the base, or all of it. Gives its depth. */
export async function writeEntries(db: Db, key: number, entries: readonly Entry[], base: BaseManifest | null): Promise<number> {
  const before = base === null ? 0 : await depthOf(db, base.key)
  const changes = base === null ? undefined : difference(base.entries, entries)
  const asDifference = base !== null && changes !== undefined && before < DEEPEST && changes.length * 2 < entries.length
  const depth = asDifference ? before + 1 : 0
  await db.updateTable('manifest').set({ base_key: asDifference ? base.key : null, depth, stored: 1 }).where('key', '=', key).execute()
  const rows = asDifference ? changes : entries.map((entry) => rowOf(entry))
  for (const part of chunks(rows)) {
    await db.insertInto('manifest_entry').values(part.map((row) => ({ manifest_key: key, ...row }))).execute()
  }
  return depth
}

/** Files of a manifest by the key of their path: the chain is read once, nearer entries win. */
export async function readManifest(db: Db, key: number): Promise<ReadonlyMap<number, Entry>> {
  const chain = await db
    .withRecursive('chain', (query) => query
      .selectFrom('manifest').select(['key', 'base_key', 'depth']).where('key', '=', key)
      .unionAll(query.selectFrom('manifest').innerJoin('chain', 'chain.base_key', 'manifest.key').select(['manifest.key', 'manifest.base_key', 'manifest.depth'])))
    .selectFrom('chain')
    .innerJoin('manifest_entry', 'manifest_entry.manifest_key', 'chain.key')
    .select(['path_key', 'shape_key', 'state_key', 'git_blob'])
    .orderBy('chain.depth', 'asc')
    .execute()
  const entries = new Map<number, Entry>()
  for (const { path_key: pathKey, shape_key: shapeKey, state_key: stateKey, git_blob: gitBlob } of chain) {
    if (shapeKey === null || stateKey === null) entries.delete(pathKey)
    else entries.set(pathKey, { pathKey, shapeKey, stateKey, gitBlob })
  }
  return entries
}

async function depthOf(db: Db, key: number): Promise<number> {
  const row = await db.selectFrom('manifest').select('depth').where('key', '=', key).executeTakeFirstOrThrow()
  return row.depth
}

function difference(base: ReadonlyMap<number, Entry>, entries: readonly Entry[]) {
  const here = new Set(entries.map((entry) => entry.pathKey))
  const changed = entries.filter((entry) => !sameEntry(base.get(entry.pathKey), entry)).map(rowOf)
  const gone = [...base.keys()].filter((pathKey) => !here.has(pathKey))
    .map((pathKey) => ({ path_key: pathKey, shape_key: null, state_key: null, git_blob: null }))
  return [...changed, ...gone]
}

function rowOf({ pathKey, shapeKey, stateKey, gitBlob }: Entry) {
  return { path_key: pathKey, shape_key: shapeKey as number | null, state_key: stateKey as number | null, git_blob: gitBlob }
}

function sameEntry(a: Entry | undefined, b: Entry): boolean {
  return a !== undefined && a.shapeKey === b.shapeKey && a.stateKey === b.stateKey &&
    Buffer.from(a.gitBlob ?? []).equals(Buffer.from(b.gitBlob ?? []))
}
