import type { Failure } from '../../model/failure.js'
import { ok, type Result } from '../../model/result.js'
import { branchMatcher } from '../../policy/globs.js'
import type { NameOnTip, Refusal, Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import type { Project } from './project.js'
import { REACH } from './reference.js'

export interface ArtifactInput {
  readonly world: World
  readonly store: Store
  readonly project: Project
  readonly file: string
  /** The only build whose measurements are taken; any when undefined. */
  readonly build: string | undefined
}

/**
 * Takes the measurements of an artifact into the store. Whoever made it may have been anybody: it speaks of one build,
 * decides nothing, and does not speak for a commit that a baseline branch has.
 */
export async function takeArtifact({ world, store, project, file, build }: ArtifactInput): Promise<Result<{ readonly ids: readonly string[]; readonly refused: readonly Refusal[] }, Failure>> {
  const tip = await world.openArtifact(file)
  if (!tip.ok) return tip
  const names = await store.namesOn(tip.value)
  if (!names.ok) return names
  const refused: Refusal[] = []
  const wanted = new Set<string>()
  const owner = await ownersOf(world, project)
  for (const one of names.value) {
    const why = await owner(one)
    if (why === undefined) wanted.add(one.name)
    else refused.push({ name: one.name, why })
  }
  const imported = await store.importFrom(tip.value, {
    only: (name) => wanted.has(name),
    baselines: false,
    refuse: ({ slot }) => (build === undefined || slot.build === build ? undefined : `it is of build ${slot.build}`),
  })
  if (!imported.ok) return imported
  return ok({ ids: [...imported.value.taken, ...imported.value.known], refused: [...refused, ...imported.value.refused] })
}

/** Why a measurement is a baseline branch's own to bring; undefined when it is of a change. */
async function ownersOf(world: World, { policy, checkout }: Project): Promise<(name: NameOnTip) => Promise<string | undefined>> {
  if (checkout.shallow) return async () => 'this clone is shallow, and cannot tell a change from a baseline branch: fetch the whole history (fetch-depth: 0)'
  const isBaseline = branchMatcher(policy.baselineBranches)
  const tips = await world.git.branches()
  const trees = new Map<string, string>()
  for (const { name, commit } of tips) {
    if (isBaseline(name)) for (const ancestor of await world.git.firstParents(commit, REACH)) trees.set(ancestor.tree, name)
  }
  return async ({ commit, tree }) => {
    for (const tip of tips) {
      if (isBaseline(tip.name) && await world.git.mergeBase(commit, tip.commit) === commit) return `its commit is on ${tip.name}, which only its own builds speak for`
    }
    const name = trees.get(tree)
    return name === undefined ? undefined : `its tree is one of ${name}, which only its own builds speak for`
  }
}
