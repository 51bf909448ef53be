import type { Finding, FindingKind } from '../model/finding.js'
import { TIERS } from '../model/verdict.js'
import { defect } from './detectors/defect.js'
import { environmentChanged, instrumentChanged, noThreshold, uncalibrated } from './detectors/instrument.js'
import { ledger } from './detectors/ledger.js'
import { fewSamples, limit, noValue } from './detectors/limit.js'
import { fileUncovered, selectionCarried, suiteOverdue, testSkipped, universeMoved } from './detectors/collection.js'
import { fileMissing, metricMissing, testMissing } from './detectors/missing.js'
import { overrideActive, overrideExpired } from './detectors/override.js'
import { firstBaseline, historyShallow, noReference } from './detectors/reference.js'
import type { Detector, Evidence } from './evidence.js'
import { tierOf } from './tiers.js'

export type { Evidence } from './evidence.js'

/** Every detector by the kind it finds: a kind without one does not compile. */
export const detectors: { readonly [K in FindingKind]: Detector<K> } = {
  'ledger-altered': ledger('ledger-altered'),
  'threshold-moved': ledger('threshold-moved'),
  'ledger-fork': ledger('ledger-fork'),
  'ledger-unverifiable': ledger('ledger-unverifiable'),
  'entry-invalid': ledger('entry-invalid'),
  'approver-unknown': ledger('approver-unknown'),
  'policy-weakened': ledger('policy-weakened'),
  'scope-moved': ledger('scope-moved'),
  'part-missing': defect('part-missing'),
  'part-doubled': defect('part-doubled'),
  'part-foreign': defect('part-foreign'),
  'part-empty': defect('part-empty'),
  'part-silent': defect('part-silent'),
  'part-unreadable': defect('part-unreadable'),
  'tests-failed': defect('tests-failed'),
  'nothing-counted': defect('nothing-counted'),
  'foreign-report': defect('foreign-report'),
  'config-differs': defect('config-differs'),
  'mixed-producers': defect('mixed-producers'),
  'metric-missing': metricMissing,
  'file-missing': fileMissing,
  'test-missing': testMissing,
  'file-uncovered': fileUncovered,
  'no-value': noValue,
  undetermined: limit('undetermined'),
  'false-pass': limit('false-pass'),
  'false-failure': limit('false-failure'),
  uncalibrated,
  'no-threshold': noThreshold,
  'approval-expired': ledger('approval-expired'),
  regression: limit('regression'),
  'pass-unsure': limit('pass-unsure'),
  'instrument-changed': instrumentChanged,
  'environment-changed': environmentChanged,
  'test-skipped': testSkipped,
  'test-doubled': defect('test-doubled'),
  'report-stale': defect('report-stale'),
  'universe-moved': universeMoved,
  'suite-overdue': suiteOverdue,
  'selection-carried': selectionCarried,
  'universe-differs': defect('universe-differs'),
  'not-mergeable': defect('not-mergeable'),
  'unknown-status': defect('unknown-status'),
  'totals-disagree': defect('totals-disagree'),
  'part-superseded': defect('part-superseded'),
  'model-assumed': defect('model-assumed'),
  'dirty-tree': defect('dirty-tree'),
  'no-reference': noReference,
  'history-shallow': historyShallow,
  'recalibration-reverted': ledger('recalibration-reverted'),
  'entry-proposed': ledger('entry-proposed'),
  'override-active': overrideActive,
  'override-expired': overrideExpired,
  'few-samples': fewSamples,
  'first-baseline': firstBaseline,
}

export const FINDING_KINDS = Object.keys(detectors) as readonly FindingKind[]

/** All findings of a build, the loudest first, within a tier in the order of the registry. */
export function detect(evidence: Evidence): readonly Finding[] {
  const findings = FINDING_KINDS.flatMap((kind) => findingsOf(kind, evidence))
  return findings.sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier))
}

function findingsOf<K extends FindingKind>(kind: K, evidence: Evidence): Finding[] {
  return detectors[kind](evidence).map(({ evidence: own, origin }) => (
    { kind, origin, tier: tierOf(kind, origin, { mode: evidence.mode, settled: isSettled(evidence) }), evidence: own } as Finding
  ))
}

/** The instrument measured the same, or the limits in force were set for another model on purpose. */
function isSettled({ unchanged, reference, calibration, limits }: Evidence): boolean {
  return (unchanged.equal && unchanged.compared > 0) || (reference?.otherSeries === true && limits > 0 && calibration.differs.length === 0)
}
