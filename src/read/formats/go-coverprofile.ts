// Format: https://pkg.go.dev/golang.org/x/tools/cover#ParseProfiles
// Totals: `go tool cover`, statements of blocks; blocks that several test binaries repeat count once
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport } from '../coverage-report.js'
import { broken, type Document, type Format } from '../format.js'
import { placeAt } from '../place-in-text.js'
import { hitCount, linesOf, wholeNumber } from '../lines.js'

const BLOCK = /^(.+):(\d+)\.(\d+),(\d+)\.(\d+) (\d+) (\S+)$/
/** More statements than any block has: a number that someone broke. */
const MOST = 100_000

/** `go test -coverprofile`; each statement of a block is an element. */
export const goCoverprofile: Format = {
  id: 'go-coverprofile',
  measure: 'coverage',
  title: 'Go coverprofile (go test -coverprofile)',
  claims: ({ text, json, root }) => json === undefined && root === null && (/^\s*mode: \w+\s*$/m.test(firstLine(text)) || BLOCK.test(firstLine(text))),
  read: readProfile,
}

function firstLine(text: string): string {
  return /^\s*([^\r\n]{0,2000})/.exec(text)?.[1] ?? ''
}

function readProfile(document: Document): Result<Report, Failure> {
  const files = new CoverageFiles({ rootless: true })
  const sizes = new Map<string, number>()
  const fail = (line: number, detail: string): Result<Report, Failure> => err(broken(document, 'Go coverprofile', detail, { line, column: 1 }))
  let mode: string | null = null
  for (const { number, text } of linesOf(document.text)) {
    const line = text.trim()
    if (line === '') continue
    const stated = /^mode: (set|count|atomic)$/.exec(line)?.[1]
    if (stated !== undefined) {
      // Profiles that were put one after the other repeat the line.
      if (mode !== null && mode !== stated) return fail(number, `mode ${stated} after mode ${mode}: two profiles that cannot be added`)
      mode = stated
      continue
    }
    if (mode === null) return fail(number, 'the profile does not start with its mode (set, count or atomic)')
    const match = BLOCK.exec(line)
    const statements = wholeNumber(match?.[6])
    const count = hitCount(match?.[7])
    if (!match || statements === undefined || statements > MOST || count === undefined) return fail(number, `expected a block, found ${JSON.stringify(line.slice(0, 80))}`)
    const [, path = '', sl = '', sc = '', el = '', ec = ''] = match
    const block = `${sl}:${sc}-${el}:${ec}`
    const before = sizes.get(`${path} ${block}`)
    if (before !== undefined && before !== statements) return fail(number, `block ${block} of ${path} has ${statements} statements here and ${before} before`)
    sizes.set(`${path} ${block}`, statements)
    const file = files.at(path)
    file.has('statement')
    for (let index = 0; index < statements; index += 1) {
      file.add('statement', block, [sl, sc, el, ec].map(Number), count, `${block} ${index}`)
    }
  }
  if (mode === null) return fail(1, 'the profile does not start with its mode (set, count or atomic)')
  // Go ends every line: a last one without its end may have lost digits of its count.
  if (!document.text.endsWith('\n')) return err(broken(document, 'Go coverprofile', 'the last line has no line break: the file was cut off while it was written or copied', placeAt(document.text, document.text.length)))
  return ok(coverageReport(document, 'go-coverprofile', files, { tool: 'go', definition: 'statements of blocks', suspect: { covermode: mode }, counts: mode !== 'set' }))
}
