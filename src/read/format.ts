import type { Failure } from '../model/failure.js'
import type { Measure } from '../model/metric.js'
import type { Report } from '../model/report.js'
import type { Result } from '../model/result.js'

/** A report as text, and as the value it parses to when it is JSON. */
export interface Document {
  readonly source: string
  readonly text: string
  readonly json: unknown
  /** Name of the XML root element; null when the document is not XML. */
  readonly root: string | null
}

/**
 * One report format. `claims` looks at content only, never at the file's name, and no document is claimed by two
 * formats; `read` either takes the whole document or fails, it never counts a part of it.
 */
export interface Format {
  readonly id: string
  readonly measure: Measure
  readonly title: string
  readonly claims: (document: Document) => boolean
  readonly read: (document: Document) => Result<Report, Failure>
}

/** A failure of the reader of a format, at a place when it is known. */
export function broken(
  document: Document,
  format: string,
  detail: string,
  place: { readonly line: number; readonly column: number } | null = null,
): Failure {
  return {
    code: 'report-broken',
    source: document.source,
    format,
    line: place?.line ?? null,
    column: place?.column ?? null,
    detail,
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
