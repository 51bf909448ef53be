import { commandsOf, type Command } from './commands.js'
import { readConfigs, type Configs } from './read.js'
import { folderOf, joined, nameOf } from './text/paths.js'
import type { ConfigFile } from './types.js'

/** The files of a repository that matter here, read. */
export interface Project extends Configs {
  readonly files: readonly ConfigFile[]
  readonly commands: readonly Command[]
}

export function projectOf(files: readonly ConfigFile[]): Project {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const configs = readConfigs(sorted)
  return { ...configs, files: sorted, commands: commandsOf(sorted, configs.read) }
}

/**
 * The folder a tool runs in for a command. A pipeline that does not say runs at the top, unless the tool is set up in
 * one other folder only.
 */
function homeOf(command: Command, folders: ReadonlySet<string>): string {
  const [only] = folders
  return command.folder ?? (folders.size === 1 && only !== undefined ? only : '')
}

/**
 * The folders in which a tool is at work, in order: those with its configuration, and those its commands run in.
 * `home` is the folder of one of its commands.
 */
export function placesOf(configured: ReadonlySet<string>, commands: readonly Command[]): { readonly folders: readonly string[]; readonly home: (command: Command) => string } {
  const known = new Set([...configured, ...commands.flatMap(({ folder }) => (folder === null ? [] : [folder]))])
  const home = (command: Command): string => homeOf(command, known)
  return { folders: [...new Set([...known, ...commands.map(home)])].sort(), home }
}

/**
 * The folder a configuration is used in: where a command names it (`jest -c test/jest.config.unit.js`), else its own.
 */
export function usedIn(path: string, commands: readonly Command[]): string {
  const naming = commands.find(({ folder, words }) => words.some((word) => {
    const named = word.replace(/^--config=/, '')
    return named.endsWith(nameOf(path)) && joined(folder ?? '', named) === path
  }))
  return naming === undefined ? folderOf(path) : naming.folder ?? ''
}

/** True for a file that tools do not find by its name and other configurations import: `jest.config.base.js`. */
export function isBase(path: string, project: Project): boolean {
  return project.imported.has(path) && !/^\.?\w+\.conf(?:ig)?\.\w+$/.test(nameOf(path))
}

/** The folders of files that fit. */
export function foldersOf(files: readonly ConfigFile[], fits: (path: string) => boolean): ReadonlySet<string> {
  return new Set(files.filter(({ path }) => fits(path)).map(({ path }) => folderOf(path)))
}
