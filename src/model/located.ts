import type { Problem } from './failure.js'
import type { FrontValue } from './recalibration.js'

/** A way down into a document: member names and list positions. */
export type DocumentPath = readonly (string | number)[]

/** A text file as failsafe data (strings, lists, maps), with the place of each of its values. */
export interface Located {
  readonly value: FrontValue
  /** Where the value, or the nearest thing above it that exists, begins. Lines and columns count from 1. */
  readonly placeOf: (path: DocumentPath, what: 'key' | 'value') => { readonly line: number; readonly column: number }
}

export type LocatedReading =
  | { readonly ok: true; readonly document: Located }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Reads the text of a file people write; `firstLine` is the line of the file on which the text begins. */
export type TextReader = (text: string, firstLine?: number) => LocatedReading
