import { at, computed, EMPTY, fromData, isTrue, scalar, textAt, type Static } from '../static.js'
import { expanded, flagsOf, invocationsOf, runCommandOf, type Invocation } from '../invocations.js'
import { istanbulLimit, ISTANBUL_KEYS, unreadable } from '../limits.js'
import { isBase, placesOf, usedIn, type Project } from '../project.js'
import { below, fieldPath, folderOf, joined, nameOf } from '../text/paths.js'
import { NOTHING, problem, together, type NativeSetup, type NativeSuite } from '../types.js'
import { jsonReport, namedReporters } from './reporters.js'

interface JestConfig {
  readonly file: string
  readonly folder: string
  readonly path: readonly string[]
  readonly value: Static
}

/**
 * jest's `coverageThreshold` (@jest/reporters 30 CoverageReporter `_checkThreshold`): positive limits are compared with
 * istanbul's floored percentage, negative ones with the number of uncovered elements. A path holds all files below it
 * together, a glob each matching file by itself, `global` the files that no path or glob matched.
 */
export function jest(project: Project): NativeSetup {
  const configs = project.files.flatMap(({ path }): JestConfig[] => {
    if (/^jest\.config\./.test(nameOf(path))) return isBase(path, project) ? [] : [{ file: path, folder: usedIn(path, project.commands), path: [], value: project.read(path) ?? EMPTY }]
    const section = nameOf(path) === 'package.json' ? at(project.read(path), 'jest') : undefined
    return section === undefined ? [] : [{ file: path, folder: folderOf(path), path: ['jest'], value: section }]
  })
  const invocations = invocationsOf(expanded(project.commands), 'jest')
  const { folders, home } = placesOf(new Set(configs.map(({ folder }) => folder)), invocations.map(({ command }) => command))
  return together([
    ...configs.map((config) => {
      const value = at(config.value, 'coverageThreshold')
      return value === undefined ? NOTHING : groups(config.folder, config.file, fieldPath(...config.path, 'coverageThreshold'), value)
    }),
    ...project.commands.map((command) => {
      const flag = flagsOf(command.words, new Set(), false).flags.find(({ name }) => name === 'coverageThreshold')
      return flag === undefined ? NOTHING : flagGroups(home(command), command.file, `${command.field} --coverageThreshold`, flag.value)
    }),
    ...folders.map((folder) => ({
      ...NOTHING,
      suites: [suiteOf(folder, configs.filter((config) => config.folder === folder), invocations.filter(({ command }) => home(command) === folder))],
    })),
  ])
}

function flagGroups(root: string, file: string, field: string, text: string | true): NativeSetup {
  try {
    const value: unknown = JSON.parse(String(text))
    if (typeof value !== 'object' || value === null) throw new SyntaxError('not an object')
    if (Object.keys(value).length === 0) return problem(file, field, 'this command runs without the limits of the configuration')
    return groups(root, file, field, fromData(value))
  } catch {
    return problem(file, field, 'not JSON as it stands here: jest gets it from the shell; import it by hand')
  }
}

function groups(root: string, file: string, start: string, value: Static): NativeSetup {
  const field = (...keys: readonly string[]): string => below(start, ...keys)
  if (value.kind !== 'table') return value.kind === 'scalar' && value.value === null ? NOTHING : unreadable({ file, field: field() }, value)
  const others = [...value.members.keys()].filter((group) => group !== 'global')
  const found = [...value.members].map(([group, limits]) => {
    const scope = group === 'global' ? 'project' : group
    return together([
      noteOn(group, others, file, field(group)),
      limits.kind === 'table' && limits.open === null ? NOTHING
        : unreadable({ file, field: field(group) }, limits.kind === 'table' ? computed(limits.open ?? '') : limits),
      ...ISTANBUL_KEYS.map((key) => {
        const limit = limits.kind === 'table' ? limits.members.get(key) : undefined
        if (limit === undefined) return NOTHING
        const place = { tool: 'jest', root, file, field: field(group, key), metric: `coverage.${key}`, scope } as const
        const setup = istanbulLimit(place, limit)
        const counts = setup.thresholds.some((threshold) => threshold.limit === 'maxUncovered')
        return counts && isGlob(group) ? problem(file, place.field, 'jest allows so many uncovered elements in each matching file; a limit per file is not imported') : setup
      }),
    ])
  })
  return together([...found, value.open === null ? NOTHING : unreadable({ file, field: field() }, computed(value.open))])
}

function noteOn(group: string, others: readonly string[], file: string, field: string): NativeSetup {
  if (group !== 'global') return isGlob(group) ? problem(file, field, 'jest holds each matching file to this; imported, it holds for all of them together, which is weaker') : NOTHING
  if (others.length === 0) return NOTHING
  return problem(file, field, `jest leaves the files of ${others.join(', ')} out of global; imported, it holds for all files of the project`)
}

function isGlob(group: string): boolean {
  return /[*?{[]|[!+@]\(/.test(group)
}

function suiteOf(root: string, configs: readonly JestConfig[], runs: readonly Invocation[]): NativeSuite {
  const flags = runs.flatMap(({ args }) => flagsOf(args, new Set(['coverage', 'collectCoverage', 'ci', 'runInBand', 'i']), false).flags)
  const flag = (...names: readonly string[]): Static | undefined => {
    const values = flags.filter(({ name }) => names.includes(name)).map(({ value }) => scalar(value))
    return values.length === 0 ? undefined : { kind: 'list', items: values }
  }
  const of = (key: string): Static | undefined => configs.map(({ value }) => at(value, key)).find((value) => value !== undefined && value.kind !== 'computed')
  const base = joined(root, inRoot(textOf(of('rootDir')) ?? ''))
  const directory = textOf(flag('coverageDirectory')) ?? textOf(of('coverageDirectory')) ?? 'coverage'
  const { file, on } = jsonReport(flag('coverageReporters') ?? of('coverageReporters'), true)
  const junit = namedReporters(flag('reporters') ?? of('reporters')).find(({ name }) => name === 'jest-junit')
  const switchedOn = isTrue(of('collectCoverage')) || flags.some(({ name, value }) => ['coverage', 'collectCoverage'].includes(name) && value !== 'false')
  const junitFile = `${textAt(junit?.options, 'outputDirectory') ?? '.'}/${textAt(junit?.options, 'outputName') ?? 'junit.xml'}`
  return {
    tool: 'jest', root, measure: 'coverage',
    reports: [joined(base, `${inRoot(directory)}/${file}`), ...(junit === undefined ? [] : [joined(root, inRoot(junitFile))])],
    runCommand: runCommandOf([...runs].sort((a, b) => Number(measures(b)) - Number(measures(a))).map(({ command }) => command)),
    hint: !on ? 'jest writes no JSON report: add "json" to coverageReporters' : switchedOn ? null : 'jest measures no coverage by itself: run it with --coverage',
  }
}

function measures({ args }: Invocation): boolean {
  return args.some((word) => /^--(?:coverage|collectCoverage)(?:=true)?$/.test(word))
}

function inRoot(path: string): string {
  return path.replace(/^<rootDir>\/?/, '')
}

function textOf(value: Static | undefined): string | undefined {
  const last = value?.kind === 'list' ? value.items.at(-1) : value
  return last?.kind === 'scalar' && typeof last.value === 'string' ? last.value : undefined
}
