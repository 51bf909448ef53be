import type { PathClass } from '../model/changes.js'
import type { Sides } from './sides.js'

/** What a section of package.json can do to a measurement; a section not named here can do what a build file can. */
const SECTIONS: Readonly<Record<string, PathClass>> = {
  dependencies: 'dependency', optionalDependencies: 'dependency', peerDependencies: 'dependency', bundleDependencies: 'dependency',
  overrides: 'dependency', resolutions: 'dependency', pnpm: 'dependency', workspaces: 'dependency',
  devDependencies: 'tool-config', nyc: 'tool-config', c8: 'tool-config', jest: 'tool-config', vitest: 'tool-config', mocha: 'tool-config',
  ava: 'tool-config', tap: 'tool-config', stryker: 'tool-config',
  scripts: 'pipeline', engines: 'pipeline', packageManager: 'pipeline', volta: 'pipeline',
  babel: 'build', browserslist: 'build', type: 'build', exports: 'build', imports: 'build', main: 'build', module: 'build',
  name: 'docs', version: 'docs', description: 'docs', keywords: 'docs', author: 'docs', contributors: 'docs', license: 'docs', homepage: 'docs',
  repository: 'docs', bugs: 'docs', funding: 'docs', private: 'docs', publishConfig: 'docs', files: 'docs',
}

/** What a package.json can do when nobody can say which of its sections changed. */
const ANYTHING: readonly PathClass[] = ['dependency', 'build', 'tool-config', 'pipeline']

/** The classes of the sections that differ. Text that is no JSON object, or that is not there at all, can be anything. */
export function packageJsonClasses({ before, after }: Sides): readonly PathClass[] {
  if (before === undefined && after === undefined) return ANYTHING
  const a = before === undefined ? {} : objectOf(before)
  const b = after === undefined ? {} : objectOf(after)
  if (!a || !b) return ANYTHING
  const changed = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
  const classes = new Set(changed.map((key) => (Object.hasOwn(SECTIONS, key) ? SECTIONS[key] ?? 'build' : 'build')))
  return classes.size === 0 ? ['docs'] : [...classes].sort()
}

export function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return objectIn(JSON.parse(text))
  } catch {
    return undefined
  }
}

export function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined
}
