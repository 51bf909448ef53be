// Format: https://github.com/cobertura/cobertura/blob/master/cobertura/src/site/htdocs/xml/coverage-04.dtd
// Totals: no single tool; lines of a file counted once, branches from "(covered/total)" of condition-coverage
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { ok, type Result } from '../../model/result.js'
import { MOST_ARMS, type Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import { coverageRoot } from '../coverage-root.js'
import type { Document, Format } from '../format.js'
import { hitCount, wholeNumber } from '../lines.js'
import { walkXml } from '../xml.js'

/**
 * Cobertura XML. Lines are counted once a file, whatever classes list them (partial and inner classes repeat them).
 * What the root element states is compared, as its writers round it, cut it and forget it.
 */
export const cobertura: Format = {
  id: 'cobertura',
  measure: 'coverage',
  title: 'Cobertura XML (coverage.py xml, coverlet, gcovr, istanbul and others)',
  claims: (document) => coverageRoot(document) === 'cobertura',
  read: readCobertura,
}

type Attributes = Readonly<Record<string, string>>

interface Line {
  readonly number: number
  readonly hits: number
  readonly arms: Ratio | null
}

interface Method {
  readonly name: string
  readonly lines: Line[]
}

/** One `class` element while it is open. */
interface OpenClass {
  readonly name: string
  readonly file: string
  readonly lines: Line[]
  readonly methods: Method[]
  method: Method | null
}

function readCobertura(document: Document): Result<Report, Failure> {
  const files = new CoverageFiles()
  const sources: string[] = []
  const paths: string[] = []
  let header: Attributes = {}
  let open: OpenClass | null = null
  let inSource = false
  let fault: string | null = null
  const walked = walkXml(document, 'Cobertura XML', {
    open: (name, attributes) => {
      if (name === 'coverage') header = attributes
      else if (name === 'source') {
        inSource = true
        sources.push('')
      } else if (name === 'class') {
        // Some reports were made anonymous: their lines still count, in a file that nobody knows.
        const file = [attributes['filename'], attributes['name']].find((text) => text !== undefined && text !== '')
        open = { name: attributes['name'] ?? '', file: file ?? '(no file named)', lines: [], methods: [], method: null }
      } else if (name === 'method' && open) {
        open.method = { name: `${attributes['name'] ?? ''}${attributes['signature'] ?? ''}`, lines: [] }
        open.methods.push(open.method)
      } else if (name === 'line' && open) {
        const line = lineOf(attributes)
        if (typeof line === 'string') fault = line
        else (open.method ?? open).lines.push(line)
      }
    },
    close: (name) => {
      if (name === 'source') inSource = false
      else if (name === 'method' && open) open.method = null
      else if (name === 'class' && open) {
        paths.push(open.file)
        addClass(files, open)
        open = null
      }
    },
    text: (text) => {
      if (inSource) sources.push(`${sources.pop() ?? ''}${text}`)
    },
    fault: () => fault,
  })
  if (!walked.ok) return walked
  return ok(coverageReport(document, 'cobertura', placed(files, paths, sources.map((source) => source.trim())), {
    tool: 'cobertura',
    definition: 'lines and condition-coverage',
    suspect: header['version'] === undefined ? {} : { version: header['version'] },
    stamp: header['timestamp'] ?? null,
    notes: [
      ...totalsNote('line', files.ratio('line'), statedIn(header, 'lines')),
      ...totalsNote('branch', files.ratio('branch'), statedIn(header, 'branches')),
    ],
  }))
}

function lineOf(attributes: Attributes): Line | string {
  const number = wholeNumber(attributes['number'])
  const hits = hitCount(attributes['hits'])
  if (number === undefined) return 'a line has no number'
  if (hits === undefined) return `line ${number} has no hits that are a number`
  const isBranch = attributes['branch']?.toLowerCase() === 'true'
  const condition = isBranch ? attributes['condition-coverage'] : undefined
  if (condition === undefined) return { number, hits, arms: null }
  const [, covered, total] = /\(\s*([\d,]+)\s*\/\s*([\d,]+)\s*\)/.exec(condition) ?? []
  const arms: readonly (number | undefined)[] = [wholeNumber(covered), wholeNumber(total)]
  const [c, t] = arms
  if (c === undefined || t === undefined || c > t || t > MOST_ARMS) return `line ${number} has a condition-coverage that is not "(covered/total)": ${JSON.stringify(condition)}`
  return { number, hits, arms: [c, t] }
}

/** Methods repeat the lines of their class; the writers that list lines in methods only are taken at that. */
function addClass(files: CoverageFiles, { name, file: path, lines, methods }: OpenClass): void {
  const file = files.at(path)
  file.has('line')
  for (const { number, hits, arms } of lines.length > 0 ? lines : methods.flatMap((method) => method.lines)) {
    file.line(number, hits)
    if (arms) file.arms(number, ...arms)
  }
  for (const method of methods) {
    const [first] = method.lines
    const count = method.lines.reduce((most, { hits }) => Math.max(most, hits), 0)
    if (first) file.function(`${name} ${method.name}`, first.number, count)
  }
}

/** Paths as the report means them: below its source folder, or below one of several, nobody says which. */
function placed(files: CoverageFiles, paths: readonly string[], sources: readonly string[]): CoverageFiles {
  const folders = [...new Set(sources)].filter((source) => source !== '' && source !== '.').map((source) => source.replace(/[\\/]+$/, ''))
  for (const path of new Set(paths)) {
    if (!isAbsolute(path)) files.elsewhere(path, folders.map((folder) => `${folder}/${path}`))
  }
  return files
}

function isAbsolute(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path)
}

function statedIn(header: Attributes, what: 'lines' | 'branches'): Ratio | null {
  const covered = wholeNumber(header[`${what}-covered`])
  const total = wholeNumber(header[`${what}-valid`])
  return covered === undefined || total === undefined ? null : [covered, total]
}
