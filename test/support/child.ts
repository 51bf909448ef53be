import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a child process said until its end. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

export interface Child {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** Arguments of node itself. */
  readonly node?: readonly string[]
  /** Without root's rights: as nobody when the test runs as root. */
  readonly unprivileged?: boolean
  /** Leads a group of processes, that can be killed whole. */
  readonly detached?: boolean
}

const NOBODY = 65_534

/** Starts a script, by its URL, in a process of its own. */
export function start(script: string, args: readonly string[], { env = {}, cwd, node = [], unprivileged = false, detached = false }: ChildOptions = {}): Child {
  const child = spawn(process.execPath, [...node, fileURLToPath(script), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
    ...(cwd === undefined ? {} : { cwd }),
    ...(unprivileged && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  const text = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => { resolve({ code, signal, ...text }) })
  })
  return { process: child, ended }
}

/** What a script printed as JSON. */
export async function answerOf<T>(child: Child): Promise<T> {
  const { code, out, err } = await child.ended
  if (code !== 0) throw new Error(`Exit ${String(code)}: ${err}`)
  return JSON.parse(out) as T
}
