import test from 'ava'
import type { Entry } from '../../src/model/recalibration.js'
import { keyText } from '../../src/model/threshold.js'
import { holdsApproval, inForce, isLooser, sameLimit } from '../../src/recalibrate/chain.js'
import { projectionText, parseProjection } from '../../src/recalibrate/projection.js'
import { readYaml } from '../../src/read/yaml.js'
import { approvedText } from '../../src/recalibrate/approve.js'
import { entryText } from '../../src/recalibrate/entry-text.js'
import { ADA, entry, key, LINES, moves, parsed, threshold } from '../support/judging.js'
import { fc } from '../support/properties.js'

/** What entries come to, in short: limits, forks, and what cannot stand where it is. */
function force(...entries: readonly Entry[]) {
  const { thresholds, forks, broken } = inForce(entries)
  return {
    limits: thresholds.map((one) => `${one.key.metric} ${one.value} by ${entries.find(({ digest }) => digest === one.entry)?.id ?? '?'}`),
    forks: forks.map(({ key: own, entries: ids }) => `${own.metric} ${ids.join(' ')}`),
    broken: broken.map(({ entry: one, what }) => `${one.id} ${what}`).sort(),
  }
}

const sound = (...limits: readonly string[]) => ({ limits, forks: [], broken: [] })

const first = entry('2026-1', [moves('80')])
const second = entry('2026-2', [moves('85', { prev: first, from: '80' })])
const third = entry('2026-3', [moves('82', { prev: second, from: '85' })])

/** The same entry with another approval than its own. */
function approvedAs(of: Entry, digest: string): Entry {
  return parsed(approvedText(parsed(entryText({ ...of.front, approval: [] }, of.prose), of.file), { who: ADA, when: '2026-11-23T09:30:00Z', digest, signature: null }), of.file)
}

test('nothing is in force before anything is approved', (t) => {
  t.deepEqual(force(), sound())
  t.deepEqual(force(entry('2026-1', [moves('80')], { by: null })), sound())
})

test('the history of a limit is its chain, whatever the order of the files', (t) => {
  t.deepEqual(force(first), sound('coverage.lines 80 by 2026-1'))
  t.deepEqual(force(third, first, second), sound('coverage.lines 82 by 2026-3'))
})

test('a limit that is taken away is not in force, and can be set again', (t) => {
  const none = entry('2026-2', [moves(null, { prev: first, from: '80' })])
  t.deepEqual(force(first, none), sound())
  t.deepEqual(force(first, none, entry('2026-3', [moves('70', { prev: none })])), sound('coverage.lines 70 by 2026-3'))
})

test('one entry moves many limits, each in its own chain', (t) => {
  const both = entry('2026-1', [moves('80'), moves('70', { metric: 'coverage.branches' })])
  const branches = entry('2026-2', [moves('71', { metric: 'coverage.branches', prev: both, from: '70' })])
  t.deepEqual(force(both, branches), sound('coverage.branches 71 by 2026-2', 'coverage.lines 80 by 2026-1'))
  t.deepEqual(inForce([both, branches]).digests, [both.digest, branches.digest].sort())
  t.deepEqual(inForce([both]).digests, [both.digest])
})

test('keys that differ in anything have chains of their own', (t) => {
  const changes = [moves('1'), ...(['suite', 'model', 'scope'] as const).map((name) => moves('1', { [name]: name === 'model' ? 'serial' : 'other' })), moves('1', { limit: 'maxUncovered' })]
  t.is(inForce([entry('2026-1', changes)]).thresholds.length, 5)
})

test('an entry that was altered after it was approved sets nothing', (t) => {
  const altered = approvedAs(second, first.digest)
  t.false(holdsApproval(altered))
  t.deepEqual(force(first, altered), { limits: ['coverage.lines 80 by 2026-1'], forks: [], broken: ['2026-2 digest'] })
  t.deepEqual(force(altered), { limits: [], forks: [], broken: ['2026-2 digest'] })
})

test('one approval of the right text is enough', (t) => {
  const twice = parsed(approvedText(approvedAs(first, second.digest), { who: ADA, when: '2026-11-23T09:30:00Z', digest: first.digest, signature: null }))
  t.is(twice.approvals.length, 2)
  t.deepEqual(force(twice), sound('coverage.lines 80 by 2026-1'))
})

test('two entries after one are a fork, and the limit before them holds', (t) => {
  const other = entry('2026-2b', [moves('60', { prev: first, from: '80' })])
  t.deepEqual(force(other, first, second), { limits: ['coverage.lines 80 by 2026-1'], forks: ['coverage.lines 2026-2 2026-2b'], broken: [] })
  t.deepEqual(force(second, other, first), force(other, first, second))
})

test('two first entries of a limit are a fork, and there is no limit', (t) => {
  t.deepEqual(force(first, entry('2026-1b', [moves('60')])), { limits: [], forks: ['coverage.lines 2026-1 2026-1b'], broken: [] })
})

test('a fork in one limit leaves the others alone', (t) => {
  const a = entry('2026-2a', [moves('85', { prev: first, from: '80' }), moves('70', { metric: 'coverage.branches' })])
  const b = entry('2026-2b', [moves('86', { prev: first, from: '80' })])
  t.deepEqual(force(first, a, b), { limits: ['coverage.branches 70 by 2026-2a', 'coverage.lines 80 by 2026-1'], forks: ['coverage.lines 2026-2a 2026-2b'], broken: [] })
})

test('an entry twice on one limit is a fork with itself', (t) => {
  t.deepEqual(force(entry('2026-1', [moves('80'), moves('90')])), { limits: [], forks: ['coverage.lines 2026-1 2026-1'], broken: [] })
})

test('an entry that follows none that is here, from a limit that is not in force, is unanchored', (t) => {
  t.deepEqual(force(first, third), { limits: ['coverage.lines 80 by 2026-1'], forks: [], broken: ['2026-3 unanchored'] })
  t.deepEqual(force(second), { limits: [], forks: [], broken: ['2026-2 unanchored'] })
})

test('an entry whose `from` is not what its predecessor set is unanchored', (t) => {
  t.deepEqual(force(first, entry('2026-2', [moves('10', { prev: first, from: '79' })])), { limits: ['coverage.lines 80 by 2026-1'], forks: [], broken: ['2026-2 unanchored'] })
})

test('a cherry-picked entry holds where its `from` is in force', (t) => {
  const elsewhere = entry('2026-0', [moves('80')], { prose: 'On main.' })
  const picked = entry('2026-9', [moves('88', { prev: elsewhere, from: '80' })])
  t.deepEqual(force(picked, first), sound('coverage.lines 88 by 2026-9'))
  t.deepEqual(force(first, second, picked), { limits: ['coverage.lines 85 by 2026-2'], forks: [], broken: ['2026-9 unanchored'] })
})

test('what follows a cherry-picked entry goes on from it', (t) => {
  const picked = entry('2026-9', [moves('88', { prev: `v1:${'0'.repeat(64)}`, from: '80' })])
  t.deepEqual(force(first, picked, entry('2026-a', [moves('89', { prev: picked, from: '88' })])), sound('coverage.lines 89 by 2026-a'))
})

test('two entries cherry-picked onto one limit are a fork', (t) => {
  const pick = (id: string, to: string) => entry(id, [moves(to, { prev: `v1:${'0'.repeat(64)}`, from: '80' })])
  t.deepEqual(force(first, pick('2026-8', '70'), pick('2026-9', '60')), { limits: ['coverage.lines 80 by 2026-1'], forks: ['coverage.lines 2026-8 2026-9'], broken: [] })
})

/** Ledgers of chains, forks and loose ends: each entry follows one that is there, or one that is not. */
const ledger: fc.Arbitrary<readonly Entry[]> = fc.array(fc.record({
  after: fc.nat(6), value: fc.integer({ min: 1, max: 4 }).map(String), metric: fc.constantFrom('coverage.lines', 'coverage.branches'),
  from: fc.constantFrom('right', 'right', 'right', 'wrong'), approved: fc.constantFrom(true, true, true, false), prev: fc.constantFrom('here', 'here', 'here', 'away'),
}), { maxLength: 7 }).map((steps) => steps.reduce<Entry[]>((entries, step, index) => {
  const parent = entries[step.after]
  const set = parent?.changes.find((one) => one.kind === 'threshold' && one.key.metric === step.metric)
  const known = set?.kind === 'threshold' ? set.to : null
  const prev = step.prev === 'away' ? `v1:${'0'.repeat(64)}` : set ? parent!.digest : null
  const from = step.from === 'wrong' ? '9' : known
  return [...entries, entry(`2026-${index}`, [moves(step.value, { metric: step.metric, prev, from })], { by: step.approved ? ADA : null })]
}, []))

test('what is in force does not depend on the order of the files', (t) => {
  let forks = 0
  fc.assert(fc.property(ledger.chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray([...entries], { minLength: entries.length }))), ([entries, shuffled]) => {
    const one = inForce(entries)
    const other = inForce(shuffled)
    forks += one.forks.length
    t.deepEqual({ ...one, broken: [] }, { ...other, broken: [] })
    t.deepEqual(force(...entries).broken, force(...shuffled).broken)
  }), { numRuns: 400 })
  t.true(forks > 20, `only ${forks} forks`)
})

test('every approved change is in a chain, in a fork or broken, and none is lost', (t) => {
  fc.assert(fc.property(ledger, (entries) => {
    const { thresholds, forks, broken } = inForce(entries)
    const unapproved = entries.filter((one) => !holdsApproval(one))
    for (const one of unapproved) t.false(thresholds.some((limit) => limit.entry === one.digest))
    for (const limit of thresholds) t.true(entries.some(({ digest, changes }) => digest === limit.entry && changes.some((change) => change.kind === 'threshold' && change.to === limit.value)))
    for (const { entries: ids } of forks) t.true(ids.length > 1)
    for (const { entry: one } of broken) t.false(thresholds.some((limit) => limit.entry === one.digest))
  }), { numRuns: 300 })
})

for (const [limit, from, to, looser] of [
  ['min', '80', '79.9', true], ['min', '80', '80.0', false], ['min', '80', '81', false], ['min', '9', '10', false], ['min', '80', null, true], ['min', null, '1', false], ['min', null, null, false],
  ['max', '5', '6', true], ['max', '5', '4', false], ['maxUncovered', '5', '6', true], ['maxUncovered', '5', '4', false], ['maxDrop', '0.5', '0.6', true], ['maxDrop', '0.5', '0.4', false],
  ['maxRise', '1', '2', true], ['maxErosion', '1', '1.01', true], ['maxErosion', '1', '0', false],
] as const) {
  test(`${limit} from ${from ?? 'none'} to ${to ?? 'none'} is ${looser ? 'looser' : 'not looser'}`, (t) => {
    t.is(isLooser(limit, from, to), looser)
  })
}

test('limits are the same in any spelling', (t) => {
  t.true(sameLimit('80', '80.00'))
  t.false(sameLimit('80', '80.01'))
})

test('the projection says every limit, sorted, one block each', (t) => {
  const text = projectionText([threshold('80', {}, first.digest), threshold('70.5', { metric: 'coverage.branches' }, second.digest)])
  t.is(text, `# The limits in force, as the entries in recalibrations/ leave them. Generated: do not edit.
# To move one: npx ci-datum recalibrate propose
unit * coverage.branches project min:
  value: "70.5"
  entry: ${second.digest}
unit * coverage.lines project min:
  value: "80"
  entry: ${first.digest}
`)
  t.deepEqual([...parseProjection(text, readYaml)!].map(([name, { value }]) => [name, value]), [['unit * coverage.branches project min', '70.5'], ['unit * coverage.lines project min', '80']])
  t.deepEqual(parseProjection(projectionText([]), readYaml), new Map())
})

test('what is no projection is not read as one', (t) => {
  for (const text of ['- a', 'x', 'a: 80', 'a: {entry: x}', 'a: {value: [80]}', 'a: {value: 80}\na: {value: 70}\n', 'a: &x {value: 80}\nb: *x\n', '\tx']) t.is(parseProjection(text, readYaml), undefined, text)
  t.deepEqual(parseProjection('', readYaml), new Map())
})

test('a projection is read as it was written, whatever the names in it', (t) => {
  const name = fc.oneof(fc.constantFrom('core', 'null', 'a: b', '#', '- x', '"', '*'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => text.normalize('NFC')))
  const limits = fc.uniqueArray(fc.tuple(name, name, fc.integer({ min: 0, max: 10_000 })).map(([suite, scope, value]) => threshold(String(value / 100), { suite, scope }, first.digest)), { selector: (one) => keyText(one.key), maxLength: 5 })
  fc.assert(fc.property(limits, (thresholds) => {
    const read = parseProjection(projectionText(thresholds), readYaml)
    t.deepEqual([...read ?? []].map(([name_, { value, entry: by }]) => `${name_}=${value} ${by ?? ''}`).sort(), thresholds.map((one) => `${keyText(one.key)}=${one.value} ${one.entry}`).sort())
  }))
})

test('a key is one line of its parts', (t) => {
  t.is(keyText(LINES), 'unit * coverage.lines project min')
  t.is(keyText(key({ model: 'sharded:*', scope: 'core', limit: 'maxDrop' })), 'unit sharded:* coverage.lines core maxDrop')
})
