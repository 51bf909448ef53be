import type { Failure } from '../model/failure.js'
import type { Report } from '../model/report.js'
import { err, type Result } from '../model/result.js'
import { cargoMutants } from './formats/cargo-mutants.js'
import { coveragePy } from './formats/coverage-py.js'
import { infection } from './formats/infection.js'
import { istanbul } from './formats/istanbul.js'
import { junit } from './formats/junit.js'
import { mutation } from './formats/mutation.js'
import { pit } from './formats/pit.js'
import type { Document, Format } from './format.js'
import { parseJson } from './parse-json.js'
import { decodeText } from './text.js'
import { rootElement } from './xml.js'

/** Every format datum reads. The order means nothing: no document is claimed by two of them. */
export const formats: readonly Format[] = [
  cargoMutants,
  coveragePy,
  infection,
  istanbul,
  junit,
  mutation,
  pit,
]

/** Bytes of a report -> what it says. Which format it is, is told from its content alone. */
export function read(source: string, bytes: Uint8Array): Result<Report, Failure> {
  const document = openDocument(source, bytes)
  if (!document.ok) return document
  const format = formats.find((candidate) => candidate.claims(document.value))
  if (!format) return err(unknownFormat(document.value))
  return format.read(document.value)
}

/** Decodes and, when the text is JSON, parses it once for all formats. */
export function openDocument(source: string, bytes: Uint8Array): Result<Document, Failure> {
  const text = decodeText(source, bytes)
  if (!text.ok) return text
  const first = text.value.trimStart()[0]
  if (first === '{' || first === '[') {
    const json = parseJson(source, text.value)
    if (!json.ok) return json
    return { ok: true, value: { source, text: text.value, json: json.value, root: null } }
  }
  return { ok: true, value: { source, text: text.value, json: undefined, root: first === '<' ? rootElement(text.value) : null } }
}

function unknownFormat(document: Document): Failure {
  return {
    code: 'report-unknown-format',
    source: document.source,
    head: document.text.trimStart().slice(0, 60).replaceAll(/\s+/g, ' '),
  }
}
