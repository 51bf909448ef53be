import { parse as parseToml } from 'smol-toml'
import { parseAllDocuments } from 'yaml'
import { isPipeline, isScript } from './config-files.js'
import { readModule, type Exports } from './script/module.js'
import { computed, fromData, type Static } from './static.js'
import { parseIni } from './text/ini.js'
import { folderOf, joined, nameOf } from './text/paths.js'
import type { ConfigFile, NativeProblem } from './types.js'

const ENDINGS = ['', '.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.json']

/** What the files hold. Data that cannot be parsed is in `broken` and nowhere else; such a module is computed. */
export interface Configs {
  readonly read: (path: string) => Static | undefined
  readonly broken: readonly NativeProblem[]
  /** Modules that others import: what they state holds through those. */
  readonly imported: ReadonlySet<string>
}

export function readConfigs(files: readonly ConfigFile[]): Configs {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const modules = new Map<string, Exports>()
  const imported = new Set<string>()
  const values = new Map<string, Static>()

  const moduleOf = (path: string, text: string): Exports => {
    const known = modules.get(path)
    if (known) return known
    // Seen from inside a circle of imports a module is not known yet.
    modules.set(path, { main: computed(`import of ${path} in a circle`), named: () => undefined })
    const exports = safely(() => readModule(path, text, (specifier, name) => load(folderOf(path), specifier, name)), unparsable)
    modules.set(path, exports)
    return exports
  }
  const load = (folder: string, specifier: string, name: string): Static | undefined => {
    if (!specifier.startsWith('.')) return undefined
    const written = joined(folder, specifier)
    // TypeScript writes `./base.js` for base.ts.
    const path = [...ENDINGS.map((ending) => written + ending), written.replace(/js$/, 'ts')].find((candidate) => texts.has(candidate))
    const text = path === undefined ? undefined : texts.get(path)
    if (path === undefined || text === undefined) return undefined
    imported.add(path)
    if (!isScript(path)) return safely(() => fromText(path, text), computed)
    const exports = moduleOf(path, text)
    return name === 'default' || name === '*' ? exports.main : exports.named(name)
  }
  const broken: NativeProblem[] = []
  for (const { path, text } of files) {
    if (nameOf(path) === 'Jenkinsfile') continue
    const note = (why: string): undefined => void broken.push({ file: path, field: '', why })
    const value = isScript(path) ? moduleOf(path, text).main : safely(() => fromText(path, text), note)
    if (value !== undefined) values.set(path, value)
  }
  return { read: (path) => values.get(path), broken, imported }
}

function fromText(path: string, text: string): Static {
  const name = nameOf(path)
  if (name.endsWith('.toml')) return fromData(parseToml(text))
  if (/\.ya?ml$/.test(name)) return fromYaml(text, isPipeline(path))
  if (/\.(?:ini|cfg)$/.test(name) || name === '.coveragerc') return parseIni(text)
  return fromData(JSON.parse(text.replace(/^\uFEFF/, '')))
}

/** A YAML file's document. Of several, as GitLab allows for a header, all are given as a list. */
function fromYaml(text: string, several: boolean): Static {
  const documents = parseAllDocuments(text, { logLevel: 'silent' })
  if (!Array.isArray(documents)) return fromData(null)
  for (const { errors: [error] } of documents) if (error) throw error
  const data = documents.map((document) => document.toJS() as unknown)
  return fromData(several && data.length > 1 ? data : data[0])
}

function safely<T, U>(read: () => T, otherwise: (why: string) => U): T | U {
  try {
    return read()
  } catch (error) {
    return otherwise(computed(`cannot be parsed: ${error instanceof Error ? error.message : String(error)}`).by)
  }
}

function unparsable(why: string): Exports {
  return { main: computed(why), named: () => computed(why) }
}
