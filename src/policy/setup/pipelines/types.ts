/** CIs `init --ci` writes a pipeline for. */
export const PIPELINES = ['github', 'gitlab', 'circleci', 'buildkite', 'jenkins'] as const

export type PipelineName = (typeof PIPELINES)[number]

/** What a pipeline has to run, whatever the CI. */
export interface PipelinePlan {
  /** Branch whose builds become baselines. */
  readonly branch: string
  readonly suite: string
  /** Folder the commands run in, from the top; empty for the top. */
  readonly root: string
  /** 1: the tests are not split. */
  readonly shards: number
  /** Installs what the tests and datum need. */
  readonly install: readonly string[]
  /** Runs the tests of one shard, which finds its place in `$SHARD` and `$SHARDS`. */
  readonly test: string
  readonly language: 'javascript' | 'python'
  /** Package manager whose downloads a CI can keep; null for none. */
  readonly cache: 'npm' | 'yarn' | 'pnpm' | null
}

/** A file to write, and another place for it where there is one of that name already. */
interface PipelineFile {
  readonly path: string
  readonly instead: string | null
  readonly text: string
}

export interface Pipeline {
  readonly title: string
  readonly files: readonly PipelineFile[]
  /** What is left to do by hand. */
  readonly notes: readonly string[]
  /** What to do with a file that had to go to its other place. */
  readonly include: string
}
