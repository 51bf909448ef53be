import type { MutantStatus } from './element.js'

/**
 * How the mutants of a scope moved from one run to another: those of both runs by what became of them, apart from those
 * that only one of them has.
 */
export interface MutantChange {
  /** Status then and now of mutants of both runs whose status is another, the most frequent first. */
  readonly transitions: readonly { readonly from: MutantStatus; readonly to: MutantStatus; readonly count: number }[]
  /** Of the mutants of both runs: detected then and not now, and the other way round. */
  readonly lost: number
  readonly gained: number
  /** Counted mutants that only the later run has, and those among them that it detects; and the same for the earlier one. */
  readonly came: { readonly counted: number; readonly detected: number }
  readonly went: { readonly counted: number; readonly detected: number }
}
