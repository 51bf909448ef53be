import type { ElementKind } from '../model/element.js'
import type { ListedElements, Report, Tally } from '../model/report.js'

/**
 * What several parts say of one kind of one file, kept apart by universe: shapes that differ are never united.
 * Everything is keyed by part, so that uniting is commutative, associative and idempotent by construction.
 */
export interface ListedVariant {
  readonly form: 'listed'
  readonly shape: string
  readonly surplus: number
  readonly byPart: ReadonlyMap<number, Uint8Array>
  readonly loadedIn: ReadonlySet<number>
  /** What each report said, where only numbers of elements are known: the larger of two is not their union. */
  readonly takes?: ReadonlyMap<string, Uint8Array>
}

interface TallyVariant {
  readonly form: 'tally'
  /** By part and report: of two totals nobody knows what they share. */
  readonly takes: ReadonlyMap<string, Tally>
  readonly loadedIn: ReadonlySet<number>
}

export type Variant = ListedVariant | TallyVariant
type Variants = ReadonlyMap<string, Variant>
export type Union = ReadonlyMap<string, ReadonlyMap<ElementKind, Variants>>

export const NOTHING: Union = new Map()

/** One report of one part as a union of one. */
export function unionOf(report: Report, part: number): Union {
  const union = new Map<string, Map<ElementKind, Map<string, Variant>>>()
  for (const { path, kinds, loaded } of report.files) {
    const ofFile = union.get(path) ?? new Map<ElementKind, Map<string, Variant>>()
    union.set(path, ofFile)
    for (const [kind, elements] of Object.entries(kinds) as [ElementKind, ListedElements | Tally][]) {
      const variants = ofFile.get(kind) ?? new Map<string, Variant>()
      ofFile.set(kind, variants)
      const variant = variantOf(elements, part, loaded, report.source)
      const key = variantKey(variant)
      const there = variants.get(key)
      variants.set(key, there ? joinVariants(there, variant) : variant)
    }
  }
  return union
}

/** Unites two unions; neither is changed. */
export function unite(a: Union, b: Union): Union {
  return joinMaps(a, b, (x, y) => joinMaps(x, y, (v, w) => joinMaps(v, w, joinVariants)))
}

export function uniteAll(unions: readonly Union[]): Union {
  return unions.reduce(unite, NOTHING)
}

function variantOf(elements: ListedElements | Tally, part: number, loaded: boolean, source: string): Variant {
  const loadedIn = new Set(loaded ? [part] : [])
  return elements.form === 'tally'
    ? { form: 'tally', takes: new Map([[`${part} ${source}`, elements]]), loadedIn }
    : { form: 'listed', shape: elements.shape, surplus: elements.surplus, byPart: new Map([[part, elements.states]]), loadedIn, ...(elements.interchangeable ? { takes: new Map([[`${part} ${source}`, elements.states]]) } : {}) }
}

function variantKey(variant: Variant): string {
  return variant.form === 'tally' ? 'tally' : `${variant.surplus} ${variant.takes ? 'numbers ' : ''}${variant.shape}`
}

function joinVariants(a: Variant, b: Variant): Variant {
  const loadedIn = new Set([...a.loadedIn, ...b.loadedIn])
  if (a.form === 'listed' && b.form === 'listed') {
    const takes = a.takes && b.takes ? { takes: joinMaps(a.takes, b.takes, maximum) } : {}
    return { ...a, loadedIn, byPart: joinMaps(a.byPart, b.byPart, maximum), ...takes }
  }
  if (a.form === 'tally' && b.form === 'tally') {
    return { ...a, loadedIn, takes: joinMaps(a.takes, b.takes, largerTally) }
  }
  throw new Error('Variants of different forms share a key')
}

/** Element by element the state that knows more. */
export function maximum(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = Uint8Array.from(a)
  b.forEach((state, index) => {
    if (state > (joined[index] ?? 0)) joined[index] = state
  })
  return joined
}

/** One report that names one file twice: the larger of each, as each can only miss what the other saw. */
function largerTally(a: Tally, b: Tally): Tally {
  return { ...a, covered: Math.max(a.covered, b.covered), total: Math.max(a.total, b.total) }
}

function joinMaps<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>, join: (x: V, y: V) => V): ReadonlyMap<K, V> {
  if (a.size === 0) return b
  if (b.size === 0) return a
  const joined = new Map(a)
  for (const [key, value] of b) {
    const there = joined.get(key)
    joined.set(key, there === undefined ? value : join(there, value))
  }
  return joined
}
