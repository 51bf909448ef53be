import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { read } from '../../src/read/index.js'
import { fileCoverage, SMALL } from '../support/istanbul.js'
import { brokenPromises, failureOf, fixture, jsonBytes, reportOf, totals } from '../support/reports.js'

const file = (changes: object = {}) => ({ ...fileCoverage('/repo/src/a.js', SMALL), ...changes })
const of = (map: unknown) => reportOf('coverage-final.json', jsonBytes(map))
const shape = (report: ReturnType<typeof of>, kind: 'line' | 'statement' | 'function' | 'branch', index = 0): string => {
  const elements = report.files[index]?.kinds[kind]
  return elements?.form === 'listed' ? elements.shape : 'no listing'
}

test('a key that differs from its path never doubles a file', (t) => {
  const report = of({ 'src/a.js': file() })
  t.deepEqual(report.files.map(({ path }) => path), ['/repo/src/a.js'])
  t.is(totals(report, 'statement'), '1/2')
})

test('a file without a path is known by its key', (t) => {
  t.deepEqual(of({ '/repo/src/a.js': file({ path: '' }) }).files.map(({ path }) => path), ['/repo/src/a.js'])
})

test('the map inside a spec wrapper and inside jest --json is the same map', (t) => {
  const bare = of({ a: file() })
  for (const wrapper of ['map', 'coverageMap']) {
    const wrapped = of({ title: 't', [wrapper]: { a: file() } })
    t.deepEqual(wrapped.files, bare.files)
    t.is(wrapped.hits, bare.hits)
  }
  t.deepEqual(of({ a: { data: file() } }).files, bare.files)
})

test('lines are the start lines of statements, covered if any of them is', (t) => {
  const report = of({ a: file({
    statementMap: { 0: at(4, 0), 1: at(4, 9), 2: at(5, 0), 3: at(5, 4) },
    s: { 0: 0, 1: 2, 2: 0, 3: 0 },
  }) })
  t.is(totals(report, 'line'), '1/2')
  t.is(totals(report, 'statement'), '1/4')
})

test('a negative count is covered as a statement and not as a branch, as istanbul counts it', (t) => {
  const report = of({ a: file({ s: { 0: -1, 1: 0 }, f: { 0: -1 }, b: { 0: [-1, 0] } }) })
  t.is(totals(report, 'statement'), '1/2')
  t.is(totals(report, 'function'), '1/1')
  t.is(totals(report, 'branch'), '0/2')
  t.deepEqual(report.notes, [])
})

test('fractions, null and counts beyond 2^53 are hits or none, never numbers to add up', (t) => {
  const report = of({ a: file({ s: { 0: 0.5, 1: null }, b: { 0: [1e300, null] } }) })
  t.is(totals(report, 'statement'), '1/2')
  t.is(totals(report, 'branch'), '1/2')
})

test('two functions at one place are two elements', (t) => {
  const loc = { name: 'x', decl: at(1, 0), loc: at(1, 0) }
  const report = of({ a: file({ fnMap: { 0: loc, 1: loc }, f: { 0: 1, 1: 0 } }) })
  t.is(totals(report, 'function'), '1/2')
  t.deepEqual(keysOf(shape(report, 'function')), ['1:0-1:3', '1:0-1:3#1'])
})

test('renumbered items give the same shape', (t) => {
  const there = of({ a: file() })
  const back = of({ a: file({ statementMap: { 7: at(2, 2, 1), 9: at(1, 0, 1) }, s: { 7: 0, 9: 1 } }) })
  t.is(shape(back, 'statement'), shape(there, 'statement'))
  t.is(totals(back, 'statement'), '1/2')
})

test('an end without a column, a missing declaration and an implicit else are places too', (t) => {
  const report = of({ a: file({
    statementMap: { 0: { start: { line: 1, column: 0 }, end: { line: 1, column: null } }, 1: at(2, 2) },
    fnMap: { 0: { name: 'x', line: 3 } },
    branchMap: { 0: { type: 'if', line: 2, locations: [at(2, 2), {}] } },
  }) })
  t.deepEqual([totals(report, 'statement'), totals(report, 'function'), totals(report, 'branch')], ['1/2', '1/1', '1/2'])
  t.deepEqual(brokenPromises(report), [])
})

test('only a part of a coverage object is refused, with the file that lacks it', (t) => {
  const { b: _, ...partial } = file()
  const failure = failureOf(read('x.json', jsonBytes({ '/repo/src/a.js': partial })))
  t.is(failure.code, 'report-broken')
  t.true('detail' in failure && failure.detail.includes('/repo/src/a.js') && failure.detail.includes('"b"'))
})

for (const [what, changes] of [
  ['a counter without an item', { s: { 0: 1, 1: 0, 2: 0 } }],
  ['an item without a counter', { f: {} }],
  ['a count that is text', { s: { 0: '1', 1: 0 } }],
  ['a branch that is not counted by arm', { b: { 0: 1 } }],
  ['a counter named like an inherited property, without an item', { s: JSON.parse('{"0":1,"1":0,"__proto__":1}') as object }],
  ['an item named like an inherited property, without a counter', { statementMap: { ...file().statementMap, constructor: { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } } } }],
] as const) {
  test(`${what} is refused`, (t) => {
    const failure = failureOf(read('x.json', jsonBytes({ a: file(changes) })))
    t.is(failure.code, 'report-broken')
    t.is('format' in failure ? failure.format : '', 'istanbul coverage')
  })
}

test('no text of a report can split an element in two', (t) => {
  const report = of({ a: file({ branchMap: { 0: { type: 'if\n9:9-9:9 if 0', loc: at(2, 2), locations: [at(2, 2), at(2, 3)] } } }) })
  t.deepEqual(brokenPromises(report), [])
})

test('files named like inherited properties are files', (t) => {
  const text = `{"__proto__":${JSON.stringify(file({ path: '__proto__' }))},"constructor":${JSON.stringify(file({ path: 'constructor' }))}}`
  const report = reportOf('x', new TextEncoder().encode(text))
  t.deepEqual(report.files.map(({ path }) => path), ['__proto__', 'constructor'])
  t.is(totals(report, 'statement'), '2/4')
})

test('of a key that is there twice in the text the last one counts, as JSON.parse has it', (t) => {
  const covered = JSON.stringify(file({ s: { 0: 1, 1: 1 } }))
  const report = reportOf('x', new TextEncoder().encode(`{"a":${JSON.stringify(file())},"a":${covered}}`))
  t.is(report.files.length, 1)
  t.is(totals(report, 'statement'), '2/2')
})

test('an empty map is a report of nothing, and has no hits', (t) => {
  const report = of({})
  t.deepEqual(report.files, [])
  t.is(report.hits, null)
  t.is(report.instrument.identity['tool'], 'unknown')
})

test('hit counts that differ have different digests though the same is covered', (t) => {
  const once = of({ a: file() })
  const twice = of({ a: file({ s: { 0: 2, 1: 0 } }) })
  t.deepEqual(once.files, twice.files)
  t.not(once.hits, twice.hits)
  t.is(of({ a: file() }).hits, once.hits)
})

test('the places of a v8 conversion say nothing about files that were only listed', (t) => {
  const empty = { ...file(), all: true, fnMap: { 0: { name: '(empty-report)', decl: at(1, 0), loc: at(1, 0) } } }
  t.false(of({ a: empty }).files[0]!.loaded)
  t.true(of({ a: file() }).files[0]!.loaded)
})

test('reading a report twice gives equal reports', (t) => {
  const bytes = fixture('nyc-mocha/serial/coverage-final.json')
  t.deepEqual(reportOf('x', bytes), reportOf('x', bytes))
})

function at(line: number, column: number, length = 3) {
  return { start: { line, column }, end: { line, column: column + length } }
}
