import { err, ok, type Result } from '../../model/result.js'

/** One `ok` or `not ok`, with the tests of its subtest. */
export interface TapPoint {
  readonly name: string
  readonly ok: boolean
  readonly directive: 'skip' | 'todo' | null
  inner: readonly TapPoint[]
}

export interface TapFault {
  readonly line: number
  readonly detail: string
}

/** Tests of one indentation. A subtest stands before its test (Perl, node:test), or after it in braces (vitest). */
interface Level {
  readonly indent: number
  readonly owner: TapPoint | undefined
  readonly points: TapPoint[]
  planned: number | null
  /** Tests of a subtest whose own line is still to come. */
  waiting: Level | undefined
  /** The test whose braces are open. */
  braced: TapPoint | undefined
}

const POINT = /^(not )?ok(?:\s+\d+)?(?:\s+-(?=\s|$)|(?=\s|$))(.*)$/
const PLAN = /^1\.\.(\d{1,9})\s*(?:#.*)?$/

/**
 * The tests of a TAP stream, in their tree. Whatever is not TAP is output of the tests. A stream whose plan is missing
 * or not kept ended early, and is refused.
 */
export function readPoints(text: string): Result<readonly TapPoint[], TapFault> {
  const root = levelAt(0, undefined)
  const levels: Level[] = [root]
  let number = 0
  let yamlSince: number | undefined
  for (const whole of text.split('\n')) {
    number += 1
    const line = whole.trimEnd()
    const content = line.trimStart()
    if (yamlSince !== undefined || content === '---') {
      yamlSince = content === '...' ? undefined : yamlSince ?? number
      continue
    }
    if (content.startsWith('Bail out!')) return err({ line: number, detail: `the run gave up: ${content}` })
    const plan = PLAN.exec(content)
    const point = plan ? null : POINT.exec(content)
    if (!plan && !point && content !== '}') continue
    const indent = line.length - content.length
    const fault = closeTo(levels, indent)
    if (fault !== undefined) return err({ line: number, detail: fault })
    let level = levels.at(-1) ?? root
    if (content === '}') {
      level.braced = undefined
      continue
    }
    if (level.indent < indent) {
      level = levelAt(indent, level.braced)
      levels.push(level)
    }
    if (plan) level.planned = Number(plan[1])
    else if (point) addPoint(level, point[1] === undefined, (point[2] ?? '').trim())
  }
  const fault = yamlSince === undefined ? closeTo(levels, 0) ?? endFault(root) : 'the text ends within a diagnosis'
  return fault === undefined ? ok(root.points) : err({ line: yamlSince ?? number, detail: fault })
}

function levelAt(indent: number, owner: TapPoint | undefined): Level {
  return { indent, owner, points: [], planned: null, waiting: undefined, braced: undefined }
}

/** Ends the levels that are deeper than a line; gives what is wrong with one. */
function closeTo(levels: Level[], indent: number): string | undefined {
  for (let top = levels.at(-1); top && top.indent > indent; top = levels.at(-1)) {
    levels.pop()
    const below = levels.at(-1)
    if (!below) return undefined
    if (top.waiting) return 'a subtest has no line of its own'
    if (top.owner) {
      top.owner.inner = top.points
      if (top.owner.ok && !keepsPlan(top)) return broken(top)
    } else if (below.waiting) {
      return 'a subtest has no line of its own'
    } else {
      below.waiting = top
    }
  }
  return undefined
}

function addPoint(level: Level, isOk: boolean, text: string): void {
  const opens = text.endsWith(' {')
  const { name, directive } = described(opens ? text.slice(0, -2) : text)
  const point: TapPoint = { name, ok: isOk && (level.waiting === undefined || keepsPlan(level.waiting)), directive, inner: level.waiting?.points ?? [] }
  level.waiting = undefined
  level.braced = opens ? point : undefined
  level.points.push(point)
}

/** The description without its directive; `# time=` is what vitest adds. */
function described(text: string): Pick<TapPoint, 'name' | 'directive'> {
  const [, name = text, directive = ''] = /^(.*?)(?:^|\s)#\s*(skip\S*|todo|time=\S*)(?:\s.*)?$/i.exec(text) ?? []
  const kind = directive.slice(0, 4).toLowerCase()
  return { name: name.trim().replaceAll(/\\([#\\])/g, '$1'), directive: kind === 'skip' || kind === 'todo' ? kind : null }
}

function keepsPlan({ planned, points }: Level): boolean {
  return planned === null || planned === points.length
}

function endFault(root: Level): string | undefined {
  if (root.waiting) return 'the text ends within a subtest'
  if (root.braced) return 'the text ends within a subtest'
  if (root.planned === null) return 'it has no plan (1..N): the run was cut off, or its output was'
  return keepsPlan(root) ? undefined : broken(root)
}

function broken({ planned, points }: Level): string {
  return `${planned ?? 0} tests were planned and ${points.length} are there: the run was cut off, or its output was`
}
