/** A named part of a suite; globs are git-top-relative. The name `project` is the suite's root. */
export interface Scope {
  readonly name: string
  readonly root: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

export const PROJECT = 'project'

/** The text that a scope's digest is made of: editing the globs is a ledger change. */
export function scopeText(scope: Scope): string {
  return JSON.stringify({ root: scope.root, include: [...scope.include].sort(), exclude: [...scope.exclude].sort() })
}
