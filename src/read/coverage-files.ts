import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ReportFile } from '../model/report.js'
import { CoverageFile, type CoverageKind, type Ratio } from './coverage-file.js'

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
    const there = this.#files.get(path)
    if (there) return there
    const file = new CoverageFile()
    // A copy: a piece of a text keeps all of the text in memory, and the paths outlive it.
    this.#files.set(JSON.parse(JSON.stringify(path)) as string, file)
    return file
  }

  ratio(kind: CoverageKind): Ratio {
    return [...this.#files.values()].map((file) => file.ratio(kind)).reduce<Ratio>(([covered, total], ratio) => [covered + ratio[0], total + ratio[1]], [0, 0])
  }

  /**
   * The files, and a digest of their counts alone: one run uploaded from two checkouts has other paths, and files in
   * another order. Null where no count is above 1 (coverage.py writes 0 and 1): two runs of the same lines are not one
   * run that was uploaded twice. Each file is let go when it was taken, so that a large report is not held twice.
   */
  drain(): { readonly list: readonly ReportFile[]; readonly hits: string | null } {
    const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))
    const hits: string[] = []
    const list = [...this.#files.keys()].map((path) => {
      const file = this.at(path)
      const others = this.#elsewhere.get(path)
      this.#files.delete(path)
      hits.push(file.isCounted ? `counted ${digest(file.counts())}` : digest(file.counts()))
      return { path, loaded: true, kinds: file.kinds(), ...(others ? { elsewhere: others } : {}), ...(this.#rootless ? { rootless: true as const } : {}) }
    })
    return { list, hits: hits.some((one) => one.startsWith('counted')) ? digest(hits.sort().join('\n')) : null }
  }
}
