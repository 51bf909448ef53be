import test from 'ava'
import istanbulCoverage, { type CoverageMapData } from 'istanbul-lib-coverage'
import { coverageMap, type FileItems } from '../support/istanbul.js'
import { fixture, jsonBytes, reportOf } from '../support/reports.js'
import { fc } from '../support/properties.js'
import { inShort, mergeParts, origin, partOf, valueIn } from '../support/parts.js'

/*
 * istanbul-lib-coverage is the oracle where it is right: reports of one shape. It is known to differ where two items
 * of a file stand at one location (it folds them when it merges, so that 1/2 becomes 0/1 or 1/1), and where a map's key
 * is not the file's path; the generated reports have neither. It changes what it is given, so it gets copies.
 */
const METRICS = ['lines', 'statements', 'functions', 'branches'] as const

function oracle(reports: readonly CoverageMapData[]): string[] {
  const map = istanbulCoverage.createCoverageMap({})
  for (const report of structuredClone(reports)) map.merge(report)
  const summary = map.getCoverageSummary()
  return METRICS.map((metric) => `${summary[metric].covered}/${summary[metric].total}`)
}

function ours(reports: readonly CoverageMapData[]): string[] {
  const merged = mergeParts(reports.map((report, index) => partOf([{ ...reportOf('coverage-final.json', jsonBytes(report)), hits: null }], origin(index + 1, reports.length), { digests: [{ source: 'x', sha256: String(index) }] })))
  return METRICS.map((metric) => inShort(valueIn(merged, `coverage.${metric}`)))
}

/** 0/0 is no data for datum; istanbul says 0/0 (and 100 %). */
const asOurs = (totals: readonly string[]): string[] => totals.map((total) => (total === '0/0' ? 'no-data' : total))

const place = fc.record({ line: fc.integer({ min: 1, max: 6 }), column: fc.integer({ min: 0, max: 3 }) })
const places = fc.uniqueArray(place, { maxLength: 6, selector: ({ line, column }) => `${line}:${column}` })
const shape = fc.record({ statements: places, functions: places, branches: fc.uniqueArray(fc.tuple(place, fc.integer({ min: 1, max: 3 })), { maxLength: 4, selector: ([{ line, column }]) => `${line}:${column}` }) })
const hits = fc.constantFrom(0, 0, 1, 2, 7)

/** Several runs of the same files: equal shapes, hits of their own; a run may not have loaded a file. */
const runs: fc.Arbitrary<readonly CoverageMapData[]> = fc.dictionary(fc.constantFrom('/repo/a.js', '/repo/b.js', '/repo/c.js'), shape, { minKeys: 1, noNullPrototype: true }).chain((shapes) => {
  const file = ({ statements, functions, branches }: (typeof shapes)[string]): fc.Arbitrary<FileItems> => fc.record({
    statements: fc.tuple(...statements.map((item) => hits.map((count) => ({ ...item, hits: count })))),
    functions: fc.tuple(...functions.map((item) => hits.map((count) => ({ ...item, hits: count })))),
    branches: fc.tuple(...branches.map(([item, arms]) => fc.array(hits, { minLength: arms, maxLength: arms }).map((counts) => ({ ...item, hits: counts })))),
  })
  const run = fc.record(Object.fromEntries(Object.entries(shapes).map(([path, of]) => [path, file(of)])), { requiredKeys: [] })
    .map((files) => coverageMap(files as Record<string, FileItems>))
  return fc.array(run, { minLength: 1, maxLength: 4 })
})

test('merged totals are those of istanbul-lib-coverage where shapes are equal', (t) => {
  let several = 0
  fc.assert(fc.property(runs, (reports) => {
    if (reports.every((report) => Object.keys(report).length === 0)) return
    if (reports.length > 1) several += 1
    t.deepEqual(ours(reports), asOurs(oracle(reports)))
  }), { numRuns: 500 })
  t.true(several > 100)
})

const real = (name: string): CoverageMapData => JSON.parse(new TextDecoder().decode(fixture(name))) as CoverageMapData

for (const tool of ['nyc-mocha', 'jest-babel', 'vitest-v8', 'vitest-istanbul']) {
  test(`the real shards of ${tool} have the totals that istanbul-lib-coverage gives them, in any number`, (t) => {
    const shards = ['1', '2', '3'].map((shard) => real(`${tool}/shards/${shard}/coverage-final.json`))
    for (const reports of [shards, shards.slice(0, 2), shards.slice(1), [shards[0]!, shards[2]!], [shards[0]!]]) t.deepEqual(ours(reports), oracle(reports))
  })
}

test('two functions at one place stay two when a report is merged with itself; istanbul-lib-coverage folds them', (t) => {
  const map = coverageMap({ '/repo/a.js': { statements: [{ line: 1, column: 0, hits: 1 }], functions: [{ line: 1, column: 4, hits: 1 }, { line: 1, column: 4, hits: 0 }], branches: [] } })
  const functions = METRICS.indexOf('functions')
  t.is(oracle([map])[functions], '1/2')
  t.is(ours([map])[functions], '1/2')
  t.is(ours([map, map])[functions], '1/2')
  t.is(oracle([map, map])[functions]!.split('/')[1], '1')
})

test('a key that differs from its path is one file however often it is merged; istanbul-lib-coverage doubles it', (t) => {
  const [entry] = Object.values(coverageMap({ '/repo/a.js': { statements: [{ line: 1, column: 0, hits: 1 }], functions: [], branches: [] } }))
  const map = { 'a.js': entry } as unknown as CoverageMapData
  t.is(ours([map, map])[0], '1/1')
  const loaded = istanbulCoverage.createCoverageMap(structuredClone(map))
  loaded.merge(structuredClone(map))
  t.is(loaded.getCoverageSummary().lines.total, 2)
})
