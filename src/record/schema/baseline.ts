import type { Generated } from 'kysely'

/** A version of a baseline: an accepted reference point per suite, leg, model, instrument and branch. */
export interface BaselineTable {
  key: Generated<number>
  suite: string
  leg: string
  model: string
  identity: string
  branch: string
  version: number
  /** Digest of the recalibrations in force when the version began. */
  entry: string
  /** Id of the version's first measurement, which need not be here. */
  first_id: string
  begun_at: string
}

/** Builds that passed under a version: their ids and commits; the measurements need not be here. */
export interface PromotionTable {
  baseline_key: number
  measurement_id: string
  commit_hash: string
  at: string
}
