import type { Merged } from '../../src/merge/index.js'
import { merge } from '../../src/merge/index.js'
import type { Expected } from '../../src/merge/attempts.js'
import type { ScopeFilter } from '../../src/merge/values.js'
import type { Defect, DefectKind } from '../../src/model/finding.js'
import type { Part, PartOrigin } from '../../src/model/part.js'
import type { ElementKind } from '../../src/model/element.js'
import type { KindReports, ListedElements, Report, ReportFile } from '../../src/model/report.js'
import type { Value } from '../../src/model/value.js'
import { digestOf } from '../../src/read/part-file.js'
import { listElements } from '../../src/read/shape.js'
import { fixture, fixturesOf, reportOf } from './reports.js'

export const PROJECT_SCOPE: ScopeFilter = { name: 'project', holds: () => true }

export function origin(index: number, of: number, changes: Partial<PartOrigin> = {}): PartOrigin {
  return {
    suite: 'unit', leg: '', place: { index, of }, attempt: 1, model: null, repository: null, provider: 'local', build: null,
    commit: 'c1', tree: null, dirty: [], job: { name: null, status: 'unknown' },
    environment: { suspect: {}, recorded: {}, tools: {}, options: {} },
    ...changes,
  }
}

/** A part of reports; its digests are made from what the reports say, unless they are given. */
export function partOf(reports: readonly Report[], from: PartOrigin, changes: Partial<Part> = {}): Part {
  return {
    source: `part-${from.place.index}-of-${from.place.of}`, origin: from, reports, unreadable: [],
    digests: reports.map((report) => ({ source: report.source, sha256: digestOf(new TextEncoder().encode(JSON.stringify(report))) })),
    ...changes,
  }
}

/** The part of one run of the fixtures: `fixturePart('nyc-mocha/shards/1', 1, 3)`. */
export function fixturePart(run: string, index: number, of: number, changes: Partial<PartOrigin> = {}): Part {
  const names = fixturesOf(run)
  if (names.length === 0) throw new Error(`No fixture lies in ${run}`)
  const digests = names.map((name) => ({ source: name, sha256: digestOf(fixture(name)) }))
  return partOf(names.map((name) => reportOf(name, fixture(name))), origin(index, of, changes), { digests })
}

export function shardsOf(tool: string, of: number): Part[] {
  return Array.from({ length: of }, (_, index) => fixturePart(`${tool}/shards/${index + 1}`, index + 1, of))
}

export function mergeParts(parts: readonly Part[], expected: Partial<Expected> = {}, scopes: readonly ScopeFilter[] = [PROJECT_SCOPE]): Merged {
  const shards = parts[0]?.origin.place.of ?? 1
  return merge(parts, { suite: 'unit', leg: '', model: `sharded:${shards}`, shards, commit: 'c1', mergeTree: null, repository: null, ...expected }, scopes, new Map())
}

export function valueIn(merged: Merged, metric: string, scope = 'project'): Value | undefined {
  return merged.values.find((entry) => entry.metric === metric && entry.scope === scope)?.value
}

/** A value in short: `75/86`, `[1..3]/[4..5]`, or why there is none. */
export function inShort(value: Value | undefined): string {
  if (!value) return 'absent'
  if (value.kind === 'count') return `${value.covered}/${value.total}`
  if (value.kind === 'bounded') return `[${value.covered.join('..')}]/[${value.total.join('..')}]`
  return value.kind === 'none' ? value.why.reason : value.decimal
}

/** The evidence of every defect of one kind. */
export function evidence<K extends DefectKind>(merged: Merged, name: K): Defect<K>['evidence'][] {
  return merged.defects.filter((defect) => defect.kind === name).map((defect) => defect.evidence as Defect<K>['evidence'])
}

export function kindsOf(merged: Merged): string[] {
  return merged.defects.map((defect) => defect.kind)
}

/** Elements by key and state, in the order given. */
export function listed(elements: Readonly<Record<string, number>>, surplus = 0): ListedElements {
  return listElements(Object.entries(elements).map(([key, state], index) => ({ key, order: [index], state })), surplus)
}

export function reportFile(path: string, kinds: KindReports, loaded = true): ReportFile {
  return { path, loaded, kinds }
}

export function coverageReport(files: readonly ReportFile[], changes: Partial<Report> = {}): Report {
  return {
    source: 'coverage-final.json', format: 'istanbul', measure: 'coverage',
    instrument: { identity: { tool: 'istanbul', definition: 'istanbul' }, suspect: {}, recorded: {} },
    runtimeKinds: [], files, failedTests: [], notes: [], hits: null, stamp: null,
    ...changes,
  }
}

/** A report whose universe of functions and branches depends on what ran. */
export function runtimeReport(files: readonly ReportFile[], changes: Partial<Report> = {}): Report {
  return coverageReport(files, {
    instrument: { identity: { tool: 'v8-to-istanbul', definition: 'istanbul' }, suspect: {}, recorded: {} },
    runtimeKinds: ['function', 'branch'],
    ...changes,
  })
}

export function kind(merged: Merged, path: string, of: ElementKind) {
  return merged.files.find((file) => file.path === path)?.kinds[of]
}
