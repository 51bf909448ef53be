import test from 'ava'
import { tryLimit } from '../../src/judge/limits.js'
import type { Trial } from '../../src/judge/trial.js'
import type { Fingerprint } from '../../src/model/fingerprint.js'
import { exactDecimalText, medianBand, medianOf, rationals } from '../../src/model/median.js'
import type { Measurement } from '../../src/model/measurement.js'
import type { LimitKind } from '../../src/model/threshold.js'
import { measurement, shares, threshold } from '../support/judging.js'
import { fc } from '../support/properties.js'

const machine = (cpus: string): Fingerprint => ({ model: 'serial', instruments: { runner: { identity: {}, suspect: { os: 'linux' }, recorded: { cpus } } } })

/** A build with samples of p95, on a machine. */
function build(samples: readonly number[], fingerprint = machine('4')): Measurement {
  const texts = samples.map(String)
  return measurement({
    fingerprint,
    values: [{ metric: 'number.p95', scope: 'project', value: { kind: 'number', decimal: exactDecimalText(medianOf(rationals(texts))), unit: 'ms', direction: 'lower', samples: texts } }],
  })
}

function trial(limit: LimitKind, value: string, candidate: Measurement, changes: Partial<Trial> = {}) {
  const limitHere = threshold(value, { metric: 'number.p95', limit })
  return tryLimit({ threshold: limitHere, calibrated: true, candidate, reference: null, attribution: shares(), accepted: null, first: null, blind: false, timeouts: 0, repeats: [], repeated: false, settling: null, ...changes })
}
const result = (...given: Parameters<typeof trial>) => trial(...given)?.result

const FIVE = [180, 181, 182, 183, 184]

for (const [limit, value, expected] of [
  ['max', '190', 'pass'], ['max', '184', 'pass'], ['max', '183', 'pass-unsure'], ['max', '182', 'pass-unsure'], ['max', '181', 'undetermined'], ['max', '180', 'undetermined'], ['max', '179.9', 'regression'],
  ['min', '180', 'pass'], ['min', '181', 'pass-unsure'], ['min', '183', 'undetermined'], ['min', '185', 'regression'],
] as const) {
  test(`180 to 184 ms against ${limit} ${value}: ${expected}`, (t) => {
    t.is(result(limit, value, build(FIVE)), expected)
  })
}

test('fewer than five samples are not judged, however far beyond the limit', (t) => {
  t.is(result('max', '100', build(FIVE.slice(1))), 'no-value')
})

test('samples of other runs of the same content count', (t) => {
  t.is(result('max', '100', build([182]), { repeats: [180, 181, 183, 184].map((sample) => build([sample])) }), 'regression')
})

test('a limit in percent of the baseline is held against the bands of both', (t) => {
  const accepted = build([98, 99, 100, 101, 102])
  const rise = (samples: readonly number[]) => result('maxRise', '10', build(samples), { accepted })
  t.is(rise([100, 101, 102, 103, 104]), 'pass')
  t.is(rise([107, 108, 109, 110, 111]), 'pass-unsure')
  t.is(rise([110, 111, 112, 113, 114]), 'undetermined')
  t.is(rise([113, 114, 115, 116, 117]), 'regression')
  t.is(result('maxDrop', '10', build([80, 81, 82, 83, 84]), { accepted }), 'regression')
  t.is(result('maxDrop', '10', build([93, 94, 95, 96, 97]), { accepted }), 'pass')
})

test('without a baseline a limit in percent of it is not tried, and with one of few samples not judged', (t) => {
  t.is(trial('maxRise', '10', build(FIVE)), undefined)
  t.is(result('maxRise', '10', build(FIVE), { accepted: build([100]) }), 'no-value')
})

test('a slower machine is no slower code: the base has to be measured there', (t) => {
  const slow = build([210, 211, 212, 213, 214], machine('2'))
  const outcome = trial('maxRise', '10', slow, { accepted: build(FIVE) })
  t.is(outcome?.result, 'undetermined')
  t.is(outcome?.decide, 'base')
  t.deepEqual(outcome?.causes, ['code', 'environment'])
  t.is(result('max', '190', slow, { reference: build(FIVE) }), 'undetermined')
  t.is(result('max', '190', build([200, 201, 202, 203, 204]), { reference: build(FIVE) }), 'regression')
})

test('what was as bad before is not worse', (t) => {
  const outcome = trial('max', '100', build(FIVE), { reference: build([190, 191, 192, 193, 194]) })
  t.is(outcome?.result, 'regression')
  t.is(outcome?.referencePasses, 'no')
  t.false(outcome?.worse)
})

test('the band narrows with more samples, and holds the median', (t) => {
  const width = (count: number) => {
    const band = medianBand(rationals(Array.from({ length: count }, (_, index) => String(index))))!
    return [exactDecimalText(band.low), exactDecimalText(band.middle), exactDecimalText(band.high)]
  }
  t.deepEqual(width(5), ['0', '2', '4'])
  t.deepEqual(width(8), ['0', '3.5', '7'])
  t.deepEqual(width(9), ['1', '4', '7'])
  t.deepEqual(width(20), ['5', '9.5', '14'])
  t.is(medianBand(rationals(['1', '2', '3', '4'])), undefined)
})

test('the band never leaves out more than one chance of sixteen, and one sample less would', (t) => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
  for (let count = 5; count <= 40; count += 1) {
    const low = Number(medianBand(rationals(Array.from({ length: count }, (_, index) => String(index))))!.low.n)
    const outside = (below: number) => 2 * Array.from({ length: below + 1 }, (_, k) => choose(count, k)).reduce((a, b) => a + b, 0) / 2 ** count
    t.true(outside(low) <= 1 / 16, `${count} samples: ${outside(low)}`)
    t.true(low + 1 > count / 2 || outside(low + 1) > 1 / 16, `${count} samples could leave out more`)
  }
})

test('the order of samples decides nothing', (t) => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 30 }), (samples) => {
    const texts = samples.map(String)
    const band = (list: readonly string[]) => JSON.stringify(medianBand(rationals(list)), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
    return band(texts) === band([...texts].reverse()) && band(texts) === band([...texts].sort())
  }))
  t.pass()
})
