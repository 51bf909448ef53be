/** What the command line, or an environment twin, can say about the build. All of it is optional. */
export interface BuildOptions {
  readonly suite?: string | undefined
  readonly leg?: string | undefined
  readonly model?: string | undefined
  /** `i/N`, from 1. */
  readonly part?: string | undefined
  readonly attempt?: string | undefined
  readonly commit?: string | undefined
  readonly build?: string | undefined
  readonly branch?: string | undefined
  /** Target branch of a pull request. */
  readonly base?: string | undefined
  readonly repository?: string | undefined
  readonly jobStatus?: string | undefined
}

export interface RecordOptions extends BuildOptions {
  /** Files or globs; the policy's when empty. */
  readonly reports: readonly string[]
  /** Numbers of this build: `p95=182ms`. */
  readonly metric?: readonly string[] | undefined
  /** What stands before the paths in the reports and is no part of them here. */
  readonly stripPrefix?: readonly string[] | undefined
  /** The folder that relative paths in the reports lie in. */
  readonly addPrefix?: string | undefined
  readonly strict: boolean
  /** `affected`: only tests that the change selects ran. */
  readonly selection?: string | undefined
}

export interface CheckOptions extends BuildOptions {
  /** Id of a stored measurement; the newest of the commit when undefined. */
  readonly measurement?: string | undefined
  readonly format: readonly string[]
}

export type CiOptions = Omit<RecordOptions, 'strict'> & Pick<CheckOptions, 'format'> & {
  /** File that the build's record is written to, for a later job to push. */
  readonly artifact?: string | undefined
}
