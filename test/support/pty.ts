import { spawn, spawnSync } from 'node:child_process'
import { CLEAN, CLI, type Env } from './datum.js'

/** Whether there is the program that gives a child a terminal. */
export const hasPty = spawnSync('script', ['--version']).status === 0

/** What a person waits for, and what is typed then. */
export type Step = readonly [waitFor: string, typed: string]

export interface Session {
  readonly code: number | null
  /** All that was shown, without control sequences. */
  readonly shown: string
}

const PATIENCE = 30_000
export const ENTER = '\r'
export const CTRL_C = '\u0003'

/** Runs datum on a terminal of its own and types what the steps say. */
export function onTerminal(args: readonly string[], { cwd, steps, env = {} }: { readonly cwd: string; readonly steps: readonly Step[]; readonly env?: Env }): Promise<Session> {
  const line = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ')
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', `stty cols 100 rows 40; ${line}`, '/dev/null'], { cwd, env: { ...CLEAN, TERM: 'xterm', SHELL: '/bin/sh', ...env }, stdio: ['pipe', 'pipe', 'inherit'] })
    const waiting = [...steps]
    let raw = ''
    let seen = 0
    const late = setTimeout(() => {
      child.kill()
      reject(new Error(`Nobody asked "${waiting[0]?.[0] ?? 'anything'}":\n${plain(raw)}`))
    }, PATIENCE)
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk
      const text = plain(raw)
      const [next] = waiting
      if (!next || !text.slice(seen).includes(next[0])) return
      seen = text.length
      waiting.shift()
      setTimeout(() => child.stdin.write(next[1]), 100)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(late)
      resolve({ code, shown: plain(raw) })
    })
  })
}

function plain(text: string): string {
   
  return text.replace(/\u001B(?:\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])/g, '').replaceAll('\r', '')
}
