import type { FindingKind } from '../model/finding.js'
import type { Mode, Origin, Tier } from '../model/verdict.js'

/** How loud a kind is when this change brought it about. */
const INTRODUCED: { readonly [K in FindingKind]: Tier } = {
  'part-missing': 'urgent', 'part-doubled': 'urgent', 'part-foreign': 'urgent', 'part-empty': 'urgent', 'part-unreadable': 'urgent',
  'part-silent': 'urgent', 'test-doubled': 'warning', 'report-stale': 'warning', 'test-skipped': 'warning', 'file-uncovered': 'urgent', 'universe-moved': 'warning', 'suite-overdue': 'warning', 'selection-carried': 'info',
  'part-superseded': 'info', 'config-differs': 'urgent', 'mixed-producers': 'urgent', 'tests-failed': 'urgent', 'nothing-counted': 'urgent',
  'universe-differs': 'warning', 'not-mergeable': 'warning', 'unknown-status': 'warning', 'totals-disagree': 'warning', 'foreign-report': 'urgent',
  'model-assumed': 'warning', 'dirty-tree': 'warning', 'file-missing': 'urgent', 'metric-missing': 'urgent', 'test-missing': 'urgent',
  'no-reference': 'info', 'history-shallow': 'warning', 'instrument-changed': 'warning', 'environment-changed': 'info', uncalibrated: 'urgent',
  'no-threshold': 'urgent', 'no-value': 'urgent', 'few-samples': 'info', 'first-baseline': 'info', regression: 'urgent', 'false-failure': 'urgent', 'false-pass': 'urgent',
  undetermined: 'urgent', 'pass-unsure': 'warning', 'threshold-moved': 'page', 'ledger-altered': 'page', 'ledger-fork': 'urgent',
  'ledger-unverifiable': 'urgent', 'entry-invalid': 'urgent', 'entry-proposed': 'info', 'recalibration-reverted': 'warning',
  'approval-expired': 'urgent', 'approver-unknown': 'page', 'policy-weakened': 'page', 'scope-moved': 'urgent', 'override-active': 'urgent',
  'override-expired': 'warning',
}

/**
 * What is inherited alerts its owners and stops nobody else; what informs stays what it is. A changed instrument is
 * settled when it measured the same, or when the limits were set for it.
 */
export function tierOf(kind: FindingKind, origin: Origin, { mode, settled }: { readonly mode: Mode; readonly settled: boolean }): Tier {
  if (kind === 'instrument-changed' && settled) return 'info'
  if (kind === 'no-threshold' && mode === 'observe') return 'info'
  const tier = INTRODUCED[kind]
  return origin === 'inherited' && tier === 'page' ? 'urgent' : tier
}
