// Format: https://www.jacoco.org/jacoco/trunk/coverage/report.dtd
// Totals: counters of the report; a line is covered when any of its instructions is
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { ok, type Result } from '../../model/result.js'
import { MOST_ARMS, type CoverageFile, type CoverageKind, type Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import type { Document, Format } from '../format.js'
import { wholeNumber } from '../lines.js'
import { rootTag, walkXml } from '../xml.js'

/**
 * JaCoCo XML. Lines, and branches by their number on each line, come from the source files: classes repeat the lines
 * they share. Instructions are totals of a file.
 */
export const jacoco: Format = {
  id: 'jacoco',
  measure: 'coverage',
  title: 'JaCoCo XML (JaCoCo, Kover, Pester, gcovr --jacoco)',
  claims: ({ root, text }) => root === 'report' && (/JACOCO/.test(text.slice(0, 2000)) || ['sessioninfo', 'package', 'group'].includes(rootTag(text).child ?? '')),
  read: readJacoco,
}

type Attributes = Readonly<Record<string, string>>
type Counters = Map<string, Ratio>

const KINDS: readonly (readonly [CoverageKind, string])[] = [['line', 'LINE'], ['branch', 'BRANCH'], ['statement', 'INSTRUCTION'], ['function', 'METHOD']]

/** An element while it is open, with the counters that are its own. */
interface Open {
  readonly name: string
  readonly attributes: Attributes
  readonly counters: Counters
  readonly lines: LineCounts[]
}

interface LineCounts {
  readonly line: number
  readonly instructions: Ratio | null
  readonly branches: Ratio
}

function readJacoco(document: Document): Result<Report, Failure> {
  const files = new CoverageFiles({ rootless: true })
  const open: Open[] = []
  const notes: ReturnType<typeof totalsNote>[] = []
  const sources = new Map<string, string>()
  let orphans: Method[] = []
  let stamp: string | null = null
  let fault: string | null = null
  const folder = (): string => open.filter(({ name, attributes }) => (name === 'group' || name === 'package') && attributes['name'] !== '')
    .map(({ attributes }) => `${attributes['name'] ?? ''}/`).join('')
  const walked = walkXml(document, 'JaCoCo XML', {
    open: (name, attributes) => {
      const parent = open.at(-1)
      open.push({ name, attributes, counters: new Map(), lines: [] })
      if (name === 'sessioninfo') stamp ??= attributes['start'] ?? null
      else if (name === 'counter' && parent) fault = addCounter(parent.counters, attributes)
      else if (name === 'line' && parent?.name === 'sourcefile') fault = addLine(parent.lines, attributes)
    },
    close: () => {
      const element = open.pop()
      if (element?.name === 'sourcefile') {
        const path = `${folder()}${element.attributes['name'] ?? ''}`
        sources.set(path.replace(/\.\w+$/, ''), path)
        addSource(files.at(path), element)
      } else if (element?.name === 'method') {
        const method = methodOf(folder(), open.at(-1)?.attributes ?? {}, element)
        if (method?.path !== undefined) addMethod(files.at(method.path), method)
        else if (method) orphans.push(method)
      } else if (element?.name === 'package') {
        for (const method of orphans) addMethod(files.at(sources.get(method.stem) ?? sources.get(method.stem.replace(/Kt$/, '')) ?? method.stem), method)
        orphans = []
      } else if (element?.name === 'report') {
        notes.push(...KINDS.map(([kind, type]) => totalsNote(kind === 'statement' ? 'instructions' : kind, files.ratio(kind), element.counters.get(type) ?? null)))
      }
    },
    fault: () => fault,
  })
  if (!walked.ok) return walked
  return ok(coverageReport(document, 'jacoco', files, {
    tool: 'jacoco', definition: 'lines, branches, instructions as statements, methods', notes: notes.flat(), stamp, counts: false,
  }))
}

/** A source file by its lines; by its counters where the lines have no instructions (gcovr) or there are none. */
function addSource(file: CoverageFile, { counters, lines }: Open): void {
  const known = lines.length > 0 && lines.every(({ instructions }) => instructions !== null)
  file.has('line')
  if (!known) {
    for (const [kind, type] of KINDS) {
      const ratio = counters.get(type)
      if (ratio && kind !== 'function') file.total(kind, ...ratio)
    }
    return
  }
  for (const { line, instructions, branches } of lines) {
    file.line(line, instructions?.[0] ?? 0)
    file.arms(line, ...branches)
    file.total('statement', ...(instructions ?? [0, 0]))
  }
}

interface Method {
  readonly name: string
  readonly line: number | null
  readonly covered: number
  /** Undefined where the class does not name its source file; it is the one of the outermost class's name then. */
  readonly path: string | undefined
  readonly stem: string
}

function methodOf(folder: string, { name: of = '', sourcefilename: source }: Attributes, { attributes, counters }: Open): Method | null {
  const covered = (counters.get('METHOD') ?? counters.get('INSTRUCTION'))?.[0]
  if (covered === undefined) return null
  const simple = of.replace(/^.*\//, '')
  return {
    name: `${simple}.${attributes['name'] ?? ''}${attributes['desc'] ?? ''}`,
    line: wholeNumber(attributes['line']) ?? null,
    covered,
    path: source === undefined ? undefined : `${folder}${source}`,
    stem: `${folder}${simple.replace(/\$.*$/, '')}`,
  }
}

function addMethod(file: CoverageFile, { name, line, covered }: Method): void {
  file.function(name, line, covered)
}

function addCounter(counters: Counters, { type = '', missed, covered }: Attributes): string | null {
  const [no, yes] = [wholeNumber(missed), wholeNumber(covered)]
  if (no === undefined || yes === undefined) return `counter ${type} has no missed and covered that are whole numbers`
  counters.set(type, [yes, yes + no])
  return null
}

function addLine(lines: LineCounts[], attributes: Attributes): string | null {
  const line = wholeNumber(attributes['nr'])
  if (line === undefined) return 'a line has no nr'
  const [mi, ci, mb, cb] = ['mi', 'ci', 'mb', 'cb'].map((name) => (attributes[name] === undefined ? null : wholeNumber(attributes[name])))
  if ([mi, ci, mb, cb].includes(undefined) || (cb ?? 0) + (mb ?? 0) > MOST_ARMS) return `line ${line} has a counter that cannot be`
  const instructions: Ratio | null = typeof ci === 'number' && typeof mi === 'number' ? [ci, ci + mi] : null
  lines.push({ line, instructions, branches: [cb ?? 0, (cb ?? 0) + (mb ?? 0)] })
  return null
}
