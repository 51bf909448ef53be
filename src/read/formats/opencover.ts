// Format: https://github.com/OpenCover/opencover/blob/main/main/OpenCover.Documentation/Usage.pdf (XML schema: OpenCoverResults.xsd)
// Totals: sequence points and branch points; `Summary` of OpenCover adds an entry branch for each method
import type { Failure } from '../../model/failure.js'
import type { Report, ReportNote } from '../../model/report.js'
import { ok, type Result } from '../../model/result.js'
import type { Ratio } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport, totalsNote } from '../coverage-report.js'
import type { Document, Format } from '../format.js'
import { hitCount, wholeNumber } from '../lines.js'
import { walkXml } from '../xml.js'

/** OpenCover XML: sequence points are statements, the lines they lie on are lines, branch points are branches. */
export const opencover: Format = {
  id: 'opencover',
  measure: 'coverage',
  title: 'OpenCover XML (OpenCover, coverlet, AltCover)',
  claims: ({ root }) => root === 'CoverageSession',
  read: readOpencover,
}

type Attributes = Readonly<Record<string, string>>

interface Point {
  readonly line: number | null
  readonly file: string | null
  readonly offset: number
  readonly visits: number
  readonly attributes: Attributes
}

interface OpenMethod {
  file: string | null
  name: string
  readonly sequence: Point[]
  readonly branches: Point[]
}

function readOpencover(document: Document): Result<Report, Failure> {
  const files = new CoverageFiles()
  const names = new Map<string, string>()
  const path: string[] = []
  let summary: Attributes = {}
  let skipped = 0
  let module = 0
  let method = 0
  let methods: Ratio = [0, 0]
  let open: OpenMethod | null = null
  let fault: string | null = null
  const walked = walkXml(document, 'OpenCover XML', {
    open: (name, attributes) => {
      path.push(name)
      // Of what was skipped nothing counts, down to its end.
      if (skipped > 0 || attributes['skippedDueTo'] !== undefined) skipped += 1
      if (skipped > 0) return
      if (name === 'Module') module += 1
      else if (name === 'Summary' && path.length === 2) summary = attributes
      else if (name === 'File') names.set(`${module} ${attributes['uid'] ?? ''}`, attributes['fullPath'] ?? '')
      else if (name === 'Method') open = { file: null, name: '', sequence: [], branches: [] }
      else if (name === 'FileRef' && open) open.file = attributes['uid'] ?? null
      else if ((name === 'SequencePoint' || name === 'BranchPoint') && open) {
        const point = pointOf(attributes)
        if (point) (name === 'SequencePoint' ? open.sequence : open.branches).push(point)
        else fault = `a ${name} has no visit count (vc) that is a number`
      }
    },
    text: (text) => {
      if (open && skipped === 0 && path.at(-1) === 'Name') open.name += text
    },
    close: (name) => {
      path.pop()
      if (skipped > 0) skipped -= 1
      else if (name === 'Method' && open) {
        const visited = addMethod(files, (file) => names.get(`${module} ${file}`), open, `${module} ${method}`)
        method += 1
        methods = [methods[0] + visited[0], methods[1] + visited[1]]
        open = null
      }
    },
    fault: () => fault,
  })
  if (!walked.ok) return walked
  return ok(coverageReport(document, 'opencover', files, {
    tool: 'opencover', definition: 'sequence points and branch points', notes: summaryNotes(files, summary, methods),
  }))
}

function pointOf(attributes: Attributes): Point | null {
  const visits = hitCount(attributes['vc'])
  if (visits === undefined) return null
  return { line: wholeNumber(attributes['sl']) ?? null, file: attributes['fileid'] ?? null, offset: wholeNumber(attributes['offset']) ?? 0, visits, attributes }
}

/** More lines than any statement has: the compiler's mark of a hidden one. */
const MOST_LINES = 10_000

/** Adds a method's points, and gives whether it counts as a method and as a visited one. */
function addMethod(files: CoverageFiles, pathOf: (file: string) => string | undefined, { name, file, sequence, branches }: OpenMethod, id: string): Ratio {
  const first = sequence[0]
  if (!first && branches.length === 0) return [0, 0]
  const at = (point: Point): ReturnType<CoverageFiles['at']> => {
    const uid = point.file !== null && point.file !== '0' ? point.file : file
    return files.at((uid === null ? undefined : pathOf(uid)) ?? '(no file named)')
  }
  const starts = [...sequence].sort((a, b) => a.offset - b.offset)
  const before = (offset: number): number => starts.findLast((point) => point.offset <= offset)?.line ?? first?.line ?? 0
  for (const [index, point] of sequence.entries()) {
    const { sl = '?', sc = '?', el = '?', ec = '?' } = point.attributes
    const start = point.line ?? 0
    const end = wholeNumber(el) ?? start
    at(point).add('statement', `${sl}:${sc}-${el}:${ec}`, [start, wholeNumber(sc) ?? 0], point.visits, `${id} ${index}`)
    for (let line = start; line <= (end - start < MOST_LINES ? end : start); line += 1) at(point).line(line, point.visits)
  }
  for (const [index, point] of branches.entries()) {
    const line = point.line ?? before(point.offset)
    const key = `${line}:?-${line}:? offset-${point.offset} ${wholeNumber(point.attributes['path']) ?? index} ?:?-?:?`
    at(point).has('branch')
    at({ ...point, file: point.file ?? first?.file ?? null }).add('branch', key, [line, point.offset, index], point.visits, `${id} ${index}`)
  }
  // What the compiler wrote has no lines: OpenCover counts its branches, and no method.
  if (!first) return [0, 0]
  const visited = Math.max(...sequence.map(({ visits }) => visits), 0)
  const place = first.line === null ? '?:?-?:?' : `${first.line}:?-${first.line}:?`
  at(first).add('function', `${place} ${JSON.stringify(name)}`, [first.line ?? 0], visited, id)
  return [visited > 0 ? 1 : 0, 1]
}

/** The session's own totals; an entry branch for each method is OpenCover's way, and no disagreement. */
function summaryNotes(files: CoverageFiles, summary: Attributes, methods: Ratio): readonly ReportNote[] {
  const stated = (what: 'Sequence' | 'Branch'): Ratio | null => {
    const [visited, all] = [wholeNumber(summary[`visited${what}Points`]), wholeNumber(summary[`num${what}Points`])]
    return visited === undefined || all === undefined ? null : [visited, all]
  }
  const branches = files.ratio('branch')
  const withEntries: Ratio = [branches[0] + methods[0], branches[1] + methods[1]]
  const given = stated('Branch')
  const counted = given && given[1] === withEntries[1] ? withEntries : branches
  return [
    ...totalsNote('sequence points', files.ratio('statement'), stated('Sequence')),
    ...totalsNote('branch points', counted, given),
  ]
}
