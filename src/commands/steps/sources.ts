import type { Failure } from '../../model/failure.js'
import type { Part, PartOrigin } from '../../model/part.js'
import { placeText, type Place } from '../../model/place.js'
import type { Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { read } from '../../read/index.js'
import { digestOf, isPartFile, unpackPart, type PackedReport } from '../../read/part-file.js'
import { decodeText } from '../../read/text.js'
import type { World } from '../../world/world.js'

/** A file as it came: a part file, a report, or neither. */
export type Source =
  | { readonly kind: 'part'; readonly source: string; readonly origin: PartOrigin; readonly reports: readonly PackedReport[] }
  | { readonly kind: 'report'; readonly source: string; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly source: string; readonly failure: Failure }

/** A report, or what should have been one: it does not say where it belongs. */
export type LooseSource = Exclude<Source, { kind: 'part' }>

/** Reads files and tells part files from reports. */
export async function openSources(world: World, paths: readonly string[], folder: string): Promise<readonly Source[]> {
  const sources: Source[] = []
  for (const path of paths) {
    const bytes = await world.files.read(path.startsWith('/') || folder === '' ? path : `${folder}/${path}`)
    if (!bytes.ok) sources.push({ kind: 'unreadable', source: path, failure: named(bytes.error, path) })
    else sources.push(openSource(path, bytes.value))
  }
  return sources
}

export function openSource(source: string, bytes: Uint8Array): Source {
  if (!isPartFile(bytes)) return { kind: 'report', source, bytes }
  const part = unpackPart(source, bytes, (head) => decodeText(source, head))
  return part.ok ? { kind: 'part', source, ...part.value } : { kind: 'unreadable', source, failure: part.error }
}

/** Files that match the patterns; none is a failure that names what was looked for. */
export async function findSources(world: World, patterns: readonly string[], folder: string): Promise<Result<readonly string[], Failure>> {
  const paths = await world.files.match(patterns, folder)
  const missing = patterns.filter((pattern) => !isPattern(pattern) && !paths.includes(pattern))
  if (paths.length === 0 || missing.length > 0) return err({ code: 'report-missing', patterns: missing.length > 0 ? missing : patterns })
  return ok(paths)
}

function isPattern(text: string): boolean {
  return /[*?{}[\]!()]/.test(text)
}

/** Reads the reports of one part; what cannot be read is kept by name with the reason. */
export function readPart(source: string, origin: PartOrigin, contents: readonly PackedReport[], unreadable: readonly Failure[]): { readonly part: Part; readonly failures: readonly Failure[] } {
  const reports: Report[] = []
  const failures: Failure[] = [...unreadable]
  for (const { source: name, bytes } of contents) {
    const report = read(name, bytes)
    if (report.ok) reports.push(report.value)
    else failures.push(report.error)
  }
  return {
    failures,
    part: {
      source,
      origin,
      reports,
      unreadable: failures.map((failure) => ({ source: sourceOf(failure) ?? source, reason: failure.code })),
      digests: contents.map(({ source: name, sha256 }) => ({ source: name, sha256 })),
    },
  }
}

export function packed(source: string, bytes: Uint8Array): PackedReport {
  return { source, bytes, sha256: digestOf(bytes) }
}

function sourceOf(failure: Failure): string | undefined {
  return 'source' in failure ? failure.source : undefined
}

function named(failure: Failure, path: string): Failure {
  return 'source' in failure ? { ...failure, source: path } : failure
}

/** A name for a part made of loose reports. */
export function looseName(place: Place): string {
  return place.of === 1 ? 'reports' : `reports of ${placeText(place)}`
}
