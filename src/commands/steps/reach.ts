import { notReached, stemOf } from '../../attribute/index.js'
import { mayTouch } from '../../model/changes.js'
import type { Reference } from '../../model/judgement.js'
import type { Measurement } from '../../model/measurement.js'
import type { World } from '../../world/world.js'
import type { ChangeSet } from './changes.js'
import type { Files } from './compare-files.js'

/** Beyond so many files the question costs more than its answer. */
const MOST_FILES = 8000

/**
 * Files of one content whose elements flipped, or that came or went whole, and that the change under judgement cannot
 * have reached as far as text shows. None where the change is of what everything is built or run by.
 */
export async function unreachedFiles(world: World, of: { readonly candidate: Measurement; readonly reference: Reference | null; readonly files: Files; readonly changes: ChangeSet }): Promise<ReadonlySet<string>> {
  const { candidate, reference, files, changes: { author } } = of
  if (!reference || !author.known || mayTouch(author, ['dependency', 'build'])) return new Set()
  const changed = [...author.paths.source, ...author.paths.test]
  const before = new Map(files.reference.map(({ path, blob }) => [path, blob]))
  const flipped = files.candidate.filter(({ path, blob }) => blob !== null && (!before.has(path) || before.get(path) === blob)).map(({ path }) => path)
  const moved = [...flipped, ...files.gone.map(({ path }) => path)].filter((path) => !changed.includes(path))
  if (changed.length === 0 || moved.length === 0) return new Set()
  const all = [...new Set([...files.measured, ...changed])]
  if (all.length > MOST_FILES) return new Set()
  const words = [...new Set(all.map(wordOf))]
  const mentions = new Map<string, ReadonlySet<string>>()
  for (const tree of new Set([reference.measurement.tree, candidate.tree])) {
    const found = await world.git.mentions(tree, [...new Set([...words, ...words.map((word) => word.replace(/[-_]/g, ''))])])
    if (!found) return new Set()
    for (const [path, own] of found) mentions.set(path, new Set([...mentions.get(path) ?? [], ...own]))
  }
  return notReached(moved, changed, mentions)
}

/** The name of a file as others write it, in its own spelling. */
function wordOf(path: string): string {
  const name = path.split('/').map((part) => part.replace(/\.[^/]*$/, '')).findLast((part) => part.replace(/[-_]/g, '').toLowerCase() === stemOf(path))
  return name ?? stemOf(path)
}
