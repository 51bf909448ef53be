import { withOrdinals } from '../model/element.js'
import type { ListedElements } from '../model/report.js'

/** An element as a reader found it: its key, the numbers it is ordered by, its state. */
export interface RawElement {
  readonly key: string
  readonly order: readonly number[]
  readonly state: number
}

/**
 * Puts elements into canonical order and makes equal keys distinct; a key is one line, whatever text is in it. The order is by location, so that a report
 * whose tool renumbered its items has the same shape; among equals the tool's order stays.
 */
export function listElements(raw: readonly RawElement[], surplus = 0): ListedElements {
  const sorted = isSorted(raw) ? raw : [...raw].sort(byOrder)
  const states = new Uint8Array(sorted.length)
  sorted.forEach((element, index) => {
    states[index] = element.state
  })
  return { form: 'listed', shape: withOrdinals(sorted.map(({ key }) => (key.includes('\n') ? key.replaceAll('\n', ' ') : key))).join('\n'), states, surplus }
}

function isSorted(raw: readonly RawElement[]): boolean {
  for (let index = 1; index < raw.length; index += 1) {
    if (byOrder(raw[index - 1] as RawElement, raw[index] as RawElement) > 0) return false
  }
  return true
}

function byOrder(a: RawElement, b: RawElement): number {
  const length = Math.max(a.order.length, b.order.length)
  for (let index = 0; index < length; index += 1) {
    const difference = (a.order[index] ?? 0) - (b.order[index] ?? 0)
    if (difference !== 0 && !Number.isNaN(difference)) return difference
  }
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}
