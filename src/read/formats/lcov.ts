// Format: https://github.com/linux-test-project/lcov/blob/master/docs/man/geninfo.rst (section "tracefile format")
// Totals: lcov 1.16, `lcov --summary --rc lcov_branch_coverage=1`
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { CoverageFile, type CoverageKind, type Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import { broken, type Document, type Format } from '../format.js'
import { hitCount, linesOf, wholeNumber } from '../lines.js'

/**
 * Tracefiles of lcov 1 and 2 and of all who write them. DA, FN, FNDA, FNA and BRDA records are counted; LF, LH and
 * the like are what the writer thinks of them, and only compared.
 */
export const lcov: Format = {
  id: 'lcov',
  measure: 'coverage',
  title: 'lcov tracefile, lcov.info (lcov 1 and 2, geninfo, and the lcov reporters of other tools)',
  claims: ({ text, json, root }) => json === undefined && root === null && /^\s*(?:#[^\n]*\n\s*)*(?:TN|SF|DA):/.test(text.slice(0, 1 << 12)),
  read: readLcov,
}

const STATED: Readonly<Record<string, readonly [CoverageKind, 0 | 1]>> = {
  LH: ['line', 0], LF: ['line', 1], FNH: ['function', 0], FNF: ['function', 1], BRH: ['branch', 0], BRF: ['branch', 1],
}

/** What lies between `SF` and `end_of_record`. */
class Section {
  readonly file = new CoverageFile()
  readonly stated = new Map<CoverageKind, [number | null, number | null]>()
  readonly path: string
  readonly number: number
  readonly #arms: Arms
  readonly #functions = new Map<string, { line: number; end: number; count: number }>()
  readonly #starts = new Map<string, readonly [number, number]>()

  constructor(path: string, number: number, arms: Arms) {
    this.path = path
    this.number = number
    this.#arms = arms
  }

  /** Takes one record; false when it is not what its name promises. */
  take(name: string, value: string): boolean {
    switch (name) {
      case 'DA': return this.#matches(/^(\d+),([^,]+)(?:,.*)?$/, value, ([, line, count]) =>
        this.#counted(line, count, (at, hits) => this.file.line(at, hits)))
      // lcov 2 writes where a function ends; names may hold commas.
      case 'FN': return this.#matches(/^(\d+),(?:(\d+),)?(.+)$/, value, ([, line, end, title]) =>
        this.#function(title ?? '', wholeNumber(line), wholeNumber(end ?? line), 0))
      case 'FNDA': return this.#matches(/^([^,]+),(.+)$/, value, ([, count, title]) =>
        this.#function(title ?? '', undefined, undefined, hitCount(count)))
      case 'FNL': return this.#matches(/^(\d+),(\d+)(?:,(\d+))?$/, value, ([, index, line, end]) =>
        this.#counted(line, end ?? line, (from, to) => this.#starts.set(index ?? '', [from, to])))
      // Every alias of a function counts, as `lcov --summary` counts them.
      case 'FNA': return this.#matches(/^(\d+),([^,]+),(.+)$/, value, ([, index, count, title]) =>
        this.#function(title ?? '', this.#starts.get(index ?? '')?.[0], this.#starts.get(index ?? '')?.[1], hitCount(count)))
      case 'BRDA': return this.#matches(/^(\d+),(\w+),(.+),([^,]+)$/, value, ([, line, block, arm, taken]) =>
        // `-`: the line was never reached, so the arm was not evaluated. It is there, and not taken.
        this.#counted(line, taken === '-' ? '0' : taken, (at, hits) =>
          this.file.arm(at, `block-${block ?? ''}`, this.#arms.number(this.path, `${at},${block ?? ''}`, arm ?? ''), hits)))
      default: return this.#total(name, value)
    }
  }

  /** The section's file, its functions known by name as lcov knows them. */
  close(): CoverageFile {
    for (const [name, { line, end, count }] of this.#functions) {
      this.file.function(name, line === Infinity ? null : line, count, end === Infinity ? null : end)
    }
    return this.file
  }

  #function(name: string, line: number | undefined, end: number | undefined, count: number | undefined): boolean {
    if (count === undefined) return false
    const there = this.#functions.get(name)
    this.#functions.set(name, {
      line: Math.min(there?.line ?? Infinity, line ?? Infinity),
      end: Math.min(there?.end ?? Infinity, end ?? Infinity),
      count: Math.max(0, count) + (there?.count ?? 0),
    })
    return true
  }

  #counted(line: string | undefined, count: string | undefined, use: (line: number, count: number) => void): boolean {
    const at = wholeNumber(line)
    const hits = hitCount(count)
    if (at === undefined || hits === undefined) return false
    use(at, hits)
    return true
  }

  #matches(pattern: RegExp, value: string, use: (match: RegExpExecArray) => boolean): boolean {
    const match = pattern.exec(value)
    return match !== null && use(match)
  }

  /** Totals are taken when they are numbers: nothing is counted from them. Records of other names are lcov's to add. */
  #total(name: string, value: string): boolean {
    const [kind, side] = STATED[name] ?? []
    if (kind === undefined || side === undefined) return true
    this.file.has(kind)
    const sides = this.stated.get(kind) ?? [null, null]
    sides[side] = wholeNumber(value) ?? null
    this.stated.set(kind, sides)
    return true
  }
}

/** Numbers of arms: the writer's, or for arms it names with words (coverage.py, lcov 2) their order. */
class Arms {
  readonly #named = new Map<string, Map<string, number>>()

  number(path: string, group: string, arm: string): number {
    const number = wholeNumber(arm)
    if (number !== undefined) return number
    const key = `${path}\n${group}`
    const arms = this.#named.get(key) ?? new Map<string, number>()
    this.#named.set(key, arms)
    const there = arms.get(arm) ?? arms.size
    arms.set(arm, there)
    return there
  }
}

function readLcov(document: Document): Result<Report, Failure> {
  const files = new CoverageFiles()
  const totals = new Map<CoverageKind, { counted: Ratio; stated: Ratio }>()
  const arms = new Arms()
  const fail = (number: number, detail: string): Result<Report, Failure> => err(broken(document, 'lcov', detail, { line: number, column: 1 }))
  let section: Section | null = null
  let last = { number: 1, line: '' }
  for (const { number, text } of linesOf(document.text)) {
    const line = text.trim()
    const [, name, value = ''] = /^([A-Z]+):(.*)$/.exec(line) ?? []
    if (name === 'SF') {
      if (section) return fail(number, `the record of ${section.path} that starts in line ${section.number} has no end_of_record: the file was cut off, or two writers wrote into it`)
      if (value.trim() === '') return fail(number, 'SF names no file')
      section = new Section(value.trim(), number, arms)
    } else if (line === 'end_of_record') {
      if (!section) return fail(number, 'end_of_record without the SF that starts a record')
      files.at(section.path).take(section.close())
      addTotals(totals, section)
      section = null
    } else if (section && line !== '' && !line.startsWith('#')) {
      if (name === undefined) return fail(number, `expected a record, found ${JSON.stringify(line.slice(0, 60))}`)
      if (!section.take(name, value)) return fail(number, `expected a ${name} record, found ${JSON.stringify(line.slice(0, 60))}`)
    } else if (name === 'DA' || name === 'BRDA') {
      return fail(number, `${name} without the SF that starts a record`)
    }
    if (line !== '') last = { number, line }
  }
  if (section) return fail(section.number, `the record of ${section.path} has no end_of_record: the file was cut off while it was written or copied`)
  // The name of a test, or its beginning, and no record after it.
  if (last.line.startsWith('TN:') || (!/^(?:end_of_record|#.*)?$/.test(last.line) && !document.text.endsWith('\n'))) {
    return fail(last.number, 'the file ends where another record begins: it was cut off while it was written or copied')
  }
  const notes = [...totals].flatMap(([kind, { counted, stated }]) => totalsNote(kind, counted, stated))
  return ok(coverageReport(document, 'lcov', files, { tool: 'lcov', definition: 'lcov records', notes }))
}

/** Sums of the sections that state both sides. */
function addTotals(totals: Map<CoverageKind, { counted: Ratio; stated: Ratio }>, { file, stated }: Section): void {
  for (const [kind, [covered, total]] of stated) {
    if (covered === null || total === null) continue
    const there = totals.get(kind) ?? { counted: [0, 0], stated: [0, 0] }
    const own = file.ratio(kind)
    totals.set(kind, {
      counted: [there.counted[0] + own[0], there.counted[1] + own[1]],
      stated: [there.stated[0] + covered, there.stated[1] + total],
    })
  }
}
