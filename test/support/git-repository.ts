import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { temporaryFolder } from './folder.js'

/** Nobody's configuration but the test's own, and the same people and dates every time. */
const SETTLED = {
  GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org', GIT_COMMITTER_NAME: 'Cas', GIT_COMMITTER_EMAIL: 'cas@example.org',
}
const FIRST_DAY = Date.UTC(2026, 10, 23, 12)

/** A real git repository, made and changed with the git binary. */
export interface Repository {
  readonly folder: string
  /** Output of a git command, without the last line's end. */
  readonly git: (...args: readonly string[]) => string
  /** Writes files (null removes one) into the work tree. */
  readonly write: (files: Readonly<Record<string, string | null>>) => void
  /** Writes files and commits all there is; gives the commit's hash. Each commit is a minute later. */
  readonly commit: (message: string, files?: Readonly<Record<string, string | null>>) => string
}

/** An empty repository on branch `main`, gone when the test is over. */
export function gitRepository(t: ExecutionContext, ...options: readonly string[]): Repository {
  const folder = temporaryFolder(t)
  const repository = repositoryIn(folder)
  repository.git('init', '--quiet', '--initial-branch=main', ...options)
  return repository
}

/** A clone of one into a folder of its own. */
export function cloneOf(t: ExecutionContext, { folder }: Repository, ...options: readonly string[]): Repository {
  const clone = repositoryIn(temporaryFolder(t))
  clone.git('clone', '--quiet', ...options, `file://${folder}`, '.')
  return clone
}

export function repositoryIn(folder: string): Repository {
  let commits = 0
  const git = (...args: readonly string[]): string => {
    const date = new Date(FIRST_DAY + commits * 60_000).toISOString()
    const env = { ...process.env, ...SETTLED, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).replace(/\n$/, '')
  }
  const write: Repository['write'] = (files) => {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) rmSync(join(folder, path))
      else {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
    }
  }
  return {
    folder,
    git,
    write,
    commit: (message, files = {}) => {
      write(files)
      git('add', '--all')
      commits += 1
      git('commit', '--quiet', '--allow-empty', '--message', message)
      return git('rev-parse', 'HEAD')
    },
  }
}
