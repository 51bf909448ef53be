import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { fc } from '../support/properties.js'
import { formats, openDocument, read } from '../../src/read/index.js'
import { root } from '../support/root.js'
import { brokenPromises, fixture, fixtureNames, fixturesOf, reportOf, statuses, totals } from '../support/reports.js'

interface Row {
  readonly folder: string
  readonly reports: string
  readonly cells: readonly string[]
}

/** The rows of the table of totals between two lines of a README or NOTE. */
function rows(text: string): Row[] {
  return text.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| folder | reports') && !/^\|\s*reports/.test(line))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
    .flatMap((cells) => (cells.length === 8 ? [{ folder: cells[0]!, reports: cells[1]!, cells: cells.slice(2) }] : []))
}

const readme = rows(readFileSync(join(root, 'fixtures/README.md'), 'utf8'))
const single = readme.filter(({ reports }) => !reports.includes(' '))

test('every fixture is claimed by exactly one format', (t) => {
  const names = fixtureNames()
  t.true(names.length > 60, `only ${names.length} fixtures`)
  for (const name of names) {
    const document = openDocument(name, fixture(name))
    if (!document.ok) {
      t.fail(name)
      continue
    }
    t.is(formats.filter((format) => format.claims(document.value)).length, 1, name)
  }
})

test('which format reads a fixture does not depend on the order of the formats', (t) => {
  const documents = fixtureNames().map((name) => openDocument(name, fixture(name)))
  const first = (order: typeof formats): (string | undefined)[] => documents.map((document) =>
    document.ok ? order.find((format) => format.claims(document.value))?.id : 'unopened')
  const expected = first(formats)
  t.false(expected.includes(undefined))
  fc.assert(fc.property(fc.shuffledSubarray([...formats], { minLength: formats.length }), (order) => {
    t.deepEqual(first(order), expected)
  }), { numRuns: 24 })
})

test('every fixture is read, without a disagreement, and keeps the promises of a report', (t) => {
  for (const name of fixtureNames()) {
    const report = read(name, fixture(name))
    t.true(report.ok, name)
    if (!report.ok) continue
    t.deepEqual(brokenPromises(report.value), [], name)
    t.deepEqual(report.value.notes, [], name)
    t.deepEqual(report.value.failedTests, [], name)
    t.is(report.value.source, name)
  }
})

test('the README has totals for every folder of reports', (t) => {
  const folders = new Set(fixtureNames().map((name) => name.slice(0, name.lastIndexOf('/'))))
  t.deepEqual([...folders].sort(), single.map(({ folder, reports }) => `${folder}/${reports}`).sort())
})

test('the NOTE of a folder and the README state the same totals', (t) => {
  for (const folder of new Set(readme.map((row) => row.folder))) {
    const note = readFileSync(join(root, 'fixtures/reports', folder, 'NOTE.md'), 'utf8')
    for (const { reports, cells } of readme.filter((row) => row.folder === folder)) {
      t.true(note.includes(`| ${[reports, ...cells].join(' | ')} |`), `${folder} ${reports}`)
    }
  }
})

for (const { folder, reports, cells } of single) {
  const [lines, statements, functions, branches, further, tests] = cells as [string, string, string, string, string, string]
  test(`${folder} ${reports} has the totals that the README states`, (t) => {
    let looked = 0
    for (const name of fixturesOf(`${folder}/${reports}`)) {
      const report = reportOf(name, fixture(name))
      if (report.measure === 'tests') {
        const by = statuses(report, 'test')
        t.is(Object.values(by).reduce((sum, count) => sum + count, 0), Number(tests))
      } else if (report.measure === 'mutation') {
        const by = statuses(report, 'mutant')
        const stated = further.slice(0, further.indexOf(';')).split(', ').map((text) => text.split(' ') as [string, string])
        t.deepEqual(Object.fromEntries(Object.entries(by).map(([status, count]) => [status.toLowerCase(), String(count)])),
          Object.fromEntries(stated.map(([status, count]) => [status.toLowerCase(), count])))
      } else {
        for (const [kind, stated] of [['line', lines], ['statement', statements], ['function', functions], ['branch', branches]] as const) {
          if (stated !== '–') t.is(totals(report, kind), stated.split(' ')[0]!, kind)
          else t.is(totals(report, kind), '0/0', kind)
        }
      }
      looked += 1
    }
    t.true(looked > 0)
  })
}

test('a package manifest, a lock file and a plain text are claimed by no format', (t) => {
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'fixtures/README.md', 'LICENSE']) {
    const report = read(name, readFileSync(join(root, name)))
    t.false(report.ok, name)
    if (!report.ok) t.is(report.error.code, 'report-unknown-format', name)
  }
})
