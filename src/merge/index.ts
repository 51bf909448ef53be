import { ELEMENT_KINDS, TEST_STATUSES, type ElementKind } from '../model/element.js'
import { breaksWhole, type Defect } from '../model/finding.js'
import type { Fingerprint } from '../model/fingerprint.js'
import type { FileDetail, MeasuredValue, MergedKind, PartRecord, PartsSeen } from '../model/measurement.js'
import { METRIC_DEFINITIONS, type Measure } from '../model/metric.js'
import type { Part } from '../model/part.js'
import { sortAttempts, type Expected } from './attempts.js'
import { reportDefects } from './defects.js'
import { fingerprintOf } from './fingerprint.js'
import { numberValues } from './numbers-of-parts.js'
import { settle } from './settle.js'
import { uniteAll, unionOf, type Union } from './union.js'
import { measuredValues, type ScopeFilter } from './values.js'

export { carryOver } from './carry.js'
export { measuredValues }
export type { Expected, ScopeFilter }

/** Parts of one build, merged: what was measured, and what is wrong with it. */
export interface Merged {
  readonly fingerprint: Fingerprint
  readonly files: readonly FileDetail[]
  readonly values: readonly MeasuredValue[]
  readonly parts: PartsSeen
  readonly tests: { readonly executed: number; readonly failed: number }
  readonly defects: readonly Defect[]
  readonly whole: boolean
}

/** Parts in any order -> one measurement. No part is changed; blobs are git's, by path. */
export function merge(
  parts: readonly Part[],
  expected: Expected,
  scopes: readonly ScopeFilter[],
  blobs: ReadonlyMap<string, string>,
): Merged {
  const { counted, superseded, missing, defects: attemptDefects } = sortAttempts(parts, expected)
  const { fingerprint, defects: configDefects } = fingerprintOf(expected.model, counted)
  const union = uniteAll(counted.flatMap((part, index) => part.reports.map((report) => unionOf(report, index))))
  const files = settleFiles(union, { blobs, parts: counted.length, runtime: runtimeProducers(counted) })
  const numbers = numberValues(counted)
  const values = [...measuredValues(files, scopes, fingerprint), ...numbers.values]
  const defects = [
    ...attemptDefects,
    ...configDefects,
    ...numbers.defects,
    ...reportDefects(counted, files, values),
  ]
  return {
    fingerprint,
    files,
    values,
    parts: {
      expected: expected.shards,
      seen: counted.map((part) => part.origin.place),
      missing,
      table: [...counted.map((part) => record(part, 'counted')), ...superseded.map((part) => record(part, 'superseded'))],
    },
    tests: testCounts(files),
    defects,
    whole: !defects.some((defect) => breaksWhole(defect.kind)),
  }
}

interface SettleContext {
  readonly blobs: ReadonlyMap<string, string>
  readonly parts: number
  readonly runtime: ReadonlyMap<ElementKind, string>
}

function settleFiles(union: Union, { blobs, parts, runtime }: SettleContext): FileDetail[] {
  return [...union.keys()].sort().map((path) => {
    const kinds: { [K in ElementKind]?: MergedKind } = {}
    for (const kind of ELEMENT_KINDS) {
      const variants = union.get(path)?.get(kind)
      if (variants) kinds[kind] = settle([...variants.values()], { kind, runtimeProducer: runtime.get(kind) ?? null, parts })
    }
    return { path, blob: blobs.get(path) ?? null, kinds }
  })
}

/** Kinds whose universe depends on what ran, with the producer to name. */
function runtimeProducers(parts: readonly Part[]): ReadonlyMap<ElementKind, string> {
  return new Map(parts.flatMap((part) => part.reports.flatMap((report) =>
    report.runtimeKinds.map((kind) => [kind, report.instrument.identity['tool'] ?? ''] as const))))
}

function record(part: Part, status: PartRecord['status']): PartRecord {
  const hits = part.reports.flatMap((report) => report.hits ?? []).sort()
  return {
    place: part.origin.place,
    attempt: part.origin.attempt,
    source: part.source,
    measures: [...new Set<Measure>(part.reports.map((report) => report.measure))].sort(),
    reports: part.digests.map((report) => report.sha256).sort(),
    hits: hits.length === 0 ? null : hits.join(' '),
    stamps: part.reports.flatMap((report) => report.stamp ?? []).sort(),
    status,
  }
}

function testCounts(files: readonly FileDetail[]): Merged['tests'] {
  const counts = { executed: 0, failed: 0 }
  for (const { kinds } of files) {
    if (kinds.test?.form !== 'listed') continue
    for (const state of kinds.test.states) {
      if (METRIC_DEFINITIONS['tests.executed'].contribution('test', state) === 'covered') counts.executed += 1
      if (state >= TEST_STATUSES.indexOf('failed')) counts.failed += 1
    }
  }
  return counts
}
