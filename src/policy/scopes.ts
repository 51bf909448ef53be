import type { SuitePolicy } from '../model/policy.js'
import { PROJECT, type Scope } from '../model/scope.js'
import { matcher } from './globs.js'

/** The suite itself as a scope, before the named ones. */
export function scopesOf(suite: SuitePolicy, named: readonly Scope[]): readonly Scope[] {
  return [{ name: PROJECT, root: suite.root, include: suite.include, exclude: suite.exclude }, ...named]
}

/** Which files a scope holds: below its root, matched by an include (none means all), by no exclude. */
export function scopeFilter(scope: Scope): { readonly name: string; readonly holds: (path: string) => boolean } {
  const prefix = scope.root === '' ? '' : `${scope.root}/`
  const included = scope.include.length === 0 ? () => true : matcher(scope.include)
  const excluded = matcher(scope.exclude)
  return { name: scope.name, holds: (path) => path.startsWith(prefix) && included(path) && !excluded(path) }
}
