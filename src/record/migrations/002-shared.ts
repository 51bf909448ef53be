import { sql, type Kysely } from 'kysely'
import type { Traits } from '../dialect.js'
import { canonicalJson } from '../../model/canonical-json.js'
import { sha256 } from '../hash.js'
import type { Migration } from './migration.js'

/**
 * What stores need to unite: times that order by themselves, baselines that name measurements by id (one that is not
 * here can still be a baseline), judgements by content, and detail that may be gone.
 */
export const shared: Migration = {
  name: '002-shared',
  up: async (db, traits) => {
    await orderByTime(db as Kysely<Before>)
    await nameById(db as Kysely<Before>, traits)
    await hashJudgements(db as Kysely<Before>)
    await letDetailGo(db)
  },
}

/** The tables this step reads, as it finds them. */
interface Before {
  measurement: { key: number; id: string; commit_hash: string; recorded_at: string }
  baseline: { key: number; suite: string; leg: string; model: string; identity: string; branch: string; version: number; entry: string; first_key: number; begun_at: string }
  promotion: { baseline_key: number; measurement_key: number; at: string }
  judgement: { key: number; measurement_key: number; verdict: string; blocking: string; mode: string; overridden: number; findings: string; at: string; hash: string }
}

/** A clock of seconds gives many one time: what was recorded later within a second is so many milliseconds later. */
async function orderByTime(db: Kysely<Before>): Promise<void> {
  const rows = await db.selectFrom('measurement').select(['key', 'recorded_at']).orderBy('recorded_at').orderBy('key').execute()
  let [second, ordinal] = ['', 0]
  for (const { key, recorded_at: at } of rows.filter((row) => /^[\d-]{10}T[\d:]{8}Z$/.test(row.recorded_at))) {
    ordinal = at === second ? Math.min(ordinal + 1, 999) : 0
    second = at
    await db.updateTable('measurement').set({ recorded_at: `${at.slice(0, 19)}.${String(ordinal).padStart(3, '0')}Z` }).where('key', '=', key).execute()
  }
  await db.schema.createIndex('measurement_by_time').on('measurement').columns(['recorded_at', 'id']).execute()
}

async function nameById(db: Kysely<Before>, { identity, clustered }: Traits): Promise<void> {
  await db.schema.createTable('baseline_by_id')
    .addColumn('key', 'integer', identity)
    .addColumn('suite', 'text', (column) => column.notNull())
    .addColumn('leg', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('branch', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('first_id', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('baseline_version', ['suite', 'leg', 'branch', 'model', 'identity', 'version'])
    .execute()
  await clustered(db.schema.createTable('promotion_by_id')
    .addColumn('baseline_key', 'integer', (column) => column.notNull().references('baseline_by_id.key'))
    .addColumn('measurement_id', 'text', (column) => column.notNull())
    .addColumn('commit_hash', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('promotion_pk', ['baseline_key', 'measurement_id']))
    .execute()
  await sql`insert into baseline_by_id (key, suite, leg, model, identity, branch, version, entry, first_id, begun_at)
    select b.key, b.suite, b.leg, b.model, b.identity, b.branch, b.version, b.entry, m.id, b.begun_at from baseline b join measurement m on m.key = b.first_key`.execute(db)
  await sql`insert into promotion_by_id (baseline_key, measurement_id, commit_hash, at)
    select p.baseline_key, m.id, m.commit_hash, p.at from promotion p join measurement m on m.key = p.measurement_key`.execute(db)
  await db.schema.dropTable('promotion').execute()
  await db.schema.dropTable('baseline').execute()
  await db.schema.alterTable('baseline_by_id').renameTo('baseline').execute()
  await db.schema.alterTable('promotion_by_id').renameTo('promotion').execute()
}

/** A judgement is named by its content: said twice it is one. */
async function hashJudgements(db: Kysely<Before>): Promise<void> {
  await db.schema.alterTable('judgement').addColumn('hash', 'text', (column) => column.notNull().defaultTo('')).execute()
  const rows = await db.selectFrom('judgement').innerJoin('measurement', 'measurement.key', 'judgement.measurement_key')
    .select(['judgement.key', 'measurement.id', 'verdict', 'blocking', 'mode', 'overridden', 'findings', 'at']).orderBy('judgement.key').execute()
  const seen = new Set<string>()
  for (const { key, id, findings, overridden, verdict, blocking, mode, at } of rows) {
    const content = { measurement: id, verdict, blocking, mode, overridden: overridden === 1, findings: JSON.parse(findings) as unknown, at }
    const hash = sha256(canonicalJson(content)).toString('hex')
    if (seen.has(hash)) await db.deleteFrom('judgement').where('key', '=', key).execute()
    else await db.updateTable('judgement').set({ hash }).where('key', '=', key).execute()
    seen.add(hash)
  }
  await db.schema.createIndex('judgement_by_hash').on('judgement').columns(['measurement_key', 'hash']).unique().execute()
}

async function letDetailGo(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('measurement').addColumn('detail', 'integer', (column) => column.notNull().defaultTo(1)).execute()
  await db.schema.alterTable('manifest').addColumn('stored', 'integer', (column) => column.notNull().defaultTo(1)).execute()
  await db.schema.createTable('pruned').addColumn('before', 'text', (column) => column.primaryKey()).execute()
}
