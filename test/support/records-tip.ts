import { createHash } from 'node:crypto'
import type { RecordChange, RecordsTip } from '../../src/model/records.js'
import { ok } from '../../src/model/result.js'
import type { ExportOptions, Exported, Store } from '../../src/record/store.js'
import { valueOf } from './result.js'

/** A records' tree in memory, as git keeps one: files by path, contents by their hash. */
export class MemoryTree {
  readonly files: Map<string, Uint8Array>
  /** How many contents were read. */
  reads = 0

  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.files = new Map(files)
  }

  apply(changes: readonly RecordChange[]): this {
    for (const change of changes) {
      if ('put' in change) this.files.set(change.put, change.bytes)
      else if ('remove' in change) this.#below(change.remove).forEach((path) => this.files.delete(path))
      else for (const path of this.#below(change.copy)) this.files.set(`${change.to}${path.slice(change.copy.length)}`, this.files.get(path)!)
    }
    for (const path of this.files.keys()) if (/(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$)/i.test(path)) throw new Error(`git would refuse ${path}`)
    return this
  }

  /** Makes the tree hold what the store holds; gives what was exported. */
  async take(store: Store, options: ExportOptions = {}): Promise<Exported> {
    const exported = valueOf(await store.exportOn(this.tip(), options))
    this.apply(exported.changes)
    return exported
  }

  tip(): RecordsTip {
    const blobs = new Map([...this.files].map(([path, bytes]) => [path, blobHash(bytes)]))
    const folders = new Map<string, string[]>([['', [...this.files.keys()]]])
    for (const path of this.files.keys()) {
      for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
        const list = folders.get(path.slice(0, at + 1)) ?? []
        list.push(path)
        folders.set(path.slice(0, at + 1), list)
      }
    }
    const within = (folder: string): string[] => (folders.get(folder) ?? []).map((path) => path.slice(folder.length))
    const contents = new Map([...this.files].map(([path, bytes]) => [blobs.get(path)!, bytes]))
    return {
      home: 'memory',
      format: async () => ok(this.files.has('format') ? Buffer.from(this.files.get('format')!).toString() : null),
      commit: this.files.size === 0 ? null : 'c',
      list: async (folder) => ok([...new Set(within(folder).map((path) => path.replace(/\/.*/s, '/')))]),
      files: async (folder) => ok(within(folder).map((path) => ({ path, blob: blobs.get(`${folder}${path}`)! }))),
      read: async (wanted) => {
        this.reads += wanted.length
        return ok(new Map(wanted.flatMap((blob) => (contents.has(blob) ? [[blob, contents.get(blob)!] as const] : []))))
      },
    }
  }

  #below(path: string): string[] {
    return [...this.files.keys()].filter((one) => one === path || one.startsWith(`${path}/`))
  }
}

export function blobHash(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
