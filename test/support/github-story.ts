import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder, type Owner } from './folder.js'
import { GithubRunner, type GithubEvent, type Played } from './github-runner.js'
import type { Project } from './project.js'

const GH = fileURLToPath(import.meta.resolve('./gh-stand-in.js'))

export interface Comment {
  readonly id: number
  readonly path: string
  readonly body: string
}

/** What happens on GitHub to a repository whose pipelines `init --ci github` wrote. */
export interface GithubStory {
  readonly github: GithubRunner
  readonly play: (workflow: string, event: GithubEvent) => Promise<Played>
  readonly push: (run: string, before: string) => GithubEvent
  /** A branch with one more commit, opened as pull request 7. */
  readonly open: (files: Readonly<Record<string, string>>, run: string, by?: string) => GithubEvent
  readonly completed: (of: GithubEvent, run: string, conclusion?: string) => GithubEvent
  /** Pull request 7 is closed. */
  readonly close: () => void
  readonly comments: () => readonly Comment[]
}

export function githubStory(t: Owner, { developer, host }: { readonly developer: Project; readonly host: Project }): GithubStory {
  const github = new GithubRunner(t, host.top, GH)
  const state = join(temporaryFolder(t), 'gh')
  writeFileSync(state, '')
  const lines = (): readonly string[] => readFileSync(state, 'utf8').split('\n')
  const sha = (): string => developer.git('rev-parse', 'HEAD')
  return {
    github,
    play: (name, event) => github.play(developer.read(`.github/workflows/${name}.yml`), { ...event, variables: { ...event.variables, GH_STATE: state } }),
    push: (run, before) => ({ name: 'push', run, sha: sha(), ref: 'refs/heads/main', payload: { before }, variables: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' } }),
    open: (files, run, by = 'team') => {
      developer.git('checkout', '-q', '-B', 'topic', 'main')
      const head = developer.commit('A change', files)
      developer.git('checkout', '-q', '--detach', 'main')
      developer.git('merge', '-q', '--no-ff', '-m', 'Merge', 'topic')
      const merge = sha()
      developer.git('push', '-qf', 'origin', `${head}:refs/pull/7/head`, `${merge}:refs/pull/7/merge`)
      developer.git('checkout', '-q', 'main')
      writeFileSync(state, `${lines().join('\n')}${by}:topic ${head} 7\n`)
      return {
        name: 'pull_request', run, sha: merge, ref: 'refs/pull/7/merge', readOnly: true,
        payload: { number: 7, pull_request: { number: 7, head: { sha: head, ref: 'topic', repo: { owner: { login: by } } }, base: { sha: sha(), ref: 'main' } } },
        variables: { GITHUB_HEAD_REF: 'topic', GITHUB_BASE_REF: 'main' },
      }
    },
    completed: (of, run, conclusion = 'success') => {
      const { pull_request: { head } } = of.payload as { readonly pull_request: { readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly owner: { readonly login: string } } } } }
      return {
        name: 'workflow_run', run, sha: sha(), ref: 'refs/heads/main', variables: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' },
        payload: { workflow_run: { id: Number(of.run), event: 'pull_request', conclusion, head_sha: head.sha, head_branch: head.ref, head_repository: { owner: head.repo.owner } } },
      }
    },
    close: () => { writeFileSync(state, '') },
    comments: () => lines().filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Comment),
  }
}
