import { canonicalJson } from '../model/canonical-json.js'
import type { LedgerProblem } from '../model/finding.js'
import type { TextReader } from '../model/located.js'
import type { Policy } from '../model/policy.js'
import type { Entry } from '../model/recalibration.js'
import { scopeText } from '../model/scope.js'
import { keyText, type ThresholdKey } from '../model/threshold.js'
import { holdsApproval, inForce, isLooser, sameLimit, type InForce } from './chain.js'
import { renewedBy } from './quarantine.js'
import { approvalKey } from './signature.js'
import { parseProjection, THRESHOLDS_FILE, type Stated } from './projection.js'

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

/** Where the file with the limits says something else than the ledger. */
function movedThresholds(force: InForce, text: string | undefined, readText: TextReader): LedgerProblem[] {
  if (text === undefined && force.thresholds.length === 0) return []
  const file = text === undefined ? new Map<string, Stated>() : parseProjection(text, readText)
  if (!file) return [{ kind: 'entry-invalid', evidence: { file: THRESHOLDS_FILE, problems: ['it is not what `recalibrate project` writes'] } }]
  const ledger = new Map(force.thresholds.map((threshold) => [keyText(threshold.key), threshold]))
  const keys = [...new Set([...ledger.keys(), ...file.keys()])].sort()
  return keys.flatMap((name) => {
    const own = ledger.get(name)
    const stated = file.get(name)
    if (own && stated && sameLimit(own.value, stated.value) && stated.entry === own.entry) return []
    return [{ kind: 'threshold-moved' as const, evidence: { key: own?.key ?? keyOfText(name), ledger: own?.value ?? null, file: stated?.value ?? null } }]
  })
}

function keyOfText(text: string): ThresholdKey {
  const [suite = text, model = '', metric = '', scope = '', limit = ''] = text.split(' ')
  return { suite, model, metric, scope, limit: limit as ThresholdKey['limit'] }
}

/**
 * Approved entries of the base never change; taking the newest away is a revert if all they moved returns exactly to what
 * stood before them, and nothing gets looser by it.
 */
function againstBase(base: Decisions, { head, strengthened }: Setting, force: InForce): LedgerProblem[] {
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

/** Who may approve is read from the base: an entry cannot name its own approver. */
function unknownApprovers({ head, verified }: Setting, base: Decisions | undefined): LedgerProblem[] {
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

function uncoveredWeakenings(weakened: Setting['weakened'], head: Decisions, base: Decisions): LedgerProblem[] {
  const changes = newlyApproved(head, base).flatMap((entry) => entry.changes)
  return weakened
    .filter(({ field, to }) => !changes.some((change) => change.kind === 'policy' && change.field === field && change.to === to))
    .map((evidence) => ({ kind: 'policy-weakened' as const, evidence }))
}

function movedScopes(base: Decisions, head: Decisions, force: InForce): LedgerProblem[] {
  const changes = newlyApproved(head, base).flatMap((entry) => entry.changes)
  return base.policy.scopes.flatMap((scope) => {
    const now = head.policy.scopes.find(({ name }) => name === scope.name)
    if (now && scopeText(now) === scopeText(scope)) return []
    const used = force.thresholds.find(({ key }) => key.scope === scope.name)
    const covered = changes.some((change) => change.kind === 'scope' && change.fields['scope'] === scope.name)
    return used && !covered ? [{ kind: 'scope-moved' as const, evidence: { scope: scope.name, entry: used.entry } }] : []
  })
}

function newlyApproved(head: Decisions, base: Decisions): readonly Entry[] {
  const known = new Set(base.entries.filter(holdsApproval).map(({ digest }) => digest))
  return head.entries.filter((entry) => holdsApproval(entry) && !known.has(entry.digest))
}

/** A loosening that still sets a limit, or a quarantine, whose day is past. What is not looser than before need not be renewed. */
function expired(head: Decisions, { today, frozen }: Setting): LedgerProblem[] {
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
