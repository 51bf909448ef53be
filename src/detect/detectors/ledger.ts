import type { LedgerKind } from '../../model/finding.js'
import type { Detector } from '../evidence.js'

/** Troubles of the ledger; those that the trusted base has as well are inherited. */
export function ledger<K extends LedgerKind>(kind: K): Detector<K> {
  return ({ ledger: problems }) => problems.flatMap(({ problem, origin }) =>
    (problem.kind === kind ? [{ evidence: problem.evidence as never, origin }] : []))
}
