import test from 'ava'
import { verdictExitCode, type ExitCode } from '../../src/exit-code.js'
import { judgeFindings, strongest } from '../../src/judge/verdict.js'
import { answersFor, isUnsound, verdictOf } from '../../src/model/answers.js'
import type { Finding, FindingKind } from '../../src/model/finding.js'
import { VERDICTS, type Origin, type Standing, type Tier, type Verdict } from '../../src/model/verdict.js'
import { FINDING_KINDS } from '../../src/detect/index.js'
import { overriddenBy } from '../../src/commands/steps/overridden.js'
import type { Override } from '../../src/model/recalibration.js'
import { fc } from '../support/properties.js'

function finding(kind: FindingKind, { origin = 'introduced', tier = 'urgent', ...evidence }: { readonly origin?: Origin; readonly tier?: Tier; readonly calibrated?: boolean; readonly frozen?: boolean } = {}): Finding {
  return { kind, tier, origin, evidence: { calibrated: true, frozen: false, ...evidence } } as unknown as Finding
}

/** What each kind says of a build by itself. A kind that is not here says nothing. */
const SAYS: { readonly [V in Exclude<Verdict, 'pass'>]: readonly FindingKind[] } = {
  incomplete: [
    'part-silent', 'file-uncovered', 'part-missing', 'part-doubled', 'part-foreign', 'part-empty', 'part-unreadable', 'config-differs', 'mixed-producers', 'tests-failed', 'nothing-counted', 'foreign-report', 'file-missing', 'metric-missing', 'test-missing',
  ],
  undetermined: ['undetermined', 'no-value'],
  'false-pass': ['false-pass'],
  'false-failure': ['false-failure'],
  regression: ['regression'],
  'recalibration-required': [
    'uncalibrated', 'no-threshold', 'threshold-moved', 'ledger-altered', 'ledger-fork', 'ledger-unverifiable', 'entry-invalid', 'approval-expired', 'approver-unknown', 'policy-weakened', 'scope-moved',
  ],
}
const UNSOUND: readonly FindingKind[] = ['threshold-moved', 'ledger-altered', 'ledger-fork', 'ledger-unverifiable', 'entry-invalid', 'approver-unknown', 'policy-weakened', 'scope-moved']

const saying = (kind: FindingKind): Verdict => VERDICTS.find((verdict) => verdict !== 'pass' && SAYS[verdict].includes(kind)) ?? 'pass'

for (const kind of FINDING_KINDS) {
  test(`${kind} says ${saying(kind)}`, (t) => {
    t.is(strongest([finding(kind)]), saying(kind))
    t.is(verdictOf(finding(kind)) ?? 'pass', saying(kind))
    t.is(isUnsound(kind), UNSOUND.includes(kind))
  })
}

test('nothing found is a pass', (t) => {
  t.deepEqual(judgeFindings([], 'baseline-branch'), { verdict: 'pass', blocking: 'pass' })
})

test('a false failure under limits that are not calibrated says nothing by itself', (t) => {
  t.is(verdictOf(finding('false-failure', { calibrated: false })), undefined)
  t.is(strongest([finding('false-failure', { calibrated: false }), finding('uncalibrated')]), 'recalibration-required')
  t.is(strongest([finding('false-failure', { calibrated: true }), finding('uncalibrated')]), 'false-failure')
})

test('an approval that expired on a frozen branch is told and fails nobody', (t) => {
  t.is(strongest([finding('approval-expired', { frozen: true })]), 'pass')
  t.is(strongest([finding('approval-expired', { frozen: false })]), 'recalibration-required')
})

test('no threshold says nothing while observing, where it is only told', (t) => {
  t.is(strongest([finding('no-threshold', { tier: 'info' })]), 'pass')
  t.is(strongest([finding('no-threshold')]), 'recalibration-required')
})

/** DESIGN 3, "Precedence": 5 for an unsound ledger, 4, 5 otherwise, 1. */
const RANK: readonly (readonly [string, (finding: Finding) => boolean, ExitCode])[] = [
  ['an unsound ledger', ({ kind }) => UNSOUND.includes(kind), 5],
  ['a build that cannot be judged', ({ kind }) => ['incomplete', 'undetermined', 'false-pass', 'false-failure'].includes(saying(kind)), 4],
  ['a recalibration that is missing', ({ kind }) => saying(kind) === 'recalibration-required', 5],
  ['a regression', ({ kind }) => saying(kind) === 'regression', 1],
]

const some = fc.array(fc.record({ kind: fc.constantFrom(...FINDING_KINDS), origin: fc.constantFrom<Origin>('introduced', 'inherited') }).map(({ kind, origin }) => finding(kind, { origin })), { maxLength: 6 })
const standing = fc.constantFrom<Standing>('baseline-branch', 'pull-request', 'branch')

test('of many findings the one that goes first sets the exit code', (t) => {
  const seen = new Set<number>()
  fc.assert(fc.property(some, (findings) => {
    const expected = RANK.find(([, is]) => findings.some(is))?.[2] ?? 0
    seen.add(expected)
    t.is(verdictExitCode(strongest(findings)), expected, findings.map(({ kind }) => kind).join(' '))
  }), { numRuns: 1000 })
  t.deepEqual([...seen].sort((a, b) => a - b), [0, 1, 4, 5])
})

test('among what cannot be judged, what is not whole goes first, and proof before doubt', (t) => {
  const order = ['incomplete', 'undetermined', 'false-pass', 'false-failure'] as const
  for (const [index, verdict] of order.entries()) {
    t.is(strongest(order.slice(index).toReversed().map((one) => finding(SAYS[one][0]!))), verdict)
  }
})

test('the order of the findings means nothing', (t) => {
  fc.assert(fc.property(some.chain((findings) => fc.tuple(fc.constant(findings), fc.shuffledSubarray(findings, { minLength: findings.length }))), standing, ([findings, shuffled], where) => {
    t.deepEqual(judgeFindings(findings, where), judgeFindings(shuffled, where))
  }))
})

test('one more finding never makes a build better, except that it hides a lesser one', (t) => {
  const rank = (verdict: Verdict): number => (verdict === 'pass' ? 0 : 1)
  fc.assert(fc.property(some, some, (findings, more) => {
    t.true(rank(strongest([...findings, ...more])) >= rank(strongest(findings)))
    if (findings.some(({ kind }) => UNSOUND.includes(kind))) t.is(strongest([...findings, ...more]), 'recalibration-required')
  }))
})

test('a pull request answers for what it introduced, and for nothing else', (t) => {
  fc.assert(fc.property(some, fc.constantFrom<Standing>('pull-request', 'branch'), (findings, where) => {
    const { blocking } = judgeFindings(findings, where)
    t.is(blocking, strongest(findings.filter(({ origin }) => origin === 'introduced')))
    t.is(judgeFindings(findings.map((one) => ({ ...one, origin: 'inherited' })), where).blocking, 'pass')
  }))
})

test('a baseline branch answers for everything', (t) => {
  fc.assert(fc.property(some, (findings) => {
    const { blocking, verdict } = judgeFindings(findings, 'baseline-branch')
    t.is(blocking, strongest(findings))
    t.is(verdict, blocking)
    t.is(answersFor(findings, 'baseline-branch').length, findings.length)
  }))
})

test('what is inherited is told when nothing of the build itself is worse', (t) => {
  for (const kind of FINDING_KINDS) {
    t.deepEqual(judgeFindings([finding(kind, { origin: 'inherited' })], 'pull-request'), { verdict: saying(kind), blocking: 'pass' }, kind)
  }
  t.deepEqual(judgeFindings([finding('regression'), finding('ledger-altered', { origin: 'inherited' })], 'pull-request'), { verdict: 'regression', blocking: 'regression' })
  t.deepEqual(judgeFindings([finding('regression'), finding('ledger-altered', { origin: 'inherited' })], 'baseline-branch'), { verdict: 'recalibration-required', blocking: 'recalibration-required' })
})

// ---- overrides

const override = (...kinds: readonly string[]): Override =>
  ({ file: 'x', suite: 'unit', branch: 'main', kinds, reason: 'r', ticket: 't', author: 'a', from: '2026-11-24T10:00:00Z', until: '2026-11-25T10:00:00Z' })

test('an override lets through what it names, when it names everything that stops the build', (t) => {
  const stop = [finding('regression'), finding('undetermined'), finding('environment-changed')]
  t.true(overriddenBy(override('regression', 'undetermined'), stop, 'pull-request', 'undetermined'))
  t.false(overriddenBy(override('regression'), stop, 'pull-request', 'undetermined'))
  t.false(overriddenBy(null, stop, 'pull-request', 'undetermined'))
  t.false(overriddenBy(override('regression'), [], 'pull-request', 'pass'))
})

test('what a build does not answer for needs no override', (t) => {
  t.true(overriddenBy(override('regression'), [finding('regression'), finding('uncalibrated', { origin: 'inherited' })], 'pull-request', 'regression'))
  t.false(overriddenBy(override('regression'), [finding('regression'), finding('uncalibrated', { origin: 'inherited' })], 'baseline-branch', 'recalibration-required'))
})

test('no override hides an unsound ledger', (t) => {
  for (const kind of UNSOUND) {
    t.false(overriddenBy(override(...FINDING_KINDS), [finding(kind)], 'pull-request', 'recalibration-required'), kind)
    t.false(overriddenBy(override(...FINDING_KINDS), [finding(kind), finding('regression')], 'baseline-branch', 'recalibration-required'), kind)
  }
  for (const kind of FINDING_KINDS.filter((one) => saying(one) !== 'pass' && !UNSOUND.includes(one))) t.true(overriddenBy(override(kind), [finding(kind)], 'baseline-branch', saying(kind)), kind)
})
