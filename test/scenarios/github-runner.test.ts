import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import { temporaryFolder } from '../support/folder.js'
import { GithubRunner, type GithubEvent, type Played } from '../support/github-runner.js'
import { hosted, type Hosted } from '../support/hosted.js'

const REF = 'refs/datum/records'
const GH = fileURLToPath(import.meta.resolve('../support/gh-stand-in.js'))
const NOBODY = '0'.repeat(40)

/** The tests of one shard of several, in real tools. */
const PACKAGE = JSON.stringify({
  name: 'js-library', private: true, version: '1.0.0',
  scripts: { test: 'nyc --reporter=json mocha $(ls test/*.test.js | awk -v i="$SHARD" -v n="$SHARDS" "NR % n == i % n")' },
})

interface Story extends Hosted {
  readonly runner: never
  readonly github: GithubRunner
  readonly state: string
  readonly play: (workflow: string, event: GithubEvent) => Promise<Played>
  readonly push: (run: string, before: string) => GithubEvent
  /** A branch with one more commit, opened as pull request 7. */
  readonly open: (files: Readonly<Record<string, string>>, run: string, by?: string) => GithubEvent
  readonly completed: (of: GithubEvent, run: string) => GithubEvent
}

/** A repository whose pipeline `init --ci github` wrote, with a baseline from the last push to main. */
async function story(t: ExecutionContext): Promise<Story> {
  const all = hosted(t, { models: ['sharded:3'], limits: ['coverage.lines.min=80'] })
  const { developer, host } = all
  developer.write('package.json', PACKAGE)
  const init = await developer.datum(['init', '--ci', 'github'])
  t.is(init.code, 0, init.err)
  t.regex(init.out, /Wrote a pipeline for GitHub Actions, which runs the tests as sharded:3/)
  developer.commit('A pipeline')
  developer.git('push', '-q', 'origin', 'main')
  const github = new GithubRunner(t, host.top, GH)
  const state = join(temporaryFolder(t), 'gh')
  writeFileSync(state, '')
  const workflow = (name: string): string => developer.read(`.github/workflows/${name}.yml`)
  const sha = (): string => developer.git('rev-parse', 'HEAD')
  const made: Story = {
    ...all, runner: undefined as never, github, state,
    play: (name, event) => github.play(workflow(name), { ...event, variables: { ...event.variables, GH_STATE: state } }),
    push: (run, before) => ({ name: 'push', run, sha: sha(), ref: 'refs/heads/main', payload: { before }, variables: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' } }),
    open: (files, run, by = 'team') => {
      developer.git('checkout', '-q', '-B', 'topic', 'main')
      const head = developer.commit('A change', files)
      developer.git('checkout', '-q', '--detach', 'main')
      developer.git('merge', '-q', '--no-ff', '-m', 'Merge', 'topic')
      const merge = sha()
      developer.git('push', '-qf', 'origin', `${head}:refs/pull/7/head`, `${merge}:refs/pull/7/merge`)
      developer.git('checkout', '-q', 'main')
      writeFileSync(state, `${readFileSync(state, 'utf8')}${by}:topic ${head} 7\n`)
      return {
        name: 'pull_request', run, sha: merge, ref: 'refs/pull/7/merge', readOnly: true,
        payload: { number: 7, pull_request: { number: 7, head: { sha: head, ref: 'topic', repo: { owner: { login: by } } }, base: { sha: sha(), ref: 'main' } } },
        variables: { GITHUB_HEAD_REF: 'topic', GITHUB_BASE_REF: 'main' },
      }
    },
    completed: (of, run) => {
      const { pull_request: { head } } = of.payload as { readonly pull_request: { readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly owner: { readonly login: string } } } } }
      return {
        name: 'workflow_run', run, sha: sha(), ref: 'refs/heads/main', variables: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' },
        payload: { workflow_run: { id: Number(of.run), event: 'pull_request', head_sha: head.sha, head_branch: head.ref, head_repository: { owner: head.repo.owner } } },
      }
    },
  }
  const first = await made.play('datum', made.push('1', NOBODY))
  t.deepEqual(first.jobs, { test: 'success', 'datum-record': 'success' }, JSON.stringify(first.logs, null, 1))
  t.is(host.git('rev-list', '--count', REF), '1')
  return made
}

const comments = (state: string) => readFileSync(state, 'utf8').split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { readonly id: number; readonly path: string; readonly body: string })
const UNTESTED = { 'src/untested.js': Array.from({ length: 40 }, (_, line) => `exports.f${line} = () => ${line}\n`).join('') }
const LOADED = { ...UNTESTED, 'test/untested.test.js': "require('mocha').it('loads', () => { require('../src/untested.js') })\n" }

test('a push to main begins a baseline, and a pull request in fresh clones is judged against it', async (t) => {
  const { play, open, host } = await story(t)
  const { jobs, logs } = await play('datum', open(LOADED, '2'))
  t.is(jobs['test'], 'success', logs['test'])
  t.regex(logs['datum'] ?? '', /\d builds? fetched from origin/)
  t.regex(logs['datum'] ?? '', /m_[0-9a-f]{12} recorded: unit, sharded:3, commit [0-9a-f]{9}, 3 parts of 3/)
  t.regex(logs['datum'] ?? '', /compared with [0-9a-f]{9} \(parent\); baseline main@v1/)
  t.is(host.git('rev-list', '--count', REF), '1', 'a token that reads pushes nothing')
  t.regex(logs['datum'] ?? '', /not pushed: .*origin[^\n]*\n[^\n]*Write access to repository not granted/)
})

test('a fork\'s record and comment are published by a job that runs nothing of the fork', async (t) => {
  const { play, open, completed, host, state } = await story(t)
  const event = open({ ...LOADED, '.github/workflows/datum-publish.yml': 'jobs: { evil: {} }\n' }, '2', 'somebody')
  await play('datum', event)
  const { jobs, logs } = await play('datum-publish', completed(event, '3'))
  t.is(jobs['publish'], 'success', logs['publish'])
  t.is(host.git('rev-list', '--count', REF), '2')
  const [comment, ...others] = comments(state)
  t.deepEqual(others, [])
  t.is(comment?.path, 'repos/team/app/issues/7/comments')
  t.regex(comment?.body ?? '', /^<!-- datum -->\n```text\n[A-Z ]+ {2}unit, sharded:3, topic, [0-9a-f]{9}\n/)
  t.is(comment?.body.match(/```/g)?.length, 2)

  const next = open({ ...LOADED, 'src/more.js': 'exports.more = 1\n' }, '4', 'somebody')
  await play('datum', next)
  await play('datum-publish', completed(next, '5'))
  t.deepEqual(comments(state).map(({ path }) => path), ['repos/team/app/issues/7/comments', 'repos/team/app/issues/comments/1'], 'one comment, updated')
})

test('a build of a pull request that was pushed to meanwhile is published, and not commented on', async (t) => {
  const { play, open, completed, state } = await story(t)
  const event = open(LOADED, '2')
  await play('datum', event)
  writeFileSync(state, '')
  const { jobs, logs } = await play('datum-publish', completed(event, '3'))
  t.is(jobs['publish'], 'success', logs['publish'])
  t.regex(logs['publish'] ?? '', /closed, or has newer commits/)
  t.deepEqual(comments(state), [])
})

test('a shard whose machine dies leaves the measurement incomplete, and nothing passes', async (t) => {
  const { play, open, github } = await story(t)
  github.dead.add('2')
  const { jobs, logs } = await play('datum', open(LOADED, '2'))
  t.deepEqual(jobs, { test: 'failure', datum: 'failure' })
  t.regex(logs['datum'] ?? '', /INCOMPLETE/)
  t.regex(logs['datum'] ?? '', /2\/3/)
})

test('tests that fail in a shard are told with the verdict', async (t) => {
  const { play, open } = await story(t)
  const { jobs, logs } = await play('datum', open({ 'test/broken.test.js': "require('mocha').it('breaks', () => { throw new Error('no') })\n" }, '2'))
  t.deepEqual(jobs, { test: 'failure', datum: 'failure' })
  t.regex(logs['datum'] ?? '', /INCOMPLETE/)
  t.regex(logs['datum'] ?? '', /tests-failed/)
})

test('a push after a pull request is judged by what both left', async (t) => {
  const { play, push, developer, host } = await story(t)
  const before = developer.git('rev-parse', 'HEAD')
  developer.commit('More', { 'README.md': 'more\n' })
  developer.git('push', '-q', 'origin', 'main')
  const { jobs, logs } = await play('datum', push('2', before))
  t.is(jobs['datum-record'], 'success', logs['datum-record'])
  t.regex(logs['datum-record'] ?? '', /^accepted as main@v1\+1 \(sharded:3\)$/m)
  t.is(host.git('rev-list', '--count', REF), '2')
})
