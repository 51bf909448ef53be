import test from 'ava'
import fc from 'fast-check'
import { add, decimalText, rational, ZERO } from '../../src/model/rational.js'
import { mcnemar, wilson } from '../../src/model/statistics.js'
import { pointsWords, signedWords, splitPointsWords } from '../../src/report/numbers.js'

const ratios = fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 9973 })).map(([n, d]) => rational(n, d)), { minLength: 1, maxLength: 8 })

/** Hundredths of a point; what is smaller than one counts for none. */
const units = (text: string): number => (text.includes('<') ? 0 : Math.round(Number(/[+-]?\d+\.\d+/.exec(text)?.[0] ?? '0') * 100))

test('printed parts add up to the printed whole', (t) => {
  fc.assert(fc.property(ratios, (parts) => {
    const whole = parts.reduce(add, ZERO)
    t.is(splitPointsWords(parts, whole).map(units).reduce((a, b) => a + b, 0), units(pointsWords(whole)), JSON.stringify(parts.map(({ n, d }) => `${n}/${d}`)))
  }))
})

test('a part is printed within a hundredth of what it is', (t) => {
  fc.assert(fc.property(ratios, (parts) => {
    splitPointsWords(parts, parts.reduce(add, ZERO)).forEach((text, index) => {
      const { n, d } = parts[index]!
      t.true(Math.abs(units(text) - Number(n * 10_000n) / Number(d)) <= 1.000001, text)
    })
  }))
})

test('what moved by less than can be shown is not told as nothing', (t) => {
  t.deepEqual(splitPointsWords([rational(-1, 1_000_000), ZERO], rational(-1, 1_000_000)), ['-<0.01 pp', '0.00 pp'])
  t.is(decimalText(5n, 2), '0.05')
})

test('thousands stand apart', (t) => {
  t.deepEqual([4698, -8530, 0, 1_234_567, 12].map(signedWords), ['+4,698', '-8,530', '+0', '+1,234,567', '+12'])
})

test("McNemar's exact p is that of the tables", (t) => {
  const p = (b: number, c: number): string => { const { n, d } = mcnemar(b, c); return (Number(n) / Number(d)).toFixed(3) }
  t.deepEqual([p(6, 0), p(8, 1), p(12, 3), p(0, 0), p(3, 3)], ['0.031', '0.039', '0.035', '1.000', '1.000'])
  t.is(p(1, 8), p(8, 1))
})

test("Wilson's interval is that of the tables", (t) => {
  const percent = (k: number, n: number): string => { const { lower, upper } = wilson(k, n)!; return `${(lower * 100).toFixed(2)} ${(upper * 100).toFixed(2)}` }
  t.deepEqual([percent(450, 500), percent(1700, 2000)], ['87.06 92.33', '83.37 86.50'])
  t.is(wilson(0, 0), null)
})
