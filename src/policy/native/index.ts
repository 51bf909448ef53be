import { projectOf } from './project.js'
import { istanbulClis } from './tools/istanbul-cli.js'
import { jest } from './tools/jest.js'
import { python } from './tools/python.js'
import { stryker } from './tools/stryker.js'
import { vitest } from './tools/vitest.js'
import { together, type ConfigFile, type NativeSetup } from './types.js'

export { isNativeConfig } from './config-files.js'
export { splittingRunner, type SplittingRunner } from './runner.js'
export type { ConfigFile, NativeSetup, NativeSuite, NativeThreshold } from './types.js'

/**
 * The suites, limits and open questions that tools' own configurations, package scripts and pipelines state. Nothing is
 * run: a value that only running would tell is a problem that names its file and field. Order follows tool, folder and
 * file, whatever the order of `files`.
 */
export function nativeSetup(files: readonly ConfigFile[]): NativeSetup {
  const project = projectOf(files)
  const found = together([istanbulClis(project), jest(project), vitest(project), stryker(project), python(project)])
  return { suites: found.suites, thresholds: distinct(found.thresholds), problems: distinct([...project.broken, ...found.problems]) }
}

/** Two commands of one folder read one configuration: what it says is said once. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}
