import type { PathClass } from '../../model/changes.js'
import { textDigest } from '../../read/part-file.js'
import type { TrackedFile } from '../../world/world.js'

/** Classes whose files make up what a suite measures, or what it is built and run with. */
const INPUT_CLASSES: readonly PathClass[] = ['source', 'test', 'dependency', 'build', 'tool-config']

/** Hash of the inputs of a suite: the same for a squash, a merge commit and a change of the README. */
export function measuredTree(files: readonly TrackedFile[], classOf: (path: string) => PathClass): string {
  const inputs = files.filter(({ path }) => INPUT_CLASSES.includes(classOf(path))).map(({ path, blob }) => `${blob} ${path}`).sort()
  return textDigest(inputs.join('\n')).slice(0, 40)
}

/**
 * Paths of a dirty tree that can have moved the measurement: changed inputs, and untracked files that were measured.
 * Reports and other litter do not count.
 */
export function dirtyInputs(dirty: readonly string[], tracked: ReadonlySet<string>, measured: readonly string[], classOf: (path: string) => PathClass): readonly string[] {
  return dirty.filter((path) => (tracked.has(path)
    ? INPUT_CLASSES.includes(classOf(path))
    : measured.some((file) => file === path || (path.endsWith('/') && file.startsWith(path))))).sort()
}
