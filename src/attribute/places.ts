import type { ElementKind } from '../model/element.js'

/** Lines an element lies on, from the first to the last. */
export interface Span {
  readonly start: number
  readonly end: number
}

const LOCATION = /^(\d+):(\d+|\?)-(\d+):(\d+|\?)/
const WHOLE = /^(\d+):(\d+|\?)-(\d+):(\d+|\?)(#\d+)?$/
const ARM = /^(\d+:(?:\d+|\?)-\d+:(?:\d+|\?))( \S+ \d+ )(\S+)$/
const ARC = /^(-?\d+)>(-?\d+)(#\d+)?$/
const LINE = /^(\d+)(#\d+)?$/

/** Where a key says its element lies; undefined for keys without a place. */
export function spanOf(kind: ElementKind, key: string): Span | undefined {
  if (kind === 'test') return undefined
  const line = LINE.exec(key)
  if (line) return { start: Number(line[1]), end: Number(line[1]) }
  const arc = ARC.exec(key)
  // An arc starts on one line and ends on another, wherever that is: what lies between is none of its.
  if (arc) return { start: Math.abs(Number(arc[1])), end: Math.abs(Number(arc[1])) }
  const location = LOCATION.exec(key)
  return location ? { start: Number(location[1]), end: Number(location[3]) } : undefined
}

/** The key of the same element when its lines have other numbers; undefined when one of them is gone. */
export function keyWith(kind: ElementKind, key: string, lineOf: (line: number) => number | undefined): string | undefined {
  switch (kind) {
    case 'test':
      return key
    case 'line':
      return replaced(LINE, key, ([, line, ordinal]) => joined`${lineOf(Number(line))}${ordinal ?? ''}`)
    case 'statement':
      return replaced(WHOLE, key, ([whole]) => located(whole, lineOf))
    case 'function':
    case 'mutant':
      return located(key, lineOf)
    case 'branch': {
      const arc = ARC.exec(key)
      if (arc) return joined`${signed(arc[1], lineOf)}>${signed(arc[2], lineOf)}${arc[3] ?? ''}`
      return replaced(ARM, key, ([, whole, type, arm]) => joined`${located(whole, lineOf)}${type}${armOf(arm ?? '', lineOf)}`)
    }
  }
}

function replaced(pattern: RegExp, key: string, parts: (match: readonly (string | undefined)[]) => string | undefined): string | undefined {
  const match = pattern.exec(key)
  return match ? parts(match) : key
}

/** The first location of a text put on other lines, and the rest as it is. */
function located(text: string | undefined, lineOf: (line: number) => number | undefined): string | undefined {
  const match = LOCATION.exec(text ?? '')
  if (!match) return text
  return joined`${lineOf(Number(match[1]))}:${match[2]}-${lineOf(Number(match[3]))}:${match[4]}${text?.slice(match[0].length)}`
}

/** An arm that the tool gave no place has none to move. */
function armOf(arm: string, lineOf: (line: number) => number | undefined): string | undefined {
  return arm.startsWith('?') ? arm : located(arm, lineOf)
}

/** coverage.py counts the way out of a code object as its first line, negative. */
function signed(text: string | undefined, lineOf: (line: number) => number | undefined): number | undefined {
  const number = Number(text)
  const line = lineOf(Math.abs(number))
  return line === undefined ? undefined : number < 0 ? -line : line
}

/** Text of parts, undefined when one of them is. */
function joined(texts: TemplateStringsArray, ...parts: readonly (string | number | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : texts.map((text, index) => `${text}${parts[index] ?? ''}`).join('')
}
