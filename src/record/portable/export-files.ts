import type { Kysely } from 'kysely'
import type { RecordChange, RecordsTip } from '../../model/records.js'
import { chunks } from '../blobs.js'
import type { Schema } from '../schema/index.js'
import { bytesOf, type Leaf, type Leaves, type Side } from './leaf-hashes.js'
import { answered } from './refused.js'

const SIDES: readonly Side[] = ['shape', 'state']

/** Files that are (or will be) in the tree, by name, with git's hashes of them. */
export interface Written {
  readonly folder: string
  readonly hashes: { readonly [S in Side]: ReadonlyMap<string, string> }
}

/**
 * The files of a measurement as changes: the folders of another one, and then what differs from them; all of them where
 * that is less. A copied folder costs git nothing.
 */
export async function fileChanges(db: Kysely<Schema>, folder: string, leaves: Leaves, base: Written | undefined): Promise<RecordChange[]> {
  const changes: RecordChange[] = []
  for (const side of SIDES) {
    const before = base?.hashes[side]
    const differing = [...leaves[side]].filter(([name, { hash }]) => before?.get(name) !== hash)
    const gone = before ? [...before.keys()].filter((name) => !leaves[side].has(name)) : []
    const copies = base !== undefined && before !== undefined && before.size > 0 && differing.length + gone.length < leaves[side].size
    if (copies) changes.push({ copy: `${base.folder}${side}`, to: `${folder}${side}` })
    if (copies) changes.push(...gone.map((name): RecordChange => ({ remove: `${folder}${side}/${name}` })))
    changes.push(...await puts(db, side, `${folder}${side}/`, copies ? differing : [...leaves[side]]))
  }
  return changes
}

async function puts(db: Kysely<Schema>, side: Side, folder: string, leaves: readonly (readonly [string, Leaf])[]): Promise<RecordChange[]> {
  const changes: RecordChange[] = []
  for (const part of chunks(leaves)) {
    const bytes = await bytesOf(db, part.map(([, leaf]) => ({ ...leaf, side })))
    changes.push(...part.map(([name], at): RecordChange => ({ put: `${folder}${name}`, bytes: bytes[at] ?? new Uint8Array() })))
  }
  return changes
}

/** What this export wrote. */
export function writtenOf(folder: string, { shape, state }: Leaves): Written {
  const hashesOf = (leaves: ReadonlyMap<string, Leaf>): ReadonlyMap<string, string> => new Map([...leaves].map(([name, { hash }]) => [name, hash]))
  return { folder, hashes: { shape: hashesOf(shape), state: hashesOf(state) } }
}

/** What the tree has of a measurement; undefined when only its facts are there. */
export async function writtenThere(tip: RecordsTip, folder: string): Promise<Written | undefined> {
  const there = answered(await tip.list(folder))
  if (!there.includes('shape/') || !there.includes('state/')) return undefined
  const hashesOf = async (side: Side): Promise<ReadonlyMap<string, string>> => new Map(answered(await tip.files(`${folder}${side}/`)).map(({ path, blob }) => [path, blob]))
  return { folder, hashes: { shape: await hashesOf('shape'), state: await hashesOf('state') } }
}
