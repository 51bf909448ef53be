import { at, EMPTY, textAt, type Static } from '../static.js'
import { flagsOf, invocationsOf, runCommandOf, type Invocation } from '../invocations.js'
import { exactMinimum, unreadable } from '../limits.js'
import { isBase, placesOf, usedIn, type Project } from '../project.js'
import { joined, nameOf } from '../text/paths.js'
import { NOTHING, together, type NativeSetup, type NativeSuite } from '../types.js'
import { namedReporters } from './reporters.js'

/**
 * StrykerJS: `thresholds.break` is compared with the unrounded mutation score, null and absent set none, and `high` and
 * `low` only colour (@stryker-mutator/core 9 reporters/mutation-test-report-helper.js `determineExitCode`). Its command
 * line cannot set it.
 */
export function stryker(project: Project): NativeSetup {
  const configs = project.files.filter(({ path }) => /^\.?stryker\.conf/.test(nameOf(path)) && !isBase(path, project) && project.read(path) !== undefined).map(({ path }) => path)
  const used = (path: string): string => usedIn(path, project.commands)
  const invocations = invocationsOf(project.commands, 'stryker').filter(({ args }) => args[0] === 'run')
  const { folders, home } = placesOf(new Set(configs.map(used)), invocations.map(({ command }) => command))
  return together([
    ...configs.map((path) => breakOf(used(path), path, project.read(path) ?? EMPTY)),
    ...folders.map((folder) => ({
      ...NOTHING,
      suites: [suiteOf(folder, configs.filter((path) => used(path) === folder).map((path) => project.read(path) ?? EMPTY), invocations.filter(({ command }) => home(command) === folder))],
    })),
  ])
}

function breakOf(root: string, file: string, config: Static): NativeSetup {
  const value = at(config, 'thresholds', 'break')
  if (value === undefined) return NOTHING
  const place = { tool: 'stryker', root, file, field: 'thresholds.break', metric: 'mutation.score', scope: 'project' } as const
  return value.kind === 'computed' ? unreadable(place, value) : exactMinimum(place, value)
}

function suiteOf(root: string, configs: readonly Static[], runs: readonly Invocation[]): NativeSuite {
  const byFlag = runs.flatMap(({ args }) => flagsOf(args, new Set(['incremental', 'force', 'inPlace', 'dryRunOnly']), false).flags)
    .filter(({ name }) => name === 'reporters').map(({ value }) => String(value).split(','))
  const lists = configs.map((config) => at(config, 'reporters'))
  const json = byFlag.length > 0 ? byFlag.flat().includes('json')
    : lists.some((list) => list?.kind === 'computed' || namedReporters(list).some(({ name }) => name === 'json'))
  const files = new Set((configs.length === 0 ? [EMPTY] : configs).map((config) => textAt(config, 'jsonReporter', 'fileName') ?? 'reports/mutation/mutation.json'))
  return {
    tool: 'stryker', root, measure: 'mutation',
    reports: [...files].map((file) => joined(root, file)),
    runCommand: runCommandOf(runs.map(({ command }) => command)),
    hint: json ? null : 'StrykerJS writes no JSON report: add "json" to reporters',
  }
}
