import { isPipeline } from './config-files.js'
import { at, type Static } from './static.js'
import { fieldPath, folderOf, joined, nameOf } from './text/paths.js'
import { shellCommands } from './text/shell.js'
import type { ConfigFile } from './types.js'

/** A command some file runs. `folder` is where, or null for a pipeline that does not say; `script` names an npm script. */
export interface Command {
  readonly file: string
  readonly field: string
  readonly folder: string | null
  readonly script: string | null
  readonly words: readonly string[]
}

/** Members of a pipeline that are read by people or by the CI, not by a shell. */
const NOT_SHELL = new Set(['name', 'displayName', 'title', 'label', 'description', 'if', 'key', 'id'])
const FOLDER_KEYS = ['working-directory', 'working_directory', 'workingDirectory']
/** Tables of pyproject.toml in which task runners keep commands. */
const PYTHON_TASKS = ['hatch', 'poe', 'pdm', 'taskipy', 'tox']

/** The commands in package scripts, tox.ini, pyproject.toml's task tables and pipelines, in the order of the files. */
export function commandsOf(files: readonly ConfigFile[], read: (path: string) => Static | undefined): readonly Command[] {
  return files.flatMap((file) => {
    const folder = folderOf(file.path)
    const name = nameOf(file.path)
    if (name === 'Jenkinsfile') return jenkinsCommands(file)
    const config = read(file.path)
    if (config === undefined) return []
    if (isPipeline(file.path)) return commandsBelow(file.path, null, [], config)
    if (name === 'package.json') return scriptsOf(file.path, folder, at(config, 'scripts'))
    if (name === 'pyproject.toml') return PYTHON_TASKS.flatMap((task) => commandsBelow(file.path, folder, ['tool', task], at(config, 'tool', task)))
    if (name !== 'tox.ini' || config.kind !== 'table') return []
    return [...config.members.keys()].filter((section) => section.startsWith('testenv'))
      .flatMap((section) => commandsBelow(file.path, folder, [section, 'commands'], at(config, section, 'commands')))
  })
}

function scriptsOf(file: string, folder: string, scripts: Static | undefined): Command[] {
  if (scripts?.kind !== 'table') return []
  return [...scripts.members].flatMap(([script, text]) => commandsBelow(file, folder, ['scripts', script], text).map((command) => ({ ...command, script })))
}

function commandsBelow(file: string, folder: string | null, path: readonly string[], value: Static | undefined): Command[] {
  if (value?.kind === 'list') return value.items.flatMap((item, index) => commandsBelow(file, folder, [...path, String(index)], item))
  if (value?.kind === 'table') {
    const place = FOLDER_KEYS.map((key) => at(value, key)).find((member) => member?.kind === 'scalar')
    const inside = place?.kind === 'scalar' && typeof place.value === 'string' && !place.value.includes('$') ? joined('', place.value) : folder
    return [...value.members].filter(([key]) => !NOT_SHELL.has(key))
      .flatMap(([key, member]) => commandsBelow(file, inside, [...path, key], member))
  }
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return []
  return shellCommands(value.value).map((words) => ({ file, field: fieldPath(...path), folder, script: null, words }))
}

/** A Jenkinsfile is a program: what stands in its quoted texts is taken for shell text. */
function jenkinsCommands({ path, text }: ConfigFile): Command[] {
  return [...text.matchAll(/'''([\s\S]*?)'''|"""([\s\S]*?)"""|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)].flatMap((match) => {
    const quoted = match[1] ?? match[2] ?? (match[3] ?? match[4] ?? '').replaceAll(/\\(.)/g, '$1')
    const line = text.slice(0, match.index).split('\n').length
    return shellCommands(quoted).map((words) => ({ file: path, field: `line ${line}`, folder: null, script: null, words }))
  })
}
