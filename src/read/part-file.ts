import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Failure } from '../model/failure.js'
import type { PartOrigin } from '../model/part.js'
import { err, ok, type Result } from '../model/result.js'
import { asciiHead } from './text.js'

/**
 * A part file is a first line that names the format, a second line of JSON that describes the part and lists its
 * reports with their sizes and digests, and then the reports' bytes as they were, one after another. On disk it
 * is gzipped.
 */
const FIRST_LINE = 'datum-part/1'

/** A report inside a part file, or one that is packed into it. */
export interface PackedReport {
  readonly source: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

export interface PartFile {
  readonly origin: PartOrigin
  readonly reports: readonly PackedReport[]
}

const fields = z.record(z.string(), z.string())
const headerSchema = z.object({
  suite: z.string(),
  leg: z.string(),
  place: z.object({ index: z.int().min(1), of: z.int().min(1) }),
  attempt: z.int().min(1),
  model: z.string().nullable(),
  repository: z.string().nullable(),
  provider: z.string(),
  build: z.string().nullable(),
  commit: z.string().nullable(),
  tree: z.string().nullable(),
  dirty: z.array(z.string()),
  job: z.object({ name: z.string().nullable(), status: z.enum(['passed', 'failed', 'unknown']) }),
  environment: z.object({ suspect: fields, recorded: fields, tools: fields, options: fields }),
  reports: z.array(z.object({ source: z.string(), bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
})

export function digestOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

/** SHA-256 of a text, as hex. */
export function textDigest(text: string): string {
  return digestOf(utf8ToBytes(text))
}

/** True when the bytes start as a part file does, whatever the file is called. */
export function isPartFile(bytes: Uint8Array): boolean {
  return asciiHead(bytes, FIRST_LINE.length + 1) === `${FIRST_LINE}\n`
}

/** The bytes of a part file, not yet compressed. The same part always gives the same bytes. */
export function packPart({ origin, reports }: PartFile): Uint8Array {
  const header = {
    ...origin,
    reports: reports.map(({ source, bytes, sha256: digest }) => ({ source, bytes: bytes.length, sha256: digest })),
  }
  const head = utf8ToBytes(`${FIRST_LINE}\n${JSON.stringify(header)}\n`)
  const packed = new Uint8Array(head.length + reports.reduce((sum, { bytes }) => sum + bytes.length, 0))
  packed.set(head)
  let offset = head.length
  for (const { bytes } of reports) {
    packed.set(bytes, offset)
    offset += bytes.length
  }
  return packed
}

/** Reads a part file back, checking every size and digest; a part that was cut off is refused, not shortened. */
export function unpackPart(source: string, bytes: Uint8Array, decode: (bytes: Uint8Array) => Result<string, Failure>): Result<PartFile, Failure> {
  const refuse = (detail: string): Result<PartFile, Failure> => err({ code: 'part-broken', source, detail })
  const headEnd = bytes.indexOf(10, FIRST_LINE.length + 1)
  if (!isPartFile(bytes) || headEnd === -1) return refuse('the description of the part is cut off')
  const text = decode(bytes.subarray(FIRST_LINE.length + 1, headEnd))
  if (!text.ok) return refuse('the description of the part is not text')
  const header = headerSchema.safeParse(jsonOrUndefined(text.value))
  if (!header.success) return refuse(`its description is not one: ${z.prettifyError(header.error).split('\n')[0] ?? ''}`)
  const { reports: listed, ...origin } = header.data
  if (origin.place.index > origin.place.of) return refuse(`its place is ${origin.place.index} of ${origin.place.of}`)
  const reports: PackedReport[] = []
  let offset = headEnd + 1
  for (const entry of listed) {
    const body = bytes.subarray(offset, offset + entry.bytes)
    if (body.length < entry.bytes) return refuse(`report ${entry.source} is cut off: ${body.length} of ${entry.bytes} bytes are there`)
    if (digestOf(body) !== entry.sha256) return refuse(`report ${entry.source} was changed after it was packed (its sha256 differs)`)
    reports.push({ source: entry.source, bytes: body, sha256: entry.sha256 })
    offset += entry.bytes
  }
  return offset === bytes.length ? ok({ origin, reports }) : refuse(`${bytes.length - offset} bytes follow its last report`)
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
