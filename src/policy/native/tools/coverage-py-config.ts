import { at, type Static } from '../static.js'
import type { Project } from '../project.js'
import { joined } from '../text/paths.js'

/** The configuration coverage.py reads in a folder, or one it passes over. */
export interface CoveragePyConfig {
  readonly file: string
  /** A setting's value and its dotted field: `of('report', 'fail_under')`. */
  readonly of: (section: string, option: string) => { readonly value: Static; readonly field: string } | undefined
}

/** File, the sections' prefixes, and whether it counts without such a section (coverage/config.py `config_files_to_try`). */
const CANDIDATES: readonly (readonly [string, readonly string[], boolean])[] = [
  ['.coveragerc', ['coverage:', ''], true],
  ['.coveragerc.toml', ['tool.coverage.', ''], true],
  ['setup.cfg', ['coverage:'], false],
  ['tox.ini', ['coverage:'], false],
  ['pyproject.toml', ['tool.coverage.'], false],
]

export const COVERAGE_PY_FILES: readonly string[] = CANDIDATES.map(([file]) => file)

/** The folder's configurations of coverage.py in its order of search: the first is read, the others are not in force. */
export function coveragePyConfigs(folder: string, project: Project): readonly CoveragePyConfig[] {
  return CANDIDATES.flatMap(([name, prefixes, always]) => {
    const file = joined(folder, name)
    const config = project.read(file)
    const toml = name.endsWith('.toml')
    if (config?.kind !== 'table') return []
    const path = (prefix: string, section: string): string[] => (toml ? `${prefix}${section}`.split('.') : [`${prefix}${section}`])
    const present = always || (toml ? at(config, 'tool', 'coverage') !== undefined : [...config.members.keys()].some((section) => section.startsWith('coverage:')))
    if (!present) return []
    const of: CoveragePyConfig['of'] = (section, option) => prefixes.flatMap((prefix) => {
      const value = at(config, ...path(prefix, section), option)
      return value === undefined ? [] : [{ value, field: [...path(prefix, section), option].join('.') }]
    })[0]
    return [{ file, of }]
  })
}

/** coverage.py's `precision`: 0 when it is not set (coverage/config.py), undefined when it cannot be known. */
export function precisionOf(config: CoveragePyConfig | undefined): number | undefined {
  const value = config?.of('report', 'precision')?.value
  return value === undefined ? 0 : precisionFrom(value)
}

export function precisionFrom(value: Static): number | undefined {
  const text = value.kind === 'scalar' ? String(value.value).trim() : ''
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined
}
