import type { FileCoverageData } from 'istanbul-lib-coverage'
import { COVERED, UNCOVERED } from '../../model/element.js'
import type { ListedElements } from '../../model/report.js'
import { listElements, type RawElement } from '../shape.js'

/** Locations as they occur: old and third-party instrumenters leave out ends, columns, whole locations. */
type LooseLocation = {
  readonly start?: { readonly line?: number | null; readonly column?: number | null } | null
  readonly end?: { readonly line?: number | null; readonly column?: number | null } | null
} | null | undefined

/** A statement is covered when its count is not 0 (so also when it is negative, as in `toSummary`). */
export function statementElements(data: FileCoverageData): ListedElements {
  return listElements(Object.entries(data.s).map(([id, hits]) => located(data.statementMap[id], hits ? COVERED : UNCOVERED)))
}

/** Lines are the start lines of statements; the largest count of a line's statements is the line's. */
export function lineElements(data: FileCoverageData): ListedElements {
  const hits = new Map<number, number>()
  for (const [id, count] of Object.entries(data.s)) {
    const line = data.statementMap[id]?.start?.line
    if (line === undefined || line === null) continue
    hits.set(line, Math.max(hits.get(line) ?? count, count))
  }
  return listElements([...hits].map(([line, count]) => ({
    key: String(line), order: [line], state: count ? COVERED : UNCOVERED,
  })))
}

/** Functions are known by the location of their body; the name may be a number that the tool gave. */
export function functionElements(data: FileCoverageData): ListedElements {
  return listElements(Object.entries(data.f).map(([id, hits]) => {
    const item = data.fnMap[id]
    return located(item?.loc ?? item?.decl, hits ? COVERED : UNCOVERED, item?.line)
  }))
}

/** Branch arms: every entry of every counter array; an arm is covered when its count is above 0. */
export function branchElements(data: FileCoverageData): ListedElements {
  return listElements(Object.entries(data.b).flatMap(([id, arms]) => {
    const item = data.branchMap[id]
    const whole = located(item?.loc ?? item?.locations?.[0], UNCOVERED, item?.line)
    return arms.map((hits, arm): RawElement => {
      const place = located(item?.locations?.[arm], UNCOVERED)
      return {
        key: `${whole.key} ${item?.type ?? 'branch'} ${arm} ${place.key}`,
        order: [...whole.order, arm],
        state: hits > 0 ? COVERED : UNCOVERED,
      }
    })
  }))
}

function located(location: LooseLocation, state: number, line?: number): RawElement {
  const startLine = location?.start?.line ?? line
  const numbers = [startLine, location?.start?.column, location?.end?.line, location?.end?.column]
  const [a = '?', b = '?', c = '?', d = '?'] = numbers.map((number) => (typeof number === 'number' ? String(number) : '?'))
  return {
    key: `${a}:${b}-${c}:${d}`,
    order: numbers.map((number) => (typeof number === 'number' ? number : Number.MAX_SAFE_INTEGER)),
    state,
  }
}
