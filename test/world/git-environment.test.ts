import { chmodSync, chownSync, existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Checkout } from '../../src/model/context.js'
import type { Failure } from '../../src/model/failure.js'
import type { Result } from '../../src/model/result.js'
import { answerOf, start } from '../support/child.js'
import { temporaryFolder } from '../support/folder.js'
import { gitRepository, type Repository } from '../support/git-repository.js'
import { failureOf, valueOf } from '../support/result.js'

const ASKER = import.meta.resolve('../support/children/ask-git.js')

interface Asked {
  readonly checkout: Result<Checkout, Failure>
  readonly head: string | null
  readonly length: number
  readonly changed: readonly string[] | null
  readonly text: string | null
  readonly hash: string | null
}

const askIn = (folder: string, env: Readonly<Record<string, string | undefined>>): Promise<Asked> => answerOf<Asked>(start(ASKER, [folder, 'a.txt'], { env }))

function twoCommits(t: ExecutionContext): Repository & { readonly head: string } {
  const repository = gitRepository(t)
  repository.commit('first', { 'a.txt': 'a\n' })
  return { ...repository, head: repository.commit('second', { 'a.txt': 'aa\n' }) }
}

const environments: Readonly<Record<string, (t: ExecutionContext) => Readonly<Record<string, string>>>> = {
  'a developer has editors and pagers': () => ({ EDITOR: 'vim', VISUAL: 'code --wait', PAGER: 'less', GIT_EDITOR: 'vim', GIT_PAGER: 'delta', GIT_SEQUENCE_EDITOR: 'vim', PREFIX: '/usr/local' }),
  'CI has credentials': () => ({ GIT_ASKPASS: '/agent/askpass', SSH_ASKPASS: '/agent/askpass', GIT_SSH_COMMAND: 'ssh -i key', GIT_SSH: 'ssh', GIT_TERMINAL_PROMPT: '0', GIT_SSL_CAINFO: '/etc/ssl/ca.pem' }),
  'CI configures by variables': () => ({
    GIT_CONFIG_COUNT: '3', GIT_CONFIG_KEY_0: 'url.https://token@github.com/.insteadOf', GIT_CONFIG_VALUE_0: 'https://github.com/',
    GIT_CONFIG_KEY_1: 'credential.helper', GIT_CONFIG_VALUE_1: 'store', GIT_CONFIG_KEY_2: 'core.pager', GIT_CONFIG_VALUE_2: 'false',
  }),
  'tracing and odd settings are on': () => ({ GIT_TRACE: '1', GIT_EXTERNAL_DIFF: 'false', GIT_LITERAL_PATHSPECS: '0', GIT_GLOB_PATHSPECS: '1', GIT_FLUSH: '0', GIT_OPTIONAL_LOCKS: '1' }),
  'people speak German': () => ({ LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' }),
  'a hook of another repository runs datum': (t) => {
    const other = twoCommits(t).folder
    return { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: join(other, '.git/index'), GIT_PREFIX: 'sub/', GIT_OBJECT_DIRECTORY: join(other, '.git/objects'), GIT_COMMON_DIR: join(other, '.git') }
  },
  "git's own configuration command looks elsewhere": () => ({ GIT_CONFIG: '/nowhere/config' }),
}

for (const [what, environment] of Object.entries(environments)) {
  test(`git is asked the same when ${what}`, async (t) => {
    const repository = twoCommits(t)
    repository.git('remote', 'add', 'origin', 'git@example.org:team/app.git')
    const asked = await askIn(repository.folder, environment(t))
    t.like(valueOf(asked.checkout), { top: repository.folder, commit: repository.head, branch: 'main', dirty: [], repository: 'example.org/team/app' })
    t.deepEqual([asked.head, asked.length, asked.changed, asked.text, asked.hash], [repository.head, 2, ['a.txt'], 'aa\n', repository.git('rev-parse', 'HEAD:a.txt')])
  })
}

const NOBODY = 65_534
const asRoot = process.getuid?.() === 0 ? test : test.skip

asRoot('a repository of somebody else is refused with the remedy, and trusted by any setting of git', async (t) => {
  const repository = twoCommits(t)
  for (const path of [repository.folder, join(repository.folder, '.git')]) chownSync(path, NOBODY, NOBODY)
  const nobodysConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const failure = failureOf((await askIn(repository.folder, nobodysConfig)).checkout)
  t.like(failure, { code: 'git-failed', command: 'git rev-parse --show-toplevel' })
  t.true('detail' in failure && failure.detail.includes('git config --global --add safe.directory'))

  const trust = { ...nobodysConfig, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' }
  t.is(valueOf((await askIn(repository.folder, trust)).checkout).commit, repository.head)
})

test('a machine without git says so', async (t) => {
  const repository = twoCommits(t)
  const bin = temporaryFolder(t)
  symlinkSync(process.execPath, join(bin, 'node'))
  const { checkout, head } = await askIn(repository.folder, { PATH: bin })
  t.deepEqual(failureOf(checkout), { code: 'git-failed', command: 'git rev-parse --show-toplevel', detail: 'git is not installed, or not on the PATH' })
  t.is(head, null)
})

test('older gits are asked in words that they know', async (t) => {
  const repository = twoCommits(t)
  const bin = temporaryFolder(t)
  const git = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'git')).find((file) => existsSync(file)) ?? ''
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nfor word in "$@"; do case "$word" in --end-of-options|--no-commit-header|--no-relative|--path-format*) echo "unknown option $word" >&2; exit 129;; esac; done\nexec ${git} "$@"\n`)
  chmodSync(join(bin, 'git'), 0o755)
  const asked = await askIn(repository.folder, { PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` })
  t.is(valueOf(asked.checkout).commit, repository.head)
  t.deepEqual([asked.head, asked.length, asked.changed, asked.text], [repository.head, 2, ['a.txt'], 'aa\n'])
  t.deepEqual(readdirSync(bin), ['git'])
})
