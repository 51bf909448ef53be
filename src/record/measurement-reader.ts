import type { Kysely, Selectable } from 'kysely'
import type { Fingerprint } from '../model/fingerprint.js'
import type { FileDetail, MeasuredValue, Measurement } from '../model/measurement.js'
import type { Value } from '../model/value.js'
import { chunks, readBlobs } from './blobs.js'
import { decodeFile, withCoveredBy } from './file-codec.js'
import { readManifest } from './manifests.js'
import type { Schema } from './schema/index.js'
import type { ValueTable } from './schema/measurement.js'
import type { FileFacts, Wanted } from './store.js'

type Db = Kysely<Schema>

type Rest = Omit<Measurement, 'id' | 'slot' | 'tree' | 'measuredTree' | 'branch' | 'fingerprint' | 'whole' | 'assumed' | 'values' | 'manifest' | 'files'>
  & { readonly provider: string; readonly build: string }

export async function measurementsByKey(db: Db, keys: readonly number[]): Promise<Measurement[]> {
  if (keys.length === 0) return []
  const found = new Map<number, Measurement>()
  for (const part of chunks(keys)) {
    const values = await valuesOf(db, part)
    const rows = await db.selectFrom('measurement')
      .innerJoin('fingerprint', 'fingerprint.key', 'measurement.fingerprint_key')
      .innerJoin('manifest', 'manifest.key', 'measurement.manifest_key')
      .selectAll('measurement')
      .select(['fingerprint.json as fingerprint_json', 'manifest.hash as manifest_hash', 'manifest.files as manifest_files'])
      .where('measurement.key', 'in', part).execute()
    for (const row of rows) {
      const { provider, build, ...rest } = JSON.parse(row.rest) as Rest
      found.set(row.key, {
        ...rest,
        id: row.id,
        slot: { repository: row.repository, provider, build, suite: row.suite, model: row.model, leg: row.leg, commit: row.commit_hash },
        tree: row.tree,
        measuredTree: row.measured_tree,
        branch: row.branch,
        fingerprint: JSON.parse(row.fingerprint_json) as Fingerprint,
        whole: row.whole === 1,
        assumed: row.assumed === 1,
        values: values.get(row.key) ?? [],
        manifest: Buffer.from(row.manifest_hash).toString('hex'),
        files: row.manifest_files,
      })
    }
  }
  return keys.flatMap((key) => found.get(key) ?? [])
}

/** Keys of current measurements that match, newest recorded first. */
export async function findKeys(db: Db, wanted: Wanted): Promise<number[]> {
  let query = db.selectFrom('measurement').select('key').where('superseded_by', 'is', null)
  if (wanted.repository !== undefined) query = query.where('repository', '=', wanted.repository)
  if (wanted.suite !== undefined) query = query.where('suite', '=', wanted.suite)
  if (wanted.leg !== undefined) query = query.where('leg', '=', wanted.leg)
  if (wanted.model !== undefined) query = query.where('model', '=', wanted.model)
  if (wanted.measuredTree !== undefined) query = query.where('measured_tree', '=', wanted.measuredTree)
  if (wanted.branch !== undefined) query = query.where('branch', '=', wanted.branch)
  if (wanted.whole !== undefined) query = query.where('whole', '=', Number(wanted.whole))
  const { commits, trees } = wanted
  if (commits !== undefined || trees !== undefined) {
    query = query.where((where) => where.or([
      ...(commits === undefined ? [] : [where('commit_hash', 'in', commits.length === 0 ? [''] : commits)]),
      ...(trees === undefined ? [] : [where('tree', 'in', trees.length === 0 ? [''] : trees)]),
    ]))
  }
  const rows = await query.orderBy('key', 'desc').limit(wanted.limit).execute()
  return rows.map((row) => row.key)
}

export async function keyOfId(db: Db, id: string): Promise<number | undefined> {
  return (await db.selectFrom('measurement').select('key').where('id', '=', id).executeTakeFirst())?.key
}

export async function filesOf(db: Db, id: string): Promise<FileFacts[]> {
  const { entries, paths } = await listing(db, id)
  const hashes = await hashesOf(db, entries.flatMap((entry) => [entry.shapeKey, entry.stateKey]))
  return entries.map((entry) => ({
    path: paths.get(entry.pathKey) ?? '',
    blob: entry.gitBlob === null ? null : Buffer.from(entry.gitBlob).toString('hex'),
    shape: hashes.get(entry.shapeKey) ?? '',
    state: hashes.get(entry.stateKey) ?? '',
  })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

export async function detailOf(db: Db, id: string, only: readonly string[] | undefined): Promise<FileDetail[]> {
  const { entries, paths, key } = await listing(db, id)
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
  const row = await db.selectFrom('measurement').select(['key', 'manifest_key']).where('id', '=', id).executeTakeFirstOrThrow()
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

async function valuesOf(db: Db, keys: readonly number[]): Promise<ReadonlyMap<number, MeasuredValue[]>> {
  const values = new Map<number, MeasuredValue[]>()
  const rows = await db.selectFrom('value').selectAll().where('measurement_key', 'in', keys).orderBy('scope').orderBy('metric').execute()
  for (const row of rows) {
    const list = values.get(row.measurement_key) ?? []
    list.push({ metric: row.metric, scope: row.scope, value: valueOfRow(row) })
    values.set(row.measurement_key, list)
  }
  return values
}

/** Counts come back as numbers from SQLite and as text from PostgreSQL's bigint. */
function valueOfRow(row: Selectable<ValueTable>): Value {
  if (row.detail !== null) return JSON.parse(row.detail) as Value
  const [covered, total] = [Number(row.covered), Number(row.total)]
  return row.kind === 'bounded'
    ? { kind: 'bounded', covered: [covered, Number(row.covered_max)], total: [total, Number(row.total_max)] }
    : { kind: 'count', covered, total }
}
