import { PATH_CLASSES, type Changes, type PathClass } from '../model/changes.js'
import type { PathGlobs } from '../model/policy.js'
import { matcher } from './globs.js'
import { lockfileClasses } from './lockfile.js'
import { packageJsonClasses } from './package-json.js'
import type { Sides } from './sides.js'

export type { Sides }

/** Files whose two texts say more than their name. */
export function needsText(path: string): boolean {
  return /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json)$/.test(path)
}

/**
 * Classes paths by name, the first class that matches. What nothing names is source, wherever it lies: a file that
 * is not counted can still move what is.
 */
export function classifier(globs: PathGlobs): (path: string) => PathClass {
  const order: readonly (readonly [PathClass, (path: string) => boolean])[] = [
    ['decisions', (path) => path.startsWith('baselines/')],
    ['dependency', matcher(globs.dependency)],
    ['tool-config', matcher(globs['tool-config'])],
    ['pipeline', matcher(globs.pipeline)],
    ['build', matcher(globs.build)],
    ['test', matcher(globs.test)],
    ['docs', matcher(globs.docs)],
  ]
  return (path) => order.find(([, matches]) => matches(path))?.[0] ?? 'source'
}

/** Paths that differ between two trees, by class. A file of many concerns counts in each that changed. */
export function classifyChanges(paths: readonly string[] | undefined, classOf: (path: string) => PathClass, textOf: (path: string) => Sides | undefined): Changes {
  if (paths === undefined) return { known: false, why: 'git could not compare the two trees' }
  const byClass: { [C in PathClass]: string[] } = {
    source: [], test: [], dependency: [], build: [], 'tool-config': [], pipeline: [], docs: [], decisions: [],
  }
  for (const path of paths) {
    for (const pathClass of classesOf(path, classOf, textOf)) byClass[pathClass].push(path)
  }
  for (const pathClass of PATH_CLASSES) byClass[pathClass].sort()
  return { known: true, paths: byClass }
}

/**
 * A changed path that holds measured elements is source, whatever its name says: an example under `docs/`, a config file
 * that the coverage counts. Tests that are measured stay tests.
 */
export function withMeasured(changes: Changes, measured: ReadonlySet<string>): Changes {
  if (!changes.known) return changes
  const counted = (['dependency', 'build', 'tool-config', 'pipeline', 'docs'] as const).flatMap((pathClass) => changes.paths[pathClass].filter((path) => measured.has(path)))
  if (counted.length === 0) return changes
  return {
    known: true,
    paths: { ...changes.paths, source: [...new Set([...changes.paths.source, ...counted])].sort(), docs: changes.paths.docs.filter((path) => !measured.has(path)) },
  }
}

function classesOf(path: string, classOf: (path: string) => PathClass, textOf: (path: string) => Sides | undefined): readonly PathClass[] {
  if (needsText(path)) {
    const sides = textOf(path) ?? { before: undefined, after: undefined }
    return path.endsWith('package.json') ? packageJsonClasses(sides) : lockfileClasses(sides)
  }
  return /(?:^|\/)pyproject\.toml$/.test(path) ? ['dependency', 'build', 'tool-config'] : [classOf(path)]
}
