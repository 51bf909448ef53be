import type { Kysely } from 'kysely'
import type { Schema } from '../schema/index.js'
import { seriesFolder } from './names.js'
import type { PromotionRecord, VersionRecord } from './baseline-files.js'

/** A version of this store with its promotions. */
export interface OwnVersion extends VersionRecord {
  readonly key: number
  readonly promotions: readonly PromotionRecord[]
}

/** All versions of this store by series and branch, in the names of the tree. */
export async function versionsHere(db: Kysely<Schema>): Promise<ReadonlyMap<string, readonly OwnVersion[]>> {
  const promotions = new Map<number, PromotionRecord[]>()
  for (const { baseline_key: key, measurement_id: measurement, at } of await db.selectFrom('promotion').selectAll().execute()) {
    const list = promotions.get(key) ?? []
    list.push({ measurement, at })
    promotions.set(key, list)
  }
  const versions = new Map<string, OwnVersion[]>()
  for (const row of await db.selectFrom('baseline').selectAll().orderBy('version').execute()) {
    const one: OwnVersion = {
      key: row.key, series: { suite: row.suite, leg: row.leg, model: row.model }, identity: row.identity, branch: row.branch,
      version: row.version, entry: row.entry, begunAt: row.begun_at, first: row.first_id, promotions: promotions.get(row.key) ?? [],
    }
    const folder = seriesFolder(one)
    const list = versions.get(folder) ?? []
    list.push(one)
    versions.set(folder, list)
  }
  return versions
}

/** Versions by series and branch, in the names of the tree. */
export function bySeries<V extends VersionRecord>(versions: readonly V[]): ReadonlyMap<string, readonly V[]> {
  const series = new Map<string, V[]>()
  for (const version of versions) {
    const list = series.get(seriesFolder(version)) ?? []
    list.push(version)
    series.set(seriesFolder(version), list)
  }
  return series
}
