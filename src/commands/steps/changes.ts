import { NO_CHANGES, type Changes } from '../../model/changes.js'
import type { Reference } from '../../model/judgement.js'
import type { Measurement } from '../../model/measurement.js'
import type { Policy } from '../../model/policy.js'
import { classifier, classifyChanges, needsText, withMeasured, type Sides } from '../../policy/path-class.js'
import type { World } from '../../world/world.js'
import type { Base } from './base.js'

/** What differs between two commits or trees, by class; `dirty` paths of the work tree count as changed too. */
export async function changesBetween(world: World, policy: Policy, from: string | null, to: string, dirty: readonly string[] = []): Promise<Changes> {
  if (from === null) return { known: false, why: 'there is no commit to compare with' }
  if (from === to && dirty.length === 0) return NO_CHANGES
  const paths = await world.git.changed(from, to)
  const all = paths && [...new Set([...paths, ...dirty])]
  const texts = new Map<string, Sides>()
  for (const path of (all ?? []).filter(needsText)) {
    if (!dirty.includes(path)) texts.set(path, { before: await world.git.text(from, path), after: await world.git.text(to, path) })
  }
  return classifyChanges(all, classifier(policy.paths), (path) => texts.get(path))
}

/** What could have moved a number: the change under judgement, and the base since its reference. */
export interface ChangeSet {
  readonly author: Changes
  readonly baseMoved: Changes
}

interface ChangesInput {
  readonly candidate: Measurement
  readonly base: Base
  readonly reference: Reference | null
  /** Paths that have elements in either measurement. */
  readonly measured: ReadonlySet<string>
}

/** On a baseline branch the whole range since the reference is under judgement; elsewhere only the change itself. */
export async function changesOf(world: World, policy: Policy, { candidate, base, reference, measured }: ChangesInput): Promise<ChangeSet> {
  const { commit } = candidate.slot
  const between = async (start: string | null, end: string, dirty?: readonly string[]): Promise<Changes> => withMeasured(await changesBetween(world, policy, start, end, dirty), measured)
  const from = reference?.measurement.tree ?? null
  if (base.standing === 'baseline-branch' || base.commit === null) {
    return { author: await between(from ?? base.commit, commit, candidate.dirty), baseMoved: NO_CHANGES }
  }
  return {
    author: await between(base.commit, commit, candidate.dirty),
    baseMoved: reference === null || reference.distance === 0 ? NO_CHANGES : await between(from, base.commit),
  }
}
