import type { Finding, FindingKind } from './finding.js'
import type { Standing, Verdict } from './verdict.js'

/** The verdict a finding speaks for; a kind that is not here informs and judges nothing. */
const VERDICT_OF: { readonly [K in FindingKind]?: Verdict } = {
  'part-missing': 'incomplete',
  'part-doubled': 'incomplete',
  'part-foreign': 'incomplete',
  'part-empty': 'incomplete',
  'part-silent': 'incomplete',
  'part-unreadable': 'incomplete',
  'config-differs': 'incomplete',
  'mixed-producers': 'incomplete',
  'tests-failed': 'incomplete',
  'nothing-counted': 'incomplete',
  'foreign-report': 'incomplete',
  'file-missing': 'incomplete',
  'file-uncovered': 'incomplete',
  'metric-missing': 'incomplete',
  'test-missing': 'incomplete',
  'no-value': 'undetermined',
  undetermined: 'undetermined',
  'false-pass': 'false-pass',
  'false-failure': 'false-failure',
  regression: 'regression',
  uncalibrated: 'recalibration-required',
  'no-threshold': 'recalibration-required',
  'threshold-moved': 'recalibration-required',
  'ledger-altered': 'recalibration-required',
  'ledger-fork': 'recalibration-required',
  'ledger-unverifiable': 'recalibration-required',
  'entry-invalid': 'recalibration-required',
  'approval-expired': 'recalibration-required',
  'approver-unknown': 'recalibration-required',
  'policy-weakened': 'recalibration-required',
  'scope-moved': 'recalibration-required',
}

/** An unsound ledger goes before everything: what a build is judged by cannot be trusted. */
const UNSOUND: readonly FindingKind[] = [
  'threshold-moved', 'ledger-altered', 'ledger-fork', 'ledger-unverifiable', 'entry-invalid', 'approver-unknown', 'policy-weakened', 'scope-moved',
]

/** Kinds that no override lets through. */
export function isUnsound(kind: FindingKind): boolean {
  return UNSOUND.includes(kind)
}

/** The verdict a finding speaks for by itself; undefined when it only informs. */
export function verdictOf(finding: Finding): Verdict | undefined {
  switch (finding.kind) {
    case 'false-failure':
      return finding.evidence.calibrated ? 'false-failure' : undefined
    case 'approval-expired':
      return finding.evidence.frozen ? undefined : 'recalibration-required'
    case 'no-threshold':
      return finding.tier === 'info' ? undefined : 'recalibration-required'
    default:
      return VERDICT_OF[finding.kind]
  }
}

/** Findings a build has to answer for: all on a baseline branch, elsewhere only what it introduced. */
export function answersFor(findings: readonly Finding[], standing: Standing): readonly Finding[] {
  return standing === 'baseline-branch' ? findings : findings.filter(({ origin }) => origin === 'introduced')
}
