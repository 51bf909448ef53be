import type { Judgement } from '../../model/judgement.js'
import { judgementJson } from './json.js'
import { judgementText, type TextOptions } from './text.js'

/** Every way a judgement can be told: one file and one line here each. */
export const reporters: Readonly<Record<string, (judgement: Judgement, options: TextOptions) => string>> = {
  text: judgementText,
  json: (judgement, { exit }) => `${JSON.stringify(judgementJson(judgement, exit), null, 2)}\n`,
}

export const FORMATS = Object.keys(reporters)

/** One wanted output: `json`, or `json:file` to write it there. */
export interface Wanted {
  readonly format: string
  readonly file: string | null
}

/** Reads `--format` options; undefined for a format that does not exist. */
export function wantedFormat(text: string): Wanted | undefined {
  const colon = text.indexOf(':')
  const format = colon === -1 ? text : text.slice(0, colon)
  const file = colon === -1 ? null : text.slice(colon + 1)
  return format in reporters && file !== '' ? { format, file } : undefined
}
