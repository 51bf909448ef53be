import picomatch from 'picomatch'

/** True for paths that one of the globs matches; git-top-relative, `/`, dot files included. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false
  return picomatch([...globs], { dot: true })
}

/** True for branch names that one of the patterns matches (`release/*`). */
export function branchMatcher(patterns: readonly string[]): (branch: string) => boolean {
  return matcher(patterns)
}
