import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { broken, type Document } from './format.js'

/** What a reader does with the elements of a document, in document order. */
export interface XmlHandler {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close: (name: string) => void
  /** Text between tags, CDATA too; a long one comes in pieces. */
  readonly text?: (text: string) => void
  /** What is wrong with the element that was just opened or closed; asked after each. */
  readonly fault?: () => string | null
}

const CHUNK = 1 << 16

/**
 * Walks an XML document. Strict: truncated, mismatched or empty documents fail with their place. A document type
 * is skipped: nothing is fetched, no entity is expanded, and an undeclared entity is an error (so a billion laughs
 * stay one).
 */
export function walkXml(document: Document, format: string, handler: XmlHandler): Result<true, Failure> {
  const parser = new SaxesParser()
  let failure: Failure | undefined
  parser.on('error', (error) => {
    failure ??= broken(document, format, withoutPlace(error.message), { line: parser.line, column: parser.column + 1 })
  })
  const check = (): void => {
    const detail = handler.fault?.() ?? null
    if (detail !== null) failure ??= broken(document, format, detail, { line: parser.line, column: parser.column + 1 })
  }
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (failure) return
    handler.open(tag.name, tag.attributes)
    check()
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    if (failure) return
    handler.close(tag.name)
    check()
  })
  if (handler.text) {
    parser.on('text', handler.text)
    parser.on('cdata', handler.text)
  }
  for (let offset = 0; offset < document.text.length && !failure; offset += CHUNK) {
    parser.write(document.text.slice(offset, offset + CHUNK))
  }
  if (!failure) parser.close()
  return failure ? err(failure) : ok(true)
}

/** The tag that opens the root element, as it is written, and the name of the element after it. */
export function rootTag(text: string): { readonly tag: string; readonly child: string | null } {
  const head = text.slice(0, 1 << 16)
  const name = rootElement(head)
  const start = name === null ? -1 : head.search(new RegExp(`<${name.replaceAll('.', String.raw`\.`)}[\\s/>]`))
  if (start === -1) return { tag: '', child: null }
  const end = head.indexOf('>', start)
  return { tag: head.slice(start, end === -1 ? head.length : end + 1), child: end === -1 ? null : rootElement(head.slice(end + 1)) }
}

/** Name of the first element, found without parsing the document; null when there is none near the start. */
export function rootElement(text: string): string | null {
  const head = text.slice(0, 1 << 16)
  let at = head.indexOf('<')
  while (at !== -1) {
    const end = prologEnd(head, at)
    if (end === undefined) return /^<([A-Za-z_][\w.:-]*)/.exec(head.slice(at, at + 200))?.[1] ?? null
    if (end === -1) return null
    at = head.indexOf('<', end)
  }
  return null
}

/** Where the comment, instruction or document type that starts at `at` ends; undefined when none starts there. */
function prologEnd(head: string, at: number): number | undefined {
  if (head.startsWith('<!--', at)) return head.indexOf('-->', at)
  if (head.startsWith('<?', at)) return head.indexOf('?>', at)
  if (!head.startsWith('<!', at)) return undefined
  const bracket = head.indexOf('[', at)
  const close = head.indexOf('>', at)
  return bracket === -1 || close < bracket ? close : head.indexOf(']', bracket)
}

/** saxes puts `line:column: ` before its messages; the failure has it as numbers. */
function withoutPlace(message: string): string {
  return message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
}
