import type { LedgerProblem } from '../../model/finding.js'
import type { Entry } from '../../model/recalibration.js'
import { holdsApproval } from '../chain.js'
import { approvalKey } from '../signature.js'
import type { Decisions, Setting } from './setting.js'

/** Who may approve is read from the base: an entry cannot name its own approver. */
export function unknownApprovers({ head, verified }: Setting, base: Decisions | undefined): LedgerProblem[] {
  const { approvers, signed } = (base ?? head).policy
  if (signed) return unsigned(head, approvers, verified)
  if (approvers.length === 0) return []
  const known = new Set(base?.entries.filter(holdsApproval).map(({ digest }) => digest))
  return head.entries.filter((entry) => holdsApproval(entry) && !known.has(entry.digest)).flatMap((entry) =>
    entry.approvals.some(({ who, digest }) => digest === entry.digest && isApprover(who, approvers))
      ? []
      : [{ kind: 'approver-unknown' as const, evidence: { entry: entry.id, who: entry.approvals[0]?.who ?? '', why: 'not-listed' as const } }])
}

/** Under `signed: true` an approval holds that a listed key of an approver signed, and none that was only typed. */
function unsigned({ entries }: Decisions, approvers: readonly string[], verified: ReadonlySet<string>): LedgerProblem[] {
  const isSigned = (entry: Entry): boolean => entry.approvals.some((approval) => approval.digest === entry.digest
    && verified.has(approvalKey(entry, approval)) && (approvers.length === 0 || isApprover(approval.who, approvers)))
  return entries.filter((entry) => holdsApproval(entry) && !isSigned(entry)).map((entry) => ({
    kind: 'approver-unknown' as const, evidence: { entry: entry.id, who: entry.approvals[0]?.who ?? '', why: 'unsigned' as const },
  }))
}

/** Names are compared by their mail address where both have one. */
export function isApprover(who: string, approvers: readonly string[]): boolean {
  const mail = (text: string): string => /<([^<>]+)>/.exec(text)?.[1]?.toLowerCase() ?? text.trim().toLowerCase()
  return approvers.some((approver) => mail(approver) === mail(who))
}
