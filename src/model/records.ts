import type { Failure } from './failure.js'
import { ok, type Result } from './result.js'

/** One change of the records' tree. `copy` takes a whole folder at once. */
export type RecordChange =
  | { readonly put: string; readonly bytes: Uint8Array }
  | { readonly copy: string; readonly to: string }
  | { readonly remove: string }

/** Nothing is there yet. */
export const NO_RECORDS: RecordsTip = {
  home: '',
  commit: null,
  format: async () => ok(null),
  list: async () => ok([]),
  files: async () => ok([]),
  read: async () => ok(new Map()),
}

/** The records as one fetch found them: a tree of small files. */
export interface RecordsTip {
  /** Where they were found, for messages. */
  readonly home: string
  /** Null while nothing is there yet. */
  readonly commit: string | null
  /** What the tree says it is, in its file `format`; null when there is no such file. */
  readonly format: () => Promise<Result<string | null, Failure>>
  /** Names of one level of a folder, sorted by git; those of folders end in `/`. None when there is no such folder. */
  readonly list: (folder: string) => Promise<Result<readonly string[], Failure>>
  /** All files below a folder, their paths relative to it. */
  readonly files: (folder: string) => Promise<Result<readonly RecordFile[], Failure>>
  /** Contents by git blob, all asked for at once. */
  readonly read: (blobs: readonly string[]) => Promise<Result<ReadonlyMap<string, Uint8Array>, Failure>>
}

export interface RecordFile {
  readonly path: string
  readonly blob: string
}

/** What a push asks for on the tip it found; it is asked again on every newer tip. */
export type ChangesOn = (tip: RecordsTip) => Promise<Result<readonly RecordChange[], Failure>>

export interface Pushed {
  readonly tip: RecordsTip
  /** How often somebody else was faster, or the connection was lost. */
  readonly retries: number
}

/** A home of records: a remote's ref, or a directory. */
export interface RecordsHome {
  /** For messages: without credentials. */
  readonly name: string
  readonly pull: () => Promise<Result<RecordsTip, Failure>>
  /** Applies changes on the newest tip until they land. Without changes nothing is pushed. */
  readonly push: (changesOn: ChangesOn, message: string) => Promise<Result<Pushed, Failure>>
}
