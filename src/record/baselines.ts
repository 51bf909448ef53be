import type { Kysely } from 'kysely'
import type { BaselineTable } from './schema/baseline.js'
import type { Schema } from './schema/index.js'
import type { Baseline, SeriesOnBranch } from './store.js'

type Db = Kysely<Schema>

function versionsQuery(db: Db) {
  return db.selectFrom('baseline')
    .innerJoin('promotion', 'promotion.baseline_key', 'baseline.key')
    .leftJoin('measurement as promoted', 'promoted.id', 'promotion.measurement_id')
    .select([
      'baseline.key', 'baseline.suite', 'baseline.leg', 'baseline.model', 'baseline.identity', 'baseline.branch', 'baseline.version',
      'baseline.entry', 'baseline.begun_at', 'baseline.first_id', 'promotion.measurement_id as promoted_id', 'promotion.commit_hash', 'promotion.at',
    ])
    .orderBy('baseline.version', 'asc').orderBy('promotion.at', 'asc')
    .orderBy('promoted.recorded_at', 'asc').orderBy('promotion.measurement_id', 'asc')
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
  const near = nearestOf(rows, new Map(commits.map((commit, index) => [commit, index])))
  return near && toBaseline(near, rows)
}

export async function versionsOf(db: Db, of: SeriesOnBranch): Promise<Baseline[]> {
  const rows = await promotionsOf(db, of)
  const last = new Map(rows.map((row) => [row.version, row]))
  return [...last.values()].map((row) => toBaseline(row, rows))
}

/** What is promoted: a measurement under the recalibrations in force, and where its commit stands. */
export interface Promotion {
  readonly measurement: string
  readonly commit: string
  readonly entry: string
  /** The commit and its first parents, nearest first; null when they are not known. */
  readonly commits: readonly string[] | null
  readonly now: string
}

/** Promotes within the running transaction: another set of recalibrations in force begins a new version. */
export async function promote(db: Db, of: SeriesOnBranch, { measurement, commit, entry, commits, now }: Promotion): Promise<Baseline> {
  const before = await promotionsOf(db, of)
  const baselineKey = versionFor(before, entry, commits) ?? await beginVersion(db, of, {
    version: Math.max(0, ...before.map((row) => row.version)) + 1, entry, first_id: measurement, begun_at: now,
  })
  await db.insertInto('promotion').values({ baseline_key: baselineKey, measurement_id: measurement, commit_hash: commit, at: now })
    .onConflict((conflict) => conflict.columns(['baseline_key', 'measurement_id']).doNothing()).execute()
  const rows = await promotionsOf(db, of)
  const promoted = rows.find((row) => row.key === baselineKey && row.promoted_id === measurement)
  return toBaseline(promoted as Row, rows)
}

/**
 * The version that a build under these recalibrations belongs to: its nearest promoted ancestor's. When that one stood
 * under others, a version that only later commits reached so far: a slow build of an older commit begins none of its
 * own. Undefined when there is none yet.
 */
function versionFor(rows: readonly Row[], entry: string, commits: readonly string[] | null): number | undefined {
  const order = new Map(commits?.map((commit, index) => [commit, index]))
  const behind = rows.filter((row) => order.has(row.commit_hash))
  if (behind.length === 0) return rows.at(-1)?.entry === entry ? rows.at(-1)?.key : undefined
  const nearest = nearestOf(behind, order)
  if (nearest?.entry === entry) return nearest.key
  const left = new Set(behind.map((row) => row.key))
  return rows.findLast((row) => row.entry === entry && !left.has(row.key))?.key
}

function nearestOf(rows: readonly Row[], order: ReadonlyMap<string, number>): Row | undefined {
  return rows
    .filter((row) => order.has(row.commit_hash))
    .sort((a, b) => (order.get(a.commit_hash) ?? 0) - (order.get(b.commit_hash) ?? 0) || b.version - a.version)[0]
}

async function beginVersion(
  db: Db, { series, identity, branch }: SeriesOnBranch, version: Pick<BaselineTable, 'version' | 'entry' | 'first_id' | 'begun_at'>,
): Promise<number> {
  const { suite, leg, model } = series
  const row = await db.insertInto('baseline').values({ suite, leg, model, identity, branch, ...version }).returning('key').executeTakeFirstOrThrow()
  return row.key
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
    later: sameVersion.findIndex((other) => other.promoted_id === row.promoted_id),
    entry: row.entry,
    begunAt: row.begun_at,
    first: row.first_id,
    measurement: row.promoted_id,
    commit: row.commit_hash,
    at: row.at,
  }
}
