import type { Kysely } from 'kysely'
import { chunks } from '../blobs.js'
import type { Schema } from '../schema/index.js'
import { allot } from './allot.js'
import type { PromotionRecord, TipBaselines, TipVersion } from './baseline-files.js'
import { bySeries, versionsHere, type OwnVersion } from './versions-here.js'

type Db = Kysely<Schema>

/** Takes the versions and promotions of a tip in the running transaction. Its numbers hold; ours that differ are renumbered or join theirs. */
export async function takeBaselines(db: Db, { versions, taken }: TipBaselines, commitOf: (id: string) => string): Promise<void> {
  const here = await versionsHere(db)
  for (const [folder, theirs] of bySeries(versions)) {
    const ours = here.get(folder) ?? []
    const keys = await renumber(db, ours, theirs, taken.get(folder))
    for (const one of theirs) {
      const own = keys.get(one.version)
      const key = own?.key ?? await insertVersion(db, one)
      await addPromotions(db, key, one.promotions, own?.promotions ?? [], commitOf)
    }
    for (const { own, version } of joinedOf(ours, theirs, taken.get(folder))) await join(db, own, await keyOfVersion(db, own, version))
  }
}

/** Puts our versions where the tip has room for them; gives them by their new numbers. Numbers are unique at every step. */
async function renumber(db: Db, ours: readonly OwnVersion[], theirs: readonly TipVersion[], taken: number | undefined): Promise<ReadonlyMap<number, OwnVersion>> {
  const numbers = allot(ours, theirs, taken)
  const moved = ours.filter(({ version }) => numbers.get(version)?.version !== version || numbers.get(version)?.how === 'joined')
  for (const { key } of moved) await db.updateTable('baseline').set({ version: -key }).where('key', '=', key).execute()
  const kept = ours.filter(({ version }) => numbers.get(version)?.how !== 'joined')
  const byNumber = new Map(kept.map((own) => [numbers.get(own.version)?.version ?? own.version, own]))
  for (const [version, own] of byNumber) {
    if (version !== own.version) await db.updateTable('baseline').set({ version }).where('key', '=', own.key).execute()
    const begunAt = theirs.find((one) => one.version === version)?.begunAt
    if (begunAt !== undefined && begunAt !== own.begunAt) await db.updateTable('baseline').set({ begun_at: begunAt }).where('key', '=', own.key).execute()
  }
  return byNumber
}

async function insertVersion(db: Db, { series, identity, branch, version, entry, begunAt, first }: TipVersion): Promise<number> {
  const { key } = await db.insertInto('baseline').values({ ...series, identity, branch, version, entry, begun_at: begunAt, first_id: first }).returning('key').executeTakeFirstOrThrow()
  return key
}

/** Of one promotion with two times the earlier one counts, wherever it came from. */
async function addPromotions(db: Db, key: number, theirs: readonly PromotionRecord[], ours: readonly PromotionRecord[], commitOf: (id: string) => string): Promise<void> {
  const there = new Map(ours.map(({ measurement, at }) => [measurement, at]))
  const fresh = theirs.filter(({ measurement }) => !there.has(measurement))
  for (const part of chunks(fresh)) {
    await db.insertInto('promotion').values(part.map(({ measurement, at }) => ({ baseline_key: key, measurement_id: measurement, commit_hash: commitOf(measurement), at }))).execute()
  }
  for (const { measurement, at } of theirs.filter((one) => one.at < (there.get(one.measurement) ?? ''))) {
    await db.updateTable('promotion').set({ at }).where('baseline_key', '=', key).where('measurement_id', '=', measurement).execute()
  }
}

function joinedOf(ours: readonly OwnVersion[], theirs: readonly TipVersion[], taken: number | undefined) {
  const numbers = allot(ours, theirs, taken)
  return ours.flatMap((own) => {
    const { how, version } = numbers.get(own.version) ?? { how: 'same', version: own.version }
    return how === 'joined' ? [{ own, version }] : []
  })
}

async function keyOfVersion(db: Db, { series, identity, branch }: OwnVersion, version: number): Promise<number> {
  const { key } = await db.selectFrom('baseline').select('key')
    .where('suite', '=', series.suite).where('leg', '=', series.leg).where('model', '=', series.model)
    .where('identity', '=', identity).where('branch', '=', branch).where('version', '=', version).executeTakeFirstOrThrow()
  return key
}

/** What was promoted under our version was promoted under theirs: they are one. */
async function join(db: Db, own: OwnVersion, key: number): Promise<void> {
  const rows = await db.selectFrom('promotion').selectAll().where('baseline_key', '=', own.key).execute()
  for (const part of chunks(rows)) {
    await db.insertInto('promotion').values(part.map((row) => ({ ...row, baseline_key: key })))
      .onConflict((conflict) => conflict.columns(['baseline_key', 'measurement_id']).doNothing()).execute()
  }
  await db.deleteFrom('promotion').where('baseline_key', '=', own.key).execute()
  await db.deleteFrom('baseline').where('key', '=', own.key).execute()
}
