import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml'
import type { Problem } from '../model/failure.js'
import type { DocumentPath, LocatedReading } from '../model/located.js'
import type { FrontValue } from '../model/recalibration.js'

/**
 * Reads YAML 1.2 under the failsafe schema: every scalar is the text that stands there, so that `80.0`, `no` and
 * `1e3` mean what was typed. Duplicate keys, anchors, aliases and tags are refused, all of them at once.
 */
export function readYaml(text: string, firstLine = 1): LocatedReading {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', version: '1.2', uniqueKeys: true, lineCounter: lines, strict: true, prettyErrors: false })
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: line + firstLine - 1, column: col }
  }
  const problems: Problem[] = document.errors.map((error) => ({ ...placeAt(error.pos[0]), message: plainMessage(error.message) }))
  problems.push(...refusals(document).map(({ offset, message }) => ({ ...placeAt(offset), message })))
  if (problems.length > 0) return { ok: false, problems }
  const nodeAt = (path: DocumentPath): Node | undefined => nodeAtPath(document, path)
  return {
    ok: true,
    document: {
      value: toValue(document.contents),
      placeOf: (path, what) => {
        for (let length = path.length; length > 0; length -= 1) {
          const offset = what === 'key' && length === path.length ? keyOffset(document, path) : nodeAt(path.slice(0, length))?.range?.[0]
          if (offset !== undefined) return placeAt(offset)
        }
        return placeAt(document.contents?.range[0] ?? 0)
      },
    },
  }
}

function refusals(document: Document): { readonly offset: number; readonly message: string }[] {
  const found: { offset: number; message: string }[] = []
  visit(document, {
    Node: (_key, node) => {
      const offset = node.range?.[0] ?? 0
      if (isAlias(node)) found.push({ offset, message: 'an alias (`*name`): write the value out' })
      else if ('anchor' in node && node.anchor) found.push({ offset, message: 'an anchor (`&name`): write the value out' })
      if (node.tag !== undefined && !FAILSAFE_TAGS.has(node.tag)) found.push({ offset, message: `a tag (\`${node.tag}\`): only text, lists and maps are read` })
    },
    Pair: (_key, pair) => {
      if (!isScalar(pair.key)) found.push({ offset: isNode(pair.key) ? pair.key.range?.[0] ?? 0 : 0, message: 'a key that is not plain text' })
    },
  })
  return found
}

const FAILSAFE_TAGS: ReadonlySet<string> = new Set(['tag:yaml.org,2002:str', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq'])

function toValue(node: unknown): FrontValue {
  if (isScalar(node)) return typeof node.value === 'string' ? node.value : ''
  if (isSeq(node)) return node.items.map(toValue)
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', toValue(pair.value)]))
  return ''
}

function nodeAtPath(document: Document, path: DocumentPath): Node | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  return isNode(node) ? node : undefined
}

function keyOffset(document: Document, path: DocumentPath): number | undefined {
  const parent = nodeAtPath(document, path.slice(0, -1))
  const name = path.at(-1)
  const pair = isMap(parent) ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name) : undefined
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}

function plainMessage(message: string): string {
  return message.replace(/ at line \d+, column \d+:?[\s\S]*$/, '')
}
