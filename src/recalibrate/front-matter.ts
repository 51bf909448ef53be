import { Document, visit } from 'yaml'
import type { Problem } from '../model/failure.js'
import type { Located, TextReader } from '../model/located.js'
import type { FrontMatter, FrontValue } from '../model/recalibration.js'

/** A file of YAML front matter between `---` lines, and prose. */
export type Parsed =
  | { readonly ok: true; readonly document: Located; readonly front: FrontMatter; readonly prose: string }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The text is read in NFC with LF, whatever an editor made of it. */
export function parseFrontMatter(text: string, readText: TextReader): Parsed {
  const lines = text.normalize('NFC').replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end === -1) {
    return { ok: false, problems: [{ line: 1, column: 1, message: 'expected front matter between two lines of `---`' }] }
  }
  const reading = readText(lines.slice(1, end).map((line) => `${line}\n`).join(''), 2)
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
  const document = new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && BLANKS_AT_BREAKS.test(node.value)) node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' })
}

/** Lines that begin or end blank, or are blank at either end: only in quotes is every one of their spaces kept. */
const BLANKS_AT_BREAKS = /\n(?:[ \t]|$)|[ \t]\n|^[ \t]*\n/

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string; readonly code: string; readonly keys?: readonly string[] }

/** Problems of a schema, each at its place. */
export function locatedProblems(issues: readonly Issue[], document: Located): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code === 'unrecognized_keys') return (issue.keys ?? []).map((key) => problemAt([...path, key], 'key', 'no such setting', document))
    return [problemAt(path, 'value', issue.message, document)]
  }).sort((a, b) => a.line - b.line || a.column - b.column)
}

function problemAt(path: readonly (string | number)[], what: 'key' | 'value', message: string, document: Located): Problem {
  return { ...document.placeOf(path, what), message: `${path.join('.') || 'the entry'}: ${message}` }
}
