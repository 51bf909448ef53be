import type { Event } from './provider.js'

/**
 * A Java properties file as members: `key=value`, `key: value` or `key value`, `#` and `!` begin comments, a line
 * ending in a backslash goes on, and a backslash also escapes.
 */
export function parseProperties(text: string): Event {
  const lines = text.replace(/\r\n?/g, '\n').replace(/(?<!\\)((?:\\\\)*)\\\n[ \t\f]*/g, '$1').split('\n')
  return Object.fromEntries(lines.flatMap((line) => {
    const match = /^[ \t\f]*(?![#!])((?:\\.|[^\\=: \t\f])+)[ \t\f]*[=:]?[ \t\f]*(.*)$/.exec(line)
    return match ? [[unescaped(match[1] ?? ''), unescaped(match[2] ?? '')]] : []
  }))
}

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.?))/g, (_whole, code: string | undefined, sign: string | undefined) =>
    code === undefined ? CONTROLS[sign ?? ''] ?? sign ?? '' : String.fromCharCode(Number.parseInt(code, 16)))
}
