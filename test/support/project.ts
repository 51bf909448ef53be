import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CheckJson } from '../../src/report/schema.js'
import { CLEAN, datum, type DatumOptions, type Env } from './datum.js'
import { checkSchemaFaults } from './check-schema.js'
import { temporaryFolder, type Owner } from './folder.js'
import { root } from './root.js'
import type { Finished } from './run.js'

/** A throw-away repository, and datum in it. */
export interface Project {
  readonly top: string
  readonly git: (...args: readonly string[]) => string
  readonly write: (path: string, content: string | Uint8Array) => void
  readonly read: (path: string) => string
  readonly remove: (path: string) => void
  /** Commits everything there is, also when nothing changed; gives the commit's hash. */
  readonly commit: (message: string, files?: Readonly<Record<string, string>>) => string
  readonly datum: (args: readonly string[], options?: RunOptions) => Promise<Finished>
  /** `ci --format json` and what it said. */
  readonly ci: (args?: readonly string[], options?: RunOptions) => Promise<Judged>
  /** Newest baseline of each series, as `main@v1+2`, with the measurement it stands for. */
  readonly baselines: () => Promise<readonly Listed[]>
}

export type RunOptions = Partial<Omit<DatumOptions, 'cwd'>> & { readonly cwd?: string }

export interface Judged extends Finished {
  readonly json: CheckJson
  /** Kinds of all findings, `kind` for what the change introduced and `kind (inherited)`. */
  readonly kinds: readonly string[]
  /** Verdict and kinds in a line, for a test that fails. */
  readonly said: string
  readonly evidence: (kind: string) => Readonly<Record<string, unknown>> | undefined
}

export interface Listed {
  readonly name: string
  readonly model: string
  readonly measurement: string
  readonly commit: string
}

export const ADA = 'Ada <ada@example.org>'

/** A repository of one commit on `main` that holds one of the fixture projects; nothing of datum's is in it yet. */
export function emptyProject(t: Owner, from: 'js-library' | 'python-library' = 'js-library'): Project {
  const project = projectIn(temporaryFolder(t))
  project.git('init', '-qb', 'main')
  project.git('config', 'user.name', 'Ada')
  project.git('config', 'user.email', 'ada@example.org')
  cpSync(join(root, 'fixtures/projects', from), project.top, { recursive: true })
  project.commit('First', { '.gitignore': 'node_modules/\ncoverage*/\n.datum/\n*.gz\n' })
  return project
}

/** Another checkout of a project. */
export function cloneOf(t: Owner, { top }: Project, ...options: readonly string[]): Project {
  const folder = join(temporaryFolder(t), 'elsewhere')
  execFileSync('git', ['clone', '-q', ...options, `file://${top}`, folder], { env: { ...CLEAN }, stdio: 'pipe' })
  const project = projectIn(folder)
  project.git('config', 'user.name', 'Ada')
  project.git('config', 'user.email', 'ada@example.org')
  return project
}

export function projectIn(top: string): Project {
  const at = (path: string): string => join(top, path)
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: top, env: { ...CLEAN }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), content)
  }
  const run = (args: readonly string[], options: RunOptions = {}): Promise<Finished> => datum(args, { cwd: top, ...options })
  return {
    top,
    git,
    write,
    read: (path) => readFileSync(at(path), 'utf8'),
    remove: (path) => rmSync(at(path), { recursive: true, force: true }),
    commit: (message, files = {}) => {
      for (const [path, content] of Object.entries(files)) write(path, content)
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', message)
      return git('rev-parse', 'HEAD')
    },
    datum: run,
    ci: async (args = [], options = {}) => judged(await run(['ci', '--format', 'json', ...args], options)),
    baselines: async () => {
      const { out } = await run(['baseline', 'list', '--json'])
      return (JSON.parse(out) as ListedJson[]).map(({ branch, version, later, series, measurement, commit }) => (
        { name: `${branch}@v${version}${later === 0 ? '' : `+${later}`}`, model: series.model, measurement, commit }))
    },
  }
}

interface ListedJson {
  readonly branch: string
  readonly version: number
  readonly later: number
  readonly series: { readonly model: string }
  readonly measurement: string
  readonly commit: string
}

/** What one JSON object on standard output says; anything beside it fails to parse, and all of it is held against the schema that ships. */
export function judged(finished: Finished): Judged {
  let json: CheckJson
  try {
    json = JSON.parse(finished.out) as CheckJson
  } catch (cause) {
    throw new Error(`exit ${String(finished.code)}\n${finished.out}\n${finished.err}`, { cause })
  }
  const faults = checkSchemaFaults(json)
  if (faults.length > 0) throw new Error(`The JSON is not what its schema says:\n${faults.join('\n')}\n${finished.out}`)
  const kinds = json.findings.map(({ kind, origin }) => (origin === 'introduced' ? kind : `${kind} (inherited)`))
  return {
    ...finished,
    json,
    kinds,
    said: `${json.verdict ?? finished.err}: ${kinds.join(', ')}`,
    evidence: (kind) => json.findings.find((finding) => finding.kind === kind)?.evidence,
  }
}

/** Covered and counted of a metric in a judgement: `83/86`. */
export function valueIn({ json }: Judged, metric: string, side: 'candidate' | 'reference' = 'candidate'): string | undefined {
  const value = json.metrics.find((one) => one.metric === metric && one.scope === 'project')?.[side]
  return value?.kind === 'count' ? `${value.covered}/${value.total}` : value?.kind
}

/** The variables of a GitHub build of a push; `before` is what the branch pointed to. */
export function githubPush(t: Owner, { commit, before, branch = 'main', run = '1' }: { readonly commit: string; readonly before: string; readonly branch?: string; readonly run?: string }): Env {
  return {
    ...githubJob(t, { before }, run), GITHUB_EVENT_NAME: 'push', GITHUB_SHA: commit, GITHUB_REF: `refs/heads/${branch}`, GITHUB_REF_NAME: branch, GITHUB_REF_TYPE: 'branch',
  }
}

/** The variables of a GitHub pull request build on its test merge. */
export function githubPullRequest(t: Owner, { merge, head, base, target = 'main', branch = 'topic', run = '1' }: {
  readonly merge: string; readonly head: string; readonly base: string; readonly target?: string; readonly branch?: string; readonly run?: string
}): Env {
  const event = { number: 7, pull_request: { number: 7, head: { sha: head, ref: branch }, base: { sha: base, ref: target } } }
  return {
    ...githubJob(t, event, run), GITHUB_EVENT_NAME: 'pull_request', GITHUB_SHA: merge, GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_HEAD_REF: branch, GITHUB_BASE_REF: target,
  }
}

/** What every job of GitHub knows, with its event in a file outside the repository. */
function githubJob(t: Owner, event: object, run: string): Env {
  const file = join(temporaryFolder(t), 'event.json')
  writeFileSync(file, JSON.stringify(event))
  return {
    CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: file, GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'test',
    GITHUB_REPOSITORY: 'team/app', GITHUB_SERVER_URL: 'https://github.com',
  }
}
