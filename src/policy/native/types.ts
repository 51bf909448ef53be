import type { Metric } from '../../model/metric.js'

/** A file that may configure a measuring tool or run one; `path` is git-top-relative with `/`. */
export interface ConfigFile {
  readonly path: string
  readonly text: string
}

/**
 * A limit a tool holds by itself. `value` is the canonical decimal that is exactly as strict when nothing is rounded,
 * `stated` what the file says; `min` is a percentage (0 to 100), `maxUncovered` a number of elements. `field` is a
 * dotted path inside `file`, for a command followed by its flag. Several may name one metric and scope: each of them
 * can fail the build, so the strictest holds.
 */
export interface NativeThreshold {
  readonly tool: string
  /** Root of the suite it holds for; a file at the top may set limits for packages below. */
  readonly root: string
  readonly file: string
  readonly field: string
  readonly metric: Metric
  /** `project`, or the path or glob as written, which its tool resolves against the folder it runs in. */
  readonly scope: string
  readonly limit: 'min' | 'maxUncovered'
  readonly value: string
  readonly stated: string
}

/** What could not be read or cannot be imported as it is: named, so that nobody takes it for absent. */
export interface NativeProblem {
  readonly file: string
  readonly field: string
  readonly why: string
}

export type NativeTool = 'nyc' | 'c8' | 'jest' | 'vitest' | 'stryker' | 'pytest-cov' | 'coverage.py'

/** One tool at work in one folder. `reports` are git-top-relative globs; `root` is '' for the top. */
export interface NativeSuite {
  readonly tool: NativeTool
  readonly root: string
  readonly measure: 'coverage' | 'mutation'
  readonly reports: readonly string[]
  /** The npm script that runs it, as a command to type in `root`; null when none was seen. */
  readonly runCommand: string | null
  /** What to switch on so that the report is written; null when it is. */
  readonly hint: string | null
}

/** What tools are set up to do in a repository, as far as its files say so. */
export interface NativeSetup {
  readonly suites: readonly NativeSuite[]
  readonly thresholds: readonly NativeThreshold[]
  readonly problems: readonly NativeProblem[]
}

export const NOTHING: NativeSetup = { suites: [], thresholds: [], problems: [] }

export function together(found: readonly NativeSetup[]): NativeSetup {
  return {
    suites: found.flatMap(({ suites }) => suites),
    thresholds: found.flatMap(({ thresholds }) => thresholds),
    problems: found.flatMap(({ problems }) => problems),
  }
}

export function problem(file: string, field: string, why: string): NativeSetup {
  return { ...NOTHING, problems: [{ file, field, why }] }
}
