import type { Failure, FailureCode } from './model/failure.js'
import type { Judgement } from './model/judgement.js'
import type { Verdict } from './model/verdict.js'

/** What a command came to. A count is never an exit code: 256 of anything would read as 0. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'judged'; readonly judgement: Pick<Judgement, 'blocking' | 'overridden' | 'mode'> }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'unsound' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'bug' }

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 70

/** The one place where an outcome becomes a number. */
export function exitCode(outcome: Outcome): ExitCode {
  switch (outcome.kind) {
    case 'done':
      return 0
    case 'judged': {
      const { blocking, overridden, mode } = outcome.judgement
      return overridden || mode === 'observe' ? 0 : verdictExitCode(blocking)
    }
    case 'incomplete':
      return 4
    case 'unsound':
      return 5
    case 'failed':
      return FAILURE_CODES[outcome.failure.code]
    case 'bug':
      return 70
  }
}

/** The exit code of a verdict that blocks while enforcing; `regression` is the only one that is 1. */
export function verdictExitCode(verdict: Verdict): ExitCode {
  switch (verdict) {
    case 'pass':
      return 0
    case 'regression':
      return 1
    case 'incomplete':
    case 'undetermined':
    case 'false-pass':
    case 'false-failure':
      return 4
    case 'recalibration-required':
      return 5
  }
}

const FAILURE_CODES: { readonly [C in FailureCode]: 2 | 3 } = {
  'wrong-use': 2,
  'policy-missing': 2,
  'policy-invalid': 2,
  'suite-unknown': 2,
  'suite-ambiguous': 2,
  'model-not-allowed': 2,
  'model-ambiguous': 2,
  'no-terminal': 2,
  cancelled: 2,
  'not-a-repository': 2,
  'entry-unknown': 2,
  'entry-invalid': 2,
  'entry-refused': 2,
  'topic-unknown': 2,
  'already-there': 2,
  'nothing-to-propose': 2,
  'report-missing': 3,
  'report-unreadable': 3,
  'report-empty': 3,
  'report-too-large': 3,
  'report-broken': 3,
  'report-raw': 3,
  'report-unknown-format': 3,
  'report-foreign': 3,
  'part-broken': 3,
  'environment-file-broken': 3,
  'environment-file-doubled': 3,
  'measurement-unknown': 3,
  'baseline-refused': 3,
  'git-failed': 3,
  'file-unwritable': 3,
  'store-binding': 3,
  'store-corrupt': 3,
  'store-newer': 3,
  'store-unwritable': 3,
  'store-busy': 3,
  'store-full': 3,
  'records-unreachable': 3,
  'records-refused': 3,
  'records-busy': 3,
  'records-damaged': 3,
  'records-not-taken': 3,
  'records-newer': 3,
}
