import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLEAN, type Env } from './datum.js'
import { root } from './root.js'

/** The lines a document gives to copy: the block that writes the first line of an environment file. */
export function documentedLines(document: string): string {
  const text = readFileSync(join(root, document), 'utf8')
  const [block] = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, lines = '']) => lines).filter((lines) => lines.includes('datum-environment 1'))
  if (block === undefined) throw new Error(`${document} has no lines that write an environment file`)
  return block
}

/** Shells of this machine that read POSIX sh, each as it is called. */
export const SHELLS: readonly (readonly string[])[] = [['sh'], ['dash'], ['busybox', 'sh'], ['bash', '--posix'], ['bash', '-o', 'pipefail'], ['ksh'], ['zsh']]
  .filter(([name = '', ...args]) => spawnSync(name, [...args, '-c', 'exit 0'], { env: { ...CLEAN } }).status === 0)

export interface Written {
  readonly status: number | null
  readonly err: string
  readonly text: string
}

/** Runs the documented lines in a folder, as the script of a job that stops at the first error and at unset variables. */
export function writeEnvironmentFile(folder: string, env: Env = {}, shell: readonly string[] = ['sh']): Written {
  const [name = 'sh', ...args] = shell
  const { status, stderr } = spawnSync(name, [...args, '-eu'], { cwd: folder, env: { ...CLEAN, ...env }, input: `${documentedLines('README.md')}echo done\n`, encoding: 'utf8' })
  return { status, err: stderr, text: readFileSync(join(folder, 'coverage/datum.env'), 'utf8') }
}

/** The variables of one of GitLab's parallel jobs. */
export function gitlabShard(index: number, of: number, { pipeline = '77', job = String(1000 + index), commit }: { readonly pipeline?: string; readonly job?: string; readonly commit?: string } = {}): Env {
  return {
    GITLAB_CI: 'true', CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(of), CI_PIPELINE_ID: pipeline, CI_JOB_ID: job, CI_JOB_NAME: `unit ${index}/${of}`,
    ...(commit === undefined ? {} : { CI_COMMIT_SHA: commit }),
  }
}

/** What a shard writes by hand, or its script: `stated('2/4', 'runtime python 3.12.1')`. */
export function statedText(part: string, ...more: readonly string[]): string {
  return `datum-environment 1\npart ${part}\n${more.join('\n')}\n`
}
