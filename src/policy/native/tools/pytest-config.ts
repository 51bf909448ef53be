import { at, type Static } from '../static.js'
import type { Project } from '../project.js'
import { joined } from '../text/paths.js'
import { shellCommands } from '../text/shell.js'

/** The words of `addopts`, with the place where they stand. */
export interface AddOpts {
  readonly file: string
  readonly field: string
  readonly words: readonly string[]
}

/** File, the path of its table, and whether it counts without one (_pytest/config/findpaths.py `locate_config`). */
const CANDIDATES: readonly (readonly [string, readonly string[], boolean])[] = [
  ['pytest.toml', ['pytest'], true],
  ['.pytest.toml', ['pytest'], true],
  ['pytest.ini', ['pytest'], true],
  ['.pytest.ini', ['pytest'], true],
  ['pyproject.toml', ['tool', 'pytest', 'ini_options'], false],
  ['pyproject.toml', ['tool', 'pytest'], false],
  ['tox.ini', ['pytest'], false],
  ['setup.cfg', ['tool:pytest'], false],
]

export const PYTEST_FILES: readonly string[] = [...new Set(CANDIDATES.map(([file]) => file))]

/** The folder's `addopts` in pytest's order of search: the first is read, undefined words and all; the others are not in force. */
export function addOptsIn(folder: string, project: Project): readonly AddOpts[] {
  return CANDIDATES.flatMap(([name, path, always]) => {
    const file = joined(folder, name)
    const config = project.read(file)
    if (config === undefined) return []
    const section = at(config, ...path)
    if (section === undefined && !always) return []
    return [{ file, field: [...path, 'addopts'].join('.'), words: wordsOf(at(section, 'addopts')) }]
  })
}

function wordsOf(value: Static | undefined): readonly string[] {
  if (value?.kind === 'list') return value.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []))
  return value?.kind === 'scalar' && typeof value.value === 'string' ? shellCommands(value.value.replaceAll('\n', ' ')).flat() : []
}
