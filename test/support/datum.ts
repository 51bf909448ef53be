import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.js'
import type { Finished } from './run.js'

/** The built command line, as its user runs it. */
export const CLI = join(root, 'dist/src/cli.js')

export type Env = Readonly<Record<string, string | undefined>>

export interface DatumOptions {
  readonly cwd: string
  readonly env?: Env | undefined
  /** Arguments of node itself. */
  readonly node?: readonly string[] | undefined
  /** Without root's rights: as nobody when the test runs as root. */
  readonly unprivileged?: boolean
}

const NOBODY = 65_534

/** A machine nobody configured: no CI, no `DATUM_*`, no git configuration of whoever runs the tests. */
export const CLEAN: Env = {
  PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C.UTF-8', TZ: 'UTC', TMPDIR: process.env['TMPDIR'],
  GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*',
}

/** Runs datum to its end, whatever its exit code. */
export function datum(args: readonly string[], { cwd, env = {}, node = [], unprivileged = false }: DatumOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, CLI, ...args], {
      cwd, env: { ...CLEAN, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
      ...(unprivileged && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
    })
    const text = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk))
    child.on('error', reject)
    child.on('close', (code) => { resolve({ code, ...text }) })
  })
}
