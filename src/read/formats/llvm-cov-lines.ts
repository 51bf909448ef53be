// Rules: llvm/lib/ProfileData/Coverage/CoverageMapping.cpp (SegmentBuilder, LineCoverageStats) and
// llvm/tools/llvm-cov/CoverageSummaryInfo.cpp: a file's lines are the lines of its functions, nested ones again
import type { CoverageFile } from '../coverage-file.js'

/** `[line, column, endLine, endColumn, count, fileId, expandedFileId, kind]`. */
interface Region {
  readonly line: number
  readonly column: number
  readonly end: number
  readonly count: number
  readonly kind: number
}

const SKIPPED = 2
const GAP = 3
/** More lines than a function has: a number that someone broke. */
const MOST_LINES = 1_000_000

type LineCounts = ReadonlyMap<number, number>

/** Lines function by function; of the instances of a template the one that covers most, as llvm-cov counts. */
export function addFunctionLines(file: CoverageFile, functions: readonly Readonly<Record<string, unknown>>[] | undefined): boolean {
  if (!functions) return false
  const best = new Map<string, LineCounts>()
  for (const item of functions) {
    const regions = regionsOf(item['regions'])
    const first = regions?.[0]
    if (!regions || !first) return false
    const lines = linesOfRegions(regions)
    const place = `${first.line}:${first.column}`
    const there = best.get(place)
    if (lines === undefined) return false
    if (!there || coveredIn(lines) > coveredIn(there)) best.set(place, lines)
  }
  file.has('line')
  for (const [place, lines] of best) {
    for (const [line, count] of lines) file.add('line', String(line), [line], count, `${line} ${place}`)
  }
  return true
}

function coveredIn(lines: LineCounts): number {
  return [...lines.values()].filter((count) => count > 0).length
}

/** Regions of the function's own file; branches are no regions of code. Undefined when they cannot be read. */
function regionsOf(list: unknown): readonly Region[] | undefined {
  if (!Array.isArray(list)) return undefined
  const regions: Region[] = []
  for (const region of list as readonly unknown[]) {
    if (!Array.isArray(region) || !region.every((number) => typeof number === 'number')) return undefined
    const [line = 0, column = 0, end = 0, , count = 0, file = 0, , kind = 0] = region as readonly number[]
    if (!Number.isSafeInteger(line) || !Number.isSafeInteger(end)) return undefined
    if (file === 0 && kind <= GAP) regions.push({ line, column, end, count, kind })
  }
  return regions
}

/** One pass from the first line to the last, with the regions that are open on the way, innermost last. */
function linesOfRegions(regions: readonly Region[]): LineCounts | undefined {
  const sorted = [...regions].sort((a, b) => a.line - b.line || a.column - b.column || b.end - a.end)
  const [first, last] = [sorted[0]?.line ?? 0, sorted.reduce((most, { end }) => Math.max(most, end), 0)]
  if (last - first > MOST_LINES) return undefined
  const lines = new Map<number, number>()
  let open: Region[] = []
  let next = 0
  for (let line = first; line <= last; line += 1) {
    open = open.filter(({ end }) => end >= line)
    const wrapped = open.at(-1)
    const starting: Region[] = []
    for (let region = sorted[next]; region?.line === line; region = sorted[next]) {
      starting.push(region)
      next += 1
    }
    const starts = starting.filter(({ kind }) => kind !== SKIPPED && kind !== GAP)
    const reached = wrapped !== undefined && wrapped.kind !== SKIPPED && starting[0]?.kind !== SKIPPED
    if (starts.length > 0 || reached) lines.set(line, Math.max(wrapped?.kind === SKIPPED ? 0 : wrapped?.count ?? 0, ...starts.map(({ count }) => count)))
    open.push(...starting)
  }
  return lines
}
