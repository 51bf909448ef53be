import type { DefectKind } from '../../model/finding.js'
import type { Detector } from '../evidence.js'

/** Defects the merge saw are this build's own. */
export function defect<K extends DefectKind>(kind: K): Detector<K> {
  return ({ candidate }) => candidate.defects.flatMap((one) =>
    (one.kind === kind ? [{ evidence: one.evidence as never, origin: 'introduced' as const }] : []))
}
