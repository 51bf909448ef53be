import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Damaged } from './damaged.js'

/** Longest chain of blobs that need another to be read. */
export const DEEPEST = 16

/** deflate looks back 32 KiB: a longer dictionary is worth nothing. */
const WINDOW = 1 << 15

/** A blob may be deflated with an earlier version of the same file as dictionary: what did not change costs almost nothing. */
export function compressBlob(bytes: Uint8Array, base: Uint8Array | undefined): Uint8Array {
  return deflateRawSync(bytes, { level: 6, ...dictionaryOf(base) })
}

export function expandBlob(bytes: Uint8Array, size: number, base: Uint8Array | undefined): Uint8Array {
  const expanded = inflated(bytes, size, base)
  if (expanded.length !== size) throw new Damaged(`a blob has ${expanded.length} of ${size} bytes`)
  return expanded
}

function inflated(bytes: Uint8Array, size: number, base: Uint8Array | undefined): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1), ...dictionaryOf(base) })
  } catch (error) {
    throw new Damaged(`a blob does not unpack: ${(error as Error).message}`, { cause: error })
  }
}

function dictionaryOf(base: Uint8Array | undefined): { dictionary?: Uint8Array } {
  return base === undefined || base.length === 0 ? {} : { dictionary: base.length > WINDOW ? base.subarray(base.length - WINDOW) : base }
}
