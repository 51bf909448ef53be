import type { Entry, RecalibrationCause } from '../model/recalibration.js'
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

/** What the approver sees before any question. */
export function approvalPanel(entry: Entry, who: string): string {
  return [
    `${entry.id}, proposed by ${entry.author}`,
    '',
    'What changes',
    ...changeLines(entry.changes),
    '',
    'From what evidence',
    ...evidenceLines(entry.evidence),
    ...(entry.expires === null ? [] : ['', `It expires on ${entry.expires}.`]),
    '',
    `You are ${who}, as git says (claimed: the review of the pull request confirms it).`,
  ].join('\n')
}

export function approvedText(entry: Entry, who: string, limits: number): string {
  return [
    `approved: ${entry.id}, by ${who} (claimed)`,
    `  ${counted(limits, 'limit')} in force; baselines/thresholds.yaml and baselines/README.md are up to date`,
    `  next: git add baselines && git commit -m ${JSON.stringify(`Recalibrate: ${entry.title}`)}`,
    '',
  ].join('\n')
}
