import { spawn } from 'node:child_process'

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a Node script to its end, whatever its exit code. */
export function runNode(script: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk))
    child.on('error', reject)
    child.on('close', (code) => { resolve({ code, ...text }) })
  })
}
