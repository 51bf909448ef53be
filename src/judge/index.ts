import { isLimitOf } from '../model/gate.js'
import type { LimitOutcome, MetricOutcome, Movement } from '../model/judgement.js'
import { valueOf, type Measurement } from '../model/measurement.js'
import type { Entry } from '../model/recalibration.js'
import type { LimitKind, Threshold, ThresholdKey } from '../model/threshold.js'
import { NO_DATA, type None } from '../model/value.js'
import { uncalibratedFor } from './calibration.js'
import { tryLimit } from './limits.js'
import type { Settling } from './settle.js'

export { judgeFindings } from './verdict.js'

/** How a metric moved between two runs, and the mutants among it that newly timed out. */
export type MovementOf = (metric: string, scope: string) => Movement & { readonly timeouts: number }

/** Everything the limits of one build are tried with. */
export interface Case {
  readonly candidate: Measurement
  readonly reference: Measurement | null
  /** Limits in force for the suite and model, the most specific of each, and the entries that set them. */
  readonly thresholds: readonly Threshold[]
  readonly entries: readonly Entry[]
  /** Largest erosion of a metric that has a limit, in percentage points; null for none. */
  readonly maxErosion: string | null
  /** What `maxDrop` and `maxRise` count from: the accepted baseline, else a reference of the same series. */
  readonly accepted: Measurement | null
  /** What `maxErosion` counts from: the first build of the baseline's version. */
  readonly first: Measurement | null
  /** All elements of unchanged files equal a calibrated reference: its limits hold for this build. */
  readonly carriesOver: boolean
  /** Earlier builds could not be fetched. */
  readonly blind: boolean
  readonly movementOf: MovementOf
  /** Other runs of the candidate's content with its fingerprint, for the noise of numbers. */
  readonly repeats: readonly Measurement[]
  /** The candidate's content was measured again under its own ruler. */
  readonly repeated: boolean
  /** The candidate's content under the reference's ruler, and how metrics moved from the reference to it. */
  readonly oldOnNew: { readonly measurement: Measurement; readonly movementOf: MovementOf } | null
}

/** What the limits came to, metric by metric, and what they were not calibrated for. */
export interface Tried {
  readonly metrics: readonly MetricOutcome[]
  /** Why limits are not calibrated for the candidate; empty when all are. */
  readonly differs: readonly string[]
  /** Model of the key the uncalibrated limits come from. */
  readonly basis: string | null
  readonly carried: boolean
}

const NOT_MEASURED: None = { kind: 'none', why: { reason: 'not-measured' } }

/** Tries every limit in force on one build. Pure: the same case gives the same outcome. */
export function tryLimits(of: Case): Tried {
  const { candidate, reference } = of
  const reasons = new Map(of.thresholds.map((threshold) => [threshold, uncalibratedFor({ threshold, entry: entryOf(of, threshold) }, candidate, reference)]))
  const carried = of.carriesOver && reference !== null && [...reasons].some(([, differs]) => differs.length > 0)
    && [...reasons.keys()].every((threshold) => uncalibratedFor({ threshold, entry: entryOf(of, threshold) }, reference, null).length === 0)
  const differs = carried ? [] : [...new Set([...reasons.values()].flat())]
  const limits = withErosion(of)
  const pairs = new Map<string, { readonly metric: string; readonly scope: string }>()
  for (const { metric, scope } of [...candidate.values, ...limits.map(({ key }) => key)]) pairs.set(`${metric} ${scope}`, { metric, scope })
  const metrics = [...pairs.values()].map(({ metric, scope }): MetricOutcome => {
    const { timeouts, ...movement } = of.movementOf(metric, scope)
    const own = limits.filter(({ key }) => key.metric === metric && key.scope === scope)
    return {
      metric,
      scope,
      reference: reference ? valueOf(reference, metric, scope) ?? null : null,
      candidate: valueOf(candidate, metric, scope) ?? (own.length > 0 ? NOT_MEASURED : NO_DATA),
      limits: own.flatMap((threshold): LimitOutcome[] => {
        const calibrated = carried || (reasons.get(threshold) ?? differs).length === 0
        const outcome = tryLimit({ threshold, calibrated, candidate, reference, attribution: movement.attribution, accepted: of.accepted, first: of.first, blind: of.blind && !reference, timeouts, repeats: of.repeats, repeated: of.repeated, settling: settlingOf(of, metric, scope) })
        return outcome ? [outcome] : []
      }),
      ...movement,
    }
  })
  const basis = differs.length > 0 ? [...reasons].find(([, why]) => why.length > 0)?.[0].key.model ?? null : null
  return { metrics, differs, basis, carried }
}

function settlingOf({ oldOnNew }: Case, metric: string, scope: string): Settling {
  return oldOnNew && { by: oldOnNew.measurement.id, attribution: () => oldOnNew.movementOf(metric, scope).attribution }
}

function entryOf({ entries }: Case, threshold: Threshold): Entry | undefined {
  return entries.find(({ digest }) => digest === threshold.entry)
}

/** Cumulative loss is judged on every metric that has a limit of its own, unless the ledger sets its erosion. */
function withErosion({ thresholds, maxErosion, first }: Case): readonly Threshold[] {
  if (maxErosion === null || !first) return thresholds
  const limit: LimitKind = 'maxErosion'
  const keys = new Map<string, ThresholdKey>()
  for (const { key } of thresholds) {
    if (isLimitOf(limit, key.metric)) keys.set(`${key.metric} ${key.scope}`, { ...key, limit })
  }
  const missing = [...keys.values()].filter((key) => !thresholds.some((one) => one.key.metric === key.metric && one.key.scope === key.scope && one.key.limit === limit))
  return [...thresholds, ...missing.map((key) => ({ key, value: maxErosion, entry: '' }))]
}
