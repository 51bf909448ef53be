import { ELEMENT_KINDS, type ElementKind } from '../model/element.js'
import type { CoveredBy, FileDetail, MergedKind } from '../model/measurement.js'

/**
 * A file's universe and its states as two byte strings that are hashed and stored apart, so that a file whose
 * universe or whose states did not change costs nothing.
 *
 * The shape is text: a line `kind count surplus` and then one key a line, for each kind with listed elements. The
 * states follow in the order of the shape: one bit an element for what is covered or not, one byte for mutants and
 * tests; after them, as JSON, the kinds that have no listed elements.
 */
export interface EncodedFile {
  readonly shape: Uint8Array
  readonly state: Uint8Array
}

type Kinds = FileDetail['kinds']
type Listed = Extract<MergedKind, { form: 'listed' }>

export function encodeFile(kinds: Kinds): EncodedFile {
  const lines: string[] = []
  const states: Uint8Array[] = []
  const others: { [K in ElementKind]?: MergedKind } = {}
  for (const kind of ELEMENT_KINDS) {
    const merged = kinds[kind]
    if (!merged) continue
    if (merged.form !== 'listed') {
      others[kind] = merged
      continue
    }
    lines.push(`${kind} ${merged.states.length} ${merged.surplus}`)
    if (merged.states.length > 0) lines.push(merged.shape)
    states.push(isBinary(kind) ? packBits(merged.states) : merged.states)
  }
  const tail = Object.keys(others).length === 0 ? '' : JSON.stringify(others)
  return { shape: Buffer.from(lines.join('\n')), state: Buffer.concat([...states, Buffer.from(tail)]) }
}

export function decodeFile({ shape, state }: EncodedFile): Kinds {
  const lines = Buffer.from(shape).toString('utf8').split('\n')
  const kinds: { [K in ElementKind]?: MergedKind } = {}
  let offset = 0
  for (let at = 0; at < lines.length && lines[at] !== '';) {
    const [kind, size, surplus] = (lines[at] ?? '').split(' ') as [ElementKind, string, string]
    const count = Number(size)
    const bytes = isBinary(kind) ? Math.ceil(count / 8) : count
    const packed = state.subarray(offset, offset + bytes)
    const keys = lines.slice(at + 1, at + 1 + count)
    kinds[kind] = { form: 'listed', shape: keys.join('\n'), states: isBinary(kind) ? unpackBits(packed, count) : Uint8Array.from(packed), surplus: Number(surplus) }
    offset += bytes
    at += count + 1
  }
  const tail = Buffer.from(state.subarray(offset)).toString('utf8')
  return tail === '' ? kinds : { ...kinds, ...(JSON.parse(tail) as Kinds) }
}

/** Which parts covered each element: JSON of the sets a line, then one index an element in two bytes. */
export function encodeCoveredBy(kinds: Kinds): Uint8Array | undefined {
  const listed = ELEMENT_KINDS.flatMap((kind) => {
    const merged = kinds[kind]
    return merged?.form === 'listed' && merged.by ? [[kind, merged.by] as const] : []
  })
  if (listed.length === 0) return undefined
  const head = Object.fromEntries(listed.map(([kind, by]) => [kind, { sets: by.sets, count: by.index.length }]))
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...listed.map(([, by]) => inTwoBytes(by.index))])
}

/** Little-endian on every machine: a store is a file that moves. */
function inTwoBytes(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(2 * numbers.length)
  numbers.forEach((number, at) => bytes.writeUInt16LE(number, 2 * at))
  return bytes
}

/** Puts back what `encodeCoveredBy` took. */
export function withCoveredBy(kinds: Kinds, bytes: Uint8Array): Kinds {
  const end = bytes.indexOf(10)
  const head = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString('utf8')) as Record<ElementKind, { sets: string[]; count: number }>
  const result: { [K in ElementKind]?: MergedKind } = { ...kinds }
  let offset = end + 1
  for (const [kind, { sets, count }] of Object.entries(head) as [ElementKind, { sets: string[]; count: number }][]) {
    const index = Array.from({ length: count }, (_, at) => (bytes[offset + 2 * at] ?? 0) | ((bytes[offset + 2 * at + 1] ?? 0) << 8))
    offset += 2 * count
    const by: CoveredBy = { sets, index }
    result[kind] = { ...(kinds[kind] as Listed), by }
  }
  return result
}

function isBinary(kind: ElementKind): boolean {
  return kind !== 'mutant' && kind !== 'test'
}

function packBits(states: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(states.length / 8))
  states.forEach((state, index) => {
    if (state > 0) packed[index >> 3] = (packed[index >> 3] ?? 0) | (1 << (index & 7))
  })
  return packed
}

function unpackBits(packed: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => ((packed[index >> 3] ?? 0) >> (index & 7)) & 1)
}
