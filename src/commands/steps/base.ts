import type { Checkout } from '../../model/context.js'
import type { Policy } from '../../model/policy.js'
import type { Standing } from '../../model/verdict.js'
import { branchMatcher } from '../../policy/globs.js'
import { parsePolicy, POLICY_FILE } from '../../policy/parse.js'
import { readYaml } from '../../read/yaml.js'
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
  if (baseBranch === null && branch !== null && await isBaselineBranch(world, input.policy, branch)) return pushedOnto(world, input, branch)
  const target = baseBranch ?? input.policy.baselineBranches.find((name) => isLiteral(name) && name !== branch) ?? 'main'
  const start = await startOf(world, input, target)
  return { standing: baseBranch === null ? 'branch' : 'pull-request', branch: target, ...start }
}

/**
 * Whether a branch's own builds are baselines. A branch cannot name itself one: where another baseline branch is here,
 * its policy has to name it.
 */
async function isBaselineBranch(world: World, policy: Policy, branch: string): Promise<boolean> {
  if (!branchMatcher(policy.baselineBranches)(branch)) return false
  const others = [...new Set([...policy.baselineBranches.filter(isLiteral), 'main', 'master'])].filter((name) => name !== branch)
  const voices: boolean[] = []
  for (const name of others) {
    const tip = await tipOf(world, name)
    const text = tip === undefined ? undefined : await world.git.text(tip, POLICY_FILE)
    const theirs = text === undefined ? undefined : parsePolicy(POLICY_FILE, text, readYaml)
    if (theirs?.ok && branchMatcher(theirs.value.baselineBranches)(name)) voices.push(branchMatcher(theirs.value.baselineBranches)(branch))
  }
  return voices.length === 0 || voices.includes(true)
}

function isLiteral(name: string): boolean {
  return !/[*?{[]/.test(name)
}

async function pushedOnto(world: World, { measurement, before }: BaseInput, branch: string): Promise<Base> {
  const { commit } = measurement.slot
  const first = measurement.parents[0] ?? null
  const pushed = before !== null && before !== commit && await isFirstParent(world, before, commit) ? before : first
  return { standing: 'baseline-branch', branch, commit: pushed, how: pushed === null ? 'none' : 'parent' }
}

/** Where a change that is to go to `target` starts from. */
async function startOf(world: World, { measurement }: BaseInput, target: string): Promise<Pick<Base, 'commit' | 'how'>> {
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
  return { commit: null, how: 'unknown' }
}

/** The remote's branch goes before the local one, which may be stale; a commit or a whole ref may be named as well. */
async function tipOf(world: World, branch: string): Promise<string | undefined> {
  return await world.git.resolve(`refs/remotes/origin/${branch}`) ?? await world.git.resolve(`refs/heads/${branch}`) ?? world.git.resolve(branch)
}

async function isOn(world: World, commit: string, branch: string): Promise<boolean> {
  const tip = await tipOf(world, branch)
  return tip !== undefined && await world.git.mergeBase(commit, tip) === commit
}

const PUSH_DEPTH = 500

async function isFirstParent(world: World, ancestor: string, commit: string): Promise<boolean> {
  return (await world.git.firstParents(commit, PUSH_DEPTH)).some((one) => one.commit === ancestor)
}
