import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { globSync } from 'tinyglobby'
import { parse } from 'yaml'
import { CLEAN, CLI } from './datum.js'
import { temporaryFolder, type Owner } from './folder.js'
import { filled, isMet, type Contexts, type Outcome } from './github-expressions.js'
import { projectIn, type Project } from './project.js'
import { root } from './root.js'

/** An event that starts a workflow, as GitHub tells it. */
export interface GithubEvent {
  readonly name: 'push' | 'pull_request' | 'workflow_run'
  readonly run: string
  /** The commit that is checked out, and the ref it is fetched by. */
  readonly sha: string
  readonly ref: string
  readonly payload: object
  readonly variables?: Readonly<Record<string, string>>
  /** The token reads, whatever the workflow asks for: a fork's, or Dependabot's. */
  readonly readOnly?: boolean
}

export interface Played {
  readonly jobs: Readonly<Record<string, Outcome>>
  /** What the steps of a job printed; matrix legs together. */
  readonly logs: Readonly<Record<string, string>>
}

type Variables = Readonly<Record<string, string | number>>

interface Step {
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string | number | boolean>>
  readonly env?: Variables
  readonly 'working-directory'?: string
}

interface Job {
  readonly needs?: string
  readonly if?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }
  readonly env?: Variables
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

/**
 * Plays GitHub's runner on this machine: every job and matrix leg in a clone of its own, artifacts as folders, a bare
 * repository as the host. `run` steps are really run; actions are stood in for by what they are known to do.
 */
export class GithubRunner {
  readonly #t: Owner
  readonly #host: string
  readonly #artifacts: string
  readonly #bin: string
  /** Legs of the job `test` whose machine dies before its first step. */
  readonly dead = new Set<string>()

  constructor(t: Owner, host: string, gh = '') {
    this.#t = t
    this.#host = host
    this.#artifacts = temporaryFolder(t)
    this.#bin = temporaryFolder(t)
    mayWriteOnly(host)
    this.#command('npx', `shift; exec "${process.execPath}" "${CLI}" "$@"`)
    // What it would install is here already.
    this.#command('npm', `if [ "$1" = ci ] || [ "$1" = install ]; then exit 0; fi\nexec bash -c "$(node -p 'require("./package.json").scripts.test')"`)
    if (gh !== '') this.#command('gh', `exec "${process.execPath}" "${gh}" "$@"`)
  }

  async play(workflow: string, event: GithubEvent): Promise<Played> {
    const { jobs, permissions = {} } = parse(workflow) as Workflow
    const outcomes: Record<string, Outcome> = {}
    const logs: Record<string, string> = {}
    for (const [id, job] of Object.entries(jobs)) {
      const contexts = this.#contexts(event)
      const needed = job.needs === undefined ? 'success' : outcomes[job.needs] ?? 'success'
      if (!isMet(job.if, contexts, needed)) continue
      const [[name, values] = ['', [undefined]]] = Object.entries(job.strategy?.matrix ?? {})
      const legs = await Promise.all(values.map(async (value) => this.#leg(job, { ...contexts, matrix: { [name]: value } }, event, {
        mayWrite: (job.permissions ?? permissions)['contents'] === 'write' && event.readOnly !== true, dies: id === 'test' && this.dead.has(String(value)),
      })))
      outcomes[id] = legs.every(({ outcome }) => outcome === 'success') ? 'success' : 'failure'
      logs[id] = legs.map(({ log }) => log).join('\n')
    }
    return { jobs: outcomes, logs }
  }

  async #leg(job: Job, contexts: Contexts, event: GithubEvent, { mayWrite, dies }: { readonly mayWrite: boolean; readonly dies: boolean }): Promise<{ readonly outcome: Outcome; readonly log: string }> {
    if (dies) return { outcome: 'failure', log: 'The runner has received a shutdown signal.' }
    const clone = projectIn(join(temporaryFolder(this.#t), 'work'))
    mkdirSync(clone.top)
    let [outcome, log]: [Outcome, string] = ['success', '']
    for (const step of job.steps) {
      const now = { ...contexts, job: { status: outcome }, env: {} }
      if (!isMet(step.if, now, outcome)) continue
      const environment = this.#environment(event, [job.env, step.env], now, mayWrite)
      const done = step.run === undefined ? this.#action(step, now, clone, event) : await shell(filled(step.run, now, outcome), join(clone.top, step['working-directory'] ?? ''), environment)
      log += done.log
      if (done.failed) outcome = 'failure'
    }
    return { outcome, log }
  }

  #action({ uses = '', with: given = {} }: Step, contexts: Contexts, clone: Project, event: GithubEvent): Done {
    const input = (name: string): string => filled(String(given[name] ?? ''), contexts)
    const [action = ''] = uses.split('@')
    switch (action) {
      case 'actions/checkout':
        checkout(clone, this.#host, event, input('fetch-depth') === '0')
        return { failed: false, log: '' }
      case 'actions/setup-node':
      case 'actions/cache':
        return { failed: false, log: '' }
      case 'actions/upload-artifact': {
        const found = globSync(input('path'), { cwd: clone.top, dot: true })
        if (found.length === 0) return { failed: input('if-no-files-found') === 'error', log: `no files found: ${input('path')}\n` }
        for (const path of found) cpSync(join(clone.top, path), this.#artifact(event.run, input('name'), basename(path)))
        return { failed: false, log: '' }
      }
      case 'actions/download-artifact': {
        const from = join(this.#artifacts, input('run-id') || event.run)
        const pattern = input('pattern')
        const names = (existsSync(from) ? readdirSync(from) : []).filter((name) => (pattern === '' ? name === input('name') : new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name)))
        if (names.length === 0 && pattern === '') return { failed: true, log: `no artifact ${input('name')}\n` }
        // Of several each has a folder of its name; one that is named is put where it was asked for.
        for (const name of names) cpSync(join(from, name), join(clone.top, input('path'), pattern === '' ? '' : name), { recursive: true })
        return { failed: false, log: '' }
      }
      default:
        throw new Error(`No stand-in for ${uses}`)
    }
  }

  #artifact(run: string, name: string, file: string): string {
    const path = join(this.#artifacts, run, name, file)
    mkdirSync(dirname(path), { recursive: true })
    return path
  }

  #contexts({ name, run, sha, payload }: GithubEvent): Contexts {
    return { github: { event_name: name, event: payload, sha, run_id: run, run_attempt: '1', repository: 'team/app', token: 'a token' }, matrix: {}, env: {}, job: {} }
  }

  #environment(event: GithubEvent, layers: readonly (Variables | undefined)[], contexts: Contexts, mayWrite: boolean): NodeJS.ProcessEnv {
    const file = join(temporaryFolder(this.#t), 'event.json')
    writeFileSync(file, JSON.stringify(event.payload))
    const own = layers.flatMap((layer) => Object.entries(layer ?? {})).map(([name, value]) => [name, filled(String(value), contexts)])
    return {
      ...CLEAN, PATH: `${this.#bin}:${join(root, 'node_modules/.bin')}:${CLEAN['PATH'] ?? ''}`, NODE_PATH: join(root, 'node_modules'),
      CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: event.name, GITHUB_EVENT_PATH: file, GITHUB_SHA: event.sha, GITHUB_REF: event.ref,
      GITHUB_RUN_ID: event.run, GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'test', GITHUB_REPOSITORY: 'team/app', GITHUB_SERVER_URL: 'https://github.com',
      ...event.variables, JOB_MAY_WRITE: mayWrite ? '1' : '', ...Object.fromEntries(own) as NodeJS.ProcessEnv,
    }
  }

  #command(name: string, script: string): void {
    writeFileSync(join(this.#bin, name), `#!/bin/bash\n${script}\n`, { mode: 0o755 })
  }
}

interface Done {
  readonly failed: boolean
  readonly log: string
}

/** The host takes pushes of jobs whose token may write. */
function mayWriteOnly(host: string): void {
  writeFileSync(join(host, 'hooks/pre-receive'), '#!/bin/sh\n[ -z "$GITHUB_ACTIONS" ] && exit 0\n[ "$JOB_MAY_WRITE" = 1 ] && exit 0\necho "Write access to repository not granted." >&2\nexit 1\n', { mode: 0o755 })
}

/** As actions/checkout leaves it: a branch for a push, else a commit on no branch. */
function checkout({ git }: Project, host: string, { name, sha, ref }: GithubEvent, whole: boolean): void {
  git('init', '-q')
  git('remote', 'add', 'origin', `file://${host}`)
  const [branch, local] = name === 'pull_request' ? [ref, ref.replace('refs/', 'refs/remotes/')] : [ref, ref.replace('refs/heads/', 'refs/remotes/origin/')]
  if (whole) git('fetch', '-q', 'origin', '+refs/heads/*:refs/remotes/origin/*', `+${branch}:${local}`)
  else git('fetch', '-q', '--no-tags', '--depth=1', 'origin', `+${branch}:${local}`)
  if (name === 'pull_request') git('checkout', '-q', '--detach', local)
  else git('checkout', '-q', '-B', ref.replace('refs/heads/', ''), whole ? sha : local)
}

/** As GitHub runs a script: `bash -e`. */
function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Done> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (log += chunk))
    child.on('error', reject)
    child.on('close', (code) => { resolve({ failed: code !== 0, log }) })
  })
}
