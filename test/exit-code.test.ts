import test from 'ava'
import { exitCode, verdictExitCode, type ExitCode, type Outcome } from '../src/exit-code.js'
import type { FailureCode } from '../src/model/failure.js'
import { VERDICTS, type Verdict } from '../src/model/verdict.js'

const judged = (blocking: Verdict, changes: { overridden?: boolean; mode?: 'observe' | 'enforce' } = {}): Outcome =>
  ({ kind: 'judged', judgement: { blocking, overridden: false, mode: 'enforce', ...changes } })

const VERDICT_CODES: { readonly [V in Verdict]: ExitCode } = {
  pass: 0,
  regression: 1,
  incomplete: 4,
  'false-failure': 4,
  'false-pass': 4,
  undetermined: 4,
  'recalibration-required': 5,
}

for (const verdict of VERDICTS) {
  test(`a blocking ${verdict} exits ${VERDICT_CODES[verdict]}`, (t) => {
    t.is(exitCode(judged(verdict)), VERDICT_CODES[verdict])
    t.is(verdictExitCode(verdict), VERDICT_CODES[verdict])
  })
}

test('1 means that the code got worse, and only that', (t) => {
  t.deepEqual(VERDICTS.filter((verdict) => exitCode(judged(verdict)) === 1), ['regression'])
  for (const [code] of Object.entries(FAILURES)) t.not(exitCode(failed(code as FailureCode)), 1, code)
})

test('while observing, and under an override, a judgement exits 0 whatever it says', (t) => {
  for (const verdict of VERDICTS) {
    t.is(exitCode(judged(verdict, { mode: 'observe' })), 0, verdict)
    t.is(exitCode(judged(verdict, { overridden: true })), 0, verdict)
  }
})

/** 2: used wrongly, so that the user can put it right; 3: nothing could be measured. */
const FAILURES: { readonly [C in FailureCode]: 2 | 3 } = {
  'wrong-use': 2, 'policy-missing': 2, 'policy-invalid': 2, 'suite-unknown': 2, 'suite-ambiguous': 2, 'model-not-allowed': 2,
  'model-ambiguous': 2, 'no-terminal': 2, cancelled: 2, 'not-a-repository': 2, 'entry-unknown': 2, 'entry-invalid': 2,
  'entry-refused': 2, 'topic-unknown': 2, 'already-there': 2, 'nothing-to-propose': 2,
  'report-missing': 3, 'report-unreadable': 3, 'report-empty': 3, 'report-too-large': 3, 'report-broken': 3,
  'report-raw': 3, 'report-unknown-format': 3, 'report-foreign': 3, 'part-broken': 3, 'environment-file-broken': 3, 'environment-file-doubled': 3, 'measurement-unknown': 3, 'baseline-refused': 3,
  'git-failed': 3, 'file-unwritable': 3, 'store-binding': 3, 'store-corrupt': 3, 'store-newer': 3, 'store-unwritable': 3,
  'store-busy': 3, 'store-full': 3, 'records-unreachable': 3, 'records-refused': 3, 'records-busy': 3, 'records-damaged': 3,
  'records-not-taken': 3,
  'records-newer': 3,
}

const failed = (code: FailureCode): Outcome => ({ kind: 'failed', failure: { code } }) as unknown as Outcome

for (const [code, number] of Object.entries(FAILURES)) {
  test(`the failure ${code} exits ${number}`, (t) => {
    t.is(exitCode(failed(code as FailureCode)), number)
  })
}

test('observing hides no failure and no bug', (t) => {
  t.is(exitCode(failed('report-empty')), 3)
  t.is(exitCode({ kind: 'bug' }), 70)
})

test('what was stored or reported exits 0; strictly incomplete 4; an unsound ledger 5; a bug 70', (t) => {
  t.is(exitCode({ kind: 'done' }), 0)
  t.is(exitCode({ kind: 'incomplete' }), 4)
  t.is(exitCode({ kind: 'unsound' }), 5)
  t.is(exitCode({ kind: 'bug' }), 70)
})
