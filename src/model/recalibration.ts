import type { ThresholdKey } from './threshold.js'

export const RECALIBRATION_CAUSES = [
  'import', 'instrument', 'noise', 'accepted-loss', 'tightening', 'quarantine', 'revert',
] as const
export type RecalibrationCause = (typeof RECALIBRATION_CAUSES)[number]

export const CHANGE_KINDS = ['threshold', 'native-config', 'scope', 'parts', 'quarantine', 'rebase', 'policy'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/**
 * A move of one limit. `prev` is the digest of the entry that set the key before, null for a new key; `basis`
 * names the key of another model that a new key is measured against. Values are canonical decimals; `to` is null
 * when the limit is removed.
 */
export interface ThresholdChange {
  readonly kind: 'threshold'
  readonly key: ThresholdKey
  readonly prev: string | null
  readonly from: string | null
  readonly to: string | null
  readonly basis: ThresholdKey | null
  /** Digests of entries that moved the key from the same starting point as `prev` did, and that this one overrules. */
  readonly settles?: readonly string[]
}

/** A change of a field of `policy.yaml` that weakens it: `field` in dotted form. */
export interface PolicyChange {
  readonly kind: 'policy'
  readonly field: string
  readonly from: string
  readonly to: string
}

/** Kinds whose fields later tools read: kept as they are, covered by the digest. */
export interface OtherChange {
  readonly kind: Exclude<ChangeKind, 'threshold' | 'policy'>
  readonly fields: FrontMatter
}

export type Change = ThresholdChange | PolicyChange | OtherChange

/** YAML 1.2 failsafe data: strings, lists and maps, nothing else. */
export type FrontValue = string | readonly FrontValue[] | FrontMatter
export interface FrontMatter {
  readonly [key: string]: FrontValue
}

export interface Approval {
  readonly who: string
  readonly when: string
  readonly digest: string
  readonly signature: string | null
}

/** One recalibration as its file says it. `front` is the whole front matter, which the digest covers. */
export interface Entry {
  readonly file: string
  readonly id: string
  readonly title: string
  readonly suite: string
  readonly cause: RecalibrationCause
  readonly author: string
  readonly changes: readonly Change[]
  readonly evidence: FrontMatter
  readonly expires: string | null
  /** Ids of entries whose time this one prolongs, or ends: their expiry is no longer asked about. */
  readonly renews: readonly string[]
  readonly approvals: readonly Approval[]
  readonly digest: string
  readonly prose: string
  readonly front: FrontMatter
}

export function isApproved(entry: Entry): boolean {
  return entry.approvals.length > 0
}

/** The emergency path: a failing build let through on purpose, for one suite and branch, for a day. */
export interface Override {
  readonly file: string
  readonly suite: string
  readonly branch: string
  readonly kinds: readonly string[]
  readonly reason: string
  readonly ticket: string
  readonly author: string
  readonly from: string
  readonly until: string
}
