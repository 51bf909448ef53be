import type { Defect } from '../../model/finding.js'
import type { Part } from '../../model/part.js'

const MINUTE = 60_000
/** How far clocks may differ; a time without a zone may be of any. */
const TOLERATED = { zoned: 10 * MINUTE, local: 24 * 60 * MINUTE }

/** Reports that state a time before the commit they are said to measure: out of a cache they are of another one (facts: C8). */
export function staleReports(parts: readonly Part[], committed: string | undefined): readonly Defect[] {
  if (committed === undefined) return []
  return parts.flatMap(({ origin: { place }, reports }) => reports.flatMap(({ source, stamp }): Defect[] => {
    const at = stamp === null ? NaN : Date.parse(stamp)
    const tolerated = stamp !== null && /(?:Z|[+-]\d{2}:?\d{2})$/i.test(stamp) ? TOLERATED.zoned : TOLERATED.local
    return at < Date.parse(committed) - tolerated ? [{ kind: 'report-stale', evidence: { place, source, stamp: stamp ?? '', committed } }] : []
  }))
}
