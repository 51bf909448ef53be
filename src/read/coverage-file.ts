import { COVERED, UNCOVERED } from '../model/element.js'
import type { KindReport, KindReports } from '../model/report.js'
import { listElements, type RawElement } from './shape.js'

/** What coverage reports list of a file; a format lists some of them. */
export type CoverageKind = 'line' | 'statement' | 'function' | 'branch'

/** Covered of counted. */
export type Ratio = readonly [covered: number, total: number]

/** More arms than any line has: a number that someone broke, not one to make elements of. */
export const MOST_ARMS = 10_000

interface Counted extends RawElement {
  readonly count: number
}

/**
 * One file as a report lists it, perhaps in several sections: what is listed again is the same element, and is
 * covered when any section says so.
 */
export class CoverageFile {
  /** Counts by line: most of what reports list, and kept as small as it can be. */
  #lines: Map<number, number> | null = null
  readonly #listed = new Map<CoverageKind, Map<string, Counted>>()
  readonly #totals = new Map<CoverageKind, Ratio>()
  /** Arms of which only the number is known, by line. */
  #arms: Map<number, Ratio> | null = null
  readonly #wholes = new Set<CoverageKind>()

  /** A count is covered when it is above 0: tools write negative counts where a counter overflowed, and call them 0. */
  add(kind: CoverageKind, key: string, order: readonly number[], count: number, id = key): void {
    const elements = this.#elements(kind)
    const sum = (elements.get(id)?.count ?? 0) + Math.max(0, count)
    elements.set(id, { key, order, count: sum, state: sum > 0 ? COVERED : UNCOVERED })
  }

  line(line: number, count: number): void {
    this.#lines ??= new Map()
    this.#lines.set(line, (this.#lines.get(line) ?? 0) + Math.max(0, count))
  }

  /** Known by its lines and its name; a name that only counts (`(anonymous_7)`) stays out of the key. */
  function(name: string, line: number | null, count: number, end: number | null = line): void {
    const place = line === null ? '?:?-?:?' : `${line}:?-${end ?? line}:?`
    const id = `${place} ${JSON.stringify(name)}`
    const key = line !== null && /^\(?anonymous_?\d+\)?$/.test(name) ? place : id
    this.add('function', key, [line ?? Number.MAX_SAFE_INTEGER], count, id)
  }

  /** An arm of what branches on a line: a number among the arms of one group. */
  arm(line: number, group: string, arm: number, count: number): void {
    this.add('branch', `${line}:?-${line}:? ${group} ${arm} ?:?-?:?`, [line, arm], count)
  }

  /**
   * Arms of which only the number is known: the first `covered` stand for any. A line that is listed again (partial
   * classes) has the larger of both numbers.
   */
  arms(line: number, covered: number, total: number): void {
    this.#arms ??= new Map()
    const [c, t] = this.#arms.get(line) ?? [0, 0]
    if (total > 0) this.#arms.set(line, [Math.max(c, covered), Math.max(t, total)])
  }

  /** The kind was measured, even when nothing of it was found. */
  has(kind: CoverageKind): void {
    if (kind === 'line') this.#lines ??= new Map()
    else this.#elements(kind)
  }

  /** Totals only: the elements of this kind cannot be told apart. */
  total(kind: CoverageKind, covered: number, total: number): void {
    const there = this.#totals.get(kind) ?? [0, 0]
    this.#totals.set(kind, [covered + there[0], total + there[1]])
  }

  /** Totals of what counts only when all of it is covered. */
  wholes(kind: CoverageKind, covered: number, total: number): void {
    this.total(kind, covered, total)
    this.#wholes.add(kind)
  }

  /** Takes over what another section says of the same file. */
  take(other: CoverageFile): void {
    if (other.#lines) this.has('line')
    for (const [line, count] of other.#lines ?? []) this.line(line, count)
    for (const [kind, elements] of other.#listed) {
      this.has(kind)
      for (const [id, { key, order, count }] of elements) this.add(kind, key, order, count, id)
    }
    for (const [kind, ratio] of other.#totals) this.total(kind, ...ratio)
    for (const [line, ratio] of other.#arms ?? []) this.arms(line, ...ratio)
    for (const kind of other.#wholes) this.#wholes.add(kind)
  }

  ratio(kind: CoverageKind): Ratio {
    const there = this.#totals.get(kind)
    if (there) return there
    const counts = [...this.#counted(kind)].map(({ count }) => count)
    return [counts.filter((count) => count > 0).length, counts.length]
  }

  kinds(): KindReports {
    const kinds: { [K in CoverageKind]?: KindReport } = {}
    for (const kind of this.#kinds()) {
      const listed = listElements([...this.#counted(kind)])
      kinds[kind] = kind === 'branch' && this.#arms ? { ...listed, interchangeable: true } : listed
    }
    for (const [kind, [covered, total]] of this.#totals) {
      kinds[kind] = { form: 'tally', covered, total, ...(this.#wholes.has(kind) ? { allOrNothing: true } : {}) }
    }
    return kinds
  }

  /** Says more than whether: some count is above 1. */
  get isCounted(): boolean {
    return this.#kinds().some((kind) => [...this.#counted(kind)].some(({ count }) => count > 1))
  }

  /** The counts alone, without names. */
  counts(): string {
    return this.#kinds().sort()
      .map((kind) => [...this.#counted(kind)].map(({ order, count }) => `${order.join(':')} ${count}`).sort().join())
      .join('\0')
  }

  #kinds(): CoverageKind[] {
    const kinds = new Set(this.#listed.keys())
    if (this.#lines) kinds.add('line')
    if (this.#arms) kinds.add('branch')
    return [...kinds]
  }

  * #counted(kind: CoverageKind): Generator<Counted> {
    if (kind === 'line') {
      for (const [line, count] of this.#lines ?? []) yield { key: String(line), order: [line], count, state: count > 0 ? COVERED : UNCOVERED }
    }
    if (kind === 'branch') {
      for (const [line, [covered, total]] of this.#arms ?? []) {
        for (let arm = 0; arm < total; arm += 1) yield { key: `${line}:?-${line}:? branch ${arm} ?:?-?:?`, order: [line, arm], count: arm < covered ? 1 : 0, state: arm < covered ? COVERED : UNCOVERED }
      }
    }
    yield* this.#listed.get(kind)?.values() ?? []
  }

  #elements(kind: CoverageKind): Map<string, Counted> {
    const elements = this.#listed.get(kind) ?? new Map<string, Counted>()
    this.#listed.set(kind, elements)
    return elements
  }
}
