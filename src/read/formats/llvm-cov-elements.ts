// Rules: llvm/lib/ProfileData/Coverage/CoverageMapping.cpp, LineCoverageStats and getInstantiationGroups
import { CoverageFile } from '../coverage-file.js'

/** `[line, column, count, hasCount, isRegionEntry, isGapRegion]`; version 2.0.0 has no last field. */
interface Segment {
  readonly line: number
  readonly count: number
  readonly hasCount: boolean
  readonly entry: boolean
  readonly gap: boolean
}

/** More lines than a file has: a number that someone broke. */
const MOST_LINES = 5_000_000

/** Lines from segments; false when these cannot be read, so that nothing is taken from them. */
export function addLines(file: CoverageFile, list: unknown): boolean {
  const segments = Array.isArray(list) ? list.map(segmentOf) : undefined
  if (!segments || segments.includes(undefined)) return false
  const byLine = new Map<number, Segment[]>()
  for (const segment of segments as readonly Segment[]) {
    const same = byLine.get(segment.line)
    if (same) same.push(segment)
    else byLine.set(segment.line, [segment])
  }
  const numbers = [...byLine.keys()]
  const [first, last] = [numbers[0], numbers.at(-1)]
  file.has('line')
  if (first === undefined || last === undefined) return true
  if (last - first > MOST_LINES) return false
  let wrapped: Segment | undefined
  for (let line = first; line <= last; line += 1) {
    const here = byLine.get(line) ?? []
    const count = lineCount(here, wrapped)
    if (count !== undefined) file.line(line, count)
    wrapped = here.at(-1) ?? wrapped
  }
  return true
}

/** The count of a line: the largest of the regions that start on it and of the one that reaches into it. */
function lineCount(here: readonly Segment[], wrapped: Segment | undefined): number | undefined {
  const starts = here.filter(({ entry, hasCount, gap }) => entry && hasCount && !gap)
  const skipped = here[0] !== undefined && here[0].entry && !here[0].hasCount
  const mapped = starts.length > 0 || (!skipped && wrapped?.hasCount === true)
  if (!mapped) return undefined
  return Math.max(wrapped?.count ?? 0, ...starts.map(({ count }) => count))
}

function segmentOf(value: unknown): Segment | undefined {
  if (!Array.isArray(value)) return undefined
  const [line, , count, hasCount, entry, gap] = value as readonly unknown[]
  if (!Number.isSafeInteger(line) || (line as number) < 0 || typeof count !== 'number') return undefined
  return { line: line as number, count, hasCount: Boolean(hasCount), entry: Boolean(entry), gap: Boolean(gap) }
}

/** `[line, column, endLine, endColumn, taken, notTaken, …]`: two arms each. */
export function addBranches(file: CoverageFile, list: unknown): boolean {
  if (!Array.isArray(list)) return false
  file.has('branch')
  for (const branch of list as readonly unknown[]) {
    const numbers = Array.isArray(branch) ? (branch as readonly unknown[]).slice(0, 6) : []
    if (numbers.length < 6 || !numbers.every((number) => typeof number === 'number')) return false
    const [sl = 0, sc = 0, el = 0, ec = 0, taken = 0, not = 0] = numbers
    for (const [arm, count] of [taken, not].entries()) file.add('branch', `${sl}:${sc}-${el}:${ec} branch ${arm} ?:?-?:?`, [sl, sc, el, ec, arm], count)
  }
  return true
}

/** Branches function by function: of the instances of a template the one that took most, as llvm-cov counts. */
export function addFunctionBranches(file: CoverageFile, functions: readonly Readonly<Record<string, unknown>>[] | undefined): boolean {
  const best = new Map<string, CoverageFile>()
  for (const item of functions ?? []) {
    const regions: unknown = item['regions']
    const region: unknown = Array.isArray(regions) ? regions[0] : undefined
    // The seventh number is the file: what a macro brought in counts where it was written.
    const own = Array.isArray(item['branches']) ? (item['branches'] as readonly unknown[]).filter((branch) => Array.isArray(branch) && branch[6] === 0) : undefined
    const branches = new CoverageFile()
    if (!Array.isArray(region) || !addBranches(branches, own)) return false
    const place = region.slice(0, 2).join(':')
    const there = best.get(place)
    if (!there || branches.ratio('branch')[0] > there.ratio('branch')[0]) best.set(place, branches)
  }
  for (const branches of best.values()) file.take(branches)
  return best.size > 0
}

/** Functions by where they begin: instances of one template are one function. */
export function addFunctions(file: CoverageFile, functions: readonly Readonly<Record<string, unknown>>[] | undefined): boolean {
  if (!functions) return false
  file.has('function')
  for (const item of functions) {
    const regions: unknown = item['regions']
    const region: unknown = Array.isArray(regions) ? regions[0] : undefined
    if (typeof item['count'] !== 'number' || !Array.isArray(region)) return false
    const [sl, sc, el, ec] = region as readonly unknown[]
    if (![sl, sc, el, ec].every((number) => typeof number === 'number')) return false
    file.add('function', `${String(sl)}:${String(sc)}-${String(el)}:${String(ec)}`, [sl as number, sc as number], item['count'])
  }
  return true
}
