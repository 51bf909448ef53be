import { canonicalJson } from '../../model/canonical-json.js'
import type { LedgerProblem } from '../../model/finding.js'
import type { Entry } from '../../model/recalibration.js'
import { keyText } from '../../model/threshold.js'
import { holdsApproval, inForce, isLooser, type InForce } from '../chain.js'
import type { Decisions, Setting } from './setting.js'

/**
 * Approved entries of the base never change; taking the newest away is a revert if all they moved returns exactly to what
 * stood before them, and nothing gets looser by it.
 */
export function againstBase(base: Decisions, { head, strengthened }: Setting, force: InForce): LedgerProblem[] {
  const problems: LedgerProblem[] = []
  const removed: Entry[] = []
  for (const entry of base.entries.filter(holdsApproval)) {
    const now = head.entries.find(({ id }) => id === entry.id)
    if (!now) removed.push(entry)
    else if (now.digest !== entry.digest || !holdsApproval(now) || !keepsApprovals(entry, now)) problems.push({ kind: 'ledger-altered', evidence: { entry: entry.id, file: entry.file, what: 'changed' } })
  }
  if (removed.length === 0) return problems
  const after = new Map(force.thresholds.map(({ key, value }) => [keyText(key), value]))
  const looser = inForce(base.entries).thresholds.some(({ key, value }) => isLooser(key.limit, value, after.get(keyText(key)) ?? null))
  if (!looser && force.broken.length === 0 && isTakenBack(removed, { base, force, strengthened })) {
    problems.push({ kind: 'recalibration-reverted', evidence: { entries: removed.map(({ id }) => id).sort() } })
  } else {
    problems.push(...removed.map(({ id, file }) => ({ kind: 'ledger-altered' as const, evidence: { entry: id, file, what: 'removed' as const } })))
  }
  return problems
}

/** Every limit and setting that removed entries moved is where it was without them. */
function isTakenBack(removed: readonly Entry[], { base, force, strengthened }: { readonly base: Decisions; readonly force: InForce; readonly strengthened: Setting['strengthened'] }): boolean {
  const without = valuesIn(inForce(base.entries.filter((entry) => !removed.includes(entry))))
  const now = valuesIn(force)
  return removed.flatMap(({ changes }) => changes).every((change) => {
    if (change.kind === 'threshold') return without.get(keyText(change.key)) === now.get(keyText(change.key))
    return change.kind !== 'policy' || strengthened.some(({ field }) => field === change.field)
  })
}

function valuesIn({ thresholds }: InForce): ReadonlyMap<string, string> {
  return new Map(thresholds.map(({ key, value }) => [keyText(key), value]))
}

/** Approvals may be added; one that was given stays as it was given. */
function keepsApprovals(before: Entry, now: Entry): boolean {
  const given = new Set(now.approvals.map((approval) => canonicalJson(approval)))
  return before.approvals.every((approval) => given.has(canonicalJson(approval)))
}
