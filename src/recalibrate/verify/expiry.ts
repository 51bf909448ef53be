import type { LedgerProblem } from '../../model/finding.js'
import type { Entry } from '../../model/recalibration.js'
import { holdsApproval, inForce, isLooser } from '../chain.js'
import { renewedBy } from '../quarantine.js'
import type { Decisions, Setting } from './setting.js'

/** A loosening that still sets a limit, or a quarantine, whose day is past. What is not looser than before need not be renewed. */
export function expired(head: Decisions, { today, frozen }: Setting): LedgerProblem[] {
  const acting = new Set(inForce(head.entries).digests)
  const renewed = renewedBy(head.entries)
  return head.entries
    .filter((entry) => holdsApproval(entry) && entry.expires !== null && entry.expires < today)
    .filter(({ id }) => !renewed.has(id))
    .filter((entry) => entry.cause === 'quarantine' || (acting.has(entry.digest) && loosens(entry)))
    .map(({ id, expires }) => ({ kind: 'approval-expired' as const, evidence: { entry: id, expires: expires ?? '', frozen } }))
}

/** Whether an entry lets more through than before it; a change that is no limit is taken for one that does. */
function loosens(entry: Entry): boolean {
  return entry.cause === 'accepted-loss' || entry.renews.length > 0 || entry.changes.some((change) => change.kind !== 'threshold' || change.basis !== null || isLooser(change.key.limit, change.from, change.to))
}
