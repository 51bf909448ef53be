import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { read } from '../../src/read/index.js'
import { shared } from '../support/root.js'
import { brokenPromises, statuses, totals } from '../support/reports.js'

const corpus = shared && existsSync(join(shared, 'corpus')) ? join(shared, 'corpus') : undefined
const run = corpus ? test : test.skip
const where = corpus ? '' : ' (skipped: there is no ../shared/corpus)'

interface Expectation {
  readonly file: string
  readonly text: string
}

function expectations(folder: string): Expectation[] {
  const rows = readFileSync(join(corpus!, 'EXPECTED.tsv'), 'utf8').split('\n').slice(1).map((line) => line.split('\t'))
  return rows.filter(([file]) => file?.startsWith(`${folder}/`)).map((row) => ({ file: row[0]!, text: row[6]! }))
}

/** Where datum differs on purpose: what it says, and why. Everything else has to agree. */
const DISAGREEMENTS: Readonly<Record<string, { readonly got: string; readonly why: string }>> = {
  'junit/mikepenz__junit-server-test-report.xml': {
    got: 'cases 3 failure 0 error 0 skipped 1 passed 2',
    why: 'gotestsum ran a test again that had failed: one test, listed with each of its tries',
  },
  'junit/mikepenz__issues-testDisabled.xml': {
    got: 'cases 22 failure 4 error 2 skipped 10 passed 6',
    why: 'status="notrun" and status="disabled" (googletest) did not run: the expat count looks at child elements only',
  },
}

/** One row in the words of EXPECTED.tsv; `rejected` for a file that is not read. */
function told(folder: string, file: string): string {
  const report = read(file, readFileSync(join(corpus!, file)))
  if (!report.ok) return 'rejected'
  const promises = brokenPromises(report.value)
  if (promises.length > 0) return promises.join('; ')
  switch (folder) {
    case 'istanbul':
      return `files ${report.value.files.length} ${(['line', 'statement', 'function', 'branch'] as const).map((kind) => `${kind} ${totals(report.value, kind)}`).join(' ')}`
    case 'coveragepy-json':
      return `lines ${totals(report.value, 'line')}`
    case 'mutation-schema': {
      const by = statuses(report.value, 'mutant')
      return Object.keys(by).sort().map((status) => `${status} ${by[status]!}`).join(' ')
    }
    default: {
      const by = statuses(report.value, 'test')
      const count = (status: string): number => by[status] ?? 0
      const cases = Object.values(by).reduce((sum, number) => sum + number, 0)
      // Passed on a later try is passed for the program that counted.
      return `cases ${cases} failure ${count('failed')} error ${count('error')} skipped ${count('skipped')} passed ${count('passed') + count('flaky')}`
    }
  }
}

/** What EXPECTED.tsv says of a row, in the same words. */
function stated(folder: string, text: string): string {
  if (/^must be rejected|^mutants .*metrics throws/.test(text)) return 'rejected'
  switch (folder) {
    case 'istanbul': {
      const match = /^files (\d+) lines (\d+\/\d+) \S+ statements (\d+\/\d+) \S+ functions (\d+\/\d+) \S+ branches (\d+\/\d+)/.exec(text)!
      return `files ${match[1]!} line ${match[2]!} statement ${match[3]!} function ${match[4]!} branch ${match[5]!}`
    }
    case 'coveragepy-json':
      return `lines ${/covered_lines (\d+\/\d+)/.exec(text)![1]!}`
    case 'mutation-schema':
      return [...text.matchAll(/'(\w+)': (\d+)/g)].map((match) => `${match[1]!} ${match[2]!}`).sort().join(' ')
    default:
      return /^cases \d+ failure \d+ error \d+ skipped \d+ passed \d+/.exec(text)![0]
  }
}

for (const [folder, least] of [['istanbul', 20], ['mutation-schema', 20], ['coveragepy-json', 1], ['junit', 90]] as const) {
  run(`real reports of ${folder} count as independent programs count them${where}`, (t) => {
    const rows = expectations(folder)
    t.true(rows.length >= least, `only ${rows.length} files were looked at`)
    let agreed = 0
    for (const { file, text } of rows) {
      const known = DISAGREEMENTS[file]
      const got = told(folder, file)
      if (got === stated(folder, text)) agreed += 1
      else t.log(`${file}: ${got}; expected ${stated(folder, text)}${known ? `: ${known.why}` : ''}`)
      t.is(got, known?.got ?? stated(folder, text), file)
    }
    t.log(`${folder}: ${agreed} of ${rows.length} agree`)
    t.is(rows.length - agreed, rows.filter(({ file }) => DISAGREEMENTS[file]).length)
  })
}

run(`a status the mutation schema does not know is no reason to reject a real report${where}`, (t) => {
  // Expected a rejection for its list-less file, not for its UnknownStatus: taken away, the rest is read.
  const json = JSON.parse(readFileSync(join(corpus!, 'mutation-schema/coverage-model__mutation-report.json'), 'utf8')) as { files: Record<string, { mutants: unknown }> }
  const files = Object.fromEntries(Object.entries(json.files).filter(([, file]) => Array.isArray(file.mutants)))
  const report = read('mutation.json', new TextEncoder().encode(JSON.stringify({ ...json, files })))
  t.true(report.ok)
  if (!report.ok) return
  t.is(statuses(report.value, 'mutant')['Unknown'], 1)
  t.deepEqual(report.value.notes.filter(({ note }) => note === 'unknown-status').map((note) => ('status' in note ? note.status : '')), ['UnknownStatus'])
})
