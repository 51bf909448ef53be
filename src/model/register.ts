import type { ElementKind } from './element.js'

/**
 * An element whose state varied between runs of one content under one fingerprint: same inputs of the suite, model,
 * tools and settings. `flips` of `runs` comparable pairs of successive runs; elements of one `block` flipped in the
 * very same pairs.
 */
export interface Flapping {
  readonly path: string
  readonly blob: string
  readonly kind: ElementKind
  readonly key: string
  readonly flips: number
  readonly runs: number
  /** The newest measurement in which it was another than in the run before. */
  readonly last: string
  readonly block: number
}

/** Flaky elements that were seen, and files whose flips a person has set aside until a day. */
export interface Register {
  readonly flapping: readonly Flapping[]
  readonly quarantined: readonly Quarantine[]
}

/** An approved quarantine: flips of a file's elements, or of those within some lines, are nobody's fault until it ends. */
export interface Quarantine {
  readonly path: string
  readonly lines: { readonly from: number; readonly to: number } | null
  readonly entry: string
  readonly expires: string
}

export const EMPTY_REGISTER: Register = { flapping: [], quarantined: [] }
