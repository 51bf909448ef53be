import { modelMatches } from '../model/execution-model.js'
import { identityText } from '../model/fingerprint.js'
import type { Measurement } from '../model/measurement.js'
import { isMetric, METRIC_DEFINITIONS } from '../model/metric.js'
import type { Entry, FrontValue } from '../model/recalibration.js'
import type { Threshold } from '../model/threshold.js'

/** For whom a limit was set, as far as its entry says. */
export interface SetFor {
  readonly threshold: Threshold
  readonly entry: Entry | undefined
}

/**
 * Why a limit is not calibrated for a measurement, in fields that differ; empty when it is. A limit set for
 * `*` holds for the models its entry's evidence names, and so does one for a pattern such as `sharded:*` where the
 * evidence names any: a shard fewer is another ruler. If the evidence
 * names the instrument, the candidate's must be the same; else the reference's must.
 */
export function uncalibratedFor({ threshold, entry }: SetFor, candidate: Measurement, reference: Measurement | null): readonly string[] {
  const { model } = candidate.slot
  const pattern = threshold.key.model
  const named = pattern.includes('*') ? listAt(entry?.evidence['models']) : []
  const setFor = named.length > 0 || pattern === '*' ? named : [pattern]
  const differs = setFor.some((one) => modelMatches(one, model)) ? [] : [`model: set for ${setFor.join(', ') || 'no model'}, ran as ${model}`]
  const measure = isMetric(threshold.key.metric) ? METRIC_DEFINITIONS[threshold.key.metric].measure : undefined
  const own = measure && candidate.fingerprint.instruments[measure]
  if (!measure || !own) return differs
  const known = textAt(entry?.evidence['instruments'], measure)
  const before = reference?.fingerprint.instruments[measure]
  const expected = known ?? (before && identityText(before))
  if (expected !== undefined && expected !== identityText(own)) differs.push(`${measure}: ${expected} -> ${identityText(own)}`)
  return differs
}

function listAt(value: FrontValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : typeof value === 'string' ? [value] : []
}

function textAt(value: FrontValue | undefined, key: string): string | undefined {
  if (value === undefined || typeof value === 'string' || Array.isArray(value)) return undefined
  const text = (value as Readonly<Record<string, FrontValue>>)[key]
  return typeof text === 'string' ? text : undefined
}
