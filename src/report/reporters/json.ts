import type { Failure } from '../../model/failure.js'
import { baselineText, type Attribution, type Group, type Judgement, type LimitOutcome, type MetricOutcome } from '../../model/judgement.js'
import type { Measurement } from '../../model/measurement.js'
import { phi } from '../../model/phi.js'
import { placeText } from '../../model/place.js'
import { exactText, floorText, rational } from '../../model/rational.js'
import { flowDelta } from '../../model/transition.js'
import type { Value } from '../../model/value.js'
import { failureText } from '../catalogue/failures.js'
import { findingWordsIn } from '../context.js'
import { changeWords, exactDecimal } from '../numbers.js'
import { SCHEMA_NAME, type CheckJson } from '../schema.js'

type MetricJson = CheckJson['metrics'][number]

/** A judgement as the one object `check --format json` prints. */
export function judgementJson(judgement: Judgement, exit: number): CheckJson {
  const { reference, baseline } = judgement
  return {
    schema: SCHEMA_NAME,
    verdict: judgement.verdict,
    blocking: judgement.blocking,
    exitCode: exit,
    mode: judgement.mode,
    overridden: judgement.overridden,
    standing: judgement.standing,
    measurement: measurementJson(judgement),
    reference: reference && {
      id: reference.measurement.id, commit: reference.measurement.slot.commit, model: reference.measurement.slot.model,
      distance: reference.distance, how: reference.how, otherSeries: reference.otherSeries,
    },
    baseline: baseline && { name: baselineText(baseline), branch: baseline.branch, version: baseline.version, later: baseline.later, measurement: baseline.measurement },
    metrics: judgement.metrics.map(metricJson),
    findings: judgement.findings.map((finding) => {
      const { title, remedy } = findingWordsIn(judgement, finding)
      return { kind: finding.kind, tier: finding.tier, origin: finding.origin, title, evidence: { ...finding.evidence }, remedy }
    }),
    failure: null,
  }
}

/** A failure in the same shape: nothing was judged, and why. */
export function failureJson(failure: Failure, code: number): CheckJson {
  const { title, detail, remedy } = failureText(failure)
  return {
    schema: SCHEMA_NAME, verdict: null, blocking: null, exitCode: code, mode: null, overridden: false, standing: null, measurement: null,
    reference: null, baseline: null, metrics: [], findings: [], failure: { code: failure.code, message: [title, ...detail].join('\n'), remedy },
  }
}

function metricJson(metric: MetricOutcome): MetricJson {
  return {
    metric: metric.metric,
    scope: metric.scope,
    reference: metric.reference && valueJson(metric.reference),
    candidate: valueJson(metric.candidate),
    change: changeWords(metric.reference, metric.candidate) ?? null,
    limits: metric.limits.map(limitJson),
    attribution: attributionJson(metric.attribution),
    files: [...metric.files],
    byFile: metric.byFile.map(({ path, groups }) => ({ path, groups: groups.map((group) => groupJson(group, metric)) })),
    reasons: metric.reasons.map(({ cause, possible, paths, count, fields, model }) => ({ cause, possible, paths: paths && [...paths], count, fields: fields.map((field) => ({ ...field })), model: model && { ...model } })),
    mutants: metric.mutants && { ...metric.mutants, transitions: metric.mutants.transitions.map((one) => ({ ...one })) },
    mix: metric.mix && { within: exactText(metric.mix.within), mix: exactText(metric.mix.mix), file: metric.mix.file && { ...metric.mix.file } },
  }
}

function groupJson({ causes, flow }: Group, { reference, candidate }: MetricOutcome): MetricJson['byFile'][number]['groups'][number] {
  const { dc, dt } = flowDelta(flow)
  const share = reference?.kind === 'count' && candidate.kind === 'count' ? exactText(phi(reference, candidate, { dc, dt })) : null
  return { causes: [...causes], covered: dc, counted: dt, share }
}

function limitJson(outcome: LimitOutcome): MetricJson['limits'][number] {
  const { limit, value, model, calibrated, passes, result, counterfactual, settledBy } = outcome
  return {
    limit, value, exact: exactDecimal(value) ?? '0/1', model, calibrated, passes, result,
    counterfactual: counterfactual && { lower: counterfactual.lower.toString(), upper: counterfactual.upper.toString() },
    settledBy,
  }
}

function attributionJson(attribution: Attribution): MetricJson['attribution'] {
  if (attribution.kind === 'none') return { kind: 'none', why: attribution.why }
  if (attribution.kind !== 'shares') return { kind: attribution.kind }
  return Object.fromEntries(Object.entries(attribution.shares).map(([cause, { lower, point, upper }]) =>
    [cause, { lower: exactText(lower), point: exactText(point), upper: exactText(upper) }]))
}

function valueJson(value: Value): MetricJson['candidate'] {
  switch (value.kind) {
    case 'count': {
      const ratio = rational(value.covered, value.total)
      return { kind: 'count', covered: value.covered, total: value.total, ratio: exactText(ratio), percent: floorText(rational(ratio.n * 100n, ratio.d), 2) }
    }
    case 'bounded':
      return { kind: 'bounded', covered: [...value.covered], total: [...value.total] }
    case 'number':
      return { kind: 'number', decimal: value.decimal, unit: value.unit, direction: value.direction, samples: [...value.samples] }
    case 'none':
      return { kind: 'none', reason: value.why.reason }
  }
}

function measurementJson({ measurement, base, tests }: Judgement): NonNullable<CheckJson['measurement']> {
  const { slot, parts } = measurement
  return {
    id: measurement.id, slot: { ...slot }, repository: slot.repository, root: measurement.root, suite: slot.suite, leg: slot.leg, commit: slot.commit,
    parents: [...measurement.parents], head: measurement.head, base: base.commit, mergeBase: base.how === 'merge-base' ? base.commit : null,
    synthetic: measurement.synthetic, tree: measurement.tree, measuredTree: measurement.measuredTree, dirty: [...measurement.dirty],
    branch: measurement.branch, model: slot.model, assumed: measurement.assumed, whole: measurement.whole,
    fingerprint: fingerprintJson(measurement.fingerprint), selection: measurement.selection,
    parts: {
      expected: parts.expected, seen: parts.seen.map(placeText), missing: parts.missing.map(placeText),
      superseded: parts.table.filter(({ status }) => status === 'superseded').map(({ place, attempt }) => ({ place: placeText(place), attempt })),
    },
    tests: { ...measurement.tests, missing: tests.missing, added: tests.added, unstable: 0 },
  }
}

function fingerprintJson({ model, instruments }: Measurement['fingerprint']): NonNullable<CheckJson['measurement']>['fingerprint'] {
  return {
    model,
    instruments: Object.fromEntries(Object.entries(instruments).map(([name, { identity, suspect, recorded }]) =>
      [name, { identity: { ...identity }, suspect: { ...suspect }, recorded: { ...recorded } }])),
  }
}
