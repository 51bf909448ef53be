/**
 * One changed stretch of a file, as `git diff -U0` has it: `removed` lines from line `from` on gave way to `added` lines
 * from line `to` on. Where nothing was removed (added), `from` (`to`) is the line before the place.
 */
export interface Hunk {
  readonly from: number
  readonly removed: number
  readonly to: number
  readonly added: number
}

/** What became of one path between two trees. */
export interface FileDiff {
  /** Null: the file is new. */
  readonly before: string | null
  /** Null: the file is gone. */
  readonly after: string | null
  /** In the order of lines; null when the contents are no text to git. */
  readonly hunks: readonly Hunk[] | null
}

/** The files that differ between two trees, by the path they have on either side. */
export interface TreeDiff {
  readonly before: ReadonlyMap<string, FileDiff>
  readonly after: ReadonlyMap<string, FileDiff>
}

export function treeDiff(files: readonly FileDiff[]): TreeDiff {
  const side = (name: 'before' | 'after') => new Map(files.flatMap((file) => (file[name] === null ? [] : [[file[name], file] as const])))
  return { before: side('before'), after: side('after') }
}
