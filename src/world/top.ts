import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest folder, from this one up, that is a git work tree: it has a `.git` (a file in worktrees and submodules). */
export function topOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder
  return folder === dirname(folder) ? undefined : topOf(dirname(folder))
}
