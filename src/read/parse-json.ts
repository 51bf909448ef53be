import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { placeAt } from './place-in-text.js'

/** Parses JSON whole or not at all; a failure names the line and column where the text stops being JSON. */
export function parseJson(source: string, text: string): Result<unknown, Failure> {
  try {
    return ok(JSON.parse(text) as unknown)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const offset = offsetOf(message, text)
    const ended = offset >= text.trimEnd().length
    return err({
      code: 'report-broken',
      source,
      format: 'JSON',
      ...placeAt(text, offset),
      detail: ended ? 'the text ends in the middle of a value: the file was cut off while it was written or copied' : plain(message),
    })
  }
}

/** Where the text stops being JSON: V8 says so, except at a character that no JSON has there. */
function offsetOf(message: string, text: string): number {
  if (isUnexpected(message)) return longestPrefix(text)
  const position = / JSON at position (\d+)/.exec(message)?.[1]
  return position === undefined ? text.trimEnd().length : Number(position)
}

function isUnexpected(message: string): boolean {
  return message.startsWith('Unexpected token')
}

/** Length of the longest prefix that more text could still make JSON of, found by halving. */
function longestPrefix(text: string): number {
  let good = 0
  let bad = text.length
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1
    if (isUnexpected(messageOf(text.slice(0, middle)))) bad = middle
    else good = middle
  }
  return good
}

function messageOf(text: string): string {
  try {
    JSON.parse(text)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** V8's message without its own idea of where, and without quoting the file. */
function plain(message: string): string {
  const token = /Unexpected token (.{1,3}?)(,| in)/.exec(message)?.[1]
  return token ? `unexpected ${token}` : 'this is not JSON'
}
