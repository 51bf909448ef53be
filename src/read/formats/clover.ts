// Format: https://openclover.org/doc/manual/latest/general--xml-report-schema.html (schema: clover.xsd)
// Totals: `metrics` of each file; Clover, OpenClover, PHPUnit and istanbul fill them in the same way
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { ok, type Result } from '../../model/result.js'
import { MOST_ARMS, type CoverageFile, type CoverageKind, type Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import { coverageRoot } from '../coverage-root.js'
import type { Document, Format } from '../format.js'
import { hitCount, wholeNumber } from '../lines.js'
import { walkXml } from '../xml.js'

/**
 * Clover XML. Lines are its statements and conditions, where its methods are methods. Statements are totals, as Clover
 * counts several on one line; conditions are elements where the counts on the lines give the totals that the file states.
 */
export const clover: Format = {
  id: 'clover',
  measure: 'coverage',
  title: 'Clover XML (PHPUnit, istanbul, OpenClover)',
  claims: (document) => coverageRoot(document) === 'clover',
  read: readClover,
}

type Attributes = Readonly<Record<string, string>>

interface Condition {
  readonly line: number
  readonly whenTrue: number
  readonly whenFalse: number
}

/** One `file` element while it is open; `metrics` are its own, not those of its classes. */
interface OpenFile {
  readonly path: string
  readonly file: CoverageFile
  readonly conditions: Condition[]
  metrics: Attributes | null
  /** PHPUnit, alone in not naming a version of Clover, counts a method when all of its lines are covered. */
  readonly methodsByLines: boolean
  listsMethods: boolean
}

const METRICS = [['statement', 'statements'], ['branch', 'conditionals'], ['function', 'methods']] as const

function readClover(document: Document): Result<Report, Failure> {
  const files = new CoverageFiles()
  const parents: string[] = []
  let header: Attributes = {}
  let project: Attributes | null = null
  let stamp: string | null = null
  let open: OpenFile | null = null
  let fault: string | null = null
  const walked = walkXml(document, 'Clover XML', {
    open: (name, attributes) => {
      const parent = parents.at(-1)
      parents.push(name)
      if (name === 'coverage') header = attributes
      else if (name === 'project') stamp = attributes['timestamp'] ?? null
      else if (name === 'file') {
        const path = [attributes['path'], attributes['name']].find((text) => text !== undefined && text !== '')
        if (path === undefined) fault = 'a file has neither path nor name'
        else open = { path, file: files.at(path), conditions: [], metrics: null, methodsByLines: header['clover'] === undefined, listsMethods: false }
      } else if (name === 'metrics') {
        if (parent === 'project') project = attributes
        else if (parent === 'file' && open) open.metrics = attributes
      } else if (name === 'line' && open) {
        fault = addLine(open, attributes)
      }
    },
    close: (name) => {
      parents.pop()
      if (name !== 'file' || !open) return
      fault = closeFile(open)
      open = null
    },
    fault: () => fault,
  })
  if (!walked.ok) return walked
  const version = header['clover']
  return ok(coverageReport(document, 'clover', files, {
    tool: 'clover',
    definition: 'statements, conditionals and methods',
    suspect: version === undefined ? {} : { version },
    stamp: stamp ?? header['generated'] ?? null,
    notes: METRICS.flatMap(([kind, name]) => totalsNote(kind, files.ratio(kind), metric(project, name))),
  }))
}

/** What is wrong with the line; null when it was taken. */
function addLine(open: OpenFile, attributes: Attributes): string | null {
  const line = wholeNumber(attributes['num'])
  if (line === undefined) return 'a line has no num'
  const counts = [attributes['count'], attributes['truecount'], attributes['falsecount']].map((text) => (text === undefined ? 0 : hitCount(text)))
  if (counts.includes(undefined)) return `line ${line} has a count that is no number`
  const [count = 0, whenTrue = 0, whenFalse = 0] = counts
  if (attributes['type'] === 'method') {
    if (open.methodsByLines) return null
    open.listsMethods = true
    open.file.function(attributes['name'] ?? attributes['signature'] ?? '', line, count)
    return null
  }
  const isCondition = attributes['type'] === 'cond'
  // OpenClover gives a condition no count of its own: it ran when it was true or false.
  open.file.line(line, attributes['count'] === undefined && isCondition ? whenTrue + whenFalse : count)
  if (isCondition) open.conditions.push({ line, whenTrue, whenFalse })
  return null
}

/** What is wrong with the file's metrics; null when nothing is. */
function closeFile({ file, path, metrics, conditions, methodsByLines, listsMethods }: OpenFile): string | null {
  for (const [, name] of METRICS) {
    const ratio = metric(metrics, name)
    if (ratio && ratio[0] > ratio[1]) return `file ${JSON.stringify(path)}: covered${name} ${ratio[0]} of ${name} ${ratio[1]}`
  }
  file.has('line')
  total(file, 'statement', metric(metrics, 'statements'))
  const methods = metric(metrics, 'methods')
  if (methods && methodsByLines) file.wholes('function', ...methods)
  else if (!listsMethods) total(file, 'function', methods)
  addConditions(file, conditions, metric(metrics, 'conditionals'))
  return null
}

/**
 * Two ways to write a condition: hits of both outcomes (Clover), or numbers of covered and uncovered arms (istanbul).
 * The file's metrics tell which; where neither gives them (istanbul leaves out branches on lines without a statement),
 * they are totals.
 */
function addConditions(file: CoverageFile, conditions: readonly Condition[], stated: Ratio | null): void {
  const sum = (of: (condition: Condition) => number): number => conditions.reduce((all, condition) => all + of(condition), 0)
  const outcomes: Ratio = [sum(({ whenTrue, whenFalse }) => Number(whenTrue > 0) + Number(whenFalse > 0)), 2 * conditions.length]
  const arms: Ratio = [sum(({ whenTrue }) => whenTrue), sum(({ whenTrue, whenFalse }) => whenTrue + whenFalse)]
  if (stated && !same(outcomes, stated) && (!same(arms, stated) || arms[1] > MOST_ARMS)) {
    file.total('branch', ...stated)
    return
  }
  if (stated) file.has('branch')
  for (const { line, whenTrue, whenFalse } of conditions) {
    if (!stated || same(outcomes, stated)) {
      file.arm(line, 'cond', 0, whenTrue)
      file.arm(line, 'cond', 1, whenFalse)
    } else {
      file.arms(line, whenTrue, whenTrue + whenFalse)
    }
  }
}

function same(a: Ratio, b: Ratio): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function total(file: CoverageFile, kind: CoverageKind, ratio: Ratio | null): void {
  if (ratio) file.total(kind, ...ratio)
}

function metric(metrics: Attributes | null, name: string): Ratio | null {
  const covered = wholeNumber(metrics?.[`covered${name}`])
  const all = wholeNumber(metrics?.[name])
  return covered === undefined || all === undefined ? null : [covered, all]
}
