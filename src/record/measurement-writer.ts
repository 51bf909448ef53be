import type { Kysely } from 'kysely'
import { canonicalJson } from '../model/canonical-json.js'
import { fingerprintIdentity, type Fingerprint } from '../model/fingerprint.js'
import type { FileDetail, MeasuredValue, Slot } from '../model/measurement.js'
import { chunks, storeBlobs } from './blobs.js'
import { contentOf, type FileContent } from './content.js'
import { measurementId, sha256, slotHash } from './hash.js'
import { KnownKeys } from './known-keys.js'
import { manifestHash, nameManifest, readManifest, storeManifest, type Entry } from './manifests.js'
import { supersede } from './revisions.js'
import type { Schema } from './schema/index.js'
import type { MeasurementDraft, Stored } from './store.js'
import { recordingTime } from './times.js'

type Db = Kysely<Schema>

interface Written {
  readonly key: number
  readonly how: Stored['how']
}

/** A measurement by content. `files` is null where only its facts are known: then `size` says how many there were. */
export interface MeasurementContent {
  readonly id: string
  readonly draft: MeasurementDraft
  readonly manifest: Buffer
  readonly size: number
  readonly files: readonly FileContent[] | null
  readonly recordedAt: string
}

/** Stores a new measurement in the running transaction. The same content again is the same measurement. */
export async function addMeasurement(db: Db, draft: MeasurementDraft, details: readonly FileDetail[], now: string): Promise<Written> {
  const files = details.map(contentOf)
  const manifest = manifestHash(files.map(({ path, blob, shape, state }) => ({ path, blob, shape: shape.hash, state: state.hash })))
  const recordedAt = await recordingTime(db, now)
  const written = await writeMeasurement(db, { id: measurementId(draft, manifest), draft, manifest, size: files.length, files, recordedAt })
  await dropParts(db, draft.slot)
  return written
}

/** Stores a measurement in the running transaction; one that is known without its files is given them. */
export async function writeMeasurement(db: Db, content: MeasurementContent, known = new KnownKeys()): Promise<Written> {
  const { draft, id, files } = content
  const there = await db.selectFrom('measurement').select(['key', 'detail']).where('id', '=', id).executeTakeFirst()
  if (there) {
    if (there.detail === 0 && files !== null) {
      await storeFiles(db, content, files, known)
      await insertCoveredBy(db, there.key, files, known)
      await db.updateTable('measurement').set({ detail: 1 }).where('key', '=', there.key).execute()
    }
    return { key: there.key, how: 'same' }
  }
  const manifestKey = files === null ? await nameManifest(db, content.manifest, content.size) : await storeFiles(db, content, files, known)
  const key = await insertMeasurement(db, content, manifestKey)
  await insertValues(db, key, draft.values)
  if (files !== null) await insertCoveredBy(db, key, files, known)
  return { key, how: await supersede(db, key, slotHash(draft.slot)) }
}

/** Parts are kept until the revision of their slot that counts is whole. */
export async function dropParts(db: Db, slot: Slot): Promise<void> {
  const hash = slotHash(slot)
  const whole = await db.selectFrom('measurement').select('key').where('slot', '=', hash).where('superseded_by', 'is', null).where('whole', '=', 1).executeTakeFirst()
  if (whole) await db.deleteFrom('part_file').where('slot', '=', hash).execute()
}

/** Key of the list of files, with all contents stored. */
async function storeFiles(db: Db, { draft, manifest }: MeasurementContent, files: readonly FileContent[], known: KnownKeys): Promise<number> {
  const series = JSON.stringify([draft.slot.suite, draft.slot.leg, draft.slot.model])
  const base = known.lists.get(series) ?? await newestList(db, draft.slot)
  await storePaths(db, files.map((file) => file.path), known.paths)
  const pathKey = (path: string): number => known.paths.get(path) as number
  await storeBlobs(db, files.flatMap(({ path, shape, state }) => {
    const before = base?.entries.get(pathKey(path))
    return [{ ...shape, base: before?.shapeKey ?? null }, { ...state, base: null }]
  }), known.blobs)
  const entries = files.map(({ path, blob, shape, state }): Entry => ({
    pathKey: pathKey(path),
    shapeKey: known.blobs.get(shape.hash.toString('hex')) as number,
    stateKey: known.blobs.get(state.hash.toString('hex')) as number,
    gitBlob: blob === null ? null : Buffer.from(blob, 'hex'),
  }))
  const key = await storeManifest(db, manifest, entries, base)
  known.lists.set(series, { key, entries: new Map(entries.map((entry) => [entry.pathKey, entry])) })
  return key
}

/** The newest list of the same series: most of its files will be the same. */
async function newestList(db: Db, slot: Slot) {
  const row = await db.selectFrom('measurement').select('manifest_key').where('detail', '=', 1)
    .where('suite', '=', slot.suite).where('leg', '=', slot.leg).where('model', '=', slot.model)
    .orderBy('key', 'desc').limit(1).executeTakeFirst()
  return row ? { key: row.manifest_key, entries: await readManifest(db, row.manifest_key) } : null
}

async function storePaths(db: Db, paths: readonly string[], keys: Map<string, number>): Promise<void> {
  const find = async (wanted: readonly string[]): Promise<void> => {
    for (const part of chunks(wanted)) {
      const rows = await db.selectFrom('path').select(['key', 'text']).where('text', 'in', part).execute()
      for (const row of rows) keys.set(row.text, row.key)
    }
  }
  await find(paths.filter((path) => !keys.has(path)))
  const fresh = paths.filter((path) => !keys.has(path))
  for (const part of chunks(fresh)) await db.insertInto('path').values(part.map((text) => ({ text }))).execute()
  await find(fresh)
}

async function insertMeasurement(db: Db, { id, draft, recordedAt, files }: MeasurementContent, manifestKey: number): Promise<number> {
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
    recorded_at: recordedAt,
    detail: files === null ? 0 : 1,
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

async function insertCoveredBy(db: Db, key: number, files: readonly FileContent[], known: KnownKeys): Promise<void> {
  const rows = files.flatMap(({ path, coveredBy }) =>
    (coveredBy ? [{ measurement_key: key, path_key: known.paths.get(path) as number, bytes: coveredBy }] : []))
  for (const part of chunks(rows)) await db.insertInto('covered_by').values(part).execute()
}
