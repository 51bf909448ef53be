import type { Kysely } from 'kysely'
import type { FileDetail } from '../model/measurement.js'
import { chunks, readBlobs } from './blobs.js'
import { decodeFile, withCoveredBy } from './file-codec.js'
import { readManifest } from './manifests.js'
import type { Schema } from './schema/index.js'
import type { FileFacts } from './store.js'

type Db = Kysely<Schema>

/** Files of a measurement by content, in the order of their paths; undefined when its detail is not here. */
export async function filesOf(db: Db, id: string): Promise<FileFacts[] | undefined> {
  const list = await listing(db, id)
  if (!list) return undefined
  const { entries, paths } = list
  const hashes = await hashesOf(db, entries.flatMap((entry) => [entry.shapeKey, entry.stateKey]))
  return entries.map((entry) => ({
    path: paths.get(entry.pathKey) ?? '',
    blob: entry.gitBlob === null ? null : Buffer.from(entry.gitBlob).toString('hex'),
    shape: hashes.get(entry.shapeKey) ?? '',
    state: hashes.get(entry.stateKey) ?? '',
  })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Elements of files of a measurement, in the order of their paths; undefined when its detail is not here. */
export async function detailOf(db: Db, id: string, only: readonly string[] | undefined): Promise<FileDetail[] | undefined> {
  const list = await listing(db, id)
  if (!list) return undefined
  const { entries, paths, key } = list
  const wanted = only && new Set(only)
  const chosen = entries.filter((entry) => !wanted || wanted.has(paths.get(entry.pathKey) ?? ''))
  const blobs = await readBlobs(db, chosen.flatMap((entry) => [entry.shapeKey, entry.stateKey]))
  const coveredBy = await coveredByOf(db, key, chosen.map((entry) => entry.pathKey))
  return chosen.map((entry): FileDetail => {
    const kinds = decodeFile({
      shape: blobs.get(entry.shapeKey)?.bytes ?? new Uint8Array(),
      state: blobs.get(entry.stateKey)?.bytes ?? new Uint8Array(),
    })
    const by = coveredBy.get(entry.pathKey)
    return {
      path: paths.get(entry.pathKey) ?? '',
      blob: entry.gitBlob === null ? null : Buffer.from(entry.gitBlob).toString('hex'),
      kinds: by ? withCoveredBy(kinds, by) : kinds,
    }
  }).sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function listing(db: Db, id: string) {
  const row = await db.selectFrom('measurement').select(['key', 'manifest_key', 'detail']).where('id', '=', id).executeTakeFirstOrThrow()
  if (row.detail === 0) return undefined
  const entries = [...(await readManifest(db, row.manifest_key)).values()]
  const paths = new Map<number, string>()
  for (const part of chunks(entries.map((entry) => entry.pathKey))) {
    const rows = await db.selectFrom('path').select(['key', 'text']).where('key', 'in', part).execute()
    for (const path of rows) paths.set(path.key, path.text)
  }
  return { entries, paths, key: row.key }
}

async function hashesOf(db: Db, keys: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const hashes = new Map<number, string>()
  for (const part of chunks([...new Set(keys)])) {
    const rows = await db.selectFrom('blob').select(['key', 'hash']).where('key', 'in', part).execute()
    for (const row of rows) hashes.set(row.key, Buffer.from(row.hash).toString('hex'))
  }
  return hashes
}

async function coveredByOf(db: Db, key: number, paths: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const found = new Map<number, Uint8Array>()
  for (const part of chunks(paths)) {
    const rows = await db.selectFrom('covered_by').select(['path_key', 'bytes']).where('measurement_key', '=', key).where('path_key', 'in', part).execute()
    for (const row of rows) found.set(row.path_key, row.bytes)
  }
  return found
}
