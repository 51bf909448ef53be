import type { CauseReason } from '../model/cause-reason.js'
import type { Judgement, MetricOutcome, Mix } from '../model/judgement.js'
import { isMetric, METRIC_DEFINITIONS } from '../model/metric.js'
import type { MutantChange } from '../model/mutants.js'
import { phi } from '../model/phi.js'
import { absolute, compare, rational, subtract } from '../model/rational.js'
import { mcnemar, wilson } from '../model/statistics.js'
import { flowDelta } from '../model/transition.js'
import type { Count } from '../model/value.js'
import type { Cause } from '../model/verdict.js'
import { metricName } from './catalogue/phrases.js'
import { brief, cut } from './catalogue/text.js'
import { counted, listWords, percentWords, pointsWords, signedWords, splitPointsWords } from './numbers.js'

/** Files named as carriers of a change. */
const NAMED_FILES = 3

/**
 * Why a metric moved, what moved it most first; nothing for one that stood still or has no limit. `coverage.branches
 * 85.35 % -> 81.23 %: +4,698 covered, +8,530 counted; 0.00 pp code, -4.12 pp the instrument (vitest 3.2.4 -> 4.0.1)`.
 */
export function movementLines(outcome: MetricOutcome, judgement: Pick<Judgement, 'measurement'>): string[] {
  const { reference, candidate, attribution, limits, mix, mutants, reasons } = outcome
  if (attribution.kind !== 'shares' || limits.length === 0 || reference?.kind !== 'count' || candidate.kind !== 'count' || attribution.groups.length === 0) return []
  const isBroken = limits.some(({ result }) => result !== 'pass' && result !== 'pass-unsure')
  return [
    `  ${metricName(outcome)} ${percentWords(ratio(reference))} -> ${percentWords(ratio(candidate))}: ${signedWords(candidate.covered - reference.covered)} covered, ${signedWords(candidate.total - reference.total)} counted; ${shareWords(outcome, reference, candidate, judgement)}`,
    ...(mix ? [`  ${mixWords(mix)}`] : []),
    ...(isBroken ? carrierLines(outcome, reference, candidate) : []),
    ...(isBroken ? excludedLines(reasons) : []),
    ...(mutants ? mutantLines(mutants, candidate) : []),
  ]
}

function ratio({ covered, total }: Count): ReturnType<typeof rational> {
  return rational(covered, total)
}

/** A part for code is always told: that it did nothing is what one wants to know. */
function shareWords({ metric, attribution, reasons }: MetricOutcome, reference: Count, candidate: Count, { measurement }: Pick<Judgement, 'measurement'>): string {
  if (attribution.kind !== 'shares') return ''
  const shares = attribution.groups.map(({ causes, flow }) => ({ causes, share: phi(reference, candidate, flowDelta(flow)) }))
    .sort((a, b) => compare(absolute(b.share), absolute(a.share)))
  const points = splitPointsWords(shares.map(({ share }) => share), subtract(ratio(candidate), ratio(reference)))
  const measure = isMetric(metric) ? METRIC_DEFINITIONS[metric].measure : undefined
  const tool = measure && measurement.fingerprint.instruments[measure]?.identity['tool']
  const parts = shares.map(({ causes }, index) => `${points[index] ?? ''} ${causes.map((cause) => causeWords(cause, reasons, tool)).join(' or ')}${causes.length > 1 ? ' (cannot be told apart)' : ''}`)
  return [...(shares.some(({ causes }) => causes.includes('code')) ? [] : ['0.00 pp code']), ...parts].join(', ')
}

function causeWords(cause: Cause, reasons: readonly CauseReason[], tool: string | undefined): string {
  if (cause === 'baseline') return 'the base branch'
  if (cause === 'environment') return 'the environment'
  if (cause !== 'instrument') return cause
  const reason = reasons.find((one) => one.cause === 'instrument')
  const moves = reason === undefined ? [] : [
    ...(reason.model ? [`${reason.model.from} -> ${reason.model.to}`] : []),
    ...reason.fields.map(({ field, from, to }) => `${field === 'version' && tool !== undefined ? tool : field} ${cut(from ?? 'none', 40)} -> ${cut(to ?? 'none', 40)}`),
    ...(reason.paths ?? []).map((path) => brief(path)),
  ]
  return moves.length === 0 ? 'the instrument' : `the instrument (${listWords(moves.slice(0, 2), moves.length)})`
}

function carrierLines({ byFile }: MetricOutcome, reference: Count, candidate: Count): string[] {
  if (byFile.length === 0) return []
  const named = byFile.slice(0, NAMED_FILES).map(({ path, groups }) => {
    const { dc, dt } = groups.map(({ flow }) => flowDelta(flow)).reduce((a, b) => ({ dc: a.dc + b.dc, dt: a.dt + b.dt }), { dc: 0, dt: 0 })
    return `${brief(path)} ${pointsWords(phi(reference, candidate, { dc, dt }))}`
  })
  return [`  most of it in ${named.join(', ')}`]
}

/** Which of the causes that people ask about are out of the question, and by what. */
function excludedLines(reasons: readonly CauseReason[]): string[] {
  const out = reasons.flatMap(({ possible, cause }) => (possible ? [] : EXCLUDED[cause] ?? []))
  return out.length === 0 ? [] : [`  ruled out: ${out.join(', ')}`]
}

const EXCLUDED: { readonly [C in CauseReason['cause']]?: string } = {
  code: 'code (nothing it is built from changed)',
  tests: 'tests (none changed)',
  instrument: 'the instrument (model, tools and settings are the same)',
  baseline: 'the base branch (it did not move)',
}

/** What only weighing did: no file need have lost anything. */
function mixWords({ within, mix, file }: Mix): string {
  const kept = within.n === 0n ? 'every file kept its share' : `within files it moved ${pointsWords(within)}`
  if (!file) return `${kept}; the mix of files moved the average by ${pointsWords(mix)}`
  const what = file.before === 0 ? `is new (${file.after} counted)` : file.after === 0 ? `is gone (${file.before} were counted)` : `counts ${file.after} after ${file.before}`
  return `${kept}; the average moved ${pointsWords(mix)} by the mix of files: ${brief(file.path)} ${what}`
}

const NAMED_TRANSITIONS = 3

/** Kills apart from the population; the interval says what a sample of so many mutants could tell at best. */
function mutantLines({ transitions, lost, gained, came, went }: MutantChange, { covered, total }: Count): string[] {
  const moved = transitions.slice(0, NAMED_TRANSITIONS).map(({ from, to, count }) => `${count} ${from} -> ${to}`)
  const paired = lost + gained === 0 ? '' : ` (exact McNemar p ${decimal(mcnemar(lost, gained))})`
  const interval = wilson(covered, total)
  return [
    `  mutants of both runs: ${moved.length === 0 ? 'none changed' : listWords(moved, transitions.length)}${paired}; ${counted(came.counted, 'mutant')} came (${came.detected} detected), ${went.counted} went (${went.detected} detected)`,
    ...(interval ? [`  as a sample its score is ${(interval.lower * 100).toFixed(2)} to ${(interval.upper * 100).toFixed(2)} % (Wilson, 95 %)`] : []),
  ]
}

function decimal({ n, d }: ReturnType<typeof rational>): string {
  return (Number((n * 10_000n) / d) / 10_000).toFixed(3)
}
