import type { LedgerProblem } from '../../model/finding.js'
import { scopeText } from '../../model/scope.js'
import type { InForce } from '../chain.js'
import { newlyApproved, type Decisions, type Setting } from './setting.js'

/** Settings that let more through than the base's, without an approved entry that names them. */
export function uncoveredWeakenings(weakened: Setting['weakened'], head: Decisions, base: Decisions): LedgerProblem[] {
  const changes = newlyApproved(head, base).flatMap((entry) => entry.changes)
  return weakened
    .filter(({ field, to }) => !changes.some((change) => change.kind === 'policy' && change.field === field && change.to === to))
    .map((evidence) => ({ kind: 'policy-weakened' as const, evidence }))
}

/** Scopes with limits whose definition changed, without an approved entry that names them. */
export function movedScopes(base: Decisions, head: Decisions, force: InForce): LedgerProblem[] {
  const changes = newlyApproved(head, base).flatMap((entry) => entry.changes)
  return base.policy.scopes.flatMap((scope) => {
    const now = head.policy.scopes.find(({ name }) => name === scope.name)
    if (now && scopeText(now) === scopeText(scope)) return []
    const used = force.thresholds.find(({ key }) => key.scope === scope.name)
    const covered = changes.some((change) => change.kind === 'scope' && change.fields['scope'] === scope.name)
    return used && !covered ? [{ kind: 'scope-moved' as const, evidence: { scope: scope.name, entry: used.entry } }] : []
  })
}
