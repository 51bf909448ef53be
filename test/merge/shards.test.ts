import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { root } from '../support/root.js'
import { evidence, fixturePart, inShort, kindsOf, mergeParts, shardsOf, valueIn } from '../support/parts.js'

const METRICS = ['coverage.lines', 'coverage.statements', 'coverage.functions', 'coverage.branches'] as const

/** The totals of one row of fixtures/README.md: lines, statements, functions, branches as `covered/total`, and the number of tests. */
function stated(folder: string, reports: string): { readonly totals: readonly string[]; readonly tests: string; readonly score: string } {
  const line = readFileSync(join(root, 'fixtures/README.md'), 'utf8').split('\n').find((row) => row.startsWith(`| ${folder} | ${reports} |`))
  if (!line) throw new Error(`The README has no row ${folder} ${reports}`)
  const cells = line.split('|').slice(3, -1).map((cell) => cell.trim())
  return { totals: cells.slice(0, 4).map((cell) => cell.split(' ')[0]!), score: cells[4]!, tests: cells[5]! }
}

const told = (merged: ReturnType<typeof mergeParts>): string[] => METRICS.map((metric) => inShort(valueIn(merged, metric)))

for (const tool of ['nyc-mocha', 'jest-babel', 'vitest-v8', 'vitest-istanbul']) {
  test(`three shards of ${tool} merge to the totals that the README states`, (t) => {
    const merged = mergeParts(shardsOf(tool, 3))
    t.deepEqual(told(merged), stated(tool, 'shards 1+2+3').totals)
    t.is(merged.tests.executed, Number(stated(tool, 'shards 1+2+3').tests))
    t.deepEqual(merged.defects, [])
    t.true(merged.whole)
  })

  test(`a missing shard of ${tool} is named, and what is left is no measurement to judge`, (t) => {
    const [first, , third] = shardsOf(tool, 3)
    const merged = mergeParts([first!, third!])
    t.deepEqual(evidence(merged, 'part-missing'), [{ place: { index: 2, of: 3 }, measure: null }])
    t.deepEqual(merged.parts.missing, [{ index: 2, of: 3 }])
    t.deepEqual(merged.parts.seen, [{ index: 1, of: 3 }, { index: 3, of: 3 }])
    t.false(merged.whole)
    t.deepEqual(told(merged), stated(tool, 'shards 1+3 (2 missing)').totals)
  })
}

for (const tool of ['jest-v8', 'vitest3-v8', 'c8']) {
  test(`three shards of ${tool} merge exactly but for the branches, which have no value and say why`, (t) => {
    const merged = mergeParts(shardsOf(tool, 3))
    t.deepEqual(told(merged), [...stated(tool, 'shards 1+2+3').totals.slice(0, 3), 'not-mergeable'])
    const value = valueIn(merged, 'coverage.branches')
    t.deepEqual(value, { kind: 'none', why: { reason: 'not-mergeable', files: 4, producer: 'v8-to-istanbul' } })
    t.deepEqual(kindsOf(merged), ['not-mergeable'])
    t.true(merged.whole)
  })

  test(`one process of ${tool} has branches like any other`, (t) => {
    t.deepEqual(told(mergeParts([fixturePart(`${tool}/serial`, 1, 1)])), stated(tool, 'serial').totals)
  })
}

test("coverage.py's shards unite to what coverage combine makes of the data files, docstring lines or not", (t) => {
  const merged = mergeParts(shardsOf('pytest-cov', 3))
  const { totals, tests } = stated('pytest-cov', 'shards 1+2+3')
  t.deepEqual([inShort(valueIn(merged, 'coverage.lines')), inShort(valueIn(merged, 'coverage.branches'))], [totals[0], totals[3]])
  t.is(inShort(valueIn(merged, 'coverage.combined')), inShort(valueIn(mergeParts([fixturePart('pytest-cov/n2', 1, 1)]), 'coverage.combined')))
  t.is(merged.tests.executed, Number(tests))
  t.deepEqual(merged.defects, [])
})

test("a missing shard of coverage.py leaves the README's totals, and is named", (t) => {
  const [first, , third] = shardsOf('pytest-cov', 3)
  const merged = mergeParts([first!, third!])
  const { totals } = stated('pytest-cov', 'shards 1+3 (2 missing)')
  t.deepEqual([inShort(valueIn(merged, 'coverage.lines')), inShort(valueIn(merged, 'coverage.branches'))], [totals[0], totals[3]])
  t.deepEqual(kindsOf(merged), ['part-missing'])
})

test('only coverage.py has a combined metric', (t) => {
  t.is(valueIn(mergeParts(shardsOf('nyc-mocha', 3)), 'coverage.combined'), undefined)
  t.is(valueIn(mergeParts(shardsOf('pytest-cov', 3)), 'coverage.statements'), undefined)
})

test("Stryker's two shards unite to the score of the whole run", (t) => {
  const merged = mergeParts(shardsOf('stryker', 2))
  const whole = mergeParts([fixturePart('stryker/concurrency-1', 1, 1)])
  t.is(inShort(valueIn(merged, 'mutation.score')), '164/238')
  t.is(inShort(valueIn(merged, 'mutation.coveredScore')), '164/228')
  t.deepEqual(merged.values.map(({ value }) => value), whole.values.map(({ value }) => value))
  t.deepEqual(kindsOf(merged), [])
})

test('the union knows which part covered each element', (t) => {
  const merged = mergeParts(shardsOf('nyc-mocha', 3))
  const partsOf = (name: string): Set<string | undefined> => {
    const lines = merged.files.find(({ path }) => path.endsWith(name))!.kinds.line!
    if (lines.form !== 'listed' || !lines.by) throw new Error(`${name} is not listed with its parts`)
    const { sets, index } = lines.by
    t.deepEqual(index.map((set) => (sets[set] === '0' ? 0 : 1)), [...lines.states], name)
    return new Set(index.map((set) => sets[set]))
  }
  // Bit 0 is shard 1, the labels; bit 1 the orders, bit 2 the prices. Only the orders load shipping.js.
  t.deepEqual(partsOf('/shipping.js'), new Set(['2']))
  t.deepEqual(partsOf('/slugify.js'), new Set(['1']))
  t.true(partsOf('/invoices.js').has('3'))
  t.true(partsOf('/prices.js').has('6'))
})

test('one part covers without saying so', (t) => {
  const merged = mergeParts([fixturePart('nyc-mocha/serial', 1, 1)])
  for (const file of merged.files) for (const kind of Object.values(file.kinds)) t.false('by' in kind)
})

test('a scope counts its own files, and tests belong to every scope', (t) => {
  const scopes = [{ name: 'project', holds: () => true }, { name: 'orders', holds: (path: string) => path.endsWith('/shipping.js') }, { name: 'nothing', holds: () => false }]
  const merged = mergeParts(shardsOf('nyc-mocha', 3), {}, scopes)
  const [, total] = inShort(valueIn(merged, 'coverage.lines', 'orders')).split('/').map(Number)
  t.true(total! > 0 && total! < 86)
  t.is(inShort(valueIn(merged, 'coverage.lines', 'nothing')), 'no-data')
  t.is(inShort(valueIn(merged, 'tests.executed', 'orders')), '19/19')
})

test('blobs are git\'s, by path', (t) => {
  const merged = mergeParts(shardsOf('nyc-mocha', 3))
  t.true(merged.files.every(({ blob }) => blob === null))
  t.deepEqual(merged.files.map(({ path }) => path), merged.files.map(({ path }) => path).sort())
})
