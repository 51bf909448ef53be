import type { TextReader } from '../../model/located.js'
import type { Policy } from '../../model/policy.js'
import type { Entry } from '../../model/recalibration.js'
import { holdsApproval } from '../chain.js'

/** The `baselines/` folder of one tree, read. */
export interface Decisions {
  readonly policy: Policy
  readonly entries: readonly Entry[]
  readonly invalid: readonly { readonly file: string; readonly problems: readonly string[] }[]
  /** Text of `thresholds.yaml`; undefined when there is none. */
  readonly thresholds: string | undefined
}

/** The tree that is trusted: its decisions, that it has none yet, or why it could not be read. */
export type TrustedBase =
  | { readonly kind: 'decisions'; readonly decisions: Decisions }
  | { readonly kind: 'first-adoption' }
  | { readonly kind: 'unreadable'; readonly why: string }

export interface Setting {
  readonly head: Decisions
  readonly base: TrustedBase
  /** Settings the head's policy weakens against the base's. */
  readonly weakened: readonly { readonly field: string; readonly from: string; readonly to: string }[]
  /** Settings the base's policy weakens against the head's: the head took something back. */
  readonly strengthened: readonly { readonly field: string }[]
  /** Approvals whose signatures are those of keys the trusted base lists (`approvalKey`); asked for under `signed: true`. */
  readonly verified: ReadonlySet<string>
  readonly today: string
  readonly frozen: boolean
  readonly readText: TextReader
}

/** Entries whose approval the trusted base does not have. */
export function newlyApproved(head: Decisions, base: Decisions | undefined): readonly Entry[] {
  const known = new Set(base?.entries.filter(holdsApproval).map(({ digest }) => digest))
  return head.entries.filter((entry) => holdsApproval(entry) && !known.has(entry.digest))
}
