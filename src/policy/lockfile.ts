import type { PathClass } from '../model/changes.js'
import { objectOf } from './package-json.js'
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

function productionPackages(text: string | undefined): string | undefined {
  const packages = text === undefined ? undefined : objectOf(text)?.['packages']
  if (typeof packages !== 'object' || packages === null) return undefined
  const kept = Object.entries(packages as Readonly<Record<string, Readonly<Record<string, unknown>>>>)
    .filter(([path, entry]) => path !== '' && entry['dev'] !== true)
    .map(([path, entry]) => [path, entry['version'], entry['integrity']])
  return JSON.stringify(kept.sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)))
}
