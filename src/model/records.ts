import type { Failure } from './failure.js'
import type { Result } from './result.js'

/** One change of the records' tree. `copy` takes a whole folder at once. */
export type RecordChange =
  | { readonly put: string; readonly bytes: Uint8Array }
  | { readonly copy: string; readonly to: string }
  | { readonly remove: string }

/** The records as one fetch found them. */
export interface RecordsTip {
  /** Null: nothing is there yet. */
  readonly commit: string | null
  /** Names in a folder, one level; folders end in `/`. */
  readonly list: (folder: string) => Promise<Result<readonly string[], Failure>>
  /** Files below a folder with their git blobs, paths relative to it. */
  readonly files: (folder: string) => Promise<Result<readonly { readonly path: string; readonly blob: string }[], Failure>>
  /** Contents by git blob, many at once. */
  readonly read: (blobs: readonly string[]) => Promise<Result<ReadonlyMap<string, Uint8Array>, Failure>>
}

/** A home of records: a remote's ref or a directory. */
export interface RecordsHome {
  /** For messages: no credentials. */
  readonly name: string
  readonly pull: () => Promise<Result<RecordsTip, Failure>>
  /** Applies changes on the newest tip until they land; asks for them anew on every tip. No changes: nothing is pushed. */
  readonly push: (
    changesOn: (tip: RecordsTip) => Promise<Result<readonly RecordChange[], Failure>>, message: string,
  ) => Promise<Result<{ readonly tip: RecordsTip; readonly retries: number }, Failure>>
}
