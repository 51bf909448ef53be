import { COVERED, ELEMENT_KINDS, keysOf, type ElementKind } from '../model/element.js'
import type { Defect } from '../model/finding.js'
import type { FileDetail, MeasuredValue } from '../model/measurement.js'
import type { Part } from '../model/part.js'
import type { KindReport, Report } from '../model/report.js'

/** Names enough examples for a person to start, and no more. */
const EXAMPLES = 5

/** What the reports themselves and their union show to be wrong. */
export function reportDefects(counted: readonly Part[], files: readonly FileDetail[], values: readonly MeasuredValue[]): Defect[] {
  return [
    ...counted.flatMap(partDefects),
    ...silentParts(counted),
    ...doubledTests(counted, files),
    ...failedTests(counted),
    ...unknownStatuses(counted),
    ...disagreements(counted),
    ...universeDefects(files),
    ...nothingCounted(counted, values),
  ]
}

function partDefects(part: Part): Defect[] {
  const { place } = part.origin
  return [
    ...part.unreadable.map(({ source, reason }): Defect => ({ kind: 'part-unreadable', evidence: { place, source, reason } })),
    ...part.reports.filter(isEmpty).map((report): Defect => (
      { kind: 'part-empty', evidence: { place, source: report.source, measure: report.measure } }
    )),
  ]
}

function isEmpty(report: Report): boolean {
  return (report.numbers ?? []).length === 0 && report.files.every((file) => Object.values(file.kinds).every((kind: KindReport) =>
    kind.form === 'tally' ? kind.total === 0 : kind.states.length === 0))
}

/**
 * A part that ran tests, lists elements and covers none, where others cover some: its workers were not measured, or
 * what they wrote was lost (facts: C7). A part that lists none is empty already.
 */
function silentParts(counted: readonly Part[]): Defect[] {
  if (counted.length < 2) return []
  const seen = counted.map((part) => ({ part, reports: part.reports.filter(({ measure }) => measure === 'coverage') }))
    .filter(({ reports }) => reports.length > 0 && !reports.every(isEmpty))
    .map(({ part, reports }) => ({ part, covers: reports.some(coversSome) }))
  if (!seen.some(({ covers }) => covers)) return []
  return seen.filter(({ part, covers }) => !covers && testsIn(part) > 0).map(({ part }): Defect => ({ kind: 'part-silent', evidence: { place: part.origin.place, tests: testsIn(part) } }))
}

function coversSome(report: Report): boolean {
  return report.files.some((file) => Object.values(file.kinds).some((kind: KindReport) => (kind.form === 'tally' ? kind.covered > 0 : kind.states.includes(COVERED))))
}

function testsIn(part: Part): number {
  return part.reports.filter(({ measure }) => measure === 'tests').reduce((sum, report) => sum + report.files.reduce((of, { kinds: { test } }) => of + (test?.form === 'listed' ? test.states.filter((state) => state > 0).length : 0), 0), 0)
}

/** Tests that ran in several parts of one measurement: each is meant to run once (facts: C2). */
function doubledTests(counted: readonly Part[], files: readonly FileDetail[]): Defect[] {
  const doubled: string[] = []
  const places = new Set<number>()
  for (const { path, kinds: { test } } of files) {
    if (test?.form !== 'listed' || !test.by) continue
    const { sets, index } = test.by
    keysOf(test.shape).forEach((key, at) => {
      const parts = partsIn(sets[index[at] ?? 0] ?? '0')
      if ((test.states[at] ?? 0) === 0 || parts.length < 2) return
      doubled.push(`${path} ${key}`)
      for (const part of parts) places.add(part)
    })
  }
  if (doubled.length === 0) return []
  return [{ kind: 'test-doubled', evidence: { count: doubled.length, examples: doubled.slice(0, EXAMPLES), places: [...places].sort((a, b) => a - b).flatMap((part) => counted[part]?.origin.place ?? []) } }]
}

/** Numbers of the parts in a bitset. */
function partsIn(hex: string): readonly number[] {
  const parts: number[] = []
  for (let [bits, at] = [BigInt(`0x${hex}`), 0]; bits > 0n; [bits, at] = [bits >> 1n, at + 1]) if (bits & 1n) parts.push(at)
  return parts
}

function failedTests(counted: readonly Part[]): Defect[] {
  const failed = counted.flatMap((part) => part.reports.flatMap((report) => report.failedTests))
  const jobs = counted.filter((part) => part.origin.job.status === 'failed').map((part) => part.origin.place)
  if (failed.length === 0 && jobs.length === 0) return []
  return [{ kind: 'tests-failed', evidence: { count: failed.length, examples: failed.slice(0, EXAMPLES), jobs } }]
}

function unknownStatuses(counted: readonly Part[]): Defect[] {
  const seen = new Map<string, string[]>()
  for (const report of counted.flatMap((part) => part.reports)) {
    for (const note of report.notes) {
      if (note.note !== 'unknown-status') continue
      seen.set(note.status, [...(seen.get(note.status) ?? []), note.path])
    }
  }
  return [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([status, paths]): Defect => ({
    kind: 'unknown-status',
    evidence: { status, count: paths.length, examples: [...new Set(paths)].slice(0, EXAMPLES) },
  }))
}

function disagreements(counted: readonly Part[]): Defect[] {
  return counted.flatMap((part) => part.reports).flatMap((report) => report.notes.flatMap((note): Defect[] =>
    note.note === 'totals-disagree'
      ? [{ kind: 'totals-disagree', evidence: { source: report.source, what: note.what, counted: note.counted, stated: note.stated } }]
      : []))
}

function universeDefects(files: readonly FileDetail[]): Defect[] {
  return ELEMENT_KINDS.flatMap((element) => {
    const differing = files.filter((file) => file.kinds[element]?.form === 'bounded').map((file) => file.path)
    const lost = files.filter((file) => file.kinds[element]?.form === 'not-mergeable').map((file) => file.path)
    return [
      ...(differing.length === 0 ? [] : [universeDiffers(element, differing)]),
      ...(lost.length === 0 ? [] : [notMergeable(element, lost, files)]),
    ]
  })
}

function universeDiffers(element: ElementKind, paths: readonly string[]): Defect {
  return { kind: 'universe-differs', evidence: { element, count: paths.length, examples: paths.slice(0, EXAMPLES) } }
}

function notMergeable(element: ElementKind, paths: readonly string[], files: readonly FileDetail[]): Defect {
  const kind = files.find((file) => file.path === paths[0])?.kinds[element]
  const producer = kind?.form === 'not-mergeable' ? kind.producer : ''
  return { kind: 'not-mergeable', evidence: { element, producer, count: paths.length, examples: paths.slice(0, EXAMPLES) } }
}

/** A measure that reported and counted nothing anywhere: an empty measurement is no perfect one. */
function nothingCounted(counted: readonly Part[], values: readonly MeasuredValue[]): Defect[] {
  const measures = [...new Set(counted.flatMap((part) => part.reports.map((report) => report.measure)))].sort()
  const empty = measures.filter((measure) => {
    const own = values.filter((value) => value.metric.startsWith(`${measure}.`) && value.scope === 'project')
    return own.every(({ value }) => value.kind === 'none' && value.why.reason === 'no-data')
  })
  return empty.length === 0 && measures.length > 0 ? [] : [{ kind: 'nothing-counted', evidence: { measures: empty } }]
}
