import type { CiContext, Checkout } from '../../model/context.js'
import type { Failure } from '../../model/failure.js'
import { parseJobStatus, type JobStatus } from '../../model/job-status.js'
import { parsePlace, type Place } from '../../model/place.js'
import { err, ok, type Result } from '../../model/result.js'
import type { World } from '../../world/world.js'
import type { BuildOptions } from '../options.js'

/** The build a part or measurement belongs to, from options, else the CI provider, else git. */
export interface Build {
  readonly commit: string
  readonly tree: string
  readonly parents: readonly string[]
  /** Paths of the work tree that are not as the commit has them. */
  readonly dirty: readonly string[]
  /** The author's commit, when the tested one is a merge that CI made. */
  readonly head: string | null
  readonly branch: string | null
  /** Target branch; null when the build is not of a pull request. */
  readonly baseBranch: string | null
  readonly baseCommit: string | null
  /** For a push: what the branch pointed to before. */
  readonly before: string | null
  readonly provider: string
  readonly build: string | null
  readonly repository: string
  readonly place: Place | null
  readonly attempt: number
  readonly leg: string
  readonly job: { readonly name: string | null; readonly status: JobStatus }
  readonly image: string | null
}

export async function buildOf(world: World, checkout: Checkout, options: BuildOptions): Promise<Result<Build, Failure>> {
  const ci: Partial<CiContext> = await world.ci() ?? {}
  const commit = await commitOf(world, checkout, options.commit, ci)
  if (!commit.ok) return commit
  const job = jobOf(options, ci)
  if (!job.ok) return job
  return ok({ ...commit.value, ...job.value, ...branchesOf(options, ci, checkout) })
}

/** Which job of which build this is. */
function jobOf(options: BuildOptions, ci: Partial<CiContext>): Result<Pick<Build, 'provider' | 'build' | 'place' | 'attempt' | 'leg' | 'job' | 'image'>, Failure> {
  const { part, attempt: tries, jobStatus } = options
  const place = part === undefined ? ci.place ?? null : parsePlace(part)
  if (place === undefined) return wrong(`--part ${part ?? ''}: expected i/N, such as 2/4`)
  const attempt = tries === undefined ? ci.attempt ?? 1 : Number(tries)
  if (tries !== undefined && (!Number.isInteger(attempt) || attempt < 1 || attempt > 9999)) return wrong(`--attempt ${tries}: expected a number from 1 to 9999`)
  const status = jobStatus === undefined ? 'unknown' : parseJobStatus(jobStatus)
  if (!status) return wrong(`--job-status ${jobStatus ?? ''}: expected passed or failed`)
  return ok({
    provider: ci.provider ?? 'local', build: options.build ?? ci.build ?? null, place, attempt, leg: options.leg ?? '',
    job: { name: ci.job ?? null, status }, image: ci.image ?? null,
  })
}

/** Which branches the build concerns. What git calls a pull request's checkout may be a fork's branch: it is not asked. */
function branchesOf(options: BuildOptions, ci: Partial<CiContext>, checkout: Checkout): Pick<Build, 'head' | 'branch' | 'baseBranch' | 'baseCommit' | 'before' | 'repository'> {
  return {
    head: ci.head ?? null,
    branch: options.branch ?? ci.branch ?? (ci.pullRequest === undefined ? checkout.branch : null),
    baseBranch: options.base ?? ci.baseBranch ?? null,
    baseCommit: ci.baseCommit ?? null,
    before: ci.before ?? null,
    repository: options.repository ?? ci.repository ?? checkout.repository ?? 'local',
  }
}

type Commit = Pick<Build, 'commit' | 'tree' | 'parents' | 'dirty'>

/** The commit that is named, else the one CI says it built if it is in this clone, else what is checked out. */
async function commitOf(world: World, checkout: Checkout, named: string | undefined, ci: Partial<CiContext>): Promise<Result<Commit, Failure>> {
  const wanted = named ?? ci.commit
  const hash = wanted === undefined ? checkout.commit : await world.git.resolve(wanted)
  if (hash === undefined && named !== undefined) {
    return err({ code: 'git-failed', command: `git rev-parse ${named}`, detail: 'this clone does not have the commit; fetch it, or name another one' })
  }
  if (hash === undefined || hash === checkout.commit) return ok({ commit: checkout.commit, tree: checkout.tree, parents: checkout.parents, dirty: checkout.dirty })
  const facts = await world.git.commit(hash)
  if (!facts) return err({ code: 'git-failed', command: `git cat-file commit ${hash}`, detail: 'the commit cannot be read' })
  const elsewhere = await world.git.changed(facts.tree, checkout.tree)
  return ok({ commit: hash, tree: facts.tree, parents: facts.parents, dirty: [...new Set([...checkout.dirty, ...elsewhere ?? []])].sort() })
}

function wrong(message: string): Result<never, Failure> {
  return err({ code: 'wrong-use', message })
}
