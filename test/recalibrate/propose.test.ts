import test from 'ava'
import { wantedLimits } from '../../src/commands/recalibrate/wanted-limits.js'
import { RECALIBRATION_CAUSES, type RecalibrationCause, type ThresholdChange } from '../../src/model/recalibration.js'
import { LIMIT_KINDS, type Threshold, type ThresholdKey } from '../../src/model/threshold.js'
import { entryText } from '../../src/recalibrate/entry-text.js'
import { limitsFor, limitsWithBasis } from '../../src/recalibrate/limits-for.js'
import { measurementEvidence, valueText } from '../../src/recalibrate/evidence.js'
import { changesAsSet, changesByBias, draftEntry, type Draft } from '../../src/recalibrate/propose.js'
import { bounded } from '../../src/model/value.js'
import { ADA, exact, key, lines, measurement, parsed, threshold, values } from '../support/judging.js'
import { fc } from '../support/properties.js'
import { failureOf, valueOf } from '../support/result.js'

const DIGEST = `v1:${'a'.repeat(64)}`
const inForce = [threshold('80', {}, DIGEST)]
const short = ({ key: own, from, to, basis, prev }: ThresholdChange) =>
  `${own.model} ${own.limit} ${from ?? 'none'} -> ${to ?? 'none'}${basis === null ? '' : ` (basis ${basis.model})`}${prev === null ? '' : ' after'}`

function set(to: string | null, cause: RecalibrationCause, { measured = lines(75, 100), limits = inForce, ...changes }: Partial<ThresholdKey> & { measured?: ReturnType<typeof lines> | null; limits?: readonly Threshold[] } = {}) {
  return changesAsSet([{ key: key(changes), to }], limits, { cause, measured })
}

const shown = (result: ReturnType<typeof set>): string[] => valueOf(result).map(short)
const refused = (result: { readonly ok: boolean }): string => {
  const failure = failureOf(result as ReturnType<typeof set>)
  return failure.code === 'nothing-to-propose' ? failure.why : `${failure.code} ${failure.code === 'wrong-use' ? failure.message : ''}`
}

// ---- limits that a person sets

test('a change follows the entry that set the limit', (t) => {
  t.deepEqual(valueOf(set('85', 'tightening')), [{ kind: 'threshold', key: key(), prev: DIGEST, from: '80', to: '85', basis: null }])
})

for (const cause of RECALIBRATION_CAUSES) {
  test(`${cause} may make a limit stricter${cause === 'accepted-loss' ? ', down from above the measured value' : ''}`, (t) => {
    t.deepEqual(shown(set('85', cause)), ['* min 80 -> 85 after'])
  })
}

test('a tightening cannot loosen, nor take a limit away', (t) => {
  t.is(refused(set('79', 'tightening')), 'unit * coverage.lines project min from 80 to 79 is looser; a tightening cannot be')
  t.is(refused(set(null, 'tightening')), 'unit * coverage.lines project min from 80 to none is looser; a tightening cannot be')
  t.is(refused(set('6', 'tightening', { limit: 'maxUncovered', limits: [threshold('5', { limit: 'maxUncovered' })] })), 'unit * coverage.lines project maxUncovered from 5 to 6 is looser; a tightening cannot be')
})

for (const cause of ['import', 'instrument', 'noise', 'quarantine', 'revert'] as const) {
  test(`${cause} may loosen a limit and take one away`, (t) => {
    t.deepEqual(shown(set('10', cause)), ['* min 80 -> 10 after'])
    t.deepEqual(shown(set(null, cause)), ['* min 80 -> none after'])
  })
}

test('an accepted loss lowers a limit to the measured value and no lower', (t) => {
  t.deepEqual(shown(set('75', 'accepted-loss')), ['* min 80 -> 75 after'])
  t.deepEqual(shown(set('66.66', 'accepted-loss', { measured: lines(2, 3) })), ['* min 80 -> 66.66 after'])
  t.is(refused(set('74.99', 'accepted-loss')), 'an accepted loss may lower coverage.lines to the measured 75 and no lower')
  t.is(refused(set(null, 'accepted-loss')), 'an accepted loss may lower coverage.lines to the measured 75 and no lower')
  t.is(refused(set('75', 'accepted-loss', { measured: null })), 'an accepted loss may lower coverage.lines to the measured value (there is none) and no lower')
  t.is(refused(set('75', 'accepted-loss', { scope: 'core' })), 'an accepted loss may lower coverage.lines to the measured value (there is none) and no lower')
})

test('an accepted loss of uncovered elements goes up to those that were counted', (t) => {
  const limits = [threshold('5', { limit: 'maxUncovered' }, DIGEST)]
  t.deepEqual(shown(set('25', 'accepted-loss', { limit: 'maxUncovered', limits })), ['* maxUncovered 5 -> 25 after'])
  t.is(refused(set('26', 'accepted-loss', { limit: 'maxUncovered', limits })), 'an accepted loss may lower coverage.lines to the measured 25 and no lower')
})

test('a new limit follows none', (t) => {
  t.deepEqual(shown(set('80', 'import', { limits: [] })), ['* min none -> 80'])
})

test('a limit of its own for a model is measured against the one that held for it', (t) => {
  t.deepEqual(shown(set('85', 'tightening', { model: 'sharded:4' })), ['sharded:4 min none -> 85 (basis *)'])
  t.is(refused(set('10', 'tightening', { model: 'sharded:4' })), 'unit sharded:4 coverage.lines project min from 80 to 10 is looser; a tightening cannot be')
  const limits = [...inForce, threshold('70', { model: 'sharded:*' })]
  t.deepEqual(shown(set('75', 'tightening', { model: 'sharded:4', limits })), ['sharded:4 min none -> 75 (basis sharded:*)'])
  t.deepEqual(shown(set('90', 'tightening', { model: 'serial', limits: [threshold('80', { model: 'sharded:4' })] })), ['serial min none -> 90'])
  t.deepEqual(shown(set('50', 'tightening', { model: 'serial', scope: 'core' })), ['serial min none -> 50'])
})

test('what already holds is nothing to propose', (t) => {
  t.is(refused(set('80', 'import')), 'every limit already has the wanted value')
  t.is(refused(set('80.0', 'import')), 'every limit already has the wanted value')
  t.is(refused(set(null, 'import', { limits: [] })), 'every limit already has the wanted value')
})

// ---- limits that follow from two measurements

test('each limit of the basis moves by its own bias', (t) => {
  const reference = measurement({ values: values({ 'coverage.lines': [83, 86], 'coverage.branches': [50, 100] }) })
  const candidate = measurement({ slot: { model: 'sharded:4' }, values: values({ 'coverage.lines': [83, 86], 'coverage.branches': [45, 100] }) })
  const basis = [threshold('92'), threshold('40', { metric: 'coverage.branches' }), threshold('3', { limit: 'maxUncovered' })]
  t.deepEqual(valueOf(changesByBias(basis, [], { candidate, reference })).map((change) => `${change.key.metric} ${short(change)}`), [
    'coverage.lines sharded:4 min none -> 92 (basis *)', 'coverage.branches sharded:4 min none -> 35 (basis *)', 'coverage.lines sharded:4 maxUncovered none -> 3 (basis *)',
  ])
})

test('a limit the model has of its own is followed, and one that stays is left out', (t) => {
  const candidate = lines(85, 100, { slot: { model: 'sharded:4' } })
  const own = [threshold('80', { model: 'sharded:4' }, DIGEST)]
  t.deepEqual(valueOf(changesByBias(own, own, { candidate, reference: lines(90, 100) })).map(short), ['sharded:4 min 80 -> 75 after'])
  t.deepEqual(valueOf(changesByBias(own, own, { candidate, reference: lines(85, 100) })), [])
})

test('a value that is not exact has no bias', (t) => {
  const candidate = measurement({ values: values({ 'coverage.lines': bounded([1, 2], [3, 4]) }) })
  for (const [a, b] of [[candidate, lines(1, 2)], [lines(1, 2), candidate], [lines(1, 2), measurement({ values: [] })]] as const) {
    t.is(refused(changesByBias(inForce, inForce, { candidate: a, reference: b })), 'coverage.lines has no exact value in both measurements, so the bias of the new instrument is not known')
  }
})

// ---- drafts

const draft: Draft = { title: 'Unit in 4 shards!', suite: 'unit', cause: 'instrument', changes: valueOf(set('85', 'tightening', { model: 'sharded:4' })), evidence: { models: ['sharded:4'] }, author: ADA, expires: null, owner: null, day: '2026-11-23' }

test('a draft is named after its day and title, and never like another', (t) => {
  t.is(draftEntry(draft, []).id, '2026-11-23-unit-in-4-shards')
  t.is(draftEntry(draft, []).file, 'baselines/recalibrations/2026-11-23-unit-in-4-shards.md')
  t.is(draftEntry(draft, ['2026-11-23-unit-in-4-shards', '2026-11-23-unit-in-4-shards-2']).id, '2026-11-23-unit-in-4-shards-3')
  t.is(draftEntry({ ...draft, title: '漢字' }, []).id, '2026-11-23-recalibration')
})

test('a draft is an entry once it is written, whatever its title', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((title) => title.normalize('NFC')), fc.option(fc.constant('2027-01-01')), (title, expires) => {
    const { id, front } = draftEntry({ ...draft, title, expires, owner: ADA }, [])
    const entry = parsed(entryText(front, 'Why.'))
    t.deepEqual([entry.id, entry.title, entry.expires, entry.changes, entry.approvals], [id, title, expires, draft.changes, []])
    t.regex(id, /^2026-11-23-[a-z0-9-]{1,60}$/)
  }))
})

test('evidence holds the counts, what differs, and the instrument', (t) => {
  const reference = lines(83, 86)
  const candidate = lines(82, 86, { slot: { model: 'sharded:4' }, fingerprint: { model: 'sharded:4', instruments: { coverage: { identity: { tool: 'v8' }, suspect: {}, recorded: {} }, runner: { identity: {}, suspect: {}, recorded: {} } } } })
  const front = measurementEvidence(candidate, reference)
  t.deepEqual(front['candidate'], { measurement: candidate.id, commit: candidate.slot.commit, tree: candidate.measuredTree, model: 'sharded:4', values: { 'coverage.lines project': '82/86' } })
  t.deepEqual(front['differs'], ['model: serial -> sharded:4', 'coverage provider: istanbul -> (none)', 'coverage tool: istanbul -> v8', 'coverage version: 17.0.0 -> (none)'])
  t.deepEqual([front['models'], front['instruments']], [['sharded:4'], { coverage: 'tool=v8' }])
  t.deepEqual(Object.keys(measurementEvidence(candidate, null)), ['candidate', 'models', 'instruments'])
})

test('a value as evidence is the integers it was made of', (t) => {
  t.is(valueText(exact(83, 86)), '83/86')
  t.is(valueText(bounded([1, 2], [3, 4])), '1..2/3..4')
  t.is(valueText({ kind: 'number', direction: 'lower' as const, decimal: '1.2', unit: 's', samples: [] }), '1.2 s')
  t.is(valueText({ kind: 'none', why: { reason: 'not-measured' } }), 'none (not-measured)')
})

// ---- which limits hold

const models = (limits: readonly Threshold[]) => limits.map(({ key: own, value }) => `${own.model} ${own.limit} ${value}`)

test('of several limits the most specific one holds, whatever is stricter', (t) => {
  const limits = [threshold('95'), threshold('70', { model: 'sharded:*' }), threshold('50', { model: 'sharded:4' }), threshold('60', { model: 'serial' }), threshold('10', { suite: 'e2e', model: 'sharded:4' })]
  for (const order of [limits, limits.toReversed()]) {
    t.deepEqual(models(limitsFor(order, 'unit', 'sharded:4')), ['sharded:4 min 50'])
    t.deepEqual(models(limitsFor(order, 'unit', 'sharded:8')), ['sharded:* min 70'])
    t.deepEqual(models(limitsFor(order, 'unit', 'sharded:8+parallel:2')), ['* min 95'])
    t.deepEqual(models(limitsFor(order, 'unit', 'serial')), ['serial min 60'])
    t.deepEqual(models(limitsFor(order, 'api', 'serial')), [])
  }
})

test('each metric, scope and limit is chosen by itself', (t) => {
  const limits = [threshold('95'), threshold('5', { limit: 'maxUncovered' }), threshold('80', { scope: 'core' }), threshold('60', { model: 'serial' })]
  t.deepEqual(models(limitsFor(limits, 'unit', 'serial')).sort(), ['* maxUncovered 5', '* min 80', 'serial min 60'])
})

test("what a model has no limit for is tried with the basis'", (t) => {
  const limits = [threshold('80', { model: 'serial' }), threshold('5', { model: 'serial', limit: 'maxUncovered' }), threshold('70', { model: 'sharded:4' })]
  t.deepEqual(models(limitsWithBasis(limits, 'unit', 'sharded:4', 'serial')), ['sharded:4 min 70', 'serial maxUncovered 5'])
  t.deepEqual(models(limitsWithBasis(limits, 'unit', 'parallel:2', 'serial')), ['serial min 80', 'serial maxUncovered 5'])
  t.deepEqual(models(limitsWithBasis(limits, 'unit', 'serial', 'sharded:4')), ['serial min 80', 'serial maxUncovered 5'])
  t.is(limitsWithBasis(limits, 'unit', 'parallel:2', null).length, 2)
  t.deepEqual(limitsWithBasis(limits, 'e2e', 'serial', null), [])
})

// ---- what a person writes on the command line

const read = (...texts: readonly string[]) => wantedLimits(texts, { suite: 'unit', model: '*' })

test('a limit is read as metric, scope, limit and value', (t) => {
  t.deepEqual(valueOf(read('coverage.lines.min=080.50', 'coverage.lines[core].min=90', 'mutation.coveredScore.maxDrop=0.5', 'tests.executed.min=120', 'coverage.branches.maxUncovered=none')), [
    { key: key(), to: '80.5' }, { key: key({ scope: 'core' }), to: '90' }, { key: key({ metric: 'mutation.coveredScore', limit: 'maxDrop' }), to: '0.5' },
    { key: key({ metric: 'tests.executed' }), to: '120' }, { key: key({ metric: 'coverage.branches', limit: 'maxUncovered' }), to: null },
  ])
  t.deepEqual(valueOf(wantedLimits(['coverage.lines.min=1'], { suite: 'e2e', model: 'sharded:*' }))[0]!.key, key({ suite: 'e2e', model: 'sharded:*' }))
  for (const limit of LIMIT_KINDS) t.is(valueOf(read(`coverage.lines.${limit}=1`))[0]!.key.limit, limit)
})

const METRICS = 'coverage.lines, coverage.statements, coverage.functions, coverage.branches, coverage.combined, mutation.score, mutation.coveredScore, tests.executed'
for (const [text, message] of [
  ['coverage.lines', `expected METRIC.LIMIT=VALUE, such as coverage.lines.min=80, with a metric of ${METRICS}, or number.NAME`],
  ['lines.min=80', `expected METRIC.LIMIT=VALUE, such as coverage.lines.min=80, with a metric of ${METRICS}, or number.NAME`],
  ['coverage.lines.min=', `expected METRIC.LIMIT=VALUE, such as coverage.lines.min=80, with a metric of ${METRICS}, or number.NAME`],
  ['coverage.lines.least=80', 'expected a limit of min, max, maxUncovered, maxDrop, maxRise, maxErosion'],
  ['coverage.lines.min=80%', 'expected a decimal number, or none'],
  ['coverage.lines.min=high', 'expected a decimal number, or none'],
  ['coverage.lines.min=-1', 'expected a decimal number, or none'],
  ['tests.executed.maxDrop=1', 'tests are counted, they have no ratio; expected min, max or maxUncovered'],
] as const) {
  test(`--set ${text} is wrong use`, (t) => {
    const failure = failureOf(read(text))
    t.deepEqual(failure, { code: 'wrong-use', message: `--set ${text}: ${message}` })
  })
}

test('a limit that is set twice is wrong use', (t) => {
  t.deepEqual(failureOf(read('coverage.lines.min=80', 'coverage.branches.min=80', 'coverage.lines[project].min=90')), { code: 'wrong-use', message: '--set coverage.lines[project].min=90: this limit is set twice' })
})

test('a model that is none is wrong use', (t) => {
  t.is(failureOf(wantedLimits([], { suite: 'unit', model: 'sharded' })).code, 'wrong-use')
})
