import test from 'ava'
import type { Part } from '../../src/model/part.js'
import { coverageReport, evidence, fixturePart, inShort, kindsOf, listed, mergeParts, origin, partOf, reportFile, shardsOf, valueIn } from '../support/parts.js'
import { bytesOf, reportOf } from '../support/reports.js'

const lines = (states: Readonly<Record<string, number>>, hits: string | null = null) => coverageReport([reportFile('src/a.js', { line: listed(states) })], { hits })
const tests = (names: readonly string[], stamp: string) => reportOf('junit.xml', bytesOf(`<testsuite name="s" timestamp="${stamp}">${names.map((name) => `<testcase name="${name}"/>`).join('')}</testsuite>`))

test('of a place the newest attempt counts, and the older one is kept as superseded', (t) => {
  const [first, second] = shardsOf('nyc-mocha', 3)
  // The first attempt of shard 3 ran the wrong tests.
  const stale = fixturePart('nyc-mocha/shards/1', 3, 3, { attempt: 1 })
  const again = fixturePart('nyc-mocha/shards/3', 3, 3, { attempt: 2 })
  const merged = mergeParts([stale, first!, again, second!])
  t.is(inShort(valueIn(merged, 'coverage.lines')), '75/86')
  t.is(merged.tests.executed, 19)
  t.deepEqual(evidence(merged, 'part-superseded'), [{ place: { index: 3, of: 3 }, attempt: 1, by: 2 }])
  t.deepEqual(kindsOf(merged), ['part-superseded'])
  t.true(merged.whole)
  t.deepEqual(merged.parts.table.map(({ place, attempt, status }) => `${place.index} ${attempt} ${status}`), ['1 1 counted', '2 1 counted', '3 2 counted', '3 1 superseded'])
})

test('attempts need not be next to each other, and each older one is told', (t) => {
  const merged = mergeParts([2, 9, 4].map((attempt) => partOf([lines({ 1: attempt === 9 ? 1 : 0, 2: 0 })], origin(1, 1, { attempt }))))
  t.is(inShort(valueIn(merged, 'coverage.lines')), '1/2')
  t.deepEqual(evidence(merged, 'part-superseded').map(({ attempt, by }) => [attempt, by]), [[2, 9], [4, 9]])
})

test('a newer attempt that lost its reports does not let an older one stand in', (t) => {
  const merged = mergeParts([partOf([lines({ 1: 1 })], origin(1, 1)), partOf([], origin(1, 1, { attempt: 2 }), { unreadable: [{ source: 'x', reason: 'broken' }] })])
  t.deepEqual(kindsOf(merged).sort(), ['nothing-counted', 'part-superseded', 'part-unreadable'])
  t.false(merged.whole)
})

test('two different parts of one place and attempt are doubled', (t) => {
  const [first, second] = shardsOf('nyc-mocha', 2)
  const other = fixturePart('nyc-mocha/shards/3', 2, 2)
  const merged = mergeParts([first!, { ...second!, source: 'one' }, { ...other, source: 'two' }])
  const [doubled] = evidence(merged, 'part-doubled')
  t.deepEqual([doubled?.places, doubled?.why, [...doubled?.sources ?? []].sort()], [[{ index: 2, of: 2 }], 'same-attempt', ['one', 'two']])
  t.false(merged.whole)
})

test('which of two doubled parts counts does not depend on the order they come in', (t) => {
  const parts = [partOf([lines({ 1: 1, 2: 0 })], origin(1, 1), { source: 'b' }), partOf([lines({ 1: 1, 2: 1 })], origin(1, 1), { source: 'a' })]
  t.deepEqual(mergeParts(parts), mergeParts([...parts].reverse()))
})

test('the same part given twice is one part', (t) => {
  const parts = shardsOf('nyc-mocha', 3)
  t.deepEqual(mergeParts([...parts, parts[1]!]), mergeParts(parts))
})

test('one run\'s reports in two places are doubled', (t) => {
  const merged = mergeParts([fixturePart('nyc-mocha/shards/1', 1, 2), fixturePart('nyc-mocha/shards/1', 2, 2)])
  t.deepEqual(evidence(merged, 'part-doubled'), [{ places: [{ index: 1, of: 2 }, { index: 2, of: 2 }], sources: ['part-1-of-2', 'part-2-of-2'], why: 'equal-reports' }])
  t.false(merged.whole)
})

test('one run is told by its hits, though its files were written anew', (t) => {
  const run = (index: number, stamp: string) => partOf([lines({ 1: 1, 2: 0 }, 'hits-1'), tests(['adds', 'subtracts'], stamp)], origin(index, 2))
  const merged = mergeParts([run(1, '2026-11-23T12:00:00'), run(2, '2026-11-23T12:07:00')])
  t.deepEqual(evidence(merged, 'part-doubled').map(({ places, why }) => [places.length, why]), [[2, 'equal-reports']])
})

test('equal hits of different tests are no doubled run', (t) => {
  const run = (index: number, name: string) => partOf([lines({ 1: 1, 2: 0 }, 'hits-1'), tests([name], 'now')], origin(index, 2))
  t.deepEqual(kindsOf(mergeParts([run(1, 'adds'), run(2, 'subtracts')])), [])
})

test('equal tests with different hits are no doubled run', (t) => {
  const run = (index: number) => partOf([lines({ 1: 1, 2: 0 }, `hits-${index}`), tests(['adds'], 'now')], origin(index, 2))
  t.deepEqual(kindsOf(mergeParts([run(1), run(2)])), ['test-doubled'])
})

test('a report that counts no hits is told by its bytes', (t) => {
  const part = (index: number, sha256: string) => partOf([lines({ 1: 1, 2: 0 })], origin(index, 2), { digests: [{ source: 'coverage-final.json', sha256 }] })
  t.deepEqual(kindsOf(mergeParts([part(1, 'aa'), part(2, 'aa')])), ['part-doubled'])
  t.deepEqual(kindsOf(mergeParts([part(1, 'aa'), part(2, 'bb')])), [])
})

for (const [what, change, expected, found] of [
  ['commit', { commit: 'c2' }, 'c1', 'c2'],
  ['suite', { suite: 'e2e' }, 'unit', 'e2e'],
  ['leg', { leg: 'node-22' }, '', 'node-22'],
  ['model', { model: 'serial' }, 'sharded:2', 'serial'],
  ['repository', { repository: 'other/app' }, 'own/app', 'other/app'],
  ['model', { place: { index: 2, of: 3 } }, '2/2', '2/3'],
] as const) {
  test(`a part of another ${what} (${found}) is foreign, named, and counts nowhere`, (t) => {
    const own = partOf([lines({ 1: 1, 2: 0 })], origin(1, 2))
    const foreign = partOf([lines({ 1: 1, 2: 1 })], origin(2, 2, change))
    const merged = mergeParts([own, foreign], { repository: 'own/app' })
    t.is(inShort(valueIn(merged, 'coverage.lines')), '1/2')
    const [defect] = evidence(merged, 'part-foreign')
    t.deepEqual([defect?.what, defect?.expected, defect?.found, defect?.source], [what, expected, found, foreign.source])
    t.deepEqual(kindsOf(merged), ['part-foreign'])
    t.false(merged.whole)
  })
}

test('a part beyond the number of shards is foreign', (t) => {
  const merged = mergeParts([partOf([lines({ 1: 1 })], origin(1, 1)), partOf([lines({ 1: 1 })], origin(2, 2))])
  t.deepEqual(kindsOf(merged), ['part-foreign'])
})

test('a part that does not know its commit or model is nobody else\'s', (t) => {
  t.deepEqual(kindsOf(mergeParts([partOf([lines({ 1: 1 })], origin(1, 1, { commit: null, model: null, repository: null }))], { repository: 'own/app' })), [])
})

test('an instrument that reported in one place is missed in every other', (t) => {
  const both = partOf([lines({ 1: 1 }), tests(['adds'], 'now')], origin(1, 2))
  const one = partOf([tests(['subtracts'], 'now')], origin(2, 2))
  const merged = mergeParts([both, one])
  t.deepEqual(evidence(merged, 'part-missing'), [{ place: { index: 2, of: 2 }, measure: 'coverage' }])
  t.false(merged.whole)
})

test('a report that could not be read is named, and not missed twice', (t) => {
  const merged = mergeParts([partOf([lines({ 1: 1 })], origin(1, 2)), partOf([], origin(2, 2), { unreadable: [{ source: 'coverage-final.json', reason: 'cut off' }] })])
  t.deepEqual(evidence(merged, 'part-unreadable'), [{ place: { index: 2, of: 2 }, source: 'coverage-final.json', reason: 'cut off' }])
  t.deepEqual(kindsOf(merged), ['part-unreadable'])
})

test('no parts at all: every place is missing and nothing was counted', (t) => {
  const merged = mergeParts([], { shards: 2 })
  t.deepEqual(kindsOf(merged), ['part-missing', 'part-missing', 'nothing-counted'])
  t.deepEqual(merged.values, [])
  t.false(merged.whole)
})

test('a part says what it measured, its digests, hits and times', (t) => {
  const part: Part = partOf([tests(['b'], '2026'), lines({ 1: 1 }, 'h2'), lines({ 1: 1 }, 'h1')], origin(1, 1), { digests: [{ source: 'x', sha256: 'ff' }, { source: 'y', sha256: 'aa' }] })
  t.deepEqual(mergeParts([part]).parts.table, [{
    place: { index: 1, of: 1 }, attempt: 1, source: part.source, measures: ['coverage', 'tests'], reports: ['aa', 'ff'], hits: 'h1 h2', stamps: ['2026'], status: 'counted',
  }])
})

test('two shards that cover nothing are no doubled run', (t) => {
  const part = (index: number) => partOf([lines({ 1: 0, 2: 0 }, 'hits-0')], origin(index, 3))
  t.deepEqual(kindsOf(mergeParts([part(1), part(2), partOf([lines({ 1: 1, 2: 0 }, 'hits-1')], origin(3, 3))])), [])
})
