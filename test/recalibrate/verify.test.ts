import test from 'ava'
import type { LedgerProblem } from '../../src/model/finding.js'
import type { Entry } from '../../src/model/recalibration.js'
import { weakenings } from '../../src/policy/weakening.js'
import { readYaml } from '../../src/read/yaml.js'
import { approvedText } from '../../src/recalibrate/approve.js'
import { inForce } from '../../src/recalibrate/chain.js'
import { projectionText } from '../../src/recalibrate/projection.js'
import { isApprover, verifyLedger, type Decisions, type TrustedBase } from '../../src/recalibrate/verify.js'
import { ADA, BOB, entry, EVE, moves, parsed, POLICY, policyOf } from '../support/judging.js'

/** A `baselines/` folder: its projection is right unless a test says otherwise. */
function decisions(entries: readonly Entry[] = [], changes: Partial<Decisions> & { readonly policyText?: string } = {}): Decisions {
  const { policyText = POLICY, ...rest } = changes
  return { policy: policyOf(policyText), entries, invalid: [], thresholds: projectionText(inForce(entries).thresholds), ...rest }
}

function verified(head: Decisions, base: Decisions | TrustedBase, { today = '2026-11-24', frozen = false } = {}): LedgerProblem[] {
  const trusted: TrustedBase = 'kind' in base ? base : { kind: 'decisions', decisions: base }
  const weakened = trusted.kind === 'decisions' ? weakenings(trusted.decisions.policy, head.policy) : []
  return verifyLedger({ head, base: trusted, weakened, strengthened: [], verified: new Set(), today, frozen, readText: readYaml })
}

const kinds = (problems: readonly LedgerProblem[]): string[] => problems.map(({ kind, evidence }) => ('what' in evidence ? `${kind} ${evidence.what} ${evidence.entry}` : kind))

const first = entry('2026-1', [moves('80')])
const second = entry('2026-2', [moves('85', { prev: first, from: '80' })], { by: BOB })
const loosened = entry('2026-2', [moves('70', { prev: first, from: '80' })])

test('a ledger that is as its base left it is sound', (t) => {
  t.deepEqual(verified(decisions([first, second]), decisions([first, second])), [])
  t.deepEqual(verified(decisions(), decisions()), [])
})

test('new entries of a known approver are sound, tighter or looser', (t) => {
  t.deepEqual(verified(decisions([first, second]), decisions([first])), [])
  t.deepEqual(verified(decisions([first, loosened]), decisions([first])), [])
})

test('the first adoption is sound, and its own approvers count', (t) => {
  t.deepEqual(verified(decisions([first]), { kind: 'first-adoption' }), [])
  t.deepEqual(kinds(verified(decisions([entry('2026-1', [moves('80')], { by: EVE })]), { kind: 'first-adoption' })), ['approver-unknown'])
})

test('a base that cannot be read is told, with why', (t) => {
  t.deepEqual(verified(decisions([first]), { kind: 'unreadable', why: 'it is not here' }), [{ kind: 'ledger-unverifiable', evidence: { why: 'it is not here' } }])
})

test('a proposed entry is told and moves nothing', (t) => {
  const proposed = entry('2026-2', [moves('10', { prev: first, from: '80' })], { by: null })
  t.deepEqual(verified(decisions([first, proposed]), decisions([first])), [{ kind: 'entry-proposed', evidence: { entry: '2026-2', title: 'Title of 2026-2' } }])
  t.deepEqual(verified(decisions([first]), decisions([first, proposed])), [])
})

test('an entry that cannot be read is told', (t) => {
  const invalid = [{ file: 'baselines/recalibrations/x.md', problems: ['x.md:1:1 no'] }]
  t.deepEqual(verified(decisions([first], { invalid }), decisions([first])), [{ kind: 'entry-invalid', evidence: invalid[0]! }])
})

// ---- the file with the limits

const told = (file: string | null, ledger: string | null, metric = 'coverage.lines') =>
  ({ kind: 'threshold-moved', evidence: { key: { suite: 'unit', model: '*', metric, scope: 'project', limit: 'min' }, ledger, file } })

for (const [what, from, to, problem] of [
  ['edited by hand', '"80"', '"70"', told('70', '80')],
  ['made stricter by hand', '"80"', '"90"', told('90', '80')],
  ['a limit less', /unit \* coverage.lines[^]*/, '', told(null, '80')],
  ['a limit that no entry set', 'unit * coverage.lines', 'unit * coverage.branches project min:\n  value: "70"\n  entry: x\nunit * coverage.lines', told('70', null, 'coverage.branches')],
] as const) {
  test(`thresholds.yaml with ${what} is threshold-moved`, (t) => {
    const base = decisions([first])
    t.deepEqual(verified({ ...base, thresholds: base.thresholds!.replace(from, to) }, base), [problem as LedgerProblem])
  })
}

test('a missing thresholds.yaml is every limit moved, and none where there are no limits', (t) => {
  t.deepEqual(verified(decisions([first], { thresholds: undefined }), decisions([first])), [told(null, '80') as LedgerProblem])
  t.deepEqual(verified(decisions([], { thresholds: undefined }), decisions()), [])
})

test('a limit in another spelling is the same limit', (t) => {
  const base = decisions([first])
  t.deepEqual(verified({ ...base, thresholds: base.thresholds!.replace('"80"', '80.00') }, base), [])
})

test('a thresholds.yaml that is none is invalid', (t) => {
  for (const text of ['<<<<<<< HEAD\n', '- a\n', 'a: 1\n']) t.deepEqual(kinds(verified(decisions([first], { thresholds: text }), decisions([first]))), ['entry-invalid'], text)
})

// ---- against the base

test('an approved entry that was edited is told as altered', (t) => {
  const text = approvedText(first, { who: ADA, when: '2026-11-23T09:30:00Z', digest: first.digest, signature: null })
  const edited = parsed(text.replace('to: "80"', 'to: "60"'), first.file)
  t.deepEqual(kinds(verified(decisions([edited]), decisions([first]))), ['ledger-altered digest 2026-1', 'ledger-altered changed 2026-1'])
})

test('an approved entry that was edited and approved anew is altered all the same', (t) => {
  const anew = entry('2026-1', [moves('60')])
  t.deepEqual(kinds(verified(decisions([anew]), decisions([first]))), ['ledger-altered changed 2026-1'])
})

test('an approval that was taken away is an alteration', (t) => {
  const unapproved = entry('2026-1', [moves('80')], { by: null })
  t.deepEqual(kinds(verified(decisions([unapproved]), decisions([first]))), ['ledger-altered changed 2026-1', 'entry-proposed'])
})

test('a second approval is none', (t) => {
  const twice = parsed(approvedText(first, { who: BOB, when: '2026-11-25T09:30:00Z', digest: first.digest, signature: null }), first.file)
  t.deepEqual(verified(decisions([twice]), decisions([first])), [])
})

test('an entry whose file was renamed is the same entry', (t) => {
  t.deepEqual(verified(decisions([{ ...first, file: 'baselines/recalibrations/other.md' }]), decisions([first])), [])
})

test('taking the newest entry back is a revert, while no limit gets looser', (t) => {
  t.deepEqual(verified(decisions([first]), decisions([first, loosened])), [{ kind: 'recalibration-reverted', evidence: { entries: ['2026-2'] } }])
})

test('taking the newest entries of a chain back is one revert', (t) => {
  const third = entry('2026-3', [moves('60', { prev: loosened, from: '70' })])
  t.deepEqual(verified(decisions([first]), decisions([first, loosened, third])), [{ kind: 'recalibration-reverted', evidence: { entries: ['2026-2', '2026-3'] } }])
})

test('taking back an entry that had tightened is an alteration', (t) => {
  t.deepEqual(kinds(verified(decisions([first]), decisions([first, second]))), ['ledger-altered removed 2026-2'])
  t.deepEqual(kinds(verified(decisions([]), decisions([first]))), ['ledger-altered removed 2026-1'])
})

test('taking an entry out of the middle of a chain is an alteration', (t) => {
  const third = entry('2026-3', [moves('90', { prev: loosened, from: '70' })])
  t.deepEqual(kinds(verified(decisions([first, third]), decisions([first, loosened, third]))), ['ledger-altered unanchored 2026-3', 'ledger-altered removed 2026-2'])
})

test('a revert that loosens one of several limits is an alteration', (t) => {
  const base = entry('2026-1', [moves('80'), moves('60', { metric: 'coverage.branches' })])
  const mixed = entry('2026-2', [moves('70', { prev: base, from: '80' }), moves('65', { metric: 'coverage.branches', prev: base, from: '60' })])
  t.deepEqual(kinds(verified(decisions([base]), decisions([base, mixed]))), ['ledger-altered removed 2026-2'])
})

test('a revert as an entry of its own is sound', (t) => {
  const back = entry('2026-3', [moves('80', { prev: loosened, from: '70' })], { front: { cause: 'revert' } })
  t.deepEqual(verified(decisions([first, loosened, back]), decisions([first, loosened])), [])
})

test('two approved entries after one are a fork', (t) => {
  const other = entry('2026-2b', [moves('60', { prev: first, from: '80' })])
  const [problem, ...rest] = verified(decisions([first, second, other]), decisions([first, second]))
  t.deepEqual([problem!.kind, rest], ['ledger-fork', []])
  t.deepEqual(problem!.evidence, { key: { suite: 'unit', model: '*', metric: 'coverage.lines', scope: 'project', limit: 'min' }, entries: ['2026-2', '2026-2b'] })
})

// ---- who may approve

test('an approval of somebody else is refused', (t) => {
  const own = entry('2026-2', [moves('10', { prev: first, from: '80' })], { by: EVE })
  t.deepEqual(verified(decisions([first, own]), decisions([first])), [{ kind: 'approver-unknown', evidence: { entry: '2026-2', who: EVE, why: 'not-listed' } }])
})

test('a change that adds its own approver and entry is refused on both counts', (t) => {
  const own = entry('2026-2', [moves('10', { prev: first, from: '80' })], { by: EVE })
  const head = decisions([first, own], { policyText: `${POLICY}  - ${EVE}\n` })
  t.deepEqual(kinds(verified(head, decisions([first]))), ['approver-unknown', 'policy-weakened'])
})

test('an approver who left does not undo what they approved', (t) => {
  const policyText = POLICY.replace(`  - ${BOB}\n`, '')
  t.deepEqual(verified(decisions([first, second], { policyText }), decisions([first, second], { policyText })), [])
})

test('where the base names no approvers everybody may approve', (t) => {
  const policyText = POLICY.slice(0, POLICY.indexOf('approvers'))
  t.deepEqual(verified(decisions([first, entry('2026-2', [moves('85', { prev: first, from: '80' })], { by: EVE })], { policyText }), decisions([first], { policyText })), [])
})

test('one of several approvals has to be of a known approver, for this text', (t) => {
  const own = entry('2026-2', [moves('85', { prev: first, from: '80' })], { by: EVE })
  const withBob = (digest: string) => parsed(approvedText(own, { who: BOB, when: '2026-11-25T09:30:00Z', digest, signature: null }), own.file)
  t.deepEqual(verified(decisions([first, withBob(own.digest)]), decisions([first])), [])
  t.deepEqual(kinds(verified(decisions([first, withBob(first.digest)]), decisions([first]))), ['approver-unknown'])
})

test('people are known by their mail address, else by their name', (t) => {
  for (const [who, approver, known] of [
    ['Ada L. <ADA@example.org>', ADA, true], ['Ada <ada@example.org>', 'ada@example.org', true], ['Ada', 'ada ', true], ['Ada <eve@example.org>', ADA, false], ['Ada', ADA, false], ['', ADA, false],
  ] as const) t.is(isApprover(who, [BOB, approver]), known, `${who} as ${approver}`)
  t.false(isApprover(ADA, []))
})

// ---- policy and scopes

const observing = POLICY.replace('enforce', 'observe')
const toObserve = (to = 'observe', by: string | null = ADA, field = 'mode') => entry('2026-2', [{ kind: 'policy', field, from: 'enforce', to }], { by })

test('a policy that was weakened is told', (t) => {
  t.deepEqual(verified(decisions([first], { policyText: observing }), decisions([first])), [{ kind: 'policy-weakened', evidence: { field: 'mode', from: 'enforce', to: 'observe' } }])
})

test('an approved change of the policy covers the weakening it names, and no other', (t) => {
  t.deepEqual(verified(decisions([first, toObserve()], { policyText: observing }), decisions([first])), [])
  for (const other of [toObserve('off'), toObserve('observe', ADA, 'signed')]) t.deepEqual(kinds(verified(decisions([first, other], { policyText: observing }), decisions([first]))), ['policy-weakened'])
  t.deepEqual(kinds(verified(decisions([first, toObserve('observe', null)], { policyText: observing }), decisions([first]))), ['policy-weakened', 'entry-proposed'])
})

test('a weakening is covered once: an entry of the base covers none of this change', (t) => {
  t.deepEqual(kinds(verified(decisions([first, toObserve()], { policyText: observing }), decisions([first, toObserve()]))), ['policy-weakened'])
})

test('a weakening that a stranger approved is refused as theirs', (t) => {
  t.deepEqual(kinds(verified(decisions([first, toObserve('observe', EVE)], { policyText: observing }), decisions([first]))), ['approver-unknown'])
})

const scoped = (include: string | null) => (include === null ? POLICY : `${POLICY}scopes:\n  core: {include: ${include}}\n`)
const core = entry('2026-1', [moves('90', { scope: 'core' })])

test('a scope that bears a limit cannot move or go by itself', (t) => {
  const base = decisions([core], { policyText: scoped('src/core/**') })
  const moved: LedgerProblem = { kind: 'scope-moved', evidence: { scope: 'core', entry: core.digest } }
  t.deepEqual(verified(decisions([core], { policyText: scoped('src/easy/**') }), base), [moved])
  t.deepEqual(verified(decisions([core], { policyText: scoped(null) }), base), [moved])
  t.deepEqual(verified(decisions([core], { policyText: scoped('[src/core/**]') }), base), [])
})

test('a scope without a limit may move', (t) => {
  t.deepEqual(verified(decisions([first], { policyText: scoped('b') }), decisions([first], { policyText: scoped('a') })), [])
})

test('an approved change of the scope covers its move', (t) => {
  const base = decisions([core], { policyText: scoped('a') })
  const change = (scope: string, by: string | null) => entry('2026-2', [{ kind: 'scope', scope }], { by })
  t.deepEqual(verified(decisions([core, change('core', ADA)], { policyText: scoped('b') }), base), [])
  t.deepEqual(kinds(verified(decisions([core, change('other', ADA)], { policyText: scoped('b') }), base)), ['scope-moved'])
  t.deepEqual(kinds(verified(decisions([core, change('core', null)], { policyText: scoped('b') }), base)), ['scope-moved', 'entry-proposed'])
})

// ---- expiry

const until = (day: string, changes = [moves('70', { prev: first, from: '80' })], cause = 'accepted-loss') => entry('2026-2', changes, { front: { expires: day, cause } })
const expiry = (entries: readonly Entry[], options = {}) => verified(decisions(entries), decisions(entries), options)

test('an entry that sets a limit expires after its day', (t) => {
  const debt = until('2026-11-23')
  t.deepEqual(expiry([first, debt], { today: '2026-11-23' }), [])
  t.deepEqual(expiry([first, debt], { today: '2026-11-24' }), [{ kind: 'approval-expired', evidence: { entry: '2026-2', expires: '2026-11-23', frozen: false } }])
})

test('on a frozen branch expiry is told as frozen', (t) => {
  t.deepEqual(expiry([first, until('2026-11-01')], { frozen: true }), [{ kind: 'approval-expired', evidence: { entry: '2026-2', expires: '2026-11-01', frozen: true } }])
})

test('an entry that acts no more does not expire', (t) => {
  const debt = until('2026-11-01')
  const paid = entry('2026-3', [moves('80', { prev: debt, from: '70' })])
  t.deepEqual(expiry([first, debt, paid]), [])
})

test('what loosened nothing does not expire', (t) => {
  t.deepEqual(expiry([first, entry('2026-2', [moves('85', { prev: first, from: '80' })], { front: { expires: '2026-11-01' } })]), [])
})

test('a quarantine expires, a proposed entry does not', (t) => {
  t.deepEqual(kinds(expiry([first, entry('2026-2', [{ kind: 'quarantine', test: 'flaky' }], { front: { expires: '2026-11-01', cause: 'quarantine' } })])), ['approval-expired'])
  t.deepEqual(kinds(expiry([first, entry('2026-2', [moves('70', { prev: first, from: '80' })], { by: null, front: { expires: '2026-11-01' } })])), ['entry-proposed'])
})

test('all troubles are told at once', (t) => {
  const own = entry('2026-3', [moves('10', { prev: `v1:${'0'.repeat(64)}`, from: '1' })], { by: EVE })
  const head = decisions([first, own], { policyText: observing, invalid: [{ file: 'x.md', problems: [] }], thresholds: undefined })
  t.deepEqual(kinds(verified(head, decisions([first, second]))), [
    'entry-invalid', 'ledger-altered unanchored 2026-3', 'threshold-moved', 'ledger-altered removed 2026-2', 'approver-unknown', 'policy-weakened',
  ])
})
