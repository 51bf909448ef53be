import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { read } from '../../src/read/index.js'
import { brokenPromises, statuses } from '../support/reports.js'
import { shared } from '../support/root.js'

const corpus = shared && existsSync(join(shared, 'corpus')) ? join(shared, 'corpus') : undefined
const run = corpus ? test : test.skip
const where = corpus ? '' : ' (skipped: there is no ../shared/corpus)'

/** What is read of a file, as the counts of its statuses; `rejected` when it is not read. */
function told(file: string): Readonly<Record<string, number>> | 'rejected' {
  const report = read(file, readFileSync(join(corpus!, file)))
  if (!report.ok) return 'rejected'
  const promises = brokenPromises(report.value)
  if (promises.length > 0 || report.value.notes.length > 0) throw new Error(JSON.stringify([promises, report.value.notes]))
  return statuses(report.value, 'mutant')
}

function rows(folder: string): { readonly file: string; readonly text: string }[] {
  return readFileSync(join(corpus!, 'EXPECTED.tsv'), 'utf8').split('\n').slice(1).map((line) => line.split('\t'))
    .filter(([file]) => file?.startsWith(`${folder}/`)).map((row) => ({ file: row[0]!, text: row[6]! }))
}

/** Counts of statuses in a tool's words, in datum's. */
function inDatumsWords(counts: Iterable<readonly [string, number]>, words: Readonly<Record<string, string>>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].filter(([, count]) => count > 0).map(([status, count]) => [words[status] ?? status, count]))
}

const PIT = { KILLED: 'Killed', SURVIVED: 'Survived', NO_COVERAGE: 'NoCoverage' } as const

run(`real PIT reports count as an independent program counts them${where}`, (t) => {
  const all = rows('pit-xml')
  t.is(all.length, 6)
  for (const { file, text } of all) {
    const stated = [...text.matchAll(/'(\w+)': (\d+)/g)].map((match) => [match[1]!, Number(match[2])] as const)
    const got = told(file)
    t.deepEqual(got, inDatumsWords(stated, PIT), file)
    if (got === 'rejected') continue
    const [detected, all_] = /detected (\d+)\/(\d+)/.exec(text)!.slice(1).map(Number)
    t.is(got['Killed'] ?? 0, detected!, file)
    t.is(Object.values(got).reduce((sum, count) => sum + count, 0), all_!, file)
  }
  t.log(`pit-xml: ${all.length} of ${all.length} agree`)
})

run(`real outcomes of cargo-mutants count as its own counters${where}`, (t) => {
  const all = rows('cargo-mutants')
  t.is(all.length, 1)
  for (const { file, text } of all) {
    const { counted } = JSON.parse(text.slice(1, -1).replaceAll('""', '"')) as { counted: Readonly<Record<string, number>> }
    t.deepEqual(told(file), inDatumsWords(Object.entries(counted), { CaughtMutant: 'Killed', MissedMutant: 'Survived', Unviable: 'CompileError' }), file)
  }
  t.log(`cargo-mutants: ${all.length} of ${all.length} agree`)
})
