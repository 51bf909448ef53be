import test from 'ava'
import { gateOf, slack } from '../../src/model/gate.js'
import { compare, parseDecimal, rational } from '../../src/model/rational.js'
import { LIMIT_KINDS } from '../../src/model/threshold.js'
import { bounded, NO_DATA, type Count, type Value } from '../../src/model/value.js'
import { limitAtValue, limitByBias, percentOf } from '../../src/recalibrate/move-limit.js'
import { exact } from '../support/judging.js'
import { fc } from '../support/properties.js'

const RATIO = 'coverage.lines'
const NUMBER = 'tests.executed'
const byBias = (limit: 'min' | 'max' | 'maxUncovered' | 'maxDrop' | 'maxErosion' | 'maxRise', value: string, reference: Value | undefined, candidate: Value | undefined, metric = RATIO) =>
  limitByBias(limit, value, metric, { reference, candidate })

const some = fc.integer({ min: 1, max: 100_000 }).chain((total) => fc.integer({ min: 0, max: total }).map((covered) => exact(covered, total)))
const percent = fc.integer({ min: 0, max: 10_000 }).map((units) => String(units / 100))

for (const [what, limit, value, reference, candidate, metric, moved] of [
  ['a ruler that sees less', 'min', '80', exact(90, 100), exact(85, 100), RATIO, '75'],
  ['a ruler that sees more', 'min', '80', exact(90, 100), exact(95, 100), RATIO, '85'],
  ['a ruler that counts more', 'min', '92', exact(83, 86), exact(83, 90), RATIO, '87.71'],
  ['a bias that no decimal can say', 'min', '80', exact(1, 3), exact(1, 2), RATIO, '96.66'],
  ['a limit of three decimals', 'min', '80.125', exact(1, 3), exact(1, 2), RATIO, '96.791'],
  ['a limit that would go below nothing', 'min', '5', exact(90, 100), exact(80, 100), RATIO, '0'],
  ['a limit that would go above everything', 'min', '95', exact(80, 100), exact(90, 100), RATIO, '100'],
  ['an upper limit', 'max', '5', exact(4, 100), exact(6, 100), RATIO, '7'],
  ['uncovered elements', 'maxUncovered', '10', exact(90, 100), exact(90, 120), RATIO, '30'],
  ['fewer uncovered elements than none', 'maxUncovered', '1', exact(80, 100), exact(90, 100), RATIO, '0'],
  ['a number of tests', 'min', '120', exact(130, 130), exact(128, 130), NUMBER, '118'],
  ['an upper number of tests', 'max', '120', exact(100, 100), exact(110, 110), NUMBER, '130'],
  ['a drop, which is within one ruler', 'maxDrop', '0.50', exact(90, 100), exact(80, 100), RATIO, '0.5'],
  ['an erosion, which is within one ruler', 'maxErosion', '1', exact(90, 100), exact(80, 100), RATIO, '1'],
  ['a rise, which is within one ruler', 'maxRise', '2', exact(90, 100), exact(80, 100), RATIO, '2'],
] as const) {
  test(`${what} moves ${limit} ${value} to ${moved}`, (t) => {
    t.is(byBias(limit, value, reference, candidate, metric), moved)
  })
}

test('without two exact values, or a decimal, there is no bias', (t) => {
  for (const value of [undefined, NO_DATA, bounded([1, 2], [3, 4]), { kind: 'number', direction: 'lower' as const, decimal: '1', unit: 's', samples: [] } as const]) {
    t.is(byBias('min', '80', value, exact(1, 2)), undefined)
    t.is(byBias('min', '80', exact(1, 2), value), undefined)
    t.is(byBias('maxUncovered', '80', exact(1, 2), value), undefined)
  }
  t.is(byBias('min', 'high', exact(1, 2), exact(1, 2)), undefined)
})

test('a ruler that measures the same moves no limit', (t) => {
  const decimal = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.stringMatching(/^[0-9]{0,5}[1-9]$/)).map(([whole, rest]) => `${whole}.${rest}`)
  fc.assert(fc.property(some, fc.oneof(percent, decimal), fc.constantFrom(...LIMIT_KINDS), (value, limit, kind) => {
    const whole = String(Math.floor(Number(limit)))
    const typed = kind === 'maxUncovered' ? whole : limit
    t.is(byBias(kind, typed, value, value), String(parseDecimal(typed)!.d === 1n ? parseDecimal(typed)!.n : typed.replace(/0+$/, '')))
  }))
})

const passes = (limit: 'min' | 'max' | 'maxUncovered', value: string, { covered, total }: Count): boolean => slack(gateOf(limit, value, RATIO, undefined)!, covered, total) >= 0n

test('a minimum that was moved is passed by the new ruler where the old one passed, and fails by no more than what was cut off', (t) => {
  let moved = 0
  fc.assert(fc.property(some, some, percent, (reference, candidate, limit) => {
    const to = byBias('min', limit, reference, candidate)!
    const before = passes('min', limit, reference)
    if (to !== '0' && to !== '100') moved += 1
    if (before) t.true(passes('min', to, candidate), `${limit} -> ${to}`)
    // What was cut off is less than a hundredth of a percent: above it, who failed still fails.
    const above = parseDecimal(to)!
    const strict = rational(above.n * 100n + above.d, above.d * 100n)
    if (!before && to !== '0' && to !== '100') t.true(compare(percentOf(candidate)!, strict) < 0, `${limit} -> ${to}`)
  }), { numRuns: 1000 })
  t.true(moved > 200)
})

test('a maximum that was moved is passed by nobody who failed before', (t) => {
  fc.assert(fc.property(some, some, percent, (reference, candidate, limit) => {
    const to = byBias('max', limit, reference, candidate)!
    if (!passes('max', limit, reference) && to !== '100' && to !== '0') t.false(passes('max', to, candidate), `${limit} -> ${to}`)
  }))
})

test('a number of uncovered elements that was moved is exactly as strict', (t) => {
  fc.assert(fc.property(some, some, fc.nat(100_000), (reference, candidate, limit) => {
    const to = byBias('maxUncovered', String(limit), reference, candidate)!
    const clamped = to === '0'
    if (!clamped) t.is(passes('maxUncovered', to, candidate), passes('maxUncovered', String(limit), reference))
  }))
})

test('there and back again is the limit, less what was cut off', (t) => {
  fc.assert(fc.property(some, some, percent, (reference, candidate, limit) => {
    const there = byBias('min', limit, reference, candidate)!
    if (there === '0' || there === '100') return
    const back = Number(byBias('min', there, candidate, reference)!)
    t.true(back <= Number(limit) + 1e-9 && back >= Number(limit) - 0.0201, `${limit} -> ${there} -> ${back}`)
  }))
})

test('the limit at a value is never above it, and within a hundredth of a percent', (t) => {
  fc.assert(fc.property(some, (value) => {
    for (const limit of ['min', 'max'] as const) {
      const at = parseDecimal(limitAtValue(limit, RATIO, value)!)!
      t.true(compare(at, percentOf(value)!) <= 0)
      t.true(compare(rational(at.n * 100n + at.d, at.d * 100n), percentOf(value)!) > 0)
    }
    t.true(passes('min', limitAtValue('min', RATIO, value)!, value))
    t.true(passes('maxUncovered', limitAtValue('maxUncovered', RATIO, value)!, value))
  }))
})

test('the limit at a value is in its own unit', (t) => {
  t.is(limitAtValue('min', RATIO, exact(2, 3)), '66.66')
  t.is(limitAtValue('min', RATIO, exact(100, 100)), '100')
  t.is(limitAtValue('maxUncovered', RATIO, exact(90, 100)), '10')
  t.is(limitAtValue('min', NUMBER, exact(128, 130)), '128')
  for (const limit of ['maxDrop', 'maxRise', 'maxErosion'] as const) t.is(limitAtValue(limit, RATIO, exact(90, 100)), undefined)
  for (const value of [undefined, NO_DATA, bounded([1, 2], [3, 4])]) t.is(limitAtValue('min', RATIO, value), undefined)
})
