import type { Kysely } from 'kysely'
import { canonicalJson } from '../model/canonical-json.js'
import { fingerprintIdentity, type Fingerprint } from '../model/fingerprint.js'
import type { FileDetail, MeasuredValue } from '../model/measurement.js'
import { newBlob, storeBlobs, chunks } from './blobs.js'
import { encodeCoveredBy, encodeFile } from './file-codec.js'
import { measurementId, sha256, slotHash } from './hash.js'
import { manifestHash, readManifest, storeManifest, type Entry } from './manifests.js'
import { supersede } from './revisions.js'
import type { Schema } from './schema/index.js'
import type { MeasurementDraft, Stored } from './store.js'

type Db = Kysely<Schema>

export interface Written {
  readonly key: number
  readonly how: Stored['how']
  /** True when it is the revision of its slot that counts. */
  readonly current: boolean
}

/** Stores a measurement in the running transaction. The same content again is the same measurement. */
export async function writeMeasurement(db: Db, draft: MeasurementDraft, files: readonly FileDetail[], now: string): Promise<Written> {
  const encoded = files.map((file) => ({ ...file, ...encodeFile(file.kinds) }))
  const hashed = encoded.map(({ path, blob, shape, state }) => ({ path, blob, shape: sha256(shape), state: sha256(state) }))
  const hash = manifestHash(hashed)
  const id = measurementId(draft, hash)
  const there = await db.selectFrom('measurement').select(['key', 'superseded_by']).where('id', '=', id).executeTakeFirst()
  if (there) return { key: there.key, how: 'same', current: there.superseded_by === null }

  const base = await baseManifest(db, draft)
  const paths = await storePaths(db, files.map((file) => file.path))
  const pathKey = (path: string): number => paths.get(path) as number
  const blobs = await storeBlobs(db, encoded.flatMap(({ path, shape, state }) => {
    const before = base?.entries.get(pathKey(path))
    return [newBlob(shape, before?.shapeKey ?? null), newBlob(state, null)]
  }))
  const entries = hashed.map(({ path, blob, shape, state }): Entry => ({
    pathKey: pathKey(path),
    shapeKey: blobs.get(shape.toString('hex')) as number,
    stateKey: blobs.get(state.toString('hex')) as number,
    gitBlob: blob === null ? null : Buffer.from(blob, 'hex'),
  }))
  const manifestKey = await storeManifest(db, hash, entries, base)
  const key = await insertMeasurement(db, draft, { id, manifestKey, now })
  await insertValues(db, key, draft.values)
  await insertCoveredBy(db, key, files, pathKey)
  const how = await supersede(db, key, draft)
  return { key, how, current: how !== 'behind' }
}

/** The newest manifest of the same series: most of its files will be the same. */
async function baseManifest(db: Db, { slot }: MeasurementDraft) {
  const row = await db.selectFrom('measurement').select('manifest_key')
    .where('suite', '=', slot.suite).where('leg', '=', slot.leg).where('model', '=', slot.model)
    .orderBy('key', 'desc').limit(1).executeTakeFirst()
  return row ? { key: row.manifest_key, entries: await readManifest(db, row.manifest_key) } : null
}

async function storePaths(db: Db, paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const keys = new Map<string, number>()
  const find = async (wanted: readonly string[]): Promise<void> => {
    for (const part of chunks(wanted)) {
      const rows = await db.selectFrom('path').select(['key', 'text']).where('text', 'in', part).execute()
      for (const row of rows) keys.set(row.text, row.key)
    }
  }
  await find(paths)
  const fresh = paths.filter((path) => !keys.has(path))
  for (const part of chunks(fresh)) await db.insertInto('path').values(part.map((text) => ({ text }))).execute()
  await find(fresh)
  return keys
}

async function insertMeasurement(db: Db, draft: MeasurementDraft, { id, manifestKey, now }: { id: string; manifestKey: number; now: string }): Promise<number> {
  const { slot, tree, measuredTree, branch, fingerprint, whole, assumed, values: _values, ...rest } = draft
  const { key } = await db.insertInto('measurement').values({
    id,
    slot: slotHash(slot),
    repository: slot.repository,
    suite: slot.suite,
    leg: slot.leg,
    model: slot.model,
    commit_hash: slot.commit,
    tree,
    measured_tree: measuredTree,
    branch,
    fingerprint_key: await fingerprintKey(db, fingerprint),
    manifest_key: manifestKey,
    whole: Number(whole),
    assumed: Number(assumed),
    superseded_by: null,
    rest: JSON.stringify({ ...rest, provider: slot.provider, build: slot.build }),
    recorded_at: now,
  }).returning('key').executeTakeFirstOrThrow()
  return key
}

async function fingerprintKey(db: Db, fingerprint: Fingerprint): Promise<number> {
  const json = canonicalJson(fingerprint)
  const hash = sha256(json).toString('hex')
  const there = await db.selectFrom('fingerprint').select('key').where('hash', '=', hash).executeTakeFirst()
  if (there) return there.key
  const row = await db.insertInto('fingerprint').values({ hash, identity: fingerprintIdentity(fingerprint), json }).returning('key').executeTakeFirstOrThrow()
  return row.key
}

async function insertValues(db: Db, key: number, values: readonly MeasuredValue[]): Promise<void> {
  const rows = values.map(({ metric, scope, value }, ordinal) => ({
    measurement_key: key,
    metric,
    scope,
    ordinal,
    kind: value.kind,
    covered: value.kind === 'count' ? value.covered : value.kind === 'bounded' ? value.covered[0] : null,
    total: value.kind === 'count' ? value.total : value.kind === 'bounded' ? value.total[0] : null,
    covered_max: value.kind === 'bounded' ? value.covered[1] : null,
    total_max: value.kind === 'bounded' ? value.total[1] : null,
    detail: value.kind === 'none' || value.kind === 'number' ? JSON.stringify(value) : null,
  }))
  for (const part of chunks(rows)) await db.insertInto('value').values(part).execute()
}

async function insertCoveredBy(db: Db, key: number, files: readonly FileDetail[], pathKey: (path: string) => number): Promise<void> {
  const rows = files.flatMap(({ path, kinds }) => {
    const bytes = encodeCoveredBy(kinds)
    return bytes ? [{ measurement_key: key, path_key: pathKey(path), bytes }] : []
  })
  for (const part of chunks(rows)) await db.insertInto('covered_by').values(part).execute()
}
