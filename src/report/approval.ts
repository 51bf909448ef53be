import type { Entry, FrontMatter, FrontValue, RecalibrationCause } from '../model/recalibration.js'
import { changeLines, evidenceLines } from './entries.js'
import { counted } from './numbers.js'

/** What each cause says, beside its name on the prompt. */
export const CAUSE_HINTS: { readonly [C in RecalibrationCause]: string } = {
  import: 'limits that the tools had, taken over as they are',
  instrument: 'the measurement changed, not the code',
  noise: 'repeats of one commit differ by so much',
  'accepted-loss': 'the code got worse, and that is accepted until a day',
  tightening: 'the limit gets stricter',
  quarantine: 'a flaky test or file is left out for a while',
  revert: 'an earlier decision is taken back',
}

/** What the approver sees before any question; `recalibrate show` has the whole of it. */
export function approvalPanel(entry: Entry, who: string): string {
  return [
    `${entry.id}, proposed by ${entry.author}`,
    '',
    'What changes',
    ...changeLines(entry.changes),
    '',
    'From what evidence',
    ...panelEvidence(entry),
    ...(entry.expires === null ? [] : ['', `It expires on ${entry.expires}.`]),
    '',
    `You are ${who}, as git says: a claim, until a review confirms it.`,
  ].join('\n')
}

/** Measurements as one line each, with the values that the changes concern; everything else as it stands. */
function panelEvidence({ evidence, changes }: Entry): string[] {
  const metrics = changes.flatMap((change) => (change.kind === 'threshold' ? [`${change.key.metric} ${change.key.scope}`] : []))
  const { candidate, reference, instruments: _instruments, ...rest } = evidence
  const measured = [reference, candidate].flatMap((one) => (isMap(one) ? [`  ${measurementLine(one, metrics)}`] : []))
  return measured.length === 0 ? evidenceLines(evidence) : [...measured, ...evidenceLines(rest)]
}

function measurementLine(one: FrontMatter, metrics: readonly string[]): string {
  const { model, commit, values } = one
  const shown = isMap(values) ? [...new Set(metrics)].flatMap((metric) => (typeof values[metric] === 'string' ? [`${metric} ${values[metric]}`] : [])) : []
  return `${typeof model === 'string' ? model : '?'} at commit ${typeof commit === 'string' ? commit.slice(0, 9) : '?'}: ${shown.join(', ')}`
}

function isMap(value: FrontValue | undefined): value is FrontMatter {
  return value !== undefined && typeof value !== 'string' && !Array.isArray(value)
}

export function approvedText(entry: Entry, who: string, { limits, signed }: { readonly limits: number; readonly signed: boolean }): string {
  return [
    `approved: ${entry.id}, by ${who} (${signed ? 'signed' : 'claimed'})`,
    `  ${counted(limits, 'limit')} in force; baselines/thresholds.yaml and baselines/README.md are up to date`,
    `  next: git add baselines && git commit -m ${JSON.stringify(`Recalibrate: ${entry.title}`)}`,
    '',
  ].join('\n')
}
