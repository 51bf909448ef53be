import type { Hunk } from '../model/diff.js'

/** The line a line of the older text has in the newer one; undefined when it was removed. */
export function lineAfter(hunks: readonly Hunk[], line: number): number | undefined {
  let shift = 0
  for (const { from, removed, added } of hunks) {
    if (removed > 0 && line >= from && line < from + removed) return undefined
    if (removed > 0 ? from + removed <= line : from < line) shift += added - removed
    else break
  }
  return line + shift
}

/** Hunks seen from the newer text. */
export function reversed(hunks: readonly Hunk[]): readonly Hunk[] {
  return hunks.map(({ from, removed, to, added }) => ({ from: to, removed: added, to: from, added: removed }))
}

/**
 * True when lines of the older text from `start` to `end` were removed, or others put among them or right beside them:
 * an `else` behind an `if` makes another statement of it.
 */
export function isTouched(hunks: readonly Hunk[], start: number, end: number): boolean {
  return hunks.some(({ from, removed }) => (removed > 0
    ? from <= end && from + removed > start
    : from >= start - 1 && from <= end))
}
