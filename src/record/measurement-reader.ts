import type { Kysely, Selectable } from 'kysely'
import type { Fingerprint } from '../model/fingerprint.js'
import type { MeasuredValue, Measurement } from '../model/measurement.js'
import type { Value } from '../model/value.js'
import { chunks } from './blobs.js'
import type { Schema } from './schema/index.js'
import type { ValueTable } from './schema/measurement.js'
import type { Wanted } from './store.js'

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

/** Keys of current measurements that match, newest recorded first. Long lists of commits and trees are asked for in turns. */
export async function findKeys(db: Db, wanted: Wanted): Promise<number[]> {
  const { commits, trees } = wanted
  if (commits === undefined && trees === undefined) return (await someKeys(db, wanted)).map(({ key }) => key)
  const found = new Map<number, Recorded>()
  for (const part of chunks(commits ?? [])) for (const row of await someKeys(db, wanted, 'commit_hash', part)) found.set(row.key, row)
  for (const part of chunks(trees ?? [])) for (const row of await someKeys(db, wanted, 'tree', part)) found.set(row.key, row)
  return [...found.values()].sort(newestFirst).slice(0, wanted.limit).map(({ key }) => key)
}

/** Order is by time and then id, which are the same in every store: keys tell only the order of arrival. */
interface Recorded {
  readonly key: number
  readonly id: string
  readonly recorded_at: string
}

function newestFirst(a: Recorded, b: Recorded): number {
  return a.recorded_at === b.recorded_at ? (a.id < b.id ? 1 : -1) : a.recorded_at < b.recorded_at ? 1 : -1
}

async function someKeys(db: Db, wanted: Wanted, column?: 'commit_hash' | 'tree', hashes: readonly string[] = []): Promise<Recorded[]> {
  let query = db.selectFrom('measurement').select(['key', 'id', 'recorded_at']).where('superseded_by', 'is', null)
  if (wanted.repository !== undefined) query = query.where('repository', '=', wanted.repository)
  if (wanted.suite !== undefined) query = query.where('suite', '=', wanted.suite)
  if (wanted.leg !== undefined) query = query.where('leg', '=', wanted.leg)
  if (wanted.model !== undefined) query = query.where('model', '=', wanted.model)
  if (wanted.measuredTree !== undefined) query = query.where('measured_tree', '=', wanted.measuredTree)
  if (wanted.branch !== undefined) query = query.where('branch', '=', wanted.branch)
  if (wanted.whole !== undefined) query = query.where('whole', '=', Number(wanted.whole))
  if (column !== undefined) query = query.where(column, 'in', hashes)
  return query.orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(wanted.limit).execute()
}

/**
 * Keys of whole measurements, superseded ones too, of contents that one model measured more than once: newest recorded
 * first.
 */
export async function repeatedKeys(db: Db, { suite, leg, limit }: { readonly suite: string; readonly leg: string; readonly limit: number }): Promise<number[]> {
  const rows = await db.selectFrom('measurement').select('key')
    .where('suite', '=', suite).where('leg', '=', leg).where('whole', '=', 1)
    .where((of) => of(of.refTuple('measured_tree', 'model'), 'in', of.selectFrom('measurement as other').select(['other.measured_tree', 'other.model'])
      .where('other.suite', '=', suite).where('other.leg', '=', leg).where('other.whole', '=', 1)
      .groupBy(['other.measured_tree', 'other.model']).having((group) => group.fn.countAll<number>(), '>', 1).$asTuple('measured_tree', 'model')))
    .orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ key }) => key)
}

export async function keyOfId(db: Db, id: string): Promise<number | undefined> {
  return (await db.selectFrom('measurement').select('key').where('id', '=', id).executeTakeFirst())?.key
}

async function valuesOf(db: Db, keys: readonly number[]): Promise<ReadonlyMap<number, MeasuredValue[]>> {
  const values = new Map<number, MeasuredValue[]>()
  const rows = await db.selectFrom('value').selectAll().where('measurement_key', 'in', keys).orderBy('ordinal').execute()
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
