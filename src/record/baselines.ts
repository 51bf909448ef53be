import type { Kysely } from 'kysely'
import type { Schema } from './schema/index.js'
import type { Baseline, SeriesOnBranch } from './store.js'

type Db = Kysely<Schema>

function versionsQuery(db: Db) {
  return db.selectFrom('baseline')
    .innerJoin('promotion', 'promotion.baseline_key', 'baseline.key')
    .innerJoin('measurement as promoted', 'promoted.key', 'promotion.measurement_key')
    .innerJoin('measurement as first', 'first.key', 'baseline.first_key')
    .select([
      'baseline.key', 'baseline.suite', 'baseline.leg', 'baseline.model', 'baseline.identity', 'baseline.branch', 'baseline.version',
      'baseline.entry', 'baseline.begun_at', 'first.id as first_id', 'promoted.id as promoted_id', 'promoted.key as promoted_key',
      'promoted.commit_hash', 'promoted.tree', 'promotion.at',
    ])
    .orderBy('baseline.version', 'asc').orderBy('promotion.at', 'asc').orderBy('promoted.key', 'asc')
}

type Row = Awaited<ReturnType<ReturnType<typeof versionsQuery>['execute']>>[number]

export async function baselinesOf(db: Db, wanted: { readonly suite?: string; readonly branch?: string }): Promise<Baseline[]> {
  let query = versionsQuery(db)
  if (wanted.suite !== undefined) query = query.where('baseline.suite', '=', wanted.suite)
  if (wanted.branch !== undefined) query = query.where('baseline.branch', '=', wanted.branch)
  const rows = await query.execute()
  const newest = new Map<string, Row>()
  for (const row of rows) newest.set(JSON.stringify([row.suite, row.leg, row.model, row.identity, row.branch]), row)
  return [...newest.values()].map((row) => toBaseline(row, rows))
}

export async function baselineAt(db: Db, of: SeriesOnBranch, commits: readonly string[] | null): Promise<Baseline | undefined> {
  const rows = await promotionsOf(db, of)
  if (commits === null) {
    const last = rows.at(-1)
    return last && toBaseline(last, rows)
  }
  const order = new Map(commits.map((commit, index) => [commit, index]))
  const near = rows
    .filter((row) => order.has(row.commit_hash))
    .sort((a, b) => (order.get(a.commit_hash) ?? 0) - (order.get(b.commit_hash) ?? 0) || b.version - a.version)[0]
  return near && toBaseline(near, rows)
}

export async function versionsOf(db: Db, of: SeriesOnBranch): Promise<Baseline[]> {
  const rows = await promotionsOf(db, of)
  const last = new Map(rows.map((row) => [row.version, row]))
  return [...last.values()].map((row) => toBaseline(row, rows))
}

/** Promotes within the running transaction: a new set of recalibrations in force begins a new version. */
export async function promote(db: Db, of: SeriesOnBranch, measurementKey: number, entry: string, now: string): Promise<Baseline> {
  const newest = (await promotionsOf(db, of)).at(-1)
  let baselineKey = newest?.key
  if (baselineKey === undefined || newest?.entry !== entry) {
    const row = await db.insertInto('baseline').values({
      suite: of.series.suite,
      leg: of.series.leg,
      model: of.series.model,
      identity: of.identity,
      branch: of.branch,
      version: (newest?.version ?? 0) + 1,
      entry,
      first_key: measurementKey,
      begun_at: now,
    }).returning('key').executeTakeFirstOrThrow()
    baselineKey = row.key
  }
  await db.insertInto('promotion').values({ baseline_key: baselineKey, measurement_key: measurementKey, at: now })
    .onConflict((conflict) => conflict.columns(['baseline_key', 'measurement_key']).doNothing()).execute()
  const rows = await promotionsOf(db, of)
  const promoted = rows.find((row) => row.key === baselineKey && row.promoted_key === measurementKey)
  return toBaseline(promoted as Row, rows)
}

function promotionsOf(db: Db, { series, identity, branch }: SeriesOnBranch): Promise<Row[]> {
  return versionsQuery(db)
    .where('baseline.suite', '=', series.suite).where('baseline.leg', '=', series.leg).where('baseline.model', '=', series.model)
    .where('baseline.identity', '=', identity).where('baseline.branch', '=', branch)
    .execute()
}

function toBaseline(row: Row, all: readonly Row[]): Baseline {
  const sameVersion = all.filter((other) => other.key === row.key)
  return {
    series: { suite: row.suite, leg: row.leg, model: row.model },
    identity: row.identity,
    branch: row.branch,
    version: row.version,
    later: sameVersion.findIndex((other) => other.promoted_key === row.promoted_key),
    entry: row.entry,
    begunAt: row.begun_at,
    first: row.first_id,
    measurement: row.promoted_id,
    commit: row.commit_hash,
    at: row.at,
  }
}
