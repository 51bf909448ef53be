import type { FileDetail } from '../model/measurement.js'
import { encodeCoveredBy, encodeFile } from './file-codec.js'
import { sha256 } from './hash.js'

/** Bytes that are stored once, by their hash; left out where they are known to be stored. */
export interface Content {
  readonly hash: Buffer
  readonly bytes: Uint8Array | undefined
}

/** One file of a measurement as it is stored. */
export interface FileContent {
  readonly path: string
  readonly blob: string | null
  readonly shape: Content
  readonly state: Content
  readonly coveredBy: Uint8Array | undefined
}

export function contentOf({ path, blob, kinds }: FileDetail): FileContent {
  const { shape, state } = encodeFile(kinds)
  return {
    path, blob, shape: { hash: sha256(shape), bytes: shape }, state: { hash: sha256(state), bytes: state }, coveredBy: encodeCoveredBy(kinds),
  }
}
