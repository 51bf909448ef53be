import { answersFor, verdictOf } from '../../model/answers.js'
import type { Finding } from '../../model/finding.js'
import { baselineText, type Judgement, type LimitOutcome, type MetricOutcome } from '../../model/judgement.js'
import type { Verdict } from '../../model/verdict.js'
import { verdictWords } from '../catalogue/verdicts.js'
import { findingWordsIn } from '../context.js'
import { limitWords, metricChangeWords, metricValueWords } from '../numbers.js'
import { movementLines } from '../movement.js'
import { paint, type Paint } from '../paint.js'
import { tableText } from '../table.js'

/** Builds watched so far in observe mode. */
export interface Observed {
  readonly builds: number
  readonly of: number
  /** What would have blocked, most frequent first. */
  readonly blocked: readonly { readonly verdict: Verdict; readonly count: number }[]
  /** The policy under judgement enforces: from the next build on it counts. */
  readonly enforcesNext: boolean
}

export interface TextOptions {
  readonly colour: boolean
  readonly columns: number
  readonly observed: Observed | null
  /** What the command will exit with. */
  readonly exit: number
}

/** A judgement for a person: what happened, what to do next, the numbers, and then the evidence. */
export function judgementText(judgement: Judgement, { colour, observed, exit }: TextOptions): string {
  const style = paint(colour)
  const findings = ordered(judgement)
  const [first] = findings.filter((finding) => verdictOf(finding) !== undefined)
  const next = first && findingWordsIn(judgement, first).remedy
  const said = new Set(next === undefined ? [] : [commandIn(next)])
  return [
    headline(judgement, style),
    `  ${summary(judgement)}`,
    ...(next === undefined ? [] : [`  ${style.bold('next:')} ${next}`]),
    ...statusLines(judgement, observed, style),
    '',
    metricTable(judgement, style),
    ...findings.flatMap((finding) => findingLines(judgement, finding, said, style)),
    style.dim(footer(judgement, exit)),
    '',
  ].join('\n')
}

function headline({ verdict, measurement, overridden }: Judgement, style: Paint): string {
  const { slot, branch } = measurement
  const colour = verdict === 'pass' ? 'green' : verdict === 'regression' ? 'red' : 'yellow'
  const name = verdict === 'pass' ? 'PASS' : verdict.toUpperCase().replaceAll('-', ' ')
  const where = [slot.suite, slot.model, slot.leg, branch ?? 'detached', slot.commit.slice(0, 9)].filter((text) => text !== '').join(', ')
  return `${style.badge(name, colour)}${overridden ? ` ${style.badge('OVERRIDDEN', 'yellow')}` : ''}  ${where}`
}

/** The ruler's story goes before the general words: it is what whoever broke nothing wants to read. */
function summary({ verdict, blocking, findings, measurement, reference }: Judgement): string {
  const has = (kind: Finding['kind']): boolean => findings.some((finding) => finding.kind === kind)
  switch (verdict) {
    case 'recalibration-required':
      if (has('false-failure')) return `The measurement changed, not the code. The limits need a decision for ${measurement.slot.model}; nobody's change is to blame.`
      if (has('ledger-unverifiable')) return 'This clone does not hold the commit that says who may decide: nothing can be trusted until it is fetched.'
      return verdictWords[verdict]
    case 'regression':
      if (reference === null) return 'A limit is broken, and there is nothing here to compare with: whether the code got worse is not known.'
      return blocking === 'pass' ? 'A limit was broken before this change, and still is.' : verdictWords[verdict]
    case 'pass':
      return has('no-threshold') ? 'Everything was measured, and no limit is in force: nothing was judged.' : verdictWords[verdict]
    default:
      return verdictWords[verdict]
  }
}

function statusLines(judgement: Judgement, observed: Observed | null, style: Paint): string[] {
  const lines: string[] = []
  if (judgement.overridden) lines.push('  An emergency override lets this build through. The verdict stands, and nothing is promoted.')
  else if (judgement.verdict !== 'pass' && judgement.blocking === 'pass') lines.push('  Not caused by this change: it is not blocked, and its owners are to be told.')
  if (judgement.mode === 'observe' && observed) {
    const blocked = observed.blocked.reduce((sum, { count }) => sum + count, 0)
    const which = observed.blocked.length === 0 ? '' : ` (${observed.blocked.map(({ verdict, count }) => `${count > 1 ? `${count} x ` : ''}${verdict.replaceAll('-', ' ')}`).join(', ')})`
    lines.push(style.cyan(`  observing, ${observed.builds} of ${observed.of} builds, would have blocked ${blocked}${which}`))
    if (observed.enforcesNext) lines.push('  The mode is read from the commit a change starts from: what is built on this one is enforced.')
  }
  return lines
}

function metricTable(judgement: Judgement, style: Paint): string {
  const head = ['metric', 'reference', 'this build', 'change', 'limit'].map((text) => style.dim(text))
  const table = tableText(head, judgement.metrics.map((metric) => metricRow(metric, judgement.verdict !== 'incomplete', style)))
  const causes = judgement.metrics.flatMap((metric) => movementLines(metric, judgement))
  return [table, ...causes, ''].join('\n')
}

/** No change is told of a part of the truth: it would read as a drop. */
function metricRow(metric: MetricOutcome, isWhole: boolean, style: Paint): string[] {
  const name = metric.scope === 'project' ? metric.metric : `${metric.metric} [${metric.scope}]`
  return [
    name,
    metric.reference ? metricValueWords(metric.metric, metric.reference) : style.dim('none'),
    metricValueWords(metric.metric, metric.candidate),
    isWhole ? metricChangeWords(metric.metric, metric.reference, metric.candidate) ?? '' : '',
    limitsText(metric, style),
  ]
}

/** The policy's own watch over slow erosion is worth a word only when it speaks. */
function limitsText(metric: MetricOutcome, style: Paint): string {
  const others = metric.limits.filter(({ limit }) => limit !== 'maxErosion')
  const shown = others.some(({ passes }) => passes !== 'yes') ? others : metric.limits.filter(({ limit, passes }) => limit !== 'maxErosion' || passes !== 'yes')
  return shown.length === 0 ? style.dim('not judged') : shown.map((outcome) => limitText(outcome, metric, style)).join('; ')
}

function limitText(outcome: LimitOutcome, { metric }: MetricOutcome, style: Paint): string {
  const words = limitWords(outcome.limit, outcome.value, metric)
  const mark = outcome.passes === 'yes' ? style.green('passes') : outcome.passes === 'no' ? style.red('fails') : style.yellow('cannot be told')
  return `${words} ${mark}${outcome.calibrated ? '' : style.dim(' (not calibrated)')}`
}

/** What only informs is one line; a command that was said already is not said again. */
function findingLines(judgement: Judgement, finding: Finding, said: Set<string>, style: Paint): string[] {
  const { title, detail, remedy } = findingWordsIn(judgement, finding)
  const mark = finding.tier === 'page' || finding.tier === 'urgent' ? style.red('x') : finding.tier === 'warning' ? style.yellow('!') : style.cyan('i')
  const inherited = finding.origin === 'inherited' && verdictOf(finding) !== undefined ? style.dim(' (inherited)') : ''
  const line = ` ${mark} ${style.bold(finding.kind)}${inherited}  ${title}`
  if (finding.tier === 'info') return [line]
  const isNew = !said.has(commandIn(remedy))
  said.add(commandIn(remedy))
  const news = detail.filter((text) => !text.startsWith('known') || !said.has(text))
  for (const text of news) said.add(text)
  return [line, ...news.map((text) => `     ${text}`), ...(isNew ? [`     ${style.dim(remedy)}`] : [])]
}

/** The line to copy in a remedy, which is the remedy itself when it has none. */
function commandIn(remedy: string): string {
  const start = remedy.indexOf('npx ci-datum')
  return start === -1 ? remedy : remedy.slice(start)
}

/** What stops the build goes first, then the order of the tiers. */
function ordered({ findings, standing }: Judgement): readonly Finding[] {
  const speaks = (finding: Finding): boolean => verdictOf(finding) !== undefined || finding.kind === 'false-failure'
  const own = new Set(answersFor(findings, standing).filter(speaks))
  return [...findings.filter((finding) => own.has(finding)), ...findings.filter((finding) => !own.has(finding))]
}

function footer(judgement: Judgement, exit: number): string {
  const { reference, baseline, measurement } = judgement
  const against = reference
    ? `compared with ${reference.measurement.slot.commit.slice(0, 9)} (${reference.how.replaceAll('-', ' ')}${reference.distance ? `, ${reference.distance} back` : ''}${reference.otherSeries ? `, ${reference.measurement.slot.model}` : ''})`
    : 'nothing to compare with'
  return ` ${against}${baseline ? `; baseline ${baselineText(baseline)}` : ''}; measurement ${measurement.id.slice(0, 14)}; exit ${exit}`
}
