import { keysOf } from '../model/element.js'
import type { ListedVariant } from './union.js'

/**
 * Unites listings of one universe that carry uncounted extras (coverage.py before 7.13.4 lists docstring lines as
 * executed where the file ran, and not where it did not). The true universe lies in every listing, so the
 * common keys hold it; what is common beyond the counted total is surplus of the result. Undefined when the counted
 * totals differ or an element that counts would get lost: then the universes truly differ.
 */
export function reconcile(variants: readonly ListedVariant[]): ListedVariant | undefined {
  const [first, ...others] = variants
  if (!first || !variants.some(({ surplus }) => surplus > 0)) return undefined
  const counted = (variant: ListedVariant): number => keysOf(variant.shape).length - variant.surplus
  const total = counted(first)
  if (others.some((variant) => counted(variant) !== total)) return undefined

  const common = others.reduce<ReadonlySet<string>>((keys, variant) => {
    const there = new Set(keysOf(variant.shape))
    return new Set([...keys].filter((key) => there.has(key)))
  }, new Set(keysOf(first.shape)))
  if (common.size < total) return undefined

  const byPart = new Map<number, Uint8Array>()
  for (const variant of variants) {
    const keys = keysOf(variant.shape)
    for (const [part, states] of variant.byPart) {
      if (keys.some((key, index) => !common.has(key) && states[index] === 0)) return undefined
      byPart.set(part, Uint8Array.from(keys.flatMap((key, index) => (common.has(key) ? [states[index] ?? 0] : []))))
    }
  }
  return {
    form: 'listed',
    shape: keysOf(first.shape).filter((key) => common.has(key)).join('\n'),
    surplus: common.size - total,
    byPart,
    loadedIn: new Set(variants.flatMap((variant) => [...variant.loadedIn])),
  }
}

/** One listing with the keys of all, each part keeping the states of its own: what a part did not list it does not know. */
export function unionOfKeys(variants: readonly ListedVariant[]): ListedVariant {
  const keys = [...new Set(variants.flatMap((variant) => keysOf(variant.shape)))].sort(byLocation)
  const position = new Map(keys.map((key, index) => [key, index]))
  const byPart = new Map<number, Uint8Array>()
  for (const variant of variants) {
    const own = keysOf(variant.shape).map((key) => position.get(key) ?? 0)
    for (const [part, states] of variant.byPart) {
      const placed = byPart.get(part) ?? new Uint8Array(keys.length)
      own.forEach((index, at) => {
        placed[index] = Math.max(placed[index] ?? 0, states[at] ?? 0)
      })
      byPart.set(part, placed)
    }
  }
  return { form: 'listed', shape: keys.join('\n'), surplus: 0, byPart, loadedIn: new Set(variants.flatMap((variant) => [...variant.loadedIn])) }
}

/** The order of the readers: by the numbers of the location that a key starts with, then by text. */
function byLocation(a: string, b: string): number {
  const [x, y] = [a, b].map((key) => (/^[\d:-]+/.exec(key)?.[0] ?? '').split(/\D/).map(Number)) as [number[], number[]]
  for (let index = 0; index < Math.max(x.length, y.length); index += 1) {
    const difference = (x[index] ?? 0) - (y[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a < b ? -1 : a > b ? 1 : 0
}
