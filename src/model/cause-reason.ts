import type { FieldDifference } from './fingerprint.js'
import type { Cause } from './verdict.js'

/** What allowed a cause, or, where it is not possible, that nothing does. */
export interface CauseReason {
  readonly cause: Exclude<Cause, 'unexplained'>
  readonly possible: boolean
  /** Changed paths that speak for it, the first few; null when git could not tell what changed. */
  readonly paths: readonly string[] | null
  /** How many paths, or elements that flip by themselves, there are. */
  readonly count: number
  readonly fields: readonly FieldDifference[]
  readonly model: { readonly from: string; readonly to: string } | null
}
