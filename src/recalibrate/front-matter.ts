import { stringify } from 'yaml'
import type { Problem } from '../model/failure.js'
import type { Located, TextReader } from '../model/located.js'
import type { FrontMatter, FrontValue } from '../model/recalibration.js'

/** A file of YAML front matter between `---` lines, and prose. */
export type Parsed =
  | { readonly ok: true; readonly document: Located; readonly front: FrontMatter; readonly prose: string }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export function parseFrontMatter(text: string, readText: TextReader): Parsed {
  const lines = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end === -1) {
    return { ok: false, problems: [{ line: 1, column: 1, message: 'expected front matter between two lines of `---`' }] }
  }
  const reading = readText(lines.slice(1, end).join('\n'), 2)
  if (!reading.ok) return reading
  const { value } = reading.document
  if (typeof value === 'string' || Array.isArray(value)) {
    return { ok: false, problems: [{ line: 2, column: 1, message: 'expected settings, one a line' }] }
  }
  return { ok: true, document: reading.document, front: value as FrontMatter, prose: lines.slice(end + 1).join('\n') }
}

/** The text of such a file; scalars are quoted where YAML would read them as something else than text. */
export function frontMatterText(front: FrontMatter, prose: string): string {
  return `---\n${yamlText(front)}---\n\n${prose}\n`
}

export function yamlText(value: FrontValue): string {
  return stringify(value, { lineWidth: 0, version: '1.2', schema: 'core', defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' })
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string; readonly code: string; readonly keys?: readonly string[] }

/** Problems of a schema, each at its place. */
export function locatedProblems(issues: readonly Issue[], document: Located): Problem[] {
  return issues.map((issue) => {
    const path = [...issue.path.map((part) => (typeof part === 'number' ? part : String(part))), ...(issue.keys?.slice(0, 1) ?? [])]
    const message = issue.code === 'unrecognized_keys' ? 'no such setting' : issue.message
    return { ...document.placeOf(path, issue.keys ? 'key' : 'value'), message: `${path.join('.') || 'the entry'}: ${message}` }
  }).sort((a, b) => a.line - b.line || a.column - b.column)
}
