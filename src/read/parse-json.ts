import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { placeAt } from './place-in-text.js'

/** Parses JSON whole or not at all; a failure names the line and column where the text stops being JSON. */
export function parseJson(source: string, text: string): Result<unknown, Failure> {
  try {
    return ok(JSON.parse(text) as unknown)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /position (\d+)/.exec(message)?.[1]
    const offset = position === undefined ? text.trimEnd().length : Number(position)
    const ended = offset >= text.trimEnd().length || /end of JSON|Unterminated/.test(message)
    return err({
      code: 'report-broken',
      source,
      format: 'JSON',
      ...placeAt(text, offset),
      detail: ended ? 'the text ends in the middle of a value: the file was cut off while it was written or copied' : plain(message),
    })
  }
}

/** V8's message without its own idea of where, and without quoting the file. */
function plain(message: string): string {
  const token = /Unexpected token (.{1,3}?)(,| in)/.exec(message)?.[1]
  return token ? `unexpected ${token}` : 'this is not JSON'
}
