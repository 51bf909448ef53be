/** CIs `init --ci` writes a pipeline for. */
export const PIPELINES = ['github', 'gitlab', 'circleci', 'buildkite', 'jenkins'] as const

export type PipelineName = (typeof PIPELINES)[number]

/** A line for a shell, and the folder it runs in, from the top. */
export interface Line {
  readonly folder: string
  readonly run: string
}

/** What a pipeline has to run. Folders are from the top, which is the empty text. */
export interface PipelinePlan {
  /** Branches whose builds become baselines: names, and globs of `*` and `**` alone. */
  readonly branches: readonly string[]
  readonly suite: string
  /** Where the tests run. */
  readonly root: string
  /** Where datum is installed: the root, or the top for packages that are installed together. */
  readonly home: string
  /** 1: the tests are not split. */
  readonly shards: number
  /** Installs what the tests and datum need. */
  readonly install: readonly Line[]
  /** Installs what datum needs, in its home. */
  readonly installDatum: readonly string[]
  /** Adds datum to what is installed; null where the pipeline does that itself. */
  readonly add: Line | null
  /** Runs the tests of one shard, which finds its place in `$SHARD` and `$SHARDS`. */
  readonly test: string
  /** What somebody should know who changes the line of the tests. */
  readonly hint: string
  readonly language: 'javascript' | 'python'
  /** Package manager whose downloads a CI can keep, and its lock file; null for none. */
  readonly cache: { readonly manager: 'npm' | 'yarn'; readonly lock: string } | null
}

/** A file to write, and another place for it where there is one of that name already. */
interface PipelineFile {
  readonly path: string
  readonly instead: string | null
  readonly text: (plan: PipelinePlan) => string
}

export interface Pipeline {
  readonly title: string
  readonly files: readonly PipelineFile[]
  /** What is left to do by hand. */
  readonly notes: readonly string[]
  /** What to do with a file that had to go to its other place. */
  readonly include: string
}
