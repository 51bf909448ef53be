import type { Kysely } from 'kysely'
import { canonicalJson } from '../model/canonical-json.js'
import type { Mode, Verdict } from '../model/verdict.js'
import { sha256 } from './hash.js'
import { keyOfId } from './measurement-reader.js'
import type { Schema } from './schema/index.js'
import type { JudgementFacts, PastJudgement } from './store.js'

type Db = Kysely<Schema>

/** What is kept of a judgement: its content is its name. */
export interface JudgementRecord {
  readonly measurement: string
  readonly verdict: string
  readonly blocking: string
  readonly mode: string
  readonly overridden: boolean
  readonly findings: readonly { readonly kind: string; readonly tier: string; readonly origin: string }[]
  readonly at: string
}

export function judgementRecord({ measurement, verdict, blocking, mode, overridden, findings }: JudgementFacts, at: string): JudgementRecord {
  return {
    measurement: measurement.id, verdict, blocking, mode, overridden, at,
    findings: findings.map(({ kind, tier, origin }) => ({ kind, tier, origin })),
  }
}

/** Keeps a judgement of a measurement that is here; the same one again is one. True when it is kept now. */
export async function keepJudgement(db: Db, record: JudgementRecord): Promise<boolean> {
  const key = await keyOfId(db, record.measurement)
  if (key === undefined) return false
  const { suite } = await db.selectFrom('measurement').select('suite').where('key', '=', key).executeTakeFirstOrThrow()
  const { measurement: _measurement, findings, overridden, ...columns } = record
  const row = { ...columns, measurement_key: key, suite, overridden: Number(overridden), findings: JSON.stringify(findings), hash: sha256(canonicalJson(record)).toString('hex') }
  const kept = await db.insertInto('judgement').values(row).onConflict((conflict) => conflict.columns(['measurement_key', 'hash']).doNothing()).executeTakeFirst()
  return Number(kept.numInsertedOrUpdatedRows ?? 0) > 0
}

/** Judgements of a suite, newest first, one a measurement. */
export async function pastJudgements(db: Db, suite: string, limit: number): Promise<PastJudgement[]> {
  const rows = await db.selectFrom('judgement').innerJoin('measurement', 'measurement.key', 'judgement.measurement_key')
    .select(['measurement.id', 'commit_hash', 'verdict', 'blocking', 'mode', 'at'])
    .where('judgement.suite', '=', suite)
    .where((of) => of.not(of.exists(of.selectFrom('judgement as later').select('later.key')
      .whereRef('later.measurement_key', '=', 'judgement.measurement_key')
      .where((and) => and.or([
        and('later.at', '>', and.ref('judgement.at')),
        and.and([and('later.at', '=', and.ref('judgement.at')), and('later.hash', '>', and.ref('judgement.hash'))]),
      ])))))
    .orderBy('at', 'desc').orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    measurement: row.id, commit: row.commit_hash, verdict: row.verdict as Verdict, blocking: row.blocking as Verdict, mode: row.mode as Mode, at: row.at,
  }))
}
