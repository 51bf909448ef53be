import type { Checkout } from '../../model/context.js'
import type { Policy } from '../../model/policy.js'
import type { Standing } from '../../model/verdict.js'
import { branchMatcher } from '../../policy/globs.js'
import type { World } from '../../world/world.js'
import type { Measurement } from '../../model/measurement.js'

/** Where a build stands, and the commit its change starts from. */
export interface Base {
  readonly standing: Standing
  /** Branch whose baselines count for the build. */
  readonly branch: string
  /** The commit on the base side; null when the build has none (a root commit) or it cannot be found. */
  readonly commit: string | null
  readonly how: 'parent' | 'merge-base' | 'none' | 'unknown'
}

export interface BaseInput {
  readonly measurement: Pick<Measurement, 'slot' | 'parents' | 'head' | 'branch' | 'baseBranch' | 'synthetic' | 'base'>
  /** For a push: what the branch pointed to before, as CI says. */
  readonly before: string | null
  readonly policy: Policy
  readonly checkout: Checkout
}

/**
 * First parent of a tested merge, or the second where CI merged the target into the change; merge base with the target for a branch head; for a push to a baseline branch the
 * commit before it. Parents are those of the commit object, so that a shallow clone tells them too.
 */
export async function baseOf(world: World, input: BaseInput): Promise<Base> {
  const { branch, baseBranch } = input.measurement
  if (baseBranch === null && branch !== null && branchMatcher(input.policy.baselineBranches)(branch)) return pushedOnto(world, input, branch)
  const target = baseBranch ?? input.policy.baselineBranches.find((name) => !/[*?{[]/.test(name)) ?? 'main'
  const start = await startOf(world, input, target)
  return { standing: baseBranch === null ? 'branch' : 'pull-request', branch: target, ...start }
}

async function pushedOnto(world: World, { measurement, before }: BaseInput, branch: string): Promise<Base> {
  const { commit } = measurement.slot
  const first = measurement.parents[0] ?? null
  const pushed = before !== null && before !== commit && await isFirstParent(world, before, commit) ? before : first
  return { standing: 'baseline-branch', branch, commit: pushed, how: pushed === null ? 'none' : 'parent' }
}

/** Where a change that is to go to `target` starts from. */
async function startOf(world: World, { measurement, checkout }: BaseInput, target: string): Promise<Pick<Base, 'commit' | 'how'>> {
  const { commit } = measurement.slot
  const [first, second] = measurement.parents
  if (first !== undefined && second !== undefined) {
    if (measurement.synthetic) return { commit: first === measurement.head ? second : first, how: 'parent' }
    if (await isOn(world, first, target)) return { commit: first, how: 'parent' }
  }
  const tip = await tipOf(world, target) ?? measurement.base ?? undefined
  const fork = tip === undefined ? undefined : await world.git.mergeBase(commit, tip)
  if (fork !== undefined && fork !== commit) return { commit: fork, how: 'merge-base' }
  if (fork === commit && first !== undefined) return { commit: first, how: 'parent' }
  const parent = tip === undefined && !checkout.shallow ? first ?? null : null
  return { commit: parent, how: parent === null ? 'unknown' : 'parent' }
}

/** The remote's branch goes before the local one, which may be stale. */
async function tipOf(world: World, branch: string): Promise<string | undefined> {
  return await world.git.resolve(`refs/remotes/origin/${branch}`) ?? world.git.resolve(`refs/heads/${branch}`)
}

async function isOn(world: World, commit: string, branch: string): Promise<boolean> {
  const tip = await tipOf(world, branch)
  return tip !== undefined && await world.git.mergeBase(commit, tip) === commit
}

const PUSH_DEPTH = 500

async function isFirstParent(world: World, ancestor: string, commit: string): Promise<boolean> {
  return (await world.git.firstParents(commit, PUSH_DEPTH)).some((one) => one.commit === ancestor)
}
