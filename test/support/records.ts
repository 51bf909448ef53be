import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { RecordChange, RecordsHome, RecordsTip } from '../../src/model/records.js'
import { ok } from '../../src/model/result.js'
import { openRecords } from '../../src/world/records/index.js'
import type { HomeOptions } from '../../src/world/records/home.js'
import { temporaryFolder } from './folder.js'
import { repositoryIn, type Repository } from './git-repository.js'
import { valueOf } from './result.js'

/** Nobody's configuration but the test's own. */
export const SETTLED: NodeJS.ProcessEnv = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

export const REF = 'refs/datum/records'

/** An empty bare repository, as a host has it. */
export function remoteRepository(t: ExecutionContext): Repository {
  const remote = repositoryIn(temporaryFolder(t))
  remote.git('init', '--quiet', '--bare', '--initial-branch=main')
  return remote
}

/** A repository whose `origin` is another. */
export function runnerOf(t: ExecutionContext, url: string): Repository {
  const runner = repositoryIn(temporaryFolder(t))
  runner.git('init', '--quiet', '--initial-branch=main')
  runner.git('remote', 'add', 'origin', url)
  return runner
}

export async function homeOf({ folder }: { readonly folder: string }, where = 'origin', options: Partial<HomeOptions> = {}): Promise<RecordsHome> {
  return valueOf(await openRecords(folder, { env: SETTLED, ...options }).records(where))
}

export const put = (path: string, text = path): RecordChange => ({ put: path, bytes: new TextEncoder().encode(text) })

/** Pushes files; of what is there already, nothing. */
export async function pushed(home: RecordsHome, ...paths: readonly string[]): Promise<number> {
  const { retries } = valueOf(await home.push(async (tip) => {
    const there = new Set(valueOf(await tip.files('')).map(({ path }) => path))
    return ok(paths.filter((path) => !there.has(path)).map((path) => put(path)))
  }, 'a test'))
  return retries
}

export async function pathsAt(tip: RecordsTip): Promise<readonly string[]> {
  return valueOf(await tip.files('')).map(({ path }) => path)
}

export async function textsAt(tip: RecordsTip): Promise<Readonly<Record<string, string>>> {
  const files = valueOf(await tip.files(''))
  const contents = valueOf(await tip.read(files.map(({ blob }) => blob)))
  return Object.fromEntries(files.map(({ path, blob }) => [path, new TextDecoder().decode(contents.get(blob))]))
}

/** Paths of the records as the remote has them, asked of git alone. */
export function pathsIn(remote: Repository, ref = REF): readonly string[] {
  return remote.git('ls-tree', '-r', '-z', '--name-only', ref).split('\0').filter((path) => path !== '')
}

/** What git finds wrong with a repository; nothing when it is sound. */
export function wrongWith(folder: string): string {
  try {
    return execFileSync('git', ['fsck', '--full', '--strict', '--no-dangling', '--no-progress'], { cwd: folder, env: { ...SETTLED, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.bareRepository', GIT_CONFIG_VALUE_0: 'all' }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      .replace(/^notice:.*\n/gm, '')
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string }
    return `${stdout}${stderr}`
  }
}

/** An environment whose git does something of a shell's before it is git. */
export function gitThat(t: ExecutionContext, does: string): NodeJS.ProcessEnv {
  const path = process.env['PATH'] ?? ''
  const bin = temporaryFolder(t)
  const git = path.split(':').map((folder) => join(folder, 'git')).find((file) => existsSync(file)) ?? ''
  // Written by another process: one that this one forks meanwhile would hold the file open, and it could not be run.
  execFileSync('sh', ['-c', 'cat > "$1" && chmod +x "$1"', 'sh', join(bin, 'git')], { input: `#!/bin/bash\n${does}\nexec ${git} "$@"\n` })
  return { ...SETTLED, PATH: `${bin}:${path}` }
}

/** Bytes that no compression makes less of, the same every time. */
export function noise(size: number): Uint8Array {
  let state = 1
  return new Uint8Array(size).map(() => (state = (state * 48_271) % 2_147_483_647) & 255)
}
