import test from 'ava'
import { add, canonicalDecimal, compare, decimalText, exactText, floorText, multiply, parseDecimal, rational, subtract, ZERO, type Rational } from '../../src/model/rational.js'
import { fc } from '../support/properties.js'

const number = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
const fraction: fc.Arbitrary<Rational> = fc.tuple(number, number.filter((d) => d !== 0n)).map(([n, d]) => rational(n, d))
const decimal = fc.tuple(fc.constantFrom('', '-'), fc.stringMatching(/^[0-9]{1,12}$/), fc.option(fc.stringMatching(/^[0-9]{1,12}$/), { nil: undefined }))
  .map(([sign, whole, behind]) => `${sign}${whole}${behind === undefined ? '' : `.${behind}`}`)

test('a fraction is in lowest terms with a positive denominator', (t) => {
  t.deepEqual(rational(6, -8), { n: -3n, d: 4n })
  t.deepEqual(rational(0, -5), ZERO)
  t.deepEqual(rational(-7), { n: -7n, d: 1n })
  t.throws(() => rational(1, 0), { instanceOf: RangeError })
  fc.assert(fc.property(fraction, ({ n, d }) => d > 0n && exactText(rational(n * 6n, d * 6n)) === `${n}/${d}`))
})

test('sums, differences and products are exact', (t) => {
  t.is(exactText(add(rational(1, 10), rational(2, 10))), '3/10')
  t.is(exactText(subtract(rational(1, 3), rational(1, 2))), '-1/6')
  t.is(exactText(multiply(rational(2, 3), rational(3, 4))), '1/2')
  fc.assert(fc.property(fraction, fraction, fraction, (a, b, c) => {
    t.deepEqual(add(a, add(b, c)), add(add(a, b), c))
    t.deepEqual(add(a, b), add(b, a))
    t.deepEqual(subtract(add(a, b), b), a)
    t.deepEqual(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))
  }))
})

test('comparing agrees with the sign of the difference', (t) => {
  fc.assert(fc.property(fraction, fraction, (a, b) => {
    const { n } = subtract(a, b)
    t.is(compare(a, b), n < 0n ? -1 : n > 0n ? 1 : 0)
    t.is(compare(a, b), compare(b, a) === 0 ? 0 : -compare(b, a))
  }))
})

test('a percentage is cut off, never rounded up', (t) => {
  t.is(floorText(rational(79996, 1000), 2), '79.99')
  t.is(floorText(rational(199999, 2000), 2), '99.99')
  t.is(floorText(rational(-1, 3), 2), '-0.34')
  t.is(floorText(rational(2, 3), 0), '0')
  t.is(floorText(rational(100), 2), '100.00')
  fc.assert(fc.property(fraction, fc.integer({ min: 0, max: 6 }), (value, digits) => {
    const told = parseDecimal(floorText(value, digits))!
    t.true(compare(told, value) <= 0)
    t.true(compare(add(told, rational(1, 10n ** BigInt(digits))), value) > 0)
  }))
})

test('units of a decimal read as that decimal', (t) => {
  t.is(decimalText(-5n, 2), '-0.05')
  t.is(decimalText(0n, 2), '0.00')
  t.is(decimalText(1234n, 0), '1234')
  fc.assert(fc.property(number, fc.integer({ min: 0, max: 8 }), (units, digits) => {
    t.deepEqual(parseDecimal(decimalText(units, digits)), rational(units, 10n ** BigInt(digits)))
  }))
})

test('only plain decimals are read', (t) => {
  for (const text of ['', ' ', '80.', '.5', '+1', '1e3', '0x10', 'NaN', 'Infinity', '80,5', '1_000', '--1', '٣', '80 ', '1'.repeat(31), `0.${'1'.repeat(31)}`]) {
    t.is(parseDecimal(text), undefined, text)
  }
  t.deepEqual(parseDecimal('-0'), ZERO)
  t.deepEqual(parseDecimal('79.50'), rational(159, 2))
})

test('a decimal has one spelling', (t) => {
  for (const [text, spelled] of [['080.50', '80.5'], ['-0', '0'], ['-0.00', '0'], ['80.000', '80'], [' 80 ', '80'], ['0.10', '0.1'], ['-007', '-7'], ['100', '100']] as const) {
    t.is(canonicalDecimal(text), spelled, text)
  }
  t.is(canonicalDecimal('80%'), undefined)
  fc.assert(fc.property(decimal, decimal, (a, b) => {
    const [x, y] = [canonicalDecimal(a)!, canonicalDecimal(b)!]
    t.is(canonicalDecimal(x), x)
    t.deepEqual(parseDecimal(x), parseDecimal(a))
    t.is(x === y, compare(parseDecimal(a)!, parseDecimal(b)!) === 0)
  }))
})
