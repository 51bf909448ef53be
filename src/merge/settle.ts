import { keysOf, type ElementKind } from '../model/element.js'
import type { MergedKind } from '../model/measurement.js'
import { coveredBy } from './covered-by.js'
import { numberBounds } from './numbers.js'
import { reconcile, unionOfKeys } from './reconcile.js'
import { maximum, type ListedVariant, type Variant } from './union.js'

export interface SettleOptions {
  readonly kind: ElementKind
  /** The producer, when its universe of this kind depends on what ran. */
  readonly runtimeProducer: string | null
  /** Number of counted parts: with one there is nothing to say about who covered what. */
  readonly parts: number
}

/** What the variants of one kind of one file come to: exact where that can be, bounds or nothing where not. */
export function settle(all: readonly Variant[], { kind, runtimeProducer, parts }: SettleOptions): MergedKind {
  const variants = withoutUnloaded(all)
  const loadedIn = new Set(variants.flatMap((variant) => [...variant.loadedIn]))
  if (runtimeProducer !== null && kind === 'branch' && loadedIn.size > 1) {
    return { form: 'not-mergeable', producer: runtimeProducer }
  }
  const listed = variants.filter((variant) => variant.form === 'listed')
  if (listed.length < variants.length) return tallies(variants, kind)
  if (listed.some(({ takes }) => takes)) return byNumbers(listed, parts)
  const [only] = listed
  const one = listed.length === 1 ? only : isPopulation(kind) ? unionOfKeys(listed) : reconcile(listed)
  return one ? exact(one, parts) : bounds(listed, runtimeProducer !== null)
}

/** Numbers of covered elements: exact where the reports leave nothing open. */
function byNumbers(variants: readonly ListedVariant[], parts: number): MergedKind {
  const { covered, total } = numberBounds(variants)
  const [only] = variants
  const open = covered[0] !== covered[1] || total[0] !== total[1]
  return only && variants.length === 1 && !open ? exact(only, parts) : { form: 'bounded', covered, total }
}

/** Tests and mutants are handed out to parts: each lists its own, and no part has to list them all. */
function isPopulation(kind: ElementKind): boolean {
  return kind === 'test' || kind === 'mutant'
}

/** A part that listed the file without loading it knows nothing that a part which loaded it does not know better. */
function withoutUnloaded(variants: readonly Variant[]): readonly Variant[] {
  const loaded = variants.filter((variant) => variant.loadedIn.size > 0)
  return loaded.length === 0 ? variants : loaded
}

function exact(variant: ListedVariant, parts: number): MergedKind {
  const states = [...variant.byPart.values()].reduce(maximum)
  const { shape, surplus } = variant
  return { form: 'listed', shape, states, surplus, ...(parts > 1 ? { by: coveredBy(variant) } : {}) }
}

/**
 * Universes that differ for one content. Of tools with a fixed universe one of them is right, nobody knows which;
 * of V8's the true one lies between the largest and the union.
 */
function bounds(variants: readonly ListedVariant[], runtime: boolean): MergedKind {
  const each = variants.map((variant) => {
    const states = [...variant.byPart.values()].reduce(maximum)
    const covered = states.reduce((count, state) => count + (state > 0 ? 1 : 0), 0)
    return { covered: covered - variant.surplus, total: states.length - variant.surplus, states, keys: keysOf(variant.shape) }
  })
  const covered = each.map((one) => one.covered)
  const totals = each.map((one) => one.total)
  if (!runtime) {
    return { form: 'bounded', covered: [Math.min(...covered), Math.max(...totals)], total: [Math.min(...totals), Math.max(...totals)] }
  }
  const universe = new Set(each.flatMap((one) => one.keys))
  const hit = new Set(each.flatMap((one) => one.keys.filter((_, index) => (one.states[index] ?? 0) > 0)))
  return { form: 'bounded', covered: [Math.max(...covered), hit.size], total: [Math.max(...totals), universe.size] }
}

/**
 * Totals without elements: one report's stand, several can overlap in everything or in nothing. Equal totals are of one
 * universe, except where each part has a share of it.
 */
function tallies(variants: readonly Variant[], kind: ElementKind): MergedKind {
  const counts = variants.flatMap((variant) => (variant.form === 'tally' ? [...variant.takes.values()] : listedCounts(variant)))
  const [first] = counts
  if (counts.length === 1 && first) return { form: 'tally', covered: first.covered, total: first.total }
  const largestTotal = Math.max(...counts.map(({ total }) => total))
  const sameTotal = !isPopulation(kind) && counts.every(({ total }) => total === largestTotal)
  const halves = variants.some((variant) => variant.form === 'tally' && [...variant.takes.values()].some(({ allOrNothing }) => allOrNothing))
  const total: readonly [number, number] = [largestTotal, sameTotal ? largestTotal : sum(counts.map((one) => one.total))]
  return {
    form: 'bounded',
    covered: [Math.max(...counts.map(({ covered }) => covered)), halves ? total[1] : Math.min(sum(counts.map(({ covered }) => covered)), total[1])],
    total,
  }
}

function listedCounts(variant: ListedVariant): { readonly covered: number; readonly total: number }[] {
  return [...variant.byPart.values()].map((states) => ({
    covered: states.reduce((count, state) => count + (state > 0 ? 1 : 0), 0) - variant.surplus,
    total: states.length - variant.surplus,
  }))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
