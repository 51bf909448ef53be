import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { chunks, readBlobs } from '../blobs.js'
import { sha256 } from '../hash.js'
import { readManifest } from '../manifests.js'
import type { Schema } from '../schema/index.js'
import { shapeLeaf, stateLeaf } from './leaves.js'
import { leafOf } from './names.js'

type Db = Kysely<Schema>

/** A file to be in the tree: git's hash of it, and what it is made of. */
export interface Leaf {
  readonly hash: string
  readonly key: number
  /** Git's hash of the measured file for a shape; which parts covered what for a state. */
  readonly beside: Uint8Array | null
}

/** The two folders of a measurement, by the names of their files. */
export interface Leaves {
  readonly shape: ReadonlyMap<string, Leaf>
  readonly state: ReadonlyMap<string, Leaf>
}

export type Side = keyof Leaves

/**
 * Git's hashes of the files a measurement is written as: what the tree has is known by them, without trusting it. The
 * files of a build are nearly those of the build before, so each content is hashed once.
 */
export class LeafHashes {
  readonly #db: Db
  readonly #algorithm: 'sha1' | 'sha256'
  readonly #hashes = new Map<string, string>()
  readonly #names = new Map<number, string>()

  constructor(db: Db, algorithm: 'sha1' | 'sha256') {
    this.#db = db
    this.#algorithm = algorithm
  }

  async leavesOf(measurementKey: number, manifestKey: number): Promise<Leaves> {
    const entries = [...(await readManifest(this.#db, manifestKey)).values()]
    await this.#nameAll(entries.map(({ pathKey }) => pathKey))
    const coveredBy = new Map((await this.#db.selectFrom('covered_by').select(['path_key', 'bytes']).where('measurement_key', '=', measurementKey).execute())
      .map((row) => [row.path_key, row.bytes]))
    const wanted = entries.flatMap(({ pathKey, shapeKey, stateKey, gitBlob }) => {
      const name = this.#names.get(pathKey) ?? ''
      return [{ side: 'shape' as const, name, key: shapeKey, beside: gitBlob }, { side: 'state' as const, name, key: stateKey, beside: coveredBy.get(pathKey) ?? null }]
    })
    const identities = wanted.map(({ side, key, beside }) => `${side} ${key} ${beside === null ? '' : side === 'shape' ? Buffer.from(beside).toString('hex') : sha256(beside).toString('base64')}`)
    const fresh = wanted.flatMap((leaf, at) => (this.#hashes.has(identities[at] ?? '') ? [] : [{ ...leaf, identity: identities[at] ?? '' }]))
    for (const part of chunks(fresh)) {
      const bytes = await bytesOf(this.#db, part)
      part.forEach(({ identity }, at) => this.#hashes.set(identity, this.#hash(bytes[at] ?? new Uint8Array())))
    }
    const leaves = { shape: new Map<string, Leaf>(), state: new Map<string, Leaf>() }
    wanted.forEach(({ side, name, key, beside }, at) => leaves[side].set(name, { hash: this.#hashes.get(identities[at] ?? '') ?? '', key, beside }))
    return leaves
  }

  async #nameAll(keys: readonly number[]): Promise<void> {
    for (const part of chunks(keys.filter((key) => !this.#names.has(key)))) {
      const rows = await this.#db.selectFrom('path').select(['key', 'text']).where('key', 'in', part).execute()
      for (const row of rows) this.#names.set(row.key, leafOf(row.text))
    }
  }

  #hash(bytes: Uint8Array): string {
    return createHash(this.#algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  }
}

/** What leaves hold, in their order. */
export async function bytesOf(db: Db, leaves: readonly (Pick<Leaf, 'key' | 'beside'> & { readonly side: Side })[]): Promise<Uint8Array[]> {
  const blobs = await readBlobs(db, leaves.map(({ key }) => key))
  return leaves.map(({ side, key, beside }) => {
    const stored = blobs.get(key)?.bytes ?? new Uint8Array()
    return side === 'shape' ? shapeLeaf(beside === null ? null : Buffer.from(beside).toString('hex'), stored) : stateLeaf(stored, beside ?? undefined)
  })
}
