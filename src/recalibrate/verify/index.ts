import type { LedgerProblem } from '../../model/finding.js'
import { inForce } from '../chain.js'
import { againstBase } from './append-only.js'
import { unknownApprovers } from './approvers.js'
import { expired } from './expiry.js'
import { movedScopes, uncoveredWeakenings } from './policy.js'
import type { Setting } from './setting.js'
import { movedThresholds } from './thresholds-file.js'

export { isApprover } from './approvers.js'
export type { Decisions, TrustedBase } from './setting.js'

/** What is wrong with the ledger of a tree, held against the tree that is trusted. Empty when it is sound. */
export function verifyLedger(setting: Setting): LedgerProblem[] {
  const { head, base } = setting
  const force = inForce(head.entries)
  const before = base.kind === 'decisions' ? base.decisions : undefined
  return [
    ...(base.kind === 'unreadable' ? [{ kind: 'ledger-unverifiable' as const, evidence: { why: base.why } }] : []),
    ...head.invalid.map((evidence) => ({ kind: 'entry-invalid' as const, evidence })),
    ...force.broken.map(({ entry, what }) => ({ kind: 'ledger-altered' as const, evidence: { entry: entry.id, file: entry.file, what } })),
    ...force.forks.map((evidence) => ({ kind: 'ledger-fork' as const, evidence })),
    ...movedThresholds(force, head.thresholds, setting.readText),
    ...(before ? againstBase(before, setting, force) : []),
    ...unknownApprovers(setting, before),
    ...(before ? uncoveredWeakenings(setting.weakened, head, before) : []),
    ...(before ? movedScopes(before, head, force) : []),
    ...expired(head, setting),
    ...head.entries.filter(({ approvals }) => approvals.length === 0)
      .map(({ id, title }) => ({ kind: 'entry-proposed' as const, evidence: { entry: id, title } })),
  ]
}
