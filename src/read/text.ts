import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'

/** V8 refuses strings beyond about 512 MiB (0x1fffffe8 characters). */
const LARGEST_TEXT = 0x1fff_ff00

interface Decoder {
  readonly decode: (bytes: Uint8Array) => string
}
/** Part of every runtime that datum runs on, and pure; the pure compile knows no runtime types. */
const { TextDecoder } = globalThis as unknown as {
  TextDecoder: new (label: string, options: { fatal: boolean }) => Decoder
}

/**
 * The text of a report: UTF-8, UTF-16 with a byte order mark, or what an XML declaration names. A byte order mark
 * is dropped; bytes that are no text of the encoding are a failure, never replaced.
 */
export function decodeText(source: string, bytes: Uint8Array): Result<string, Failure> {
  if (bytes.length === 0) return err({ code: 'report-empty', source })
  if (bytes.length > LARGEST_TEXT) {
    return err({ code: 'report-too-large', source, bytes: bytes.length, limit: LARGEST_TEXT })
  }
  const encoding = encodingOf(bytes)
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.trim() === '' ? err({ code: 'report-empty', source }) : ok(text)
  } catch {
    return err({
      code: 'report-unknown-format',
      source,
      head: `bytes that are not ${encoding} text: ${hex(bytes.subarray(0, 16))}`,
    })
  }
}

/** First characters of a report as ASCII, for sniffing before anything is decoded. */
export function asciiHead(bytes: Uint8Array, length = 512): string {
  return String.fromCharCode(...bytes.subarray(0, length))
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const declared = /^[\s\u00ef\u00bb\u00bf]*<\?xml[^>]{0,200}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(asciiHead(bytes))
  const label = declared?.[1]?.toLowerCase() ?? 'utf-8'
  return label.startsWith('utf-16') ? 'utf-8' : isKnown(label) ? label : 'utf-8'
}

function isKnown(label: string): boolean {
  try {
    return Boolean(new TextDecoder(label, { fatal: true }))
  } catch {
    return false
  }
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
