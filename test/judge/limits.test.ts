import test from 'ava'
import { noMovement } from '../../src/model/judgement.js'
import { tryLimits, type Case } from '../../src/judge/index.js'
import { tryLimit } from '../../src/judge/limits.js'
import type { Trial } from '../../src/judge/trial.js'
import { uncalibratedFor } from '../../src/judge/calibration.js'
import type { Instrument } from '../../src/model/fingerprint.js'
import type { Attribution, Group, LimitResult } from '../../src/model/judgement.js'
import type { FrontMatter } from '../../src/model/recalibration.js'
import { bounded, count, NO_DATA, type Value } from '../../src/model/value.js'
import type { Cause } from '../../src/model/verdict.js'
import { entry, group, lines, measurement, moves, shares, threshold, values } from '../support/judging.js'

const NONE: Attribution = { kind: 'none', why: 'there is no reference' }

function trial(changes: Partial<Trial> = {}): ReturnType<typeof tryLimit> {
  return tryLimit({ threshold: threshold('80'), calibrated: true, candidate: lines(90, 100), reference: lines(90, 100), attribution: shares(), accepted: null, first: null, blind: false, timeouts: 0, repeats: [], repeated: false, settling: null, ...changes })
}

/** A build that went from 90 of 100 to `candidate` by the moves of the groups. */
const built = (candidate: readonly [number, number], ...groups: readonly Group[]) => trial({ candidate: lines(...candidate), attribution: shares(...groups) })!

// ---- DESIGN 4.6, the table

const CELLS: readonly (readonly [gate: 'fails' | 'passes', state: string, candidate: readonly [number, number], groups: readonly Group[], result: LimitResult])[] = [
  ['fails', 'fails for sure', [75, 100], [group(['code'], { lost: 15 })], 'regression'],
  ['fails', 'passes for sure', [75, 100], [group(['instrument'], { lost: 15 })], 'false-failure'],
  ['fails', 'may do either', [75, 100], [group(['code', 'instrument'], { lost: 15 })], 'undetermined'],
  ['passes', 'fails for sure', [85, 100], [group(['code'], { lost: 15 }), group(['instrument'], { gained: 10 })], 'false-pass'],
  ['passes', 'passes for sure', [85, 100], [group(['code'], { lost: 5 })], 'pass'],
  ['passes', 'may do either', [85, 100], [group(['code', 'noise'], { lost: 15 }), group(['instrument'], { gained: 10 })], 'pass-unsure'],
]

for (const [gate, state, candidate, groups, result] of CELLS) {
  test(`a gate that ${gate} where the state ${state} is ${result}`, (t) => {
    const outcome = built(candidate, ...groups)
    t.is(outcome.result, result)
    t.is(outcome.passes, gate === 'passes' ? 'yes' : 'no')
    const { lower, upper } = outcome.counterfactual!
    t.is(upper < 0n ? 'fails for sure' : lower >= 0n ? 'passes for sure' : 'may do either', state)
  })
}

test('code that breaks the limit is a regression, however much the ruler counts on top', (t) => {
  const outcome = built([790, 1020], group(['code'], { enteredUncovered: 20 }), group(['instrument'], { enteredCovered: 700, enteredUncovered: 200 }))
  t.is(outcome.result, 'regression')
  t.deepEqual(outcome.counterfactual, { lower: -30n, upper: -30n })
  t.deepEqual(outcome.causes, ['code', 'instrument'])
})

test('the absence of evidence excuses nothing: with only code possible a failure is a regression', (t) => {
  t.is(built([79, 100], group(['code'], { lost: 11 })).result, 'regression')
  t.is(built([79, 100], group(['unexplained'], { lost: 11 })).result, 'undetermined')
})

test('a failure that the reference had already is a regression too, and no worse', (t) => {
  const outcome = trial({ reference: lines(70, 100), candidate: lines(70, 100) })!
  t.deepEqual([outcome.result, outcome.referencePasses, outcome.worse], ['regression', 'no', false])
  const worse = trial({ reference: lines(70, 100), candidate: lines(69, 100), attribution: shares(group(['code'], { lost: 1 })) })!
  t.deepEqual([worse.result, worse.worse], ['regression', true])
})

test('a limit in elements is worse by one more, however much was added beside it', (t) => {
  const of = (candidate: readonly [number, number]) => trial({ threshold: threshold('5', { limit: 'maxUncovered' }), reference: lines(80, 100), candidate: lines(...candidate), attribution: NONE })!.worse
  t.true(of([179, 200]))
  t.false(of([180, 200]))
  t.false(of([181, 200]))
  t.false(of([30, 50]))
  t.true(of([29, 50]))
  const tests = (executed: number, total: number) => measurement({ values: values({ 'tests.executed': [executed, total] }) })
  t.true(trial({ threshold: threshold('120', { metric: 'tests.executed' }), reference: tests(100, 110), candidate: tests(99, 99), attribution: NONE })!.worse)
})

test('a ruler that hides what the reference failed is a false pass', (t) => {
  t.is(trial({ reference: lines(70, 100), candidate: lines(85, 100), attribution: shares(group(['instrument'], { gained: 15 })) })!.result, 'false-pass')
})

test('on the very limit a build passes', (t) => {
  t.is(built([80, 100], group(['code'], { lost: 10 })).result, 'pass')
  t.is(built([79, 100], group(['code'], { lost: 11 })).result, 'regression')
})

// ---- no reference, no exact value

test('without a reference only the limit itself speaks', (t) => {
  const alone = (covered: number) => trial({ reference: null, candidate: lines(covered, 100), attribution: NONE })!
  t.deepEqual([alone(80).result, alone(79).result], ['pass', 'regression'])
  t.is(alone(79).counterfactual, null)
  t.is(alone(79).referencePasses, 'unknown')
})

test('with a reference that cannot be compared a failure is not told', (t) => {
  for (const attribution of [NONE, { kind: 'entry' }] as const) {
    t.is(trial({ candidate: lines(79, 100), attribution })!.result, 'undetermined')
    t.is(trial({ candidate: lines(80, 100), attribution })!.result, 'pass')
  }
  const uncertain = measurement({ values: values({ 'coverage.lines': bounded([90, 91], [100, 100]) }) })
  t.is(trial({ reference: uncertain, candidate: lines(79, 100), attribution: NONE })!.result, 'undetermined')
})

test('a value that is bounded passes or fails only as a whole', (t) => {
  const of = (value: Value, reference = trialReference()) => trial({ candidate: measurement({ values: values({ 'coverage.lines': value }) }), reference, attribution: NONE })!
  t.is(of(bounded([80, 85], [100, 100])).result, 'pass')
  t.is(of(bounded([70, 85], [100, 100])).result, 'undetermined')
  t.is(of(bounded([70, 75], [100, 100])).result, 'undetermined')
  t.is(of(bounded([70, 75], [100, 100]), null).result, 'regression')
  t.is(of(bounded([70, 85], [100, 100]), null).result, 'undetermined')
})

const trialReference = (): Trial['reference'] => lines(90, 100)

test('where there is no value nothing is passed', (t) => {
  for (const candidate of [measurement({ values: [] }), measurement({ values: values({ 'coverage.lines': NO_DATA }) }), measurement({ values: values({ 'coverage.lines': count(0, 0) }) })]) {
    t.is(trial({ candidate })!.result, 'no-value')
    t.is(trial({ candidate, reference: null })!.result, 'no-value')
  }
  t.is(trial({ candidate: measurement({ values: values({ 'coverage.lines': { kind: 'number', direction: 'lower' as const, decimal: '99', unit: '%', samples: [] } }) }) })!.result, 'no-value')
})

// ---- limits against an earlier value

test('a drop counts from the accepted build, an erosion from the first of its version', (t) => {
  const drop = (limit: 'maxDrop' | 'maxErosion', value: string, covered: number) =>
    trial({ threshold: threshold(value, { limit }), candidate: lines(covered, 100), accepted: lines(90, 100), first: lines(95, 100), attribution: shares(group(['code'], { lost: 90 - covered })) })?.result
  t.deepEqual([drop('maxDrop', '2', 88), drop('maxDrop', '2', 87)], ['pass', 'regression'])
  t.deepEqual([drop('maxErosion', '6', 89), drop('maxErosion', '6', 88)], ['pass', 'regression'])
})

test('a drop is exact, not of what is printed', (t) => {
  const of = (covered: number) => trial({ threshold: threshold('0.01', { limit: 'maxDrop' }), candidate: lines(covered, 100_000), accepted: lines(90_000, 100_000), reference: lines(90_000, 100_000), attribution: shares(group(['code'], { lost: 90_000 - covered })) })!.result
  t.deepEqual([of(89_990), of(89_989)], ['pass', 'regression'])
})

test('without a baseline there is nothing to drop from', (t) => {
  for (const limit of ['maxDrop', 'maxRise', 'maxErosion'] as const) t.is(trial({ threshold: threshold('1', { limit }) }), undefined)
  t.is(trial({ threshold: threshold('1', { limit: 'maxDrop' }), accepted: measurement({ values: values({ 'coverage.lines': NO_DATA }) }) }), undefined)
})

test('small losses add up to an erosion', (t) => {
  const eroded = { threshold: threshold('1', { limit: 'maxErosion' as const }), first: lines(9000, 10_000), accepted: lines(8901, 10_000), reference: lines(8901, 10_000) }
  t.is(trial({ ...eroded, candidate: lines(8900, 10_000), attribution: shares(group(['code'], { lost: 1 })) })!.result, 'pass')
  t.is(trial({ ...eroded, candidate: lines(8899, 10_000), attribution: shares(group(['code'], { lost: 2 })) })!.result, 'regression')
})

// ---- the run that decides

for (const [causes, decide] of [
  [['code', 'instrument'], 'old-pipeline'], [['code', 'instrument', 'baseline'], 'both'], [['code', 'instrument', 'environment'], 'both'], [['code', 'baseline'], 'base'],
  [['unexplained'], 'repeat'], [['code', 'environment'], 'repeat'], [['tests', 'noise'], 'repeat'], [['code', 'collection'], 'repeat'],
] as const satisfies readonly (readonly [readonly Cause[], string])[]) {
  test(`what may be ${causes.join(' or ')} is decided by ${decide}`, (t) => {
    const outcome = built([75, 100], group(causes, { lost: 15 }))
    t.deepEqual([outcome.result, outcome.decide], ['undetermined', decide])
  })
}

test('what is told needs no deciding run', (t) => {
  for (const [, , candidate, groups, result] of CELLS) if (result !== 'undetermined') t.is(built(candidate, ...groups).decide, null, result)
})

// ---- calibration

const istanbul = { identity: { tool: 'istanbul' }, suspect: {}, recorded: {} }
const v8: Instrument = { identity: { tool: 'v8' }, suspect: {}, recorded: {} }
const ran = (model: string, coverage: Instrument = istanbul, covered = 90) => lines(covered, 100, { slot: { model }, fingerprint: { model, instruments: { coverage } } })
const setFor = (model: string, evidence: FrontMatter = {}) => ({ threshold: threshold('80', { model }), entry: entry('2026-1', [moves('80', { model })], { front: { evidence } }) })

test('a limit of a model is calibrated for the models its pattern names', (t) => {
  t.deepEqual(uncalibratedFor(setFor('serial'), ran('serial'), null), [])
  t.deepEqual(uncalibratedFor(setFor('sharded:*'), ran('sharded:4'), null), [])
  t.deepEqual(uncalibratedFor(setFor('serial'), ran('sharded:4'), null), ['model: set for serial, ran as sharded:4'])
  t.deepEqual(uncalibratedFor(setFor('sharded:4'), ran('sharded:8'), null), ['model: set for sharded:4, ran as sharded:8'])
})

test('a limit of every model is calibrated for those its evidence names', (t) => {
  t.deepEqual(uncalibratedFor(setFor('*', { models: ['serial', 'sharded:*'] }), ran('sharded:4'), null), [])
  t.deepEqual(uncalibratedFor(setFor('*', { models: 'serial' }), ran('serial'), null), [])
  t.deepEqual(uncalibratedFor(setFor('*', { models: ['serial'] }), ran('parallel:2'), null), ['model: set for serial, ran as parallel:2'])
  t.deepEqual(uncalibratedFor(setFor('*'), ran('serial'), null), ['model: set for no model, ran as serial'])
  t.deepEqual(uncalibratedFor({ threshold: threshold('80'), entry: undefined }, ran('serial'), null), ['model: set for no model, ran as serial'])
})

test('a limit is calibrated for the instrument its evidence names, else for that of the reference', (t) => {
  const named = setFor('serial', { instruments: { coverage: 'tool=istanbul' } })
  t.deepEqual(uncalibratedFor(named, ran('serial'), ran('serial', v8)), [])
  t.deepEqual(uncalibratedFor(named, ran('serial', v8), ran('serial', v8)), ['coverage: tool=istanbul -> tool=v8'])
  t.deepEqual(uncalibratedFor(setFor('serial'), ran('serial', v8), ran('serial')), ['coverage: tool=istanbul -> tool=v8'])
  t.deepEqual(uncalibratedFor(setFor('serial'), ran('serial', v8), null), [])
})

test('an instrument of another measure calibrates nothing here', (t) => {
  const tests = lines(90, 100, { fingerprint: { model: 'serial', instruments: { tests: v8 } } })
  t.deepEqual(uncalibratedFor(setFor('serial', { instruments: { coverage: 'tool=istanbul' } }), tests, ran('serial')), [])
})

// ---- all limits of one build

const serial = entry('2026-1', [moves('80', { model: 'serial' })])
const serialLimit = threshold('80', { model: 'serial' }, serial.digest)

function judged(changes: Partial<Case>): ReturnType<typeof tryLimits> {
  return tryLimits({
    candidate: ran('serial'), reference: ran('serial'), thresholds: [serialLimit], entries: [serial], maxErosion: null, accepted: null, first: null, carriesOver: false, blind: false, repeats: [], repeated: false, oldOnNew: null,
    movementOf: () => ({ ...noMovement(shares()), timeouts: 0 }), ...changes,
  })
}

const results = ({ metrics }: ReturnType<typeof tryLimits>) => metrics.flatMap(({ metric, scope, limits }) => limits.map((one) => `${metric} ${scope} ${one.limit} ${one.value}: ${one.result}${one.calibrated ? '' : ' uncalibrated'}`))

test('a calibrated limit judges', (t) => {
  const tried = judged({})
  t.deepEqual(results(tried), ['coverage.lines project min 80: pass'])
  t.deepEqual([tried.differs, tried.basis, tried.carried], [[], null, false])
})

test('a limit of another model is tried as a basis, and says what differs', (t) => {
  const tried = judged({ candidate: ran('sharded:4', istanbul, 70) , movementOf: () => ({ ...noMovement(shares(group(['instrument'], { lost: 20 }))), timeouts: 0 }) })
  t.deepEqual(results(tried), ['coverage.lines project min 80: false-failure uncalibrated'])
  t.deepEqual([tried.differs, tried.basis, tried.carried], [['model: set for serial, ran as sharded:4'], 'serial', false])
})

test('a limit carries over to a model whose numbers equal those of a calibrated one', (t) => {
  const tried = judged({ candidate: ran('sharded:4'), carriesOver: true })
  t.deepEqual(results(tried), ['coverage.lines project min 80: pass'])
  t.deepEqual([tried.differs, tried.basis, tried.carried], [[], null, true])
})

test('a limit never carries over from a model that it was not set for itself', (t) => {
  const tried = judged({ candidate: ran('sharded:4'), reference: ran('parallel:2'), carriesOver: true })
  t.false(tried.carried)
  t.deepEqual(results(tried), ['coverage.lines project min 80: pass uncalibrated'])
  t.false(judged({ candidate: ran('sharded:4'), reference: null, carriesOver: true }).carried)
})

test('a limit that was set for another instrument does not carry over from a reference of the new one', (t) => {
  const named = entry('2026-1', [moves('80', { model: 'serial' })], { front: { evidence: { instruments: { coverage: 'tool=istanbul' } } } })
  const limits = { thresholds: [threshold('80', { model: 'serial' }, named.digest)], entries: [named], carriesOver: true }
  t.false(judged({ ...limits, candidate: ran('serial', v8), reference: ran('serial', v8) }).carried)
  t.true(judged({ ...limits, candidate: ran('serial', v8), reference: ran('serial') }).carried)
})

test('a calibrated limit has nothing to carry over', (t) => {
  t.false(judged({ carriesOver: true }).carried)
})

test('every metric that was measured or has a limit is told', (t) => {
  const candidate = measurement({ values: [...values({ 'coverage.lines': [90, 100], 'coverage.branches': [5, 10] }), ...values({ 'coverage.lines': [9, 10] }, 'core')] })
  const tried = judged({ candidate, reference: lines(80, 100), thresholds: [threshold('80'), threshold('60', { metric: 'mutation.score' })], entries: [] })
  t.deepEqual(tried.metrics.map(({ metric, scope, reference, candidate: own, limits }) => [metric, scope, reference?.kind ?? null, own.kind === 'none' ? own.why.reason : own.kind, limits.length]), [
    ['coverage.lines', 'project', 'count', 'count', 1], ['coverage.branches', 'project', null, 'count', 0], ['coverage.lines', 'core', null, 'count', 0], ['mutation.score', 'project', null, 'not-measured', 1],
  ])
  t.is(tried.metrics.at(-1)!.limits[0]!.result, 'no-value')
})

test('erosion is judged on every metric with a limit, once, and not on the number of tests', (t) => {
  const candidate = measurement({ values: values({ 'coverage.lines': [80, 100], 'coverage.branches': [5, 10], 'tests.executed': [5, 10] }) })
  const first = measurement({ values: values({ 'coverage.lines': [90, 100], 'coverage.branches': [9, 10], 'tests.executed': [9, 10] }) })
  const thresholds = [threshold('50'), threshold('40', { limit: 'maxUncovered' }), threshold('1', { metric: 'tests.executed' })]
  const eroded = (changes: Partial<Case>) => results(judged({ candidate, reference: null, thresholds, maxErosion: '1', first, ...changes })).filter((line) => line.includes('maxErosion'))
  t.deepEqual(eroded({}), ['coverage.lines project maxErosion 1: regression uncalibrated'])
  t.deepEqual(eroded({ maxErosion: null }), [])
  t.deepEqual(eroded({ first: null }), [])
  t.deepEqual(eroded({ thresholds: [...thresholds, threshold('20', { limit: 'maxErosion' })] }), ['coverage.lines project maxErosion 20: pass uncalibrated'])
  t.deepEqual(eroded({ thresholds: [] }), [])
})

test('an erosion is as calibrated as the limits it goes with', (t) => {
  const first = ran('serial')
  t.deepEqual(results(judged({ maxErosion: '1', first })), ['coverage.lines project min 80: pass', 'coverage.lines project maxErosion 1: pass'])
  t.deepEqual(results(judged({ maxErosion: '1', first, candidate: ran('sharded:4') })), ['coverage.lines project min 80: pass uncalibrated', 'coverage.lines project maxErosion 1: pass uncalibrated'])
})

test('the same case is the same judgement', (t) => {
  const of = { candidate: ran('sharded:4', istanbul, 70), maxErosion: '1', first: ran('serial') }
  t.deepEqual(judged(of), judged(of))
})

// ---- earlier builds that could not be fetched

test('without the builds that could speak for another cause a broken limit accuses nobody', (t) => {
  const blind = { reference: null, attribution: NONE, blind: true }
  t.like(trial({ ...blind, candidate: lines(70, 100) }), { result: 'undetermined', decide: 'fetch', passes: 'no' })
  t.like(trial({ ...blind, candidate: lines(90, 100) }), { result: 'pass', decide: null })
  t.is(trial({ ...blind, blind: false, candidate: lines(70, 100) })?.result, 'regression')
})

test('a drop that nothing can be counted from is no pass while earlier builds are out of reach', (t) => {
  const drop = threshold('1', { limit: 'maxDrop' })
  t.is(trial({ threshold: drop, reference: null, attribution: NONE }), undefined)
  t.like(trial({ threshold: drop, reference: null, attribution: NONE, blind: true }), { result: 'undetermined', decide: 'fetch', passes: 'unknown' })
})

// ---- mutants that newly timed out

test('a limit that is kept only with new timeouts as killed is undetermined', (t) => {
  const score = (covered: number, limit: string, timeouts: number) => trial({ threshold: threshold(limit), candidate: lines(covered, 100), reference: lines(90, 100), timeouts })
  t.like(score(90, '80', 5), { result: 'pass' })
  t.like(score(82, '80', 5), { result: 'undetermined', decide: 'unloaded', timeouts: 5 })
  t.like(score(82, '80', 0), { result: 'pass' })
  t.is(score(70, '80', 5)?.decide === 'unloaded', false, 'it fails in any case')
})
