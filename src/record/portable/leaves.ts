import { Refused } from './refused.js'

/** `shape/<path>~`: git's hash of the file (or `-`) in the first line, then the shape as it is stored. */
export function shapeLeaf(gitBlob: string | null, shape: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${gitBlob ?? '-'}\n`), shape])
}

export function readShapeLeaf(bytes: Uint8Array): { readonly blob: string | null; readonly shape: Uint8Array } {
  const end = bytes.indexOf(10)
  const first = end === -1 || end > 64 ? '' : Buffer.from(bytes.subarray(0, end)).toString('latin1')
  if (!/^(?:-|[0-9a-f]{40}|[0-9a-f]{64})$/.test(first)) throw new Refused('a shape does not begin with the hash of its file')
  return { blob: first === '-' ? null : first, shape: bytes.subarray(end + 1) }
}

const LENGTH_BYTES = 4

/** `state/<path>~`: the length of the state, the state, and which parts covered what, where that was kept. */
export function stateLeaf(state: Uint8Array, coveredBy: Uint8Array | undefined): Uint8Array {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(state.length)
  return Buffer.concat([length, state, coveredBy ?? new Uint8Array()])
}

export function readStateLeaf(bytes: Uint8Array): { readonly state: Uint8Array; readonly coveredBy: Uint8Array | undefined } {
  const length = bytes.length < LENGTH_BYTES ? Infinity : Buffer.from(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).readUInt32BE()
  if (length > bytes.length - LENGTH_BYTES) throw new Refused('a state is cut off')
  const end = LENGTH_BYTES + length
  return { state: bytes.subarray(LENGTH_BYTES, end), coveredBy: end === bytes.length ? undefined : bytes.subarray(end) }
}
