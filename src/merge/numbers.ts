import { keysOf } from '../model/element.js'
import type { ListedVariant } from './union.js'

type Interval = readonly [number, number]

/** What several reports cover together when each only knows numbers: both ends are included. */
export interface NumberBounds {
  readonly covered: Interval
  readonly total: Interval
}

/**
 * Line by line: the largest number was covered for sure, and no more than the sum. Totals of a line that differ
 * (a compiler or a tool that lists fewer arms) may be different arms, so that there are as many as all of them at most.
 */
export function numberBounds(variants: readonly ListedVariant[]): NumberBounds {
  const lines = new Map<string, { covered: number[]; total: number[] }>()
  for (const variant of variants) {
    const groups = keysOf(variant.shape).map((key) => key.split(' ', 1)[0] ?? '')
    for (const states of takesOf(variant)) {
      for (const [group, [covered, total]] of counted(groups, states)) {
        const there = lines.get(group) ?? { covered: [], total: [] }
        there.covered.push(covered)
        there.total.push(total)
        lines.set(group, there)
      }
    }
  }
  const sums = { covered: [0, 0] as [number, number], total: [0, 0] as [number, number] }
  for (const { covered, total } of lines.values()) {
    const largest = Math.max(...total)
    const all: Interval = [largest, total.every((one) => one === largest) ? largest : sum(total)]
    sums.total = [sums.total[0] + all[0], sums.total[1] + all[1]]
    sums.covered = [sums.covered[0] + Math.max(...covered), sums.covered[1] + Math.min(sum(covered), all[1])]
  }
  return sums
}

function takesOf(variant: ListedVariant): readonly Uint8Array[] {
  return [...(variant.takes ?? variant.byPart).values()]
}

function counted(groups: readonly string[], states: Uint8Array): ReadonlyMap<string, Interval> {
  const counts = new Map<string, [number, number]>()
  groups.forEach((group, index) => {
    const there = counts.get(group) ?? [0, 0]
    counts.set(group, [there[0] + ((states[index] ?? 0) > 0 ? 1 : 0), there[1] + 1])
  })
  return counts
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
