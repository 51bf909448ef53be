import { flagsOf, invocationsOf, runCommandOf, type Invocation } from '../invocations.js'
import { istanbulMinimum, ISTANBUL_KEYS, unreadable, type IstanbulKey, type Place } from '../limits.js'
import { foldersOf, placesOf, type Project } from '../project.js'
import { at, scalar, type Static } from '../static.js'
import { joined, nameOf } from '../text/paths.js'
import { NOTHING, problem, together, type NativeSetup, type NativeSuite } from '../types.js'
import { isOn, ISTANBUL_CLIS, settingName, settingsIn, UNREAD, type IstanbulCli, type Setting, type Settings } from './istanbul-config.js'

/** Flags of nyc and c8 that take no value; the first word behind the flags is what they run. */
const SWITCHES = new Set([
  'check-coverage', 'no-check-coverage', 'checkCoverage', 'per-file', 'perFile', '100', 'all', 'a', 'silent', 's', 'cache', 'no-cache', 'clean', 'no-clean',
  'skip-full', 'skip-empty', 'eager', 'instrument', 'no-instrument', 'source-map', 'no-source-map', 'no-exclude-node-modules', 'exclude-node-modules',
  'exclude-after-remap', 'no-exclude-after-remap', 'show-process-tree', 'use-spawn-wrap', 'babel-cache', 'hook-require', 'no-hook-require', 'hook-run-in-context',
  'omit-relative', 'no-omit-relative', 'allowExternal', 'allow-external', 'merge-async', 'experimental-monocart', 'es-modules', 'produce-source-map', 'h', 'help', 'version',
])
const SUBCOMMANDS = new Set(['check-coverage', 'report', 'merge', 'instrument'])
const WITHOUT_GATE = new Set(['merge', 'instrument'])
const ALIASES: Readonly<Record<string, string>> = { r: 'reporter', o: 'reportsdir', c: 'config' }

/**
 * nyc and c8. Their limits hold only where coverage is checked: `check-coverage`, the subcommand of that name, or c8's
 * `--100`. Checked, lines default to 90 and the others to 0 (@istanbuljs/schema `checkCoverage`; c8 lib/parse-args.js).
 * A command's flags win over the configuration. Both compare with the floored percentage, of all files
 * together unless `per-file` is set (nyc index.js `_checkCoverage`; c8 lib/commands/check-coverage.js).
 */
export function istanbulClis(project: Project): NativeSetup {
  return together(ISTANBUL_CLIS.map((cli) => cliSetup(cli, project)))
}

function cliSetup(cli: IstanbulCli, project: Project): NativeSetup {
  const own = (path: string): boolean => cli.files.includes(nameOf(path)) && (cli.tool === 'nyc' || nameOf(path).startsWith('.c8rc'))
  const configured = foldersOf(project.files, (path) => own(path) || (nameOf(path) === 'package.json' && at(project.read(path), cli.tool) !== undefined))
  const invocations = invocationsOf(project.commands, cli.tool)
  const local = invocations.flatMap(({ command }) => (command.folder === null ? [] : [command.folder]))
  const { folders, home } = placesOf(configured, invocations.map(({ command }) => command))
  // A file at the top serves the packages below it: without a command of its own the top runs nothing.
  const shared = (folder: string): boolean => !local.includes(folder) && local.some((other) => folder === '' || other.startsWith(`${folder}/`))
  // c8 reads .nycrc too: where c8 runs and nyc does not, the file is c8's.
  const borrowed = cli.tool === 'nyc' && invocations.length === 0 && invocationsOf(project.commands, 'c8').length > 0
  return together(folders.map((folder) => {
    const here = invocations.filter(({ command }) => home(command) === folder)
    const manifest = joined(folder, 'package.json')
    if (here.length === 0 && borrowed && at(project.read(manifest), 'nyc') !== undefined) return problem(manifest, 'nyc', 'not in force as far as is seen: c8 is run here and nyc is not')
    if (here.length === 0 && (shared(folder) || borrowed)) return NOTHING
    const config = settingsIn(folder, cli, project)
    const runs = here.filter(({ args }) => !WITHOUT_GATE.has(args[0] ?? '')).map((invocation) => runOf(invocation, config))
    const effective = runs.length === 0 ? [config] : runs
    return together([...effective.map((settings) => limitsOf(cli, folder, settings)), { ...NOTHING, suites: [suiteOf(cli, folder, here, effective)] }])
  }))
}

/** The settings of one run: the configuration, and the command's flags over it. */
function runOf({ command, args }: Invocation, config: Settings): Settings {
  const subcommand = SUBCOMMANDS.has(args[0] ?? '')
  const { flags } = flagsOf(subcommand ? args.slice(1) : args, SWITCHES, true)
  const settings = new Map(config)
  const place = { file: command.file }
  for (const { name, value } of flags) {
    const off = /^no-(.*)$/.exec(name)?.[1]
    settings.set(ALIASES[name] ?? settingName(off ?? name), { ...place, value: scalar(off === undefined ? value : false), field: `${command.field} --${name}` })
  }
  const reporters = flags.filter(({ name }) => name === 'reporter' || name === 'r').map(({ value }) => scalar(value))
  if (reporters.length > 0) settings.set('reporter', { ...place, value: { kind: 'list', items: reporters }, field: command.field })
  if (args[0] === 'check-coverage') settings.set('checkcoverage', { ...place, value: scalar(true), field: `${command.field} check-coverage` })
  return settings
}

function limitsOf(cli: IstanbulCli, root: string, settings: Settings): NativeSetup {
  const check = settings.get('checkcoverage')
  const unread = settings.get(UNREAD)
  const notes = unread === undefined ? NOTHING : unreadable(unread, unread.value)
  if (check?.value.kind === 'computed') return together([notes, unreadable(check, check.value)])
  const all = cli.tool === 'c8' && isOn(settings, '100') ? settings.get('100') : undefined
  if (all === undefined && !isOn(settings, 'checkcoverage')) return notes
  const perFile = settings.get('perfile')
  if (perFile !== undefined && isOn(settings, 'perfile')) {
    return together([notes, problem(perFile.file, perFile.field, `${cli.tool} holds each file to its limits; a limit per file is not imported`)])
  }
  return together([notes, ...ISTANBUL_KEYS.map((key) => limitOf({ tool: cli.tool, root, metric: `coverage.${key}`, scope: 'project' }, settings, key, all, check))])
}

function limitOf(
  place: Omit<Place, 'file' | 'field'>, settings: Settings, key: IstanbulKey, all: Setting | undefined, check: Setting | undefined,
): NativeSetup {
  const setting = settings.get(key)
  if (all !== undefined) return istanbulMinimum({ ...place, file: all.file, field: all.field }, scalar(100), '100')
  if (setting !== undefined) return istanbulMinimum({ ...place, file: setting.file, field: setting.field }, setting.value)
  if (key !== 'lines' || check === undefined) return NOTHING
  return istanbulMinimum({ ...place, file: check.file, field: check.field }, scalar(90), '90 (default)')
}

function suiteOf(cli: IstanbulCli, root: string, here: readonly Invocation[], settings: readonly Settings[]): NativeSuite {
  const json = settings.some((each) => reportersOf(each.get('reporter')?.value).includes('json'))
  const folders = new Set(settings.map((each) => textOf(each.get('reportdir')?.value) ?? textOf(each.get('reportsdir')?.value) ?? 'coverage'))
  const measuring = here.filter(({ args }) => !SUBCOMMANDS.has(args[0] ?? ''))
  return {
    tool: cli.tool, root, measure: 'coverage',
    reports: [...folders].map((folder) => joined(root, `${folder}/coverage-final.json`)),
    runCommand: runCommandOf(measuring.map(({ command }) => command)),
    hint: json ? null : `${cli.tool} writes no JSON report: add the reporter "json"`,
  }
}

function reportersOf(value: Static | undefined): readonly unknown[] {
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value]
  return items.map((item) => (item.kind === 'scalar' ? item.value : undefined))
}

function textOf(value: Static | undefined): string | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

