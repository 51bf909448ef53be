import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../model/canonical-json.js'
import type { FrontMatter } from '../model/recalibration.js'

/**
 * What an approval is given for: `v1:` and the SHA-256 of the front matter without `approval` as canonical JSON, a
 * line feed, and the prose; all in NFC with LF. It can never change: approvals of years ago must still verify.
 */
export function entryDigest(front: FrontMatter, prose: string): string {
  const covered = Object.fromEntries(Object.entries(front).filter(([key]) => key !== 'approval'))
  const text = `${canonicalJson(covered)}\n${plainProse(prose)}`.normalize('NFC').replaceAll('\r\n', '\n')
  return `v1:${bytesToHex(sha256(utf8ToBytes(text)))}`
}

/** Prose without the blank lines around it, which editors add and remove. */
export function plainProse(prose: string): string {
  return prose.replaceAll('\r\n', '\n').replace(/^(?:[ \t]*\n)+/, '').trimEnd()
}

/** Names a set of recalibrations in force; order means nothing. */
export function setDigest(digests: readonly string[]): string {
  return `set:${bytesToHex(sha256(utf8ToBytes([...new Set(digests)].sort().join('\n')))).slice(0, 40)}`
}
