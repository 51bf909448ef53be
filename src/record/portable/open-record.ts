import type { RecordsTip } from '../../model/records.js'
import type { FileContent } from '../content.js'
import { sha256 } from '../hash.js'
import { manifestHash } from '../manifests.js'
import type { MeasurementContent } from '../measurement-writer.js'
import { checkElements } from './elements.js'
import { readFacts } from './facts.js'
import { readShapeLeaf, readStateLeaf } from './leaves.js'
import { pathOf } from './names.js'
import type { ImportOptions } from '../store.js'
import { answered, Refused } from './refused.js'
import type { Listed } from './tip-index.js'

/** More than any repository has files, and more bytes than any file has elements. */
const MOST_FILES = 200_000
const MOST_BYTES = 64 * 1024 * 1024

/** Blobs that are asked for at once. */
const AT_ONCE = 2000

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Checked = Mutable<Omit<FileContent, 'path'>>

/**
 * Opens records of a tip and checks all they hold. A file of one content is read and checked once, however many
 * measurements have it; its bytes are kept until they are stored.
 */
export class RecordReader {
  readonly #tip: RecordsTip
  readonly #checked = new Map<string, Checked>()
  readonly #paths = new Map<string, string>()
  #unstored: Checked[] = []
  /** Bytes that wait to be stored. */
  waiting = 0

  readonly #refuse: ImportOptions['refuse']

  constructor(tip: RecordsTip, refuse?: ImportOptions['refuse']) {
    this.#tip = tip
    this.#refuse = refuse
  }

  /** A measurement, whole or as far as its facts go; what cannot be taken is `Refused`. */
  async open(listed: Listed, whole: boolean): Promise<MeasurementContent> {
    const files = answered(await this.#tip.files(listed.folder))
    const factsBlob = files.find(({ path }) => path === 'facts.json')?.blob
    if (factsBlob === undefined) throw new Refused('it has no facts.json')
    const facts = readFacts((await this.#read([factsBlob])).get(factsBlob) ?? new Uint8Array(), listed.id)
    const { draft, recordedAt } = facts
    if (draft.slot.commit !== listed.commit || draft.tree !== listed.tree || recordedAt.slice(0, 10) !== listed.day) throw new Refused('its content is not what its name says')
    const why = this.#refuse?.(draft)
    if (why !== undefined) throw new Refused(why)
    const manifest = Buffer.from(facts.manifest, 'hex')
    const content = { id: listed.id, draft, recordedAt, manifest, size: facts.files }
    // Without files of its own it is one that was pruned, unless it never had any.
    if (!whole || (files.length === 1 && facts.files > 0)) return { ...content, files: null }
    const own = await this.#filesOf(files)
    const found = manifestHash(own.map(({ path, blob, shape, state }) => ({ path, blob, shape: shape.hash, state: state.hash })))
    if (own.length !== facts.files || !found.equals(manifest)) throw new Refused('its files are not those its facts were made of')
    return { ...content, files: own }
  }

  /** What was opened is stored: it is known by its hashes now. */
  settle(): void {
    for (const one of this.#unstored) {
      one.shape = { hash: one.shape.hash, bytes: undefined }
      one.state = { hash: one.state.hash, bytes: undefined }
    }
    this.#unstored = []
    this.waiting = 0
  }

  async #filesOf(files: readonly { readonly path: string; readonly blob: string }[]): Promise<FileContent[]> {
    const [shapes, states] = [new Map<string, string>(), new Map<string, string>()]
    for (const { path, blob } of files) {
      const [, side, leaf] = /^(shape|state)\/(.+~)$/s.exec(path) ?? []
      if (leaf !== undefined) (side === 'shape' ? shapes : states).set(leaf, blob)
      else if (path !== 'facts.json') throw new Refused(`${JSON.stringify(path)} is no file of a record`)
    }
    if (shapes.size !== states.size || shapes.size > MOST_FILES) throw new Refused(`it has ${shapes.size} shapes and ${states.size} states`)
    const pairs = [...shapes].map(([leaf, shape]) => ({ leaf, shape, state: states.get(leaf) ?? '' }))
    await this.#check(pairs.filter(({ shape, state }) => !this.#checked.has(`${shape} ${state}`)))
    return pairs.map(({ leaf, shape, state }) => ({ ...this.#checked.get(`${shape} ${state}`) as Checked, path: this.#pathOf(leaf) }))
  }

  async #check(pairs: readonly { readonly leaf: string; readonly shape: string; readonly state: string }[]): Promise<void> {
    const added: [string, Checked][] = []
    for (let at = 0; at < pairs.length; at += AT_ONCE / 2) {
      const part = pairs.slice(at, at + AT_ONCE / 2)
      const bytes = await this.#read([...new Set(part.flatMap(({ shape, state }) => [shape, state]))])
      for (const { leaf, shape, state } of part) {
        const [one, other] = [bytes.get(shape), bytes.get(state)]
        if (!one || !other) throw new Refused(`${JSON.stringify(leaf)} is not there`)
        added.push([`${shape} ${state}`, checked(one, other)])
      }
    }
    // Only of a record that is sound: the bytes of another would wait for ever.
    for (const [pair, one] of added) {
      this.#checked.set(pair, one)
      this.#unstored.push(one)
      this.waiting += (one.shape.bytes?.length ?? 0) + (one.state.bytes?.length ?? 0)
    }
  }

  #pathOf(leaf: string): string {
    const path = this.#paths.get(leaf) ?? pathOf(leaf)
    this.#paths.set(leaf, path)
    return path
  }

  async #read(blobs: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const bytes = answered(await this.#tip.read(blobs))
    for (const content of bytes.values()) if (content.length > MOST_BYTES) throw new Refused(`a file of it has ${content.length} bytes`)
    return bytes
  }
}

function checked(shapeBytes: Uint8Array, stateBytes: Uint8Array): Checked {
  const { blob, shape } = readShapeLeaf(shapeBytes)
  const { state, coveredBy } = readStateLeaf(stateBytes)
  checkElements(shape, state, coveredBy)
  return { blob, shape: { hash: sha256(shape), bytes: shape }, state: { hash: sha256(state), bytes: state }, coveredBy }
}
