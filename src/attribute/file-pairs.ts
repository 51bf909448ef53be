import type { TreeDiff } from '../model/diff.js'
import type { FileDetail } from '../model/measurement.js'
import type { ContentChange } from './flow.js'

/** One file as the two sides measured it, which need not call it the same. */
export interface FilePair {
  /** Its name now, else the one it had. */
  readonly path: string
  readonly paths: readonly string[]
  readonly before: FileDetail | undefined
  readonly after: FileDetail | undefined
  readonly change: ContentChange
}

interface Sides {
  readonly referenceFiles: readonly FileDetail[]
  readonly candidateFiles: readonly FileDetail[]
  readonly diff: TreeDiff | null
}

/** Files of both sides, a renamed one with itself. */
export function filePairs({ referenceFiles, candidateFiles, diff }: Sides): readonly FilePair[] {
  const older = new Map(referenceFiles.map((file) => [file.path, file]))
  const pairs: FilePair[] = []
  const rest: FileDetail[] = []
  for (const after of candidateFiles) {
    const renamed = diff?.after.get(after.path)?.before ?? after.path
    const before = older.get(renamed)
    if (renamed !== after.path && before) {
      older.delete(renamed)
      pairs.push(pairOf(before, after, diff))
    } else rest.push(after)
  }
  for (const after of rest) {
    const before = older.get(after.path)
    older.delete(after.path)
    pairs.push(pairOf(before, after, diff))
  }
  return [...pairs, ...[...older.values()].map((before) => pairOf(before, undefined, diff))]
}

function pairOf(before: FileDetail | undefined, after: FileDetail | undefined, diff: TreeDiff | null): FilePair {
  const paths = [...new Set([after?.path, before?.path].filter((path) => path !== undefined))]
  return { path: paths[0] ?? '', paths, before, after, change: changeOf(before, after, diff) }
}

/** A file git does not track is of unknown content, and so is one whose content is no text. */
function changeOf(before: FileDetail | undefined, after: FileDetail | undefined, diff: TreeDiff | null): ContentChange {
  const isTracked = [before, after].every((file) => file === undefined || file.blob !== null)
  if (!isTracked) return { kind: 'unknown' }
  if (before && after && before.blob === after.blob) return { kind: 'same' }
  if (!diff) return { kind: 'unknown' }
  const change = after ? diff.after.get(after.path) : diff.before.get(before?.path ?? '')
  if (!change) return before && after ? { kind: 'unknown' } : { kind: 'same' }
  if (change.before === null) return { kind: 'new' }
  if (change.after === null) return { kind: 'gone' }
  return change.hunks === null ? { kind: 'unknown' } : { kind: 'changed', hunks: change.hunks }
}
