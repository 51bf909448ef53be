import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { adopted } from './adopted.js'
import { CLEAN } from './datum.js'
import { temporaryFolder, type Owner } from './folder.js'
import { cloneOf, projectIn, type Project } from './project.js'

export const SYNC = 'sync: {}'

/** A host with a repository on it that has adopted datum and shares its records, and a developer's clone of it. */
export interface Hosted {
  readonly host: Project
  readonly developer: Project
  /** A runner: a clone nobody has used, of a commit or a branch. */
  readonly runner: (at?: string, ...options: readonly string[]) => Project
}

export function hosted(t: Owner, of: Parameters<typeof adopted>[1] = {}): Hosted {
  return hostedAs(t, adopted(t, { more: SYNC, ...of }))
}

/** A host with a developer's repository on it as it is. */
export function hostedAs(t: Owner, developer: Project): Hosted {
  const folder = join(temporaryFolder(t), 'host.git')
  execFileSync('git', ['clone', '-q', '--bare', developer.top, folder], { env: { ...CLEAN }, stdio: 'pipe' })
  const host = projectIn(folder)
  developer.git('remote', 'add', 'origin', `file://${folder}`)
  developer.git('fetch', '-q', 'origin')
  return {
    host,
    developer,
    runner: (at = 'main', ...options) => {
      const clone = cloneOf(t, host, '--no-checkout', ...options)
      clone.git('fetch', '-q', 'origin', '+refs/pull/*:refs/remotes/pull/*')
      clone.git('checkout', '-q', at)
      return clone
    },
  }
}
