import type { Defect } from '../model/finding.js'
import type { Measure } from '../model/metric.js'
import type { Part } from '../model/part.js'
import { placeText, type Place } from '../model/place.js'
import type { KindReport, Report } from '../model/report.js'

/** What the build under measurement is, to tell parts of another one. */
export interface Expected {
  readonly suite: string
  readonly leg: string
  readonly model: string
  readonly shards: number
  readonly commit: string
  /** The tested tree when its commit is a merge that CI made; null for a commit of the author's. */
  readonly mergeTree: string | null
  readonly repository: string | null
}

export interface Sorted {
  /** The part that counts for each place, in place order. */
  readonly counted: readonly Part[]
  readonly superseded: readonly Part[]
  readonly missing: readonly Place[]
  readonly defects: readonly Defect[]
}

/**
 * Of one place the newest attempt counts and older ones are superseded; two different parts of one place and
 * attempt, or one set of reports in two places, are doubled; a part of another build is foreign and counts nowhere.
 */
export function sortAttempts(given: readonly Part[], expected: Expected): Sorted {
  const parts = inOrder(given)
  const defects: Defect[] = []
  const own = parts.filter((part) => {
    const foreign = foreignness(part, expected)
    if (foreign) defects.push(foreign)
    return !foreign
  })
  const counted: Part[] = []
  const superseded: Part[] = []
  const missing: Place[] = []
  for (let index = 1; index <= expected.shards; index += 1) {
    const place: Place = { index, of: expected.shards }
    const here = withoutCopies(own.filter((part) => part.origin.place.index === index))
    const newest = Math.max(...here.map((part) => part.origin.attempt))
    const [first, ...others] = here.filter((part) => part.origin.attempt === newest)
    if (!first) {
      if (!parts.some((part) => part.origin.place.index === index)) missing.push(place)
      continue
    }
    counted.push(first)
    if (others.length > 0) {
      defects.push({ kind: 'part-doubled', evidence: { places: [place], sources: [first, ...others].map((part) => part.source), why: 'same-attempt' } })
    }
    for (const part of here.filter(({ origin }) => origin.attempt < newest)) {
      superseded.push(part)
      defects.push({ kind: 'part-superseded', evidence: { place, attempt: part.origin.attempt, by: newest } })
    }
  }
  defects.push(...missing.map((place): Defect => ({ kind: 'part-missing', evidence: { place, measure: null } })))
  defects.push(...missingMeasures(counted), ...equalReports(counted))
  return { counted, superseded, missing, defects }
}

/** Parts by place and attempt, and doubled ones by what they hold, each once: the order they came in decides nothing. */
function inOrder(parts: readonly Part[]): Part[] {
  const byText = new Map(parts.map((part) => [JSON.stringify([reportsKey(part), part.source, part.origin, part.unreadable]), part]))
  return [...byText]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => part)
    .sort((a, b) => a.origin.place.index - b.origin.place.index || a.origin.attempt - b.origin.attempt)
}

/** CI may make the tested merge anew in each job: then the tree tells whether it is the same. */
function foreignness(part: Part, expected: Expected): Defect | undefined {
  const { origin, source } = part
  const differs = (what: 'commit' | 'suite' | 'model' | 'repository' | 'leg', found: string | null, wanted: string | null): Defect | undefined =>
    found === null || wanted === null || found === wanted
      ? undefined
      : { kind: 'part-foreign', evidence: { place: origin.place, source, what, found, expected: wanted } }
  return differs('repository', origin.repository, expected.repository) ??
    (expected.mergeTree !== null && origin.tree === expected.mergeTree ? undefined : differs('commit', origin.commit, expected.commit)) ??
    differs('suite', origin.suite, expected.suite) ??
    differs('leg', origin.leg, expected.leg) ??
    differs('model', origin.model, expected.model) ??
    differs('model', placeText(origin.place), `${origin.place.index}/${expected.shards}`)
}

/** The same part file given twice is one part. */
function withoutCopies(parts: readonly Part[]): Part[] {
  const seen = new Set<string>()
  return parts.filter((part) => {
    const key = `${part.origin.attempt} ${reportsKey(part)}`
    return seen.has(key) ? false : Boolean(seen.add(key))
  })
}

/** An instrument that reported in one place has to report in all of them; a number is measured where it is. */
function missingMeasures(counted: readonly Part[]): Defect[] {
  const measured = (part: Part): ReadonlySet<Measure> => new Set(part.reports.map((report) => report.measure).filter((measure) => measure !== 'number'))
  const all = new Set(counted.flatMap((part) => [...measured(part)]))
  return counted.flatMap((part) => {
    if (part.unreadable.length > 0) return []
    const here = measured(part)
    return [...all].filter((measure) => !here.has(measure)).map((measure): Defect => (
      { kind: 'part-missing', evidence: { place: part.origin.place, measure } }
    ))
  })
}

/** One run's reports uploaded under two places: equal bytes, or equal hit counts in all that counts hits, of equal tests. */
function equalReports(counted: readonly Part[]): Defect[] {
  const byRun = new Map<string, Part[]>()
  for (const part of counted) {
    if (part.reports.every(isBlank)) continue
    const run = runKey(part)
    byRun.set(run, [...byRun.get(run) ?? [], part])
  }
  return [...byRun.values()].filter((same) => same.length > 1).map((same): Defect => ({
    kind: 'part-doubled',
    evidence: { places: same.map((part) => part.origin.place), sources: same.map((part) => part.source), why: 'equal-reports' },
  }))
}

/** A shard that had no tests to run covers nothing, and looks like every other such shard. */
function isBlank({ files, numbers = [] }: Report): boolean {
  return numbers.length === 0 && files.every(({ kinds }) => Object.values(kinds).every((kind: KindReport) =>
    (kind.form === 'tally' ? kind.covered === 0 : kind.states.every((state) => state === 0))))
}

/** What one run leaves behind, written when and where it may be: its hit counts and its tests; its bytes when nothing counts hits. */
function runKey(part: Part): string {
  if (part.reports.every((report) => report.hits === null)) return reportsKey(part)
  return part.reports.map((report) => {
    if (report.hits !== null) return report.hits
    if (report.measure === 'tests') return testsKey(report)
    return part.digests.find(({ source }) => source === report.source)?.sha256 ?? ''
  }).sort().join()
}

function testsKey(report: Report): string {
  return JSON.stringify(report.files.map(({ path, kinds }) =>
    [path, kinds.test?.form === 'listed' ? [kinds.test.shape, kinds.test.states.join('')] : null]))
}

function reportsKey(part: Part): string {
  return part.digests.map(({ sha256 }) => sha256).sort().join()
}
