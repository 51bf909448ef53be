import type { Generated } from 'kysely'

/** Paths, each once. */
export interface PathTable {
  key: Generated<number>
  text: string
}

/**
 * Content-addressed bytes (shapes and states). A blob can be stored against an earlier one of the same file, which is
 * then the dictionary it is deflated with; `depth` counts the steps to one that stands alone.
 */
export interface BlobTable {
  key: Generated<number>
  hash: Uint8Array
  base_key: number | null
  depth: number
  size: number
  bytes: Uint8Array
}

/**
 * The list of a measurement's files by content. A manifest is stored as what differs from its base; equal lists are
 * one manifest, so that a build that moved nothing costs one row.
 */
export interface ManifestTable {
  key: Generated<number>
  hash: Uint8Array
  base_key: number | null
  depth: number
  files: number
  /** 0 when no list is stored: only its name and size are known. */
  stored: Generated<number>
}

export interface ManifestEntryTable {
  manifest_key: number
  path_key: number
  /** Null when the file is gone from the base's list. */
  shape_key: number | null
  state_key: number | null
  /** git's hash of the file's content. */
  git_blob: Uint8Array | null
}

/** Which parts covered each element of a file; kept only for measurements of more than one part. */
export interface CoveredByTable {
  measurement_key: number
  path_key: number
  bytes: Uint8Array
}
