import type { PathClass } from '../model/changes.js'
import { objectIn, objectOf } from './package-json.js'
import type { Sides } from './sides.js'

/**
 * npm marks in its lock file what only development needs (`dev: true`, lockfileVersion 2 and 3): when nothing else
 * differs, the code under test runs on the same packages as before and only the tools can have moved.
 */
export function lockfileClasses({ before, after }: Sides): readonly PathClass[] {
  const a = productionPackages(before)
  const b = productionPackages(after)
  return a !== undefined && a === b ? ['tool-config'] : ['dependency']
}

/** What production runs on, as text: a package from git has a commit in `resolved` and no integrity. */
function productionPackages(text: string | undefined): string | undefined {
  const packages = text === undefined ? undefined : objectIn(objectOf(text)?.['packages'])
  if (!packages) return undefined
  const kept: (readonly unknown[])[] = []
  for (const path of Object.keys(packages).filter((name) => name !== '').sort()) {
    const entry = objectIn(packages[path])
    if (!entry) return undefined
    if (entry['dev'] !== true) kept.push([path, entry['version'], entry['resolved'], entry['integrity']])
  }
  return JSON.stringify(kept)
}
