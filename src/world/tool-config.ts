import { join, basename } from 'node:path'
import type { Fields } from '../model/fingerprint.js'
import { measuringText, parsed } from './measuring-text.js'

/** Configuration files of measuring tools, and the tool each belongs to. */
const CONFIG_FILES: readonly (readonly [RegExp, string])[] = [
  [/^\.nycrc(?:\.json|\.ya?ml)?$|^nyc\.config\.\w+$/, 'nyc'],
  [/^\.c8rc(?:\.json)?$/, 'c8'],
  [/^jest\.config\.\w+$/, 'jest'],
  [/^vitest\.(?:config|workspace)\.\w+$/, 'vitest'],
  [/^vite\.config\.\w+$/, 'vite'],
  [/^\.mocharc\.\w+$/, 'mocha'],
  [/^ava\.config\.\w+$/, 'ava'],
  [/^stryker\.conf(?:ig)?\.\w+$|^\.stryker\.conf(?:ig)?\.\w+$/, '@stryker-mutator/core'],
  [/^babel\.config\.\w+$|^\.babelrc(?:\.\w+)?$/, '@babel/core'],
  [/^\.swcrc$/, '@swc/core'],
  [/^\.coveragerc$|^pyproject\.toml$|^setup\.cfg$|^tox\.ini$/, 'coverage'],
  [/^pytest\.ini$/, 'pytest'],
]

/** Sections of package.json that configure measuring tools. */
const PACKAGE_SECTIONS: Readonly<Record<string, string>> = { nyc: 'nyc', c8: 'c8', jest: 'jest', mocha: 'mocha', ava: 'ava', babel: '@babel/core' }

/** Digests of the measuring configuration found in the folders: `jest: jest.config.js` -> digest. */
export function configDigests(
  folders: readonly string[],
  read: (path: string) => string | undefined,
  list: (path: string) => readonly string[],
  digest: (text: string) => string,
): Fields {
  const fields: Record<string, string> = {}
  folders.forEach((folder, index) => {
    const where = index === 0 ? '' : `${basename(folder)}/`
    for (const name of [...list(folder)].sort()) {
      const tool = CONFIG_FILES.find(([pattern]) => pattern.test(name))?.[1]
      const text = tool === undefined ? undefined : read(join(folder, name))
      const measuring = text === undefined ? '' : measuringText(name, text)
      if (tool !== undefined && measuring !== '') fields[`${tool}: ${where}${name}`] = digest(measuring)
    }
    for (const [section, content] of Object.entries(packageSections(read(join(folder, 'package.json'))))) {
      fields[`${PACKAGE_SECTIONS[section] ?? section}: ${where}package.json ${section}`] = digest(measuringText('package.json', JSON.stringify(content)))
    }
  })
  return fields
}

function packageSections(text: string | undefined): Readonly<Record<string, unknown>> {
  const json = parsed(text ?? '')
  if (typeof json !== 'object' || json === null) return {}
  return Object.fromEntries(Object.entries(json).filter(([section]) => Object.hasOwn(PACKAGE_SECTIONS, section)))
}
