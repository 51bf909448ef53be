import type { Evidence } from '../../src/detect/index.js'
import { NO_CHANGES, type Changes, type PathClass } from '../../src/model/changes.js'
import { noMovement, type Attribution, type Group, type LimitOutcome, type MetricOutcome, type Reference } from '../../src/model/judgement.js'
import type { MeasuredValue, Measurement } from '../../src/model/measurement.js'
import type { Policy } from '../../src/model/policy.js'
import type { Entry, FrontMatter, FrontValue } from '../../src/model/recalibration.js'
import type { Threshold, ThresholdKey } from '../../src/model/threshold.js'
import { NO_FLOW, type Flow } from '../../src/model/transition.js'
import { count, type Count, type Value } from '../../src/model/value.js'
import type { Cause } from '../../src/model/verdict.js'
import { parsePolicy } from '../../src/policy/parse.js'
import { readYaml } from '../../src/read/yaml.js'
import { approvedText } from '../../src/recalibrate/approve.js'
import { entryText, keyFront, parseEntry } from '../../src/recalibrate/entry-text.js'
import type { MeasurementDraft } from '../../src/record/store.js'
import { draftOf, hashOf } from './measurement.js'
import { valueOf } from './result.js'

export const ADA = 'Ada <ada@example.org>'
export const BOB = 'Bob <bob@example.org>'
export const EVE = 'Eve <eve@example.org>'

// ---- policies

export const POLICY = `mode: enforce
suites:
  unit:
    reports: coverage/coverage-final.json
approvers:
  - ${ADA}
  - ${BOB}
`

export function policyOf(text: string = POLICY): Policy {
  return valueOf(parsePolicy('baselines/policy.yaml', text, readYaml))
}

// ---- thresholds and entries

export const LINES: ThresholdKey = { suite: 'unit', model: '*', metric: 'coverage.lines', scope: 'project', limit: 'min' }

export function key(changes: Partial<ThresholdKey> = {}): ThresholdKey {
  return { ...LINES, ...changes }
}

export function threshold(value: string, changes: Partial<ThresholdKey> = {}, setBy = ''): Threshold {
  return { key: key(changes), value, entry: setBy }
}

/** A change of a limit as front matter; `prev` is the entry that set it. */
export function moves(to: string | null, { prev = null, from = null, ...changes }: Partial<ThresholdKey> & { readonly prev?: Entry | string | null; readonly from?: string | null } = {}): FrontMatter {
  const digest = prev === null ? 'null' : typeof prev === 'string' ? prev : prev.digest
  return { kind: 'threshold', key: keyFront(key(changes)), prev: digest, from: from ?? 'null', to: to ?? 'null' }
}

export interface EntryOptions {
  /** Who approved; null for a proposed entry. */
  readonly by?: string | null
  readonly front?: FrontMatter
  readonly prose?: string
}

/** The front matter of an entry with one id in it. */
export function frontOf(id: string, changes: readonly FrontValue[], more: FrontMatter = {}): FrontMatter {
  return { id, title: `Title of ${id}`, suite: 'unit', cause: 'import', author: ADA, changes, evidence: { models: ['serial'] }, ...more }
}

/** An entry of the ledger that went through its text, approved unless `by` is null. */
export function entry(id: string, changes: readonly FrontValue[], { by = ADA, front = {}, prose = 'As the team decided.' }: EntryOptions = {}): Entry {
  const file = `baselines/recalibrations/${id}.md`
  const proposed = parsed(entryText(frontOf(id, changes, front), prose), file)
  return by === null ? proposed : parsed(approvedText(proposed, { who: by, when: '2026-11-23T09:30:00Z', digest: proposed.digest, signature: null }), file)
}

export function parsed(text: string, file = 'baselines/recalibrations/x.md'): Entry {
  const reading = parseEntry(file, text, readYaml)
  if (!reading.ok) throw new Error(`${JSON.stringify(reading.problems)}\n${text}`)
  return reading.entry
}

/** What is wrong with the text of an entry: `line:column message`. */
export function problemsOf(text: string): string[] {
  const reading = parseEntry('baselines/recalibrations/x.md', text, readYaml)
  return reading.ok ? [] : reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

// ---- measurements

type Changed = Partial<Omit<MeasurementDraft, 'slot' | 'values'>> & { readonly slot?: Partial<MeasurementDraft['slot']>; readonly values?: readonly MeasuredValue[] }

export function measurement(changes: Changed = {}): Measurement {
  return { ...draftOf(changes), id: `m_${hashOf(JSON.stringify(changes)).slice(0, 40)}`, manifest: hashOf('manifest'), files: 1 }
}

export function values(of: Readonly<Record<string, Value | readonly [number, number]>>, scope = 'project'): MeasuredValue[] {
  return Object.entries(of).map(([metric, value]) => ({ metric, scope, value: 'kind' in value ? value : count(value[0], value[1]) }))
}

/** A measurement of so many covered lines. */
export function lines(covered: number, total: number, changes: Changed = {}): Measurement {
  return measurement({ values: values({ 'coverage.lines': [covered, total] }), ...changes })
}

export function referenceTo(measured: Measurement, changes: Partial<Reference> = {}): Reference {
  return { measurement: measured, distance: 0, how: 'parent', otherSeries: false, ...changes }
}

export function exact(covered: number, total: number): Count {
  return { kind: 'count', covered, total }
}

// ---- changes and causes

/** Changes of the named classes, one path each. */
export function touching(...classes: readonly PathClass[]): Changes {
  if (!NO_CHANGES.known) return NO_CHANGES
  return { known: true, paths: { ...NO_CHANGES.paths, ...Object.fromEntries(classes.map((name) => [name, [`${name}/file`]])) } }
}

export const UNKNOWN_CHANGES: Changes = { known: false, why: 'a test' }

export function flow(changes: Partial<Flow>): Flow {
  return { ...NO_FLOW, ...changes }
}

export function group(causes: readonly Cause[], changes: Partial<Flow>): Group {
  return { causes, flow: flow(changes) }
}

export function shares(...groups: readonly Group[]): Attribution {
  return { kind: 'shares', groups, shares: {} }
}

// ---- evidence of detectors

export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    candidate: lines(90, 100), standing: 'pull-request', mode: 'enforce', reference: null, noReference: null, historyEnded: null, author: NO_CHANGES,
    differences: [], unchanged: { compared: 0, equal: true }, missing: { files: [], tests: [], measures: [] }, collection: { uncovered: [], skipped: [], otherUniverse: [] }, overdue: [], carried: [], ledger: [], metrics: [],
    calibration: { differs: [], basis: null, carried: false }, limits: 1, overrides: { active: null, expired: [] }, firstBaseline: null,
    ...changes,
  }
}

export function outcome(changes: Partial<LimitOutcome> = {}): LimitOutcome {
  return {
    limit: 'min', value: '80', model: '*', calibrated: true, result: 'pass', causes: [], decide: null, passes: 'yes', referencePasses: 'yes', worse: false, timeouts: 0,
    counterfactual: { lower: 1n, upper: 2n }, settledBy: null, ...changes,
  }
}

export function metricOutcome(limits: readonly LimitOutcome[], changes: Partial<MetricOutcome> = {}): MetricOutcome {
  return {
    metric: 'coverage.lines', scope: 'project', reference: exact(90, 100), candidate: exact(70, 100), limits,
    ...noMovement({ kind: 'none', why: 'a test' }), files: ['src/a.ts'], ...changes,
  }
}
