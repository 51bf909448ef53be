import { spawn, type ChildProcess } from 'node:child_process'

/** What a git process came to. */
export interface Ended {
  /** Null when it did not start, or was ended by a signal. */
  readonly code: number | null
  readonly signal: string | null
  readonly out: Buffer
  readonly err: string
  /** It said nothing for longer than it was given, and was ended. */
  readonly stood: boolean
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly input?: Iterable<Uint8Array | string>
  /** Seconds without a word from git, after which a connection is taken for dead. Work on this machine has all the time it needs. */
  readonly patience?: number
}

/** Milliseconds between asking git to end and ending it. */
const GRACE = 2000

/**
 * Runs git with an argument array and no shell, and streams to it what simple-git cannot. Git's own failures are
 * values; what is thrown is the input's.
 */
export function runGit(args: readonly string[], { env, cwd, input, patience }: RunOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const out: Buffer[] = []
    let [err, stood] = ['', false]
    const child = spawn('git', args, { env, cwd, stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'], windowsHide: true, detached: GROUPS })
    const forget = endWithUs(child)
    const end = (code: number | null, signal: string | null): void => {
      clearTimeout(timer)
      forget()
      resolve({ code, signal, out: Buffer.concat(out), err, stood })
    }
    const giveUp = (): void => {
      stood = true
      stop(child, 'SIGTERM')
      setTimeout(() => {
        stop(child, 'SIGKILL')
        // A helper that outlives even that keeps the pipes open.
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, GRACE).unref()
    }
    const timer = patience === undefined ? undefined : setTimeout(giveUp, patience * 1000)
    child.stdout?.on('data', (chunk: Buffer) => { timer?.refresh(); out.push(chunk) })
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => { timer?.refresh(); err = keepEnds(err + chunk) })
    child.on('error', (error: NodeJS.ErrnoException) => {
      err += error.code === 'ENOENT' ? 'git is not installed, or not on the PATH' : error.message
      end(null, null)
    })
    child.on('close', end)
    if (input) {
      feed(child.stdin, input, (error) => {
        stop(child, 'SIGTERM')
        reject(error)
      })
    }
  })
}

/** Git and its helpers (ssh, git-remote-https) are a group: one that hangs would not notice that git is gone. */
const GROUPS = process.platform !== 'win32'

function stop(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (GROUPS && child.pid !== undefined) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch { /* it is gone */ }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Processes at work, of all commands of this one. */
const running = new Set<ChildProcess>()

/** A terminal's interrupt reaches our group only: it is passed on, and then has its way with us. */
function passOn(signal: NodeJS.Signals): void {
  for (const child of running) stop(child, 'SIGTERM')
  running.clear()
  listen(false)
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}

function listen(is: boolean): void {
  for (const signal of SIGNALS) {
    if (is) process.on(signal, passOn)
    else process.off(signal, passOn)
  }
}

function endWithUs(child: ChildProcess): () => void {
  if (running.size === 0) listen(true)
  running.add(child)
  return () => {
    if (running.delete(child) && running.size === 0) listen(false)
  }
}

/** Writes as fast as git reads, so that a large input never lies in memory twice. An input that throws is never ended: half of it must not pass for all. */
function feed(stdin: NodeJS.WritableStream | null, input: Iterable<Uint8Array | string>, broken: (error: Error) => void): void {
  const chunks = input[Symbol.iterator]()
  const more = (): void => {
    try {
      for (let next = chunks.next(); !next.done; next = chunks.next()) {
        if (stdin?.write(next.value) === false) {
          stdin.once('drain', more)
          return
        }
      }
      stdin?.end()
    } catch (error) {
      broken(error instanceof Error ? error : new Error(String(error)))
    }
  }
  // Git that ends early closes the pipe; its exit code and its words say why.
  stdin?.on('error', () => undefined)
  more()
}

const LONGEST = 100_000

/** Progress may say much; what went wrong stands at the end. */
function keepEnds(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, 2000)}\n${text.slice(2000 - LONGEST)}`
}
