import type { Generated } from 'kysely'

/**
 * One measurement: what is looked up has a column, the rest is in `rest`. Rows are never changed but for
 * `superseded_by` and `detail`.
 */
export interface MeasurementTable {
  key: Generated<number>
  /** `m_` + sha256 of the canonical record. */
  id: string
  /** sha256 of the slot: one build's place. */
  slot: string
  repository: string
  suite: string
  leg: string
  model: string
  commit_hash: string
  tree: string
  measured_tree: string
  branch: string | null
  fingerprint_key: number
  manifest_key: number
  whole: number
  assumed: number
  /** Key of the revision of the slot that counts instead of this one. */
  superseded_by: number | null
  /** JSON of the members that nothing looks up. */
  rest: string
  /** To the millisecond; within one second of one store the order of recording. */
  recorded_at: string
  /** 0 when its files are not here: pruned, or never fetched. */
  detail: Generated<number>
}

/** Fingerprints are few and long: stored once each. */
export interface FingerprintTable {
  key: Generated<number>
  hash: string
  /** What must be equal to compare at all: text of the instruments' identities. */
  identity: string
  json: string
}

/** Integers only; `covered_max` and `total_max` are set when a merge could only give bounds. */
export interface ValueTable {
  measurement_key: number
  metric: string
  scope: string
  /** Place in the measurement's own order. */
  ordinal: number
  kind: string
  covered: number | null
  total: number | null
  covered_max: number | null
  total_max: number | null
  /** JSON of what has no integers: the reason of `none`, a quantity with its samples. */
  detail: string | null
}
