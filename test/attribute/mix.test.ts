import test from 'ava'
import { countIn, mixOf } from '../../src/attribute/mix.js'
import { add, compare, exactText, rational, subtract, absolute } from '../../src/model/rational.js'
import type { Count } from '../../src/model/value.js'
import { exact } from '../support/judging.js'
import { fileOf, fileOfLines, listed } from '../support/measurement.js'
import { fc } from '../support/properties.js'

const ratio = ({ covered, total }: Count) => rational(covered, total)
const side = fc.option(fc.tuple(fc.nat(20), fc.nat(20)).map(([covered, uncovered]) => exact(covered, covered + uncovered)), { nil: null })
const project = fc.tuple(fc.array(fc.tuple(side, side), { maxLength: 8 }), fc.nat(50), fc.nat(50)).map(([files, covered, uncovered]) => {
  const sum = (of: 0 | 1) => exact(
    covered + 1 + files.reduce((all, sides) => all + (sides[of]?.covered ?? 0), 0), covered + uncovered + 1 + files.reduce((all, sides) => all + (sides[of]?.total ?? 0), 0))
  return { files: files.map(([before, after], index) => ({ path: `f${index}`, before, after })), reference: sum(0), candidate: sum(1) }
})

test('what happened within files and what their mix did add up to the change; the mix is told where it is more', (t) => {
  fc.assert(fc.property(project, ({ files, reference, candidate }) => {
    const change = subtract(ratio(candidate), ratio(reference))
    const mix = mixOf(reference, candidate, files)
    if (!mix) return
    t.deepEqual(exactText(add(mix.within, mix.mix)), exactText(change))
    t.true(compare(absolute(mix.mix), absolute(mix.within)) > 0)
  }))
})

test('every file kept its share, and one of them grew', (t) => {
  const mix = mixOf(exact(90, 100), exact(110, 140), [{ path: 'src/weak.ts', before: exact(10, 20), after: exact(30, 60) }])
  t.is(exactText(mix!.within), '0/1')
  t.is(exactText(mix!.mix), exactText(subtract(rational(110, 140), rational(90, 100))))
  t.deepEqual(mix!.file, { path: 'src/weak.ts', before: 20, after: 60 })
})

test('a loss within a file is no mix', (t) => {
  t.is(mixOf(exact(90, 100), exact(80, 100), [{ path: 'a', before: exact(20, 20), after: exact(10, 20) }]), null)
  t.is(mixOf(exact(90, 100), exact(90, 100), []), null)
})

test('a new file moves the average by its mix, and is named', (t) => {
  t.deepEqual(mixOf(exact(90, 100), exact(90, 120), [{ path: 'new', before: null, after: exact(0, 20) }])?.file, { path: 'new', before: 0, after: 20 })
})

test('a file counts what the metric counts in it', (t) => {
  t.deepEqual(countIn('coverage.lines', fileOfLines('a', 1, 0, 1)), exact(2, 3))
  t.deepEqual(countIn('coverage.lines', fileOf('a', { line: { ...listed('1\n2', 1, 1), surplus: 1 } })), exact(1, 1))
  t.is(countIn('coverage.lines', undefined), null)
  t.is(countIn('coverage.lines', fileOf('a', { line: { form: 'tally', covered: 1, total: 2 } })), undefined)
})
