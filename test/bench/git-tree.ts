import { spawnSync } from 'node:child_process'
import type { RecordChange, RecordsTip } from '../../src/model/records.js'
import { ok } from '../../src/model/result.js'

const REF = 'refs/datum/records'

/** Records in a scratch bare repository, by plain commands: what git itself makes of the changes. */
export class GitTree {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    this.git(['init', '-q', '--bare', folder])
  }

  git(args: readonly string[], input?: Uint8Array): Buffer {
    const { status, stdout, stderr } = spawnSync('git', ['-C', this.#folder, ...args].slice(args[0] === 'init' ? 2 : 0), { maxBuffer: 2 ** 30, ...(input ? { input } : {}) })
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString()}`)
    return stdout
  }

  commit(changes: readonly RecordChange[]): void {
    const parts: Uint8Array[] = []
    const text = (line: string): void => { parts.push(Buffer.from(`${line}\n`)) }
    text(`commit ${REF}\ncommitter bench <bench@example.org> 0 +0000\ndata 0`)
    if (this.#has()) text(`from ${REF}^0`)
    for (const change of changes) {
      if ('copy' in change) text(`C ${change.copy} ${change.to}`)
      else if ('remove' in change) text(`D ${change.remove}`)
      else {
        text(`M 100644 inline ${change.put}\ndata ${change.bytes.length}`)
        parts.push(change.bytes)
        text('')
      }
    }
    this.git(['fast-import', '--quiet'], Buffer.concat(parts))
  }

  /** Bytes in the pack by type of object. */
  sizes(): ReadonlyMap<string, number> {
    const sizes = new Map<string, number>()
    for (const line of this.git(['cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectsize:disk)']).toString().split('\n')) {
      const [type = '', size] = line.split(' ')
      if (size !== undefined) sizes.set(type, (sizes.get(type) ?? 0) + Number(size))
    }
    return sizes
  }

  tip(): RecordsTip {
    const commit = this.#has() ? this.git(['rev-parse', REF]).toString().trim() : null
    return {
      home: 'the bench',
      commit,
      format: async () => ok(this.git(['cat-file', 'blob', `${commit ?? ''}:format`]).toString()),
      list: async (folder) => ok(this.#lines(['ls-tree', '-z', `${commit ?? ''}:${folder.slice(0, -1)}`]).map(({ path, kind }) => (kind === 'tree' ? `${path}/` : path))),
      files: async (folder) => ok(this.#lines(['ls-tree', '-rz', `${commit ?? ''}:${folder.slice(0, -1)}`]).map(({ path, hash }) => ({ path, blob: hash }))),
      read: async (blobs) => ok(parsed(this.git(['cat-file', '--batch'], Buffer.from(`${blobs.join('\n')}\n`)))),
    }
  }

  #has(): boolean {
    return this.git(['for-each-ref', REF]).length > 0
  }

  #lines(args: readonly string[]) {
    return this.git(args).toString().split('\0').filter((line) => line !== '').map((line) => {
      const [, kind = '', hash = '', path = ''] = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      return { kind, hash, path }
    })
  }
}

function parsed(output: Buffer): ReadonlyMap<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>()
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at)
    const [hash = '', , size = '0'] = output.subarray(at, end).toString().split(' ')
    contents.set(hash, output.subarray(end + 1, end + 1 + Number(size)))
    at = end + 2 + Number(size)
  }
  return contents
}
