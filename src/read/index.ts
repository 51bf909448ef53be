import type { Failure } from '../model/failure.js'
import type { Report } from '../model/report.js'
import { err, type Result } from '../model/result.js'
import { cargoMutants } from './formats/cargo-mutants.js'
import { bencher } from './formats/bencher.js'
import { clover } from './formats/clover.js'
import { cobertura } from './formats/cobertura.js'
import { coveragePy } from './formats/coverage-py.js'
import { ctrf } from './formats/ctrf.js'
import { gcovr } from './formats/gcovr.js'
import { goCoverprofile } from './formats/go-coverprofile.js'
import { istanbulSummary } from './formats/istanbul-summary.js'
import { hyperfine } from './formats/hyperfine.js'
import { infection } from './formats/infection.js'
import { istanbul } from './formats/istanbul.js'
import { jacoco } from './formats/jacoco.js'
import { junit } from './formats/junit.js'
import { lcov } from './formats/lcov.js'
import { llvmCov } from './formats/llvm-cov.js'
import { metricsJson } from './formats/metrics-json.js'
import { mutation } from './formats/mutation.js'
import { opencover } from './formats/opencover.js'
import { pit } from './formats/pit.js'
import { simplecov } from './formats/simplecov.js'
import { sonarqube } from './formats/sonarqube.js'
import { tap } from './formats/tap.js'
import { trx } from './formats/trx.js'
import { v8 } from './formats/v8.js'
import type { Document, Format } from './format.js'
import { parseJson } from './parse-json.js'
import { decodeText } from './text.js'
import { rootElement } from './xml.js'

/** Every format datum reads. The order means nothing: no document is claimed by two of them. */
export const formats: readonly Format[] = [
  coveragePy, istanbul, junit, mutation,
  lcov, cobertura, clover, jacoco, opencover, sonarqube,
  gcovr, goCoverprofile, istanbulSummary, llvmCov, simplecov, v8,
  cargoMutants, infection, pit,
  ctrf, tap, trx,
  bencher, hyperfine, metricsJson,
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
