import test from 'ava'
import type { Report } from '../../src/model/report.js'
import { measuresOfTool } from '../../src/merge/tool-measures.js'
import { coverageReport, evidence, fixturePart, kindsOf, listed, mergeParts, origin, partOf, reportFile, runtimeReport, shardsOf } from '../support/parts.js'

const files = [reportFile('src/a.js', { line: listed({ 1: 1, 2: 0 }) })]
const part = (index: number, report: Report, environment: Partial<ReturnType<typeof origin>['environment']> = {}) =>
  partOf([{ ...report, source: `r${index}` }], origin(index, 2, { environment: { suspect: {}, recorded: {}, tools: {}, options: {}, ...environment } }))

test('reports of two producers are not one measurement', (t) => {
  const merged = mergeParts([part(1, coverageReport(files)), part(2, runtimeReport(files))])
  t.deepEqual(evidence(merged, 'mixed-producers'), [{ measure: 'coverage', producers: ['definition=istanbul tool=istanbul', 'definition=istanbul tool=v8-to-istanbul'] }])
  t.false(merged.whole)
})

test('shards of nyc and c8 are told apart though their formats are one', (t) => {
  const merged = mergeParts([fixturePart('nyc-mocha/shards/1', 1, 2), fixturePart('c8/shards/2', 2, 2)])
  t.true(kindsOf(merged).includes('mixed-producers'))
})

test('coverage, mutation and tests are instruments of their own, and mix with nobody', (t) => {
  const merged = mergeParts(shardsOf('nyc-mocha', 3))
  t.deepEqual(Object.keys(merged.fingerprint.instruments).sort(), ['coverage', 'runner', 'tests'])
  t.deepEqual(merged.fingerprint.instruments.coverage?.identity, { tool: 'istanbul', definition: 'istanbul' })
  t.truthy(merged.fingerprint.instruments.coverage?.suspect['merger'])
  t.is(merged.fingerprint.model, 'sharded:3')
})

test('a version that differs between parts is named with the places of each', (t) => {
  const merged = mergeParts([part(1, coverageReport(files), { tools: { nyc: '17.1.0' } }), part(2, coverageReport(files), { tools: { nyc: '18.0.0' } })])
  t.deepEqual(evidence(merged, 'config-differs').filter(({ instrument }) => instrument === 'coverage'), [{
    instrument: 'coverage', field: 'nyc', values: [{ value: '17.1.0', places: [{ index: 1, of: 2 }] }, { value: '18.0.0', places: [{ index: 2, of: 2 }] }],
  }])
  t.is(merged.fingerprint.instruments.coverage?.suspect['nyc'], '17.1.0 | 18.0.0')
  t.false(merged.whole)
})

test('options belong to the tool in their name', (t) => {
  const merged = mergeParts([part(1, coverageReport(files), { options: { 'nyc: .nycrc': 'aa', 'eslint: x': '1' } }), part(2, coverageReport(files), { options: { 'nyc: .nycrc': 'bb', 'eslint: x': '2' } })])
  t.deepEqual(evidence(merged, 'config-differs').map(({ field }) => field), ['nyc: .nycrc'])
})

test('a part that does not know a field disagrees with nobody', (t) => {
  const merged = mergeParts([part(1, coverageReport(files), { tools: { nyc: '18.0.0' } }), part(2, coverageReport(files))])
  t.deepEqual(kindsOf(merged), [])
  t.is(merged.fingerprint.instruments.coverage?.suspect['nyc'], '18.0.0')
})

test('suspect fields of the runner may not differ, recorded ones may', (t) => {
  const merged = mergeParts([
    part(1, coverageReport(files), { suspect: { node: '20' }, recorded: { cpus: '4' } }), part(2, coverageReport(files), { suspect: { node: '22' }, recorded: { cpus: '2' } }),
  ])
  t.deepEqual(evidence(merged, 'config-differs').map(({ instrument, field }) => [instrument, field]), [['runner', 'node']])
  t.is(merged.fingerprint.instruments.runner?.recorded['cpus'], '2 | 4')
})

test('versions that reports state for themselves may not differ either', (t) => {
  const version = (text: string) => coverageReport(files, { instrument: { identity: { tool: 'coverage.py', definition: 'lines' }, suspect: { version: text }, recorded: {} } })
  const merged = mergeParts([part(1, version('7.6.1')), part(2, version('7.6.2'))])
  t.deepEqual(evidence(merged, 'config-differs').map(({ field }) => field), ['version'])
})

test('the fingerprint does not depend on the order of parts', (t) => {
  const parts = [part(1, coverageReport(files), { tools: { nyc: '2', c8: '1' } }), part(2, coverageReport(files), { tools: { c8: '3', nyc: '1' } })]
  t.deepEqual(mergeParts([...parts].reverse()), mergeParts(parts))
})

for (const [tool, measures] of [
  ['nyc', ['coverage']], ['@vitest/coverage-v8', ['coverage']], ['istanbul-lib-coverage', ['coverage']], ['esbuild', ['coverage', 'mutation']],
  ['vitest', ['coverage', 'mutation', 'tests']], ['@stryker-mutator/core', ['mutation']], ['left-pad', []], ['my-nyc', []], ['nyc-extra', []],
] as const) {
  test(`${tool} can move ${measures.length === 0 ? 'no measure' : measures.join(', ')}`, (t) => {
    t.deepEqual([...measuresOfTool(tool)], [...measures])
  })
}
