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
  first_key: number
  begun_at: string
}

/** Builds that passed under a version. */
export interface PromotionTable {
  baseline_key: number
  measurement_key: number
  at: string
}
