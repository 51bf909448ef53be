import type { Kysely } from 'kysely'
import { compressBlob, DEEPEST, expandBlob } from './blob-codec.js'
import type { Content } from './content.js'
import { Damaged } from './damaged.js'
import type { Schema } from './schema/index.js'

type Db = Kysely<Schema>

/** How many keys or rows go into one statement: below SQLite's limit on variables. */
const CHUNK = 500

/** Bytes to store, and the key of an earlier version of the same file, when there is one. */
interface NewBlob extends Content {
  readonly base: number | null
}

/** Adds keys of blobs by hash (hex); those that are not there yet are stored. */
export async function storeBlobs(db: Db, blobs: readonly NewBlob[], keys: Map<string, number>): Promise<void> {
  const wanted = new Map(blobs.map((blob) => [blob.hash.toString('hex'), blob]))
  await findKeys(db, [...wanted].filter(([hex]) => !keys.has(hex)).map(([, blob]) => blob.hash), keys)
  const fresh = [...wanted].filter(([hex]) => !keys.has(hex)).map(([, blob]) => blob)
  const bases = await readBlobs(db, fresh.flatMap((blob) => blob.base ?? []))
  for (const part of chunks(fresh)) {
    const rows = await db.insertInto('blob')
      .values(part.map((blob) => blobRow(blob, bases)))
      .returning(['key', 'hash'])
      .execute()
    for (const row of rows) keys.set(Buffer.from(row.hash).toString('hex'), row.key)
  }
}

interface ReadBlob {
  readonly bytes: Uint8Array
  readonly depth: number
}

/** Bytes of blobs by key, each with the chain of bases it needs. */
export async function readBlobs(db: Db, keys: readonly number[]): Promise<ReadonlyMap<number, ReadBlob>> {
  const rows = new Map<number, { base_key: number | null; depth: number; size: number; bytes: Uint8Array }>()
  let missing = [...new Set(keys)]
  while (missing.length > 0) {
    for (const part of chunks(missing)) {
      const found = await db.selectFrom('blob').select(['key', 'base_key', 'depth', 'size', 'bytes']).where('key', 'in', part).execute()
      for (const { key, ...row } of found) rows.set(key, row)
    }
    missing = [...new Set([...rows.values()].flatMap((row) => (row.base_key === null || rows.has(row.base_key) ? [] : [row.base_key])))]
  }
  const expanded = new Map<number, Uint8Array>()
  const expand = (key: number): Uint8Array => {
    const done = expanded.get(key)
    if (done) return done
    const row = rows.get(key)
    if (!row) throw new Damaged(`blob ${key} is gone`)
    const bytes = expandBlob(row.bytes, row.size, row.base_key === null ? undefined : expand(row.base_key))
    expanded.set(key, bytes)
    return bytes
  }
  return new Map(keys.map((key) => [key, { bytes: expand(key), depth: rows.get(key)?.depth ?? 0 }]))
}

export function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += CHUNK) yield items.slice(at, at + CHUNK)
}

async function findKeys(db: Db, hashes: readonly Buffer[], keys: Map<string, number>): Promise<void> {
  for (const part of chunks(hashes)) {
    const rows = await db.selectFrom('blob').select(['key', 'hash']).where('hash', 'in', part).execute()
    for (const row of rows) keys.set(Buffer.from(row.hash).toString('hex'), row.key)
  }
}

/** Stored against its base where that is worth it; a blob too far down its chain stands alone again. */
function blobRow(blob: NewBlob, bases: ReadonlyMap<number, ReadBlob>) {
  if (!blob.bytes) throw new Error(`No bytes of blob ${blob.hash.toString('hex')}`)
  const base = blob.base === null ? undefined : bases.get(blob.base)
  return { hash: blob.hash as Uint8Array, size: blob.bytes.length, ...packed(blob.bytes, blob.base, base) }
}

/** How bytes are stored: against a base, when that saves something. */
export function packed(bytes: Uint8Array, key: number | null, base: ReadBlob | undefined) {
  const alone = compressBlob(bytes, undefined)
  if (base && base.depth < DEEPEST) {
    const against = compressBlob(bytes, base.bytes)
    if (against.length < alone.length * 0.9) return { base_key: key, depth: base.depth + 1, bytes: against }
  }
  return { base_key: null, depth: 0, bytes: alone }
}
