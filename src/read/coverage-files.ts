import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { COVERED, UNCOVERED } from '../model/element.js'
import type { KindReport, KindReports, ReportFile } from '../model/report.js'
import { listElements, type RawElement } from './shape.js'

/** What coverage reports list of a file; a format lists some of them. */
export type CoverageKind = 'line' | 'statement' | 'function' | 'branch'

/** Covered of counted. */
export type Ratio = readonly [covered: number, total: number]

interface Counted extends RawElement {
  readonly count: number
}

/**
 * One file as a report lists it, perhaps in several sections: what is listed again is the same element, and is
 * covered when any section says so.
 */
export class CoverageFile {
  readonly #listed = new Map<CoverageKind, Map<string, Counted>>()
  readonly #totals = new Map<CoverageKind, Ratio>()
  readonly #anonymous = new Set<CoverageKind>()

  /** A count is covered when it is above 0: tools write negative counts where a counter overflowed, and call them 0. */
  add(kind: CoverageKind, key: string, order: readonly number[], count: number, id = key): void {
    const elements = this.#elements(kind)
    const sum = (elements.get(id)?.count ?? 0) + Math.max(0, count)
    elements.set(id, { key, order, count: sum, state: sum > 0 ? COVERED : UNCOVERED })
  }

  line(line: number, count: number): void {
    this.add('line', String(line), [line], count)
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
  arms(kind: 'branch' | 'statement', line: number, covered: number, total: number): void {
    this.#anonymous.add(kind)
    for (let arm = 0; arm < total; arm += 1) {
      const key = kind === 'branch' ? `${line}:?-${line}:? branch ${arm} ?:?-?:?` : `${line}:?-${line}:?`
      this.add(kind, key, [line, arm], arm < covered ? 1 : 0, `${line} ${arm}`)
    }
  }

  /** The kind was measured, even when nothing of it was found. */
  has(kind: CoverageKind): void {
    this.#elements(kind)
  }

  /** Totals only: the elements of this kind cannot be told apart. */
  total(kind: CoverageKind, covered: number, total: number): void {
    const there = this.#totals.get(kind) ?? [0, 0]
    this.#totals.set(kind, [covered + there[0], total + there[1]])
  }

  /** Takes over what another section says of the same file. */
  take(other: CoverageFile): void {
    for (const [kind, elements] of other.#listed) {
      this.has(kind)
      for (const [id, { key, order, count }] of elements) this.add(kind, key, order, count, id)
    }
    for (const [kind, ratio] of other.#totals) this.total(kind, ...ratio)
    for (const kind of other.#anonymous) this.#anonymous.add(kind)
  }

  ratio(kind: CoverageKind): Ratio {
    const there = this.#totals.get(kind)
    if (there) return there
    const elements = [...this.#listed.get(kind)?.values() ?? []]
    return [elements.filter(({ state }) => state === COVERED).length, elements.length]
  }

  kinds(): KindReports {
    const kinds: { [K in CoverageKind]?: KindReport } = {}
    for (const [kind, elements] of this.#listed) {
      const listed = listElements([...elements.values()])
      kinds[kind] = this.#anonymous.has(kind) ? { ...listed, interchangeable: true } : listed
    }
    for (const [kind, [covered, total]] of this.#totals) kinds[kind] = { form: 'tally', covered, total }
    return kinds
  }

  /** The counts alone, without names. */
  counts(): string {
    return [...this.#listed.keys()].sort()
      .map((kind) => [...this.#elements(kind).values()].map(({ order, count }) => `${order.join(':')} ${count}`).sort().join())
      .join('\0')
  }

  #elements(kind: CoverageKind): Map<string, Counted> {
    const elements = this.#listed.get(kind) ?? new Map<string, Counted>()
    this.#listed.set(kind, elements)
    return elements
  }
}

/** The files of one report by the path it gives them. */
export class CoverageFiles {
  readonly #files = new Map<string, CoverageFile>()
  readonly #elsewhere = new Map<string, readonly string[]>()
  readonly #rootless: boolean

  /** `rootless`: the paths begin at a source folder that the report does not name, as packages do. */
  constructor({ rootless = false } = {}) {
    this.#rootless = rootless
  }

  /** Other paths that the report gives the file, when it names several source folders. */
  elsewhere(path: string, others: readonly string[]): void {
    if (others.length > 0) this.#elsewhere.set(path, others)
  }

  at(path: string): CoverageFile {
    const file = this.#files.get(path) ?? new CoverageFile()
    this.#files.set(path, file)
    return file
  }

  ratio(kind: CoverageKind): Ratio {
    return [...this.#files.values()].reduce<Ratio>(([covered, total], file) => {
      const ratio = file.ratio(kind)
      return [covered + ratio[0], total + ratio[1]]
    }, [0, 0])
  }

  list(): readonly ReportFile[] {
    return [...this.#files].map(([path, file]) => {
      const others = this.#elsewhere.get(path)
      return { path, loaded: true, kinds: file.kinds(), ...(others ? { elsewhere: others } : {}), ...(this.#rootless ? { rootless: true } : {}) }
    })
  }

  /** Of the counts alone: one run uploaded from two checkouts has other paths, and files in another order. */
  hits(): string | null {
    if (this.#files.size === 0) return null
    return bytesToHex(sha256(utf8ToBytes([...this.#files.values()].map((file) => `${file.counts()}\n`).sort().join(''))))
  }
}
