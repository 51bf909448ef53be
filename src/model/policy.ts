import type { Scope } from './scope.js'
import type { Mode } from './verdict.js'

export const CADENCES = ['every-build', 'nightly', 'weekly'] as const
export type Cadence = (typeof CADENCES)[number]

/** A suite as `policy.yaml` declares it. Globs and root are git-top-relative. */
export interface SuitePolicy {
  readonly name: string
  readonly root: string
  readonly cadence: Cadence
  /** Execution models the suite may run under. */
  readonly models: readonly string[]
  /** Where a build's reports lie when no file is named on the command line. */
  readonly reports: readonly string[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** Globs that say what kind of file a changed path is; the first class that matches counts. */
export interface PathGlobs {
  readonly test: readonly string[]
  readonly dependency: readonly string[]
  readonly build: readonly string[]
  readonly 'tool-config': readonly string[]
  readonly pipeline: readonly string[]
  readonly docs: readonly string[]
}

/** Where records are kept beside the local store, and for how long elements of files are. */
export interface SyncPolicy {
  /** Name of a git remote, a folder, or a URL without credentials. */
  readonly remote: string
  readonly ref: string
  readonly detailDays: number
}

export interface Policy {
  readonly mode: Mode
  readonly suites: readonly SuitePolicy[]
  readonly scopes: readonly Scope[]
  readonly baselineBranches: readonly string[]
  readonly frozenBranches: readonly string[]
  readonly approvers: readonly string[]
  readonly signed: boolean
  /** Largest loss against a baseline version's first measurement, in percentage points; null switches it off. */
  readonly maxErosion: string | null
  /** Builds to watch before `enforce` is advised. */
  readonly observeBuilds: number
  /** Days for which a full run of the mutants vouches for runs that reuse its results. */
  readonly fullEvery: number
  readonly paths: PathGlobs
  /** Null: records stay in the local store. */
  readonly sync: SyncPolicy | null
}
