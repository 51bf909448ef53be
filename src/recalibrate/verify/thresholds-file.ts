import type { LedgerProblem } from '../../model/finding.js'
import type { TextReader } from '../../model/located.js'
import { keyText, type ThresholdKey } from '../../model/threshold.js'
import { sameLimit, type InForce } from '../chain.js'
import { parseProjection, THRESHOLDS_FILE, type Stated } from '../projection.js'

/** Where the file with the limits says something else than the ledger. */
export function movedThresholds(force: InForce, text: string | undefined, readText: TextReader): LedgerProblem[] {
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
