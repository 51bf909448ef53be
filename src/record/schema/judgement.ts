import type { Generated } from 'kysely'

export interface JudgementTable {
  key: Generated<number>
  measurement_key: number
  suite: string
  verdict: string
  blocking: string
  mode: string
  overridden: number
  /** JSON of kinds, tiers and origins of the findings. */
  findings: string
  at: string
  /** sha256 of its canonical content. */
  hash: string
}
