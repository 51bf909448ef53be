import type { RecordsTip } from '../../model/records.js'
import { writtenThere, type Written } from './export-files.js'
import type { TipIndex } from './tip-index.js'

/** A measurement of this store, as an export needs to know it. */
export interface Own {
  readonly key: number
  readonly id: string
  readonly series: string
  readonly recordedAt: string
  readonly hasDetail: boolean
  readonly manifestKey: number
  /** Its folder in the tree, with the `/`. */
  readonly folder: string
}

/** How many measurements of the tip are asked for their files before one does without. */
const TRIES = 3

/**
 * Of each measurement the one of its series that was recorded nearest before it, of those the tree has or will have:
 * most files are the same.
 */
export class Bases {
  readonly #tip: RecordsTip
  readonly #index: TipIndex
  readonly #series = new Map<string, Own[]>()
  readonly #places = new Map<string, number>()
  readonly #last = new Map<string, { readonly id: string; readonly written: Written }>()

  /** All measurements of the store, in the order of recording. */
  constructor(tip: RecordsTip, index: TipIndex, all: readonly Own[]) {
    this.#tip = tip
    this.#index = index
    for (const own of all) {
      const list = this.#series.get(own.series) ?? []
      this.#places.set(own.id, list.length)
      list.push(own)
      this.#series.set(own.series, list)
    }
  }

  wrote(own: Own, written: Written): void {
    this.#last.set(own.series, { id: own.id, written })
  }

  async nearest(own: Own): Promise<Written | undefined> {
    const last = this.#last.get(own.series)
    let tries = TRIES
    for (const other of this.#around(own)) {
      if (other.id === last?.id) return last.written
      const there = this.#index.measurements.get(other.id)
      if (!there || there.day < (this.#index.pruned ?? '')) continue
      const written = await writtenThere(this.#tip, there.folder)
      if (written) {
        this.#last.set(own.series, { id: other.id, written })
        return written
      }
      tries -= 1
      if (tries === 0) break
    }
    return last?.written
  }

  /** The others of its series: backwards from it, and then those after it. */
  *#around({ id, series }: Own): Generator<Own> {
    const list = this.#series.get(series) ?? []
    const at = this.#places.get(id) ?? 0
    for (let before = at - 1; before >= 0; before -= 1) yield list[before] as Own
    for (let after = at + 1; after < list.length; after += 1) yield list[after] as Own
  }
}
