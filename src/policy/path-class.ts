import { PATH_CLASSES, type Changes, type PathClass } from '../model/changes.js'
import type { PathGlobs } from '../model/policy.js'
import { matcher } from './globs.js'
import { lockfileClasses } from './lockfile.js'
import { packageJsonClasses } from './package-json.js'

/** What a suite is made of, to class changed paths by. */
export interface Inputs {
  readonly globs: PathGlobs
  /** Globs of the suite's inputs; when given, source files outside them do not concern the suite. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** Text of a file on both sides of a change; undefined where it does not exist. */
export interface Sides {
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Files whose two texts say more than their name. */
export function needsText(path: string): boolean {
  return /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json)$/.test(path)
}

/** Classes paths by name, the first class that matches: decisions, tests, dependencies, tools, pipeline, build, docs, source. */
export function classifier({ globs, include, exclude }: Inputs): (path: string) => PathClass {
  const order: readonly (readonly [PathClass, (path: string) => boolean])[] = [
    ['decisions', (path) => path.startsWith('baselines/')],
    ['dependency', matcher(globs.dependency)],
    ['tool-config', matcher(globs['tool-config'])],
    ['pipeline', matcher(globs.pipeline)],
    ['build', matcher(globs.build)],
    ['test', matcher(globs.test)],
    ['docs', matcher(globs.docs)],
  ]
  const isInput = include.length === 0 ? () => true : matcher(include)
  const isExcluded = matcher(exclude)
  return (path) => order.find(([, matches]) => matches(path))?.[0] ?? (isInput(path) && !isExcluded(path) ? 'source' : 'docs')
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

function classesOf(path: string, classOf: (path: string) => PathClass, textOf: (path: string) => Sides | undefined): readonly PathClass[] {
  const sides = needsText(path) ? textOf(path) : undefined
  if (sides && path.endsWith('package.json')) return packageJsonClasses(sides)
  if (sides) return lockfileClasses(sides)
  return /(?:^|\/)pyproject\.toml$/.test(path) ? ['dependency', 'build', 'tool-config'] : [classOf(path)]
}
