import { at, computed, isTrue, type Static, type Table } from '../static.js'
import { joined, folderOf, upwards } from '../text/paths.js'
import type { Project } from '../project.js'

/** A setting of nyc or c8 and where it stands. `limit` names the flag or member for people. */
export interface Setting {
  readonly value: Static
  readonly file: string
  readonly field: string
}

/** Settings by name without dashes, lower case: both tools take `check-coverage` and `checkCoverage`. */
export type Settings = ReadonlyMap<string, Setting>

/** How one of the two tools finds its configuration. */
export interface IstanbulCli {
  readonly tool: 'nyc' | 'c8'
  /** In the order in which one folder is searched; the first that exists in the nearest folder is the only one read. */
  readonly files: readonly string[]
  /** nyc lets a file's `extends` win over the file itself (load-nyc-config `applyExtends`), c8 the other way (yargs). */
  readonly extendsWin: boolean
}

const RC = ['.nycrc', '.nycrc.json']

/** Sources: @istanbuljs/load-nyc-config 1.1 `standardConfigFiles`; c8 12 lib/parse-args.js, `.pkgConf('c8')` and `findUp`. */
export const ISTANBUL_CLIS: readonly IstanbulCli[] = [
  { tool: 'nyc', files: [...RC, '.nycrc.yml', '.nycrc.yaml', 'nyc.config.js', 'nyc.config.cjs', 'nyc.config.mjs'], extendsWin: true },
  { tool: 'c8', files: ['.c8rc', '.c8rc.json', ...RC], extendsWin: false },
]

export const settingName = (name: string): string => name.replaceAll('-', '').toLowerCase()

/** The settings in force in a folder: the nearest file's over those in package.json, in both tools. */
export function settingsIn(folder: string, cli: IstanbulCli, project: Project): Settings {
  const manifest = joined(folder, 'package.json')
  const own = settingsOf(at(project.read(manifest), cli.tool), manifest, [cli.tool], cli, project, [])
  const file = upwards(folder).flatMap((above) => cli.files.map((name) => joined(above, name))).find((path) => project.read(path) !== undefined)
  const nearest = file === undefined ? [] : settingsOf(project.read(file), file, [], cli, project, [])
  return new Map([...own, ...nearest])
}

function settingsOf(
  config: Static | undefined, file: string, path: readonly string[], cli: IstanbulCli, project: Project, seen: readonly string[],
): readonly (readonly [string, Setting])[] {
  if (config === undefined) return []
  if (config.kind !== 'table') return [[UNREAD, { value: config, file, field: [...path, 'check-coverage'].join('.') }]]
  const own = [...config.members].map(([key, value]) => [settingName(key), { value, file, field: [...path, key].join('.') }] as const)
  const base = basesOf(config).flatMap((name) => {
    const target = joined(folderOf(file), name)
    if (!seen.includes(target) && project.read(target) !== undefined) return settingsOf(project.read(target), target, [], cli, project, [...seen, target])
    // The project's own presets turn on a transpiler and no limit.
    return name.startsWith('@istanbuljs/') ? [] : [[UNREAD, { value: computed(`extends ${name}`), file, field: [...path, 'extends'].join('.') }] as const]
  })
  const open = config.open === null ? [] : [[UNREAD, { value: computed(config.open), file, field: [...path, 'check-coverage'].join('.') }] as const]
  return cli.extendsWin ? [...open, ...own, ...base] : [...open, ...base, ...own]
}

/** Stands for what may hold any setting and could not be read. */
export const UNREAD = '?'

function basesOf(config: Table): readonly string[] {
  const base = config.members.get('extends')
  const items = base?.kind === 'list' ? base.items : base === undefined ? [] : [base]
  return items.flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []))
}

export function isOn(settings: Settings, name: string): boolean {
  return isTrue(settings.get(name)?.value)
}
