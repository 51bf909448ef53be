import type { Place } from './place.js'

/** What a CI provider says of the running build. A field it does not tell is undefined, never invented. */
export interface CiContext {
  readonly provider: string
  readonly repository?: string | undefined
  /** The commit that is checked out; for a pull request often a test merge that is in no history. */
  readonly commit?: string | undefined
  /** The author's commit, when the checked-out one is synthetic. */
  readonly head?: string | undefined
  /** Branch that is built; for a pull request its source branch. */
  readonly branch?: string | undefined
  /** Target branch of a pull request; undefined when this is none. */
  readonly baseBranch?: string | undefined
  readonly baseCommit?: string | undefined
  readonly pullRequest?: string | undefined
  /** For a push: the commit the branch pointed to before. */
  readonly before?: string | undefined
  /** Names one build over all its jobs. */
  readonly build?: string | undefined
  readonly buildUrl?: string | undefined
  readonly job?: string | undefined
  /** Try of this job, from 1. */
  readonly attempt?: number | undefined
  readonly place?: Place | undefined
  readonly image?: string | undefined
}

/** What the git repository says of the checked-out tree. Hashes are full hex. */
export interface Checkout {
  readonly top: string
  readonly commit: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly branch: string | null
  readonly shallow: boolean
  /** Changed or untracked paths, git-top-relative. */
  readonly dirty: readonly string[]
  readonly repository: string | null
}
