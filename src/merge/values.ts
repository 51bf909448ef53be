import { ELEMENT_KINDS, type ElementKind } from '../model/element.js'
import type { Fingerprint } from '../model/fingerprint.js'
import type { FileDetail, MeasuredValue, MergedKind } from '../model/measurement.js'
import { METRICS, METRIC_DEFINITIONS, type Measure, type Metric, type MetricDefinition } from '../model/metric.js'
import { WHOLE } from '../model/report.js'
import { PROJECT } from '../model/scope.js'
import { bounded, NO_DATA, type Value } from '../model/value.js'

/** A scope as the merge needs it: a name, and which files are in it. */
export interface ScopeFilter {
  readonly name: string
  readonly holds: (path: string) => boolean
}

/** Every metric the instruments can give, in every scope. */
export function measuredValues(files: readonly FileDetail[], scopes: readonly ScopeFilter[], fingerprint: Fingerprint): MeasuredValue[] {
  const kinds = new Set(files.flatMap((file) => ELEMENT_KINDS.filter((kind) => file.kinds[kind])))
  return scopes.flatMap((scope) => {
    const inScope = files.filter((file) => isIn(scope, file.path) || file.kinds.test)
    return METRICS.filter((metric) => isGiven(metric, kinds, fingerprint))
      .map((metric) => ({ metric, scope: scope.name, value: valueIn(metric, inScope, scope) }))
  })
}

/** Totals of no file in particular are the suite's as a whole. */
function isIn(scope: ScopeFilter, path: string): boolean {
  return path === WHOLE ? scope.name === PROJECT : scope.holds(path)
}

/** A metric exists when its instrument reported and lists its kinds; `combined` is coverage.py's own. */
function isGiven(metric: Metric, kinds: ReadonlySet<ElementKind>, fingerprint: Fingerprint): boolean {
  const { measure, kinds: needed } = METRIC_DEFINITIONS[metric]
  const instrument = fingerprint.instruments[measure]
  if (!instrument) return false
  if (metric === 'coverage.combined') return instrument.identity['tool'] === 'coverage.py'
  return kinds.size === 0 ? isHeadline(metric, measure) : needed.some((kind) => kinds.has(kind))
}

/** With nothing counted at all, one metric a measure still says so. */
function isHeadline(metric: Metric, measure: Measure): boolean {
  return metric === { coverage: 'coverage.lines', mutation: 'mutation.score', tests: 'tests.executed', number: null }[measure]
}

function valueIn(metric: Metric, files: readonly FileDetail[], scope: ScopeFilter): Value {
  const definition = METRIC_DEFINITIONS[metric]
  const sum = { covered: [0, 0] as [number, number], total: [0, 0] as [number, number] }
  let unmergeable = 0
  let producer = ''
  for (const file of files) {
    if (definition.measure !== 'tests' && !isIn(scope, file.path)) continue
    for (const kind of definition.kinds) {
      const merged = file.kinds[kind]
      if (!merged) continue
      // Totals do not say which mutants no test reached.
      if (merged.form !== 'listed' && metric === 'mutation.coveredScore') return { kind: 'none', why: { reason: 'not-measured' } }
      if (merged.form === 'not-mergeable') {
        unmergeable += 1
        producer = merged.producer
        continue
      }
      const [covered, total] = tally(merged, kind, definition)
      sum.covered = [sum.covered[0] + covered[0], sum.covered[1] + covered[1]]
      sum.total = [sum.total[0] + total[0], sum.total[1] + total[1]]
    }
  }
  if (unmergeable > 0) return { kind: 'none', why: { reason: 'not-mergeable', files: unmergeable, producer } }
  return sum.total[1] === 0 ? NO_DATA : bounded(sum.covered, sum.total)
}

type Interval = readonly [number, number]

function tally(
  merged: Exclude<MergedKind, { form: 'not-mergeable' }>,
  kind: ElementKind,
  definition: MetricDefinition,
): readonly [covered: Interval, total: Interval] {
  switch (merged.form) {
    case 'tally':
      return [[merged.covered, merged.covered], [merged.total, merged.total]]
    case 'bounded':
      return [merged.covered, merged.total]
    case 'listed': {
      const counts = { absent: 0, uncovered: 0, covered: 0, unknown: 0 }
      for (const state of merged.states) counts[definition.contribution(kind, state)] += 1
      const covered = counts.covered - merged.surplus
      const total = covered + counts.uncovered
      return [[covered, covered + counts.unknown], [total, total + counts.unknown]]
    }
  }
}
