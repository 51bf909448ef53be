import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { ElementKind } from '../../src/model/element.js'
import type { Report } from '../../src/model/report.js'
import { read } from '../../src/read/index.js'
import { brokenPromises, totals } from '../support/reports.js'
import { shared } from '../support/root.js'

const corpus = shared && existsSync(join(shared, 'corpus')) ? join(shared, 'corpus') : undefined
const run = corpus ? test : test.skip
const where = corpus ? '' : ' (skipped: there is no ../shared/corpus)'

/** What a program that is not ours counted in one file: totals by kind, or that it must not be read. */
type Expected = Partial<Record<ElementKind, string>> | 'rejected'

interface FormatRows {
  readonly folder: string
  readonly id: string | null
  readonly least: number
  readonly files: RegExp
  /** Null for a row that states nothing to hold a reading against. */
  readonly stated: (row: Row) => Expected | null
}

interface Row {
  readonly file: string
  readonly text: string
}

const FORMATS: readonly FormatRows[] = [
  { folder: 'lcov', id: 'lcov', least: 14, files: /./, stated: ({ text }) => lcovSummary(/lcov1\.16: ([^|]*)/.exec(text)![1]!) },
  { folder: 'cobertura', id: 'cobertura', least: 40, files: /./, stated: ({ text }) => {
    if (text.startsWith('must be rejected')) return 'rejected'
    return { line: /lines\(unique file\+line\) (\d+\/\d+)/.exec(text)![1]!, branch: /branches\(unique,max\) (\d+\/\d+)/.exec(text)![1]! }
  } },
  { folder: 'clover', id: 'clover', least: 15, files: /./, stated: ({ text }) => {
    if (text.startsWith('must be rejected')) return 'rejected'
    const [, statement, branch, functions] = /sum of file metrics s (\S+) c (\S+) m (\S+)/.exec(text)!
    return { statement: statement!, branch: branch!, function: functions! }
  } },
  { folder: 'jacoco', id: 'jacoco', least: 8, files: /./, stated: ({ text }) => {
    if (text.startsWith('must be rejected')) return 'rejected'
    const counter = (name: string): string => new RegExp(`report counters .*?\\b${name} (\\d+/\\d+).*?\\|`).exec(text)?.[1] ?? '0/0'
    const [, line, branch] = /sum of <line> (\S+) br (\S+)/.exec(text)!
    return { line: line!, branch: branch!, statement: counter('INSTRUCTION'), function: counter('METHOD') }
  } },
  { folder: 'opencover', id: 'opencover', least: 11, files: /./, stated: ({ text }) => {
    if (text.startsWith('must be rejected')) return 'rejected'
    const [, statement, branch, functions] = /points sequence (\S+) branch (\S+) methods (\S+)/.exec(text)!
    return { statement: statement!, branch: branch!, function: functions! }
  } },
  { folder: 'go-coverprofile', id: 'go-coverprofile', least: 9, files: /./, stated: ({ text }) => {
    const { statements, error, mode } = json(text) as { statements?: [number, number]; error?: string; mode?: string }
    return error !== undefined || mode === '' ? 'rejected' : { statement: statements!.join('/') }
  } },
  { folder: 'llvm-cov', id: 'llvm-cov', least: 20, files: /./, stated: ({ text }) => {
    const { lines, functions, branches, regions } = json(text.replace(/ \(= .*?\)/, '')) as Record<string, number[]>
    const ratio = (of: number[] | undefined): string => of!.slice(0, 2).join('/')
    return { line: ratio(lines), function: ratio(functions), branch: ratio(branches), statement: ratio(regions) }
  } },
  { folder: 'simplecov', id: 'simplecov', least: 8, files: /./, stated: ({ text }) => {
    const { lines, branchesRaw } = json(text) as { lines?: number[]; branchesRaw?: number[] }
    return lines ? { line: lines.join('/'), branch: branchesRaw!.join('/') } : null
  } },
  { folder: 'istanbul-summary', id: 'istanbul-summary', least: 2, files: /./, stated: ({ text }) => {
    const [, line, statement, functions, branch] = /lines (\S+) \S+ statements (\S+) \S+ functions (\S+) \S+ branches (\S+)/.exec(text)!
    return { line: line!, statement: statement!, function: functions!, branch: branch! }
  } },
  { folder: 'gcovr-crossformat', id: 'gcovr', least: 10, files: /coverage(?:\.no-markers)?\.json$/, stated: ({ text }) => ({ line: /unique file\+line (\S+)/.exec(text)![1]! }) },
  { folder: 'gcovr-crossformat', id: 'lcov', least: 4, files: /\.lcov$/, stated: ({ text }) => lcovSummary(text) },
  { folder: 'gcovr-crossformat', id: 'cobertura', least: 1, files: /cobertura\.xml$/, stated: ({ text }) => {
    const [, line, branch] = /lines \[(\d+, \d+)\] branches \[(\d+, \d+)\]/.exec(text)!
    return { line: line!.replace(', ', '/'), branch: branch!.replace(', ', '/') }
  } },
]

/** Where datum differs on purpose: what it says, and why. */
const DISAGREEMENTS: Readonly<Record<string, { readonly got: Expected; readonly why: string }>> = {
  'jacoco/coverage-reporter__jacoco-report-multiple-packages.xml': {
    got: { line: '10/12', branch: '4/8', statement: '54/64', function: '4/4' },
    why: 'cut together by hand: the counters of the report are those of one of its two packages. The packages count, and the disagreement is noted',
  },
}

function json(text: string): unknown {
  return JSON.parse(text.replace(/^"|"$/g, '').replaceAll('""', '"'))
}

function lcovSummary(text: string): Expected {
  if (text.includes('rejects file')) return 'rejected'
  const of = (name: string): string => new RegExp(`${name} (\\d+/\\d+)`).exec(text)?.[1] ?? '0/0'
  return { line: of('lines'), function: of('functions'), branch: of('branches') }
}

/** The reading of a file in the words of what was expected of it. */
function told(report: Report | null, expected: Expected, id: string | null): unknown {
  if (!report) return 'rejected'
  const promises = brokenPromises(report)
  if (promises.length > 0) return promises.join('; ')
  if (report.format !== id) return `read as ${report.format}`
  const kinds = expected === 'rejected' ? (['line'] as const) : Object.keys(expected) as ElementKind[]
  return Object.fromEntries(kinds.map((kind) => [kind, totals(report, kind)]))
}

function rowsOf({ folder, files }: FormatRows): Row[] {
  const rows = readFileSync(join(corpus!, 'EXPECTED.tsv'), 'utf8').split('\n').slice(1).map((line) => line.split('\t'))
  return rows.filter(([file]) => file?.startsWith(`${folder}/`) && files.test(file)).map((row) => ({ file: row[0]!, text: row[6]! }))
}

for (const format of FORMATS) {
  run(`real reports count as independent programs count them: ${format.folder} as ${format.id ?? 'nothing'}${where}`, (t) => {
    const rows = rowsOf(format)
    t.true(rows.length >= format.least, `only ${rows.length} files were looked at`)
    const seen = { agreeing: 0, rejected: 0, explained: 0, unstated: 0 }
    for (const row of rows) {
      const reading = read(row.file, Uint8Array.from(readFileSync(join(corpus!, row.file))))
      const expected = format.stated(row)
      if (expected === null) {
        t.true(reading.ok, row.file)
        seen.unstated += 1
        continue
      }
      const known = DISAGREEMENTS[row.file]
      t.deepEqual(told(reading.ok ? reading.value : null, expected, format.id), known?.got ?? expected, row.file)
      if (known) t.log(`${row.file}: ${known.why}`)
      seen[known ? 'explained' : expected === 'rejected' ? 'rejected' : 'agreeing'] += 1
    }
    t.log(`${format.folder} as ${format.id ?? 'nothing'}: ${rows.length} files, ${seen.agreeing} agree, ${seen.rejected} rejected as expected, ${seen.explained} differ and are explained, ${seen.unstated} read with no total to hold against`)
  })
}

run(`the formats that gcovr wrote of one run give the same lines${where}`, (t) => {
  const of = (name: string): Report => {
    const reading = read(name, Uint8Array.from(readFileSync(join(corpus!, 'gcovr-crossformat', name))))
    if (!reading.ok) throw new Error(`${name}: ${JSON.stringify(reading.error)}`)
    return reading.value
  }
  // gcovr writes some formats from another root: the names of the files stay.
  const lines = (report: Report): unknown => report.files.map(({ path, kinds }) => [path.split('/').at(-1), kinds.line] as const).sort(([a], [b]) => (a! < b! ? -1 : 1))
  const [withSource, withoutHit] = ['exclusion__exclude-branch-source__gcc-14__', 'exclusion__exclude-branch-without-hit__gcc-14__']
  for (const [json_, others] of [
    [`${withSource}coverage.json`, [`${withSource}coverage.lcov`, `${withSource}sonarqube.xml`]],
    [`${withoutHit}coverage.json`, [`${withoutHit}coverage.lcov`, `${withoutHit}cobertura.xml`]],
    ['nested__linked__gcc-14__coverage.json', ['nested__linked__gcc-14__coverage.lcov']],
    ['merging__different-functions-separate__gcc-14__coverage.json', ['merging__different-functions-separate__gcc-14__coverage.lcov']],
  ] as const) {
    const reference = of(json_)
    for (const other of others) {
      t.deepEqual(lines(of(other)), lines(reference), other)
      t.is(totals(of(other), 'branch'), totals(reference, 'branch'), other)
    }
  }
})
