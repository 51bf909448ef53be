import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { read } from '../../src/read/index.js'
import { brokenPromises, failureOf, jsonBytes, reportOf, statuses } from '../support/reports.js'

const location = { start: { line: 1, column: 2 }, end: { line: 1, column: 5 } }
const mutant = (status: string, changes: object = {}) => ({ id: '1', mutatorName: 'StringLiteral', replacement: '""', status, location, ...changes })
const document = (mutants: readonly unknown[], changes: object = {}) => ({
  schemaVersion: '1.0', thresholds: { high: 80, low: 60 }, files: { 'src/a.js': { language: 'javascript', source: 'x', mutants } }, ...changes,
})
const of = (value: unknown) => reportOf('mutation.json', jsonBytes(value))
const keys = (value: unknown): readonly string[] => {
  const { mutant: elements } = of(value).files[0]!.kinds
  return elements?.form === 'listed' ? keysOf(elements.shape) : []
}

test('a mutant is its place, its mutator and its replacement, never its id', (t) => {
  t.deepEqual(keys(document([mutant('Killed', { id: '1' })])), keys(document([mutant('Killed', { id: '77' })])))
  const different = keys(document([
    mutant('Killed'), mutant('Killed', { replacement: '"x"' }), mutant('Killed', { mutatorName: 'Other' }),
    mutant('Killed', { location: { start: { line: 2, column: 2 }, end: { line: 2, column: 5 } } }), mutant('Killed', { replacement: undefined }),
  ]))
  t.is(different.length, 5)
  t.false(different.some((key) => /#\d+$/.test(key)), 'two of them are taken for equals')
})

test('two mutants of one place, mutator and replacement are two, and ids that repeat lose none', (t) => {
  t.is(new Set(keys(document([mutant('Killed'), mutant('Survived')]))).size, 2)
})

test('a status nobody defined stays visible: kept as Unknown, and noted with its own name', (t) => {
  const report = of(document([mutant('Killed'), mutant('BuildError')]))
  t.deepEqual(statuses(report, 'mutant'), { Killed: 1, Unknown: 1 })
  t.deepEqual(report.notes, [{ note: 'unknown-status', status: 'BuildError', path: 'src/a.js' }])
})

test('a tool that itself writes the status Unknown is noted too', (t) => {
  const report = of(document([mutant('Killed'), mutant('Unknown')]))
  t.deepEqual(statuses(report, 'mutant'), { Killed: 1, Unknown: 1 })
  t.deepEqual(report.notes, [{ note: 'unknown-status', status: 'Unknown', path: 'src/a.js' }])
})

test('relative files lie under the root of the project, absolute ones where they say', (t) => {
  t.is(of(document([], { projectRoot: '/repo/' })).files[0]!.path, '/repo/src/a.js')
  t.is(of({ ...document([], { projectRoot: '/repo' }), files: { '/else/b.js': { mutants: [] } } }).files[0]!.path, '/else/b.js')
  t.is(of({ ...document([], { projectRoot: '/repo' }), files: { 'C:\\b.js': { mutants: [] } } }).files[0]!.path, 'C:\\b.js')
})

for (const [what, value] of [
  ['files that are a list', { ...document([]), files: [] }],
  ['no files', { schemaVersion: '1', thresholds: {} }],
  ['mutants that are an object', { ...document([]), files: { a: { mutants: {} } } }],
  ['a file that is null', { ...document([]), files: { a: null } }],
  ['a mutant that is null', document([null])],
  ['a mutant without a status', document([{ ...mutant(''), status: undefined }])],
  ['a mutant without a mutator', document([mutant('Killed', { mutatorName: 3 })])],
  ['a mutant without a place', document([mutant('Killed', { location: { start: { line: 1 } } })])],
  ['a place that is a fraction', document([mutant('Killed', { location: { start: { line: 1.5, column: 0 }, end: location.end } })])],
] as const) {
  test(`${what}: refused`, (t) => {
    const failure = failureOf(read('mutation.json', jsonBytes(value)))
    t.is(failure.code, 'report-broken')
    t.is('format' in failure ? failure.format : '', 'mutation report')
  })
}

test('no text of a report can split a mutant in two', (t) => {
  const report = of(document([mutant('Killed', { mutatorName: 'a\nb', replacement: 'x\ny' }), mutant('Survived', { mutatorName: 'a' })]))
  t.deepEqual(brokenPromises(report), [])
})

test('a replacement nested 40,000 deep breaks nothing', (t) => {
  const nested = '['.repeat(40_000) + ']'.repeat(40_000)
  const text = JSON.stringify(document([mutant('Killed', { replacement: 'HERE' })])).replace('"HERE"', nested)
  t.false(read('mutation.json', new TextEncoder().encode(text)).ok)
  const options = JSON.stringify(document([mutant('Killed')], { config: { mutator: 'HERE' } })).replace('"HERE"', nested)
  t.notThrows(() => read('mutation.json', new TextEncoder().encode(options)))
  const id = JSON.stringify(document([{ id: 'HERE' }])).replace('"HERE"', nested)
  t.false(read('mutation.json', new TextEncoder().encode(id)).ok)
})

test('folders nested 20,000 deep, and files named like inherited properties, are files', (t) => {
  const files = `{"${'a/'.repeat(20_000)}b.js":{"mutants":[]},"__proto__":${JSON.stringify({ mutants: [mutant('Killed')] })},"constructor":{"mutants":[]}}`
  const report = reportOf('mutation.json', new TextEncoder().encode(`{"schemaVersion":"1","thresholds":{},"files":${files}}`))
  t.is(report.files.length, 3)
  t.deepEqual(statuses(report, 'mutant'), { Killed: 1 })
})

for (const [language, tool] of [['cs', 'Stryker.NET'], ['scala', 'Stryker4s'], ['javascript', 'unknown']] as const) {
  test(`a report of ${language} that names no framework is of ${tool}`, (t) => {
    const files = { 'src/a': { language, source: '', mutants: [mutant('Killed')] }, 'src/b': { language, source: '', mutants: [] } }
    t.is(of({ schemaVersion: '1', thresholds: {}, files }).instrument.identity['tool'], tool)
    t.is(of({ schemaVersion: '1', thresholds: {}, files, framework: { name: 'Other' } }).instrument.identity['tool'], 'Other')
  })
}

test("Stryker.NET's absolute Windows paths lie where they say, whatever the root of the project", (t) => {
  const value = { ...document([]), projectRoot: String.raw`C:\w\Shop`, files: { [String.raw`C:\w\Shop\Cart.cs`]: { language: 'cs', source: '', mutants: [mutant('CompileError')] } } }
  t.is(of(value).files[0]!.path, String.raw`C:\w\Shop\Cart.cs`)
})
