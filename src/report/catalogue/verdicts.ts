import type { Verdict } from '../../model/verdict.js'

/** What happened, in one line. */
export const verdictWords: { readonly [V in Verdict]: string } = {
  pass: 'Everything was measured, and no limit is broken.',
  regression: 'The code got worse: with only the changes of code and tests a limit fails as well.',
  incomplete: 'The measurement is not whole: a part, a report, a file or a test is missing or failed, and nothing was judged.',
  'false-failure': 'The ruler changed, not the code: a limit fails that the code alone would pass.',
  'false-pass': 'The ruler changed and hides a loss: a limit passes that the code alone would fail.',
  undetermined: 'It cannot be told from this build: code or ruler, or a limit without an exact value.',
  'recalibration-required': 'What this build is judged by is unsound, out of date or not set for what ran: a person has to decide.',
}

/** What an exit code says. */
export const exitWords: { readonly [C in 0 | 1 | 2 | 3 | 4 | 5 | 70]: string } = {
  0: 'nothing blocks, or the command did what it was asked',
  1: 'the code got worse',
  2: 'wrong use: an option, a command, the policy, or a question without a terminal',
  3: 'could not measure: a report, the store, git or a file could not be used',
  4: 'not judged: the measurement or the comparison carries no verdict on the code',
  5: 'recalibration required: the ledger is unsound, or no limit is calibrated for what ran',
  70: 'a bug in datum',
}
