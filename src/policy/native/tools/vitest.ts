import { at, computed, EMPTY, isTrue, scalar, textAt, type Static, type Table } from '../static.js'
import { expanded, flagsOf, invocationsOf, runCommandOf, type Flag, type Invocation } from '../invocations.js'
import { istanbulLimit, ISTANBUL_KEYS, unreadable, type IstanbulKey } from '../limits.js'
import { isBase, placesOf, usedIn, type Project } from '../project.js'
import { below, folderOf, joined, nameOf } from '../text/paths.js'
import { NOTHING, problem, together, type ConfigFile, type NativeSetup, type NativeSuite } from '../types.js'
import { jsonReport, namedReporters } from './reporters.js'

const THRESHOLDS = 'test.coverage.thresholds'
const FLAG = 'coverage.thresholds.'
const NOT_GLOBS = new Set<string>([...ISTANBUL_KEYS, 'perFile', 'autoUpdate', '100'])

interface VitestConfig {
  readonly file: string
  readonly folder: string
  readonly value: Static
}

/**
 * vitest's `test.coverage.thresholds` (vitest 2.1, 4.1 and 5.1, BaseCoverageProvider `resolveThresholds` and
 * `checkThresholds`): positive limits are compared with istanbul's floored percentage, negative ones with the number of
 * uncovered elements, 0 is a percentage. A glob holds the files it matches together, the top level all files, also
 * those a glob matches; `100: true` sets all four.
 */
export function vitest(project: Project): NativeSetup {
  const configs = project.files.flatMap((file) => configOf(file, project))
  const invocations = invocationsOf(expanded(project.commands), 'vitest')
  const { folders, home } = placesOf(new Set(configs.map(({ folder }) => folder)), invocations.map(({ command }) => command))
  const read = configs.filter(({ file }) => !isOverruled(file, configs))
  return together([
    ...configs.filter((config) => !read.includes(config) && at(config.value, 'test', 'coverage', 'thresholds') !== undefined)
      .map(({ file }) => problem(file, THRESHOLDS, 'not in force: vitest reads the vitest.config beside it')),
    ...read.map(({ file, folder, value }) => {
      const thresholds = at(value, 'test', 'coverage', 'thresholds')
      return thresholds === undefined ? NOTHING : thresholdsOf(folder, file, THRESHOLDS, thresholds, false)
    }),
    ...project.commands.map((command) => flagLimits(home(command), command.file, command.field, flagsOf(command.words, new Set(), false).flags)),
    ...folders.map((folder) => ({
      ...NOTHING,
      suites: [suiteOf(folder, read.find((config) => config.folder === folder)?.value ?? EMPTY, invocations.filter(({ command }) => home(command) === folder))],
    })),
  ])
}

/** A vite.config counts when it configures tests. */
function configOf({ path, text }: ConfigFile, project: Project): VitestConfig[] {
  const value = project.read(path)
  if (value === undefined || isBase(path, project) || !/^vite(?:st)?\.config\./.test(nameOf(path))) return []
  const tests = at(value, 'test')
  const counts = nameOf(path).startsWith('vitest.') || (tests?.kind === 'computed' ? /\btest\s*:/.test(text) : tests !== undefined)
  return counts ? [{ file: path, folder: usedIn(path, project.commands), value }] : []
}

function isOverruled(file: string, configs: readonly VitestConfig[]): boolean {
  return nameOf(file).startsWith('vite.') && configs.some((other) => folderOf(other.file) === folderOf(file) && /^vitest\.config\.\w+$/.test(nameOf(other.file)))
}

function thresholdsOf(root: string, file: string, start: string, value: Static, inGlob: boolean): NativeSetup {
  if (value.kind !== 'table') return value.kind === 'scalar' ? NOTHING : unreadable({ file, field: start }, value)
  const perFile = value.members.get('perFile')
  const globs = inGlob ? [] : [...value.members].filter(([key]) => !NOT_GLOBS.has(key))
  const notes = [
    value.open === null ? NOTHING : unreadable({ file, field: start }, computed(value.open)),
    !rewrites(value.members.get('autoUpdate')) ? NOTHING
      : problem(file, below(start, 'autoUpdate'), 'vitest rewrites these limits by itself when coverage rises: with the ledger in charge, switch it off'),
    perFile?.kind === 'computed' ? unreadable({ file, field: below(start, 'perFile') }, perFile) : NOTHING,
    perFile?.kind !== 'table' && !isTrue(perFile) ? NOTHING
      : problem(file, below(start, 'perFile'), 'vitest holds each file to these limits; a limit per file is not imported'),
  ]
  const limits = isTrue(perFile) ? [] : ISTANBUL_KEYS.map((key) => limitOf(root, file, start, key, value))
  return together([...notes, ...limits, ...globs.map(([glob, inner]) => {
    // Up to vitest 4 the top level's perFile holds for globs; from 5 on each glob has its own.
    return isTrue(perFile) ? problem(file, below(start, glob), 'under perFile of the top level vitest before 5 holds each file to this; import it by hand')
      : withScope(thresholdsOf(root, file, below(start, glob), inner, true), glob)
  })])
}

function limitOf(root: string, file: string, start: string, key: IstanbulKey, value: Table): NativeSetup {
  const place = { tool: 'vitest', root, file, metric: `coverage.${key}`, scope: 'project' } as const
  if (isTrue(value.members.get('100'))) return istanbulLimit({ ...place, field: below(start, '100') }, scalar(100))
  const limit = value.members.get(key)
  return limit === undefined ? NOTHING : istanbulLimit({ ...place, field: below(start, key) }, limit)
}

function withScope(setup: NativeSetup, scope: string): NativeSetup {
  return { ...setup, thresholds: setup.thresholds.map((threshold) => ({ ...threshold, scope })) }
}

function rewrites(value: Static | undefined): boolean {
  return value !== undefined && !(value.kind === 'scalar' && value.value !== true)
}

/** `--coverage.thresholds.lines=80` and its like, as the configuration they stand for. */
function flagLimits(root: string, file: string, field: string, flags: readonly Flag[]): NativeSetup {
  const members = flags.filter(({ name }) => name.startsWith(FLAG)).map(({ name, value }): [string, Static] => (
    [name.slice(FLAG.length), scalar(value === 'true' ? true : value === 'false' ? false : value)]))
  if (members.length === 0) return NOTHING
  return thresholdsOf(root, file, `${field} --${FLAG.slice(0, -1)}`, { kind: 'table', members: new Map(members), open: null }, true)
}

function suiteOf(folder: string, config: Static, runs: readonly Invocation[]): NativeSuite {
  const flags = runs.flatMap(({ args }) => flagsOf(args, new Set(['coverage', 'run', 'watch', 'coverage.enabled']), false).flags)
  const flag = (name: string): Static | undefined => {
    const values = flags.filter((each) => each.name === name).map(({ value }) => scalar(value))
    return values.length === 0 ? undefined : { kind: 'list', items: values }
  }
  const directory = flags.find(({ name }) => name === 'coverage.reportsDirectory')?.value ?? textAt(config, 'test', 'coverage', 'reportsDirectory') ?? 'coverage'
  const { file, on } = jsonReport(flag('coverage.reporter') ?? at(config, 'test', 'coverage', 'reporter'), true)
  const enabled = isTrue(at(config, 'test', 'coverage', 'enabled')) || flags.some(({ name, value }) => ['coverage', 'coverage.enabled'].includes(name) && value !== 'false')
  const root = joined(folder, textAt(config, 'test', 'root') ?? textAt(config, 'root') ?? '')
  const junit = junitFile(config, flags)
  const measuring = (run: Invocation): boolean => run.args.some((word) => /^--coverage(?:\.enabled)?(?:=true)?$/.test(word))
  return {
    tool: 'vitest', root: folder, measure: 'coverage',
    reports: [joined(root, `${String(directory)}/${file}`), ...(junit === undefined ? [] : [joined(root, junit)])],
    runCommand: runCommandOf([...runs].sort((a, b) => Number(measuring(b)) - Number(measuring(a))).map(({ command }) => command)),
    hint: !on ? 'vitest writes no JSON report: add "json" to coverage.reporter' : enabled ? null : 'vitest measures no coverage by itself: run it with --coverage',
  }
}

/** Where the junit reporter writes: its own `outputFile`, else the shared one, else vitest prints it (5: a default file). */
function junitFile(config: Static, flags: readonly Flag[]): string | undefined {
  const junit = namedReporters(at(config, 'test', 'reporters')).find(({ name }) => name === 'junit')
  const byFlag = flags.find(({ name }) => name === 'outputFile.junit' || name === 'outputFile')?.value
  const wanted = junit !== undefined || flags.some(({ name, value }) => /^reporters?$/.test(name) && value === 'junit')
  if (!wanted) return undefined
  return (typeof byFlag === 'string' ? byFlag : undefined) ?? textAt(junit?.options, 'outputFile')
    ?? textAt(config, 'test', 'outputFile', 'junit') ?? textAt(config, 'test', 'outputFile')
}
