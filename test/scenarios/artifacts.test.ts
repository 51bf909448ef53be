import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { measured } from '../support/coverage.js'
import { hosted, type Hosted } from '../support/hosted.js'
import { githubPullRequest, githubPush, type Judged, type Project } from '../support/project.js'

const REF = 'refs/datum/records'

interface Fork extends Hosted {
  readonly base: string
  readonly merge: string
  /** The pull request's build, whose token may not write, and the runner it ran on. */
  readonly build: Judged
  readonly forked: Project
}

/** A host that takes no push while it is read-only. */
function readOnly(host: Project, is: boolean): void {
  const hook = join(host.top, 'hooks/pre-receive')
  writeFileSync(hook, is ? '#!/bin/sh\necho "Write access to repository not granted." >&2\nexit 1\n' : '#!/bin/sh\nexit 0\n')
  chmodSync(hook, 0o755)
}

/** A baseline on main, and a pull request of a fork, built in job 2 with an artifact. */
async function forkOf(t: ExecutionContext): Promise<Fork> {
  const all = hosted(t)
  const { host, developer, runner } = all
  const base = developer.git('rev-parse', 'HEAD')
  const main = runner()
  measured(main)
  await main.ci([], { env: githubPush(t, { commit: base, before: '0'.repeat(40) }) })
  developer.git('checkout', '-qb', 'theirs')
  const head = developer.commit('Theirs', { 'src/theirs.js': 'module.exports = 1\n' })
  developer.git('checkout', '-q', '--detach', 'main')
  developer.git('merge', '-q', '--no-ff', '-m', 'Merge', 'theirs')
  const merge = developer.git('rev-parse', 'HEAD')
  developer.git('push', '-q', 'origin', `${merge}:refs/pull/7/merge`)
  developer.git('checkout', '-q', 'main')
  readOnly(host, true)
  const forked = runner(merge)
  measured(forked)
  const build = await forked.ci(['--artifact', 'record.bundle'], { env: githubPullRequest(t, { merge, head, base, branch: 'theirs', run: '2' }) })
  readOnly(host, false)
  return { ...all, base, merge, build, forked }
}

/** A job that may write, in a clone of the default branch that never saw the change. */
function trusted({ runner, forked }: Fork): Project {
  const job = runner('main')
  copyFileSync(join(forked.top, 'record.bundle'), join(job.top, 'record.bundle'))
  return job
}

test('a token that may not write fails no gate: it is said, and a job that may write pushes the record', async (t) => {
  const fork = await forkOf(t)
  const { build, host, runner, merge } = fork
  t.is(build.code, 0, build.err)
  t.is(build.json.reference?.commit, fork.base)
  t.regex(build.err, /not pushed: .*origin/)
  t.regex(build.err, /The verdict stands\. A job that may write pushes the record: npx ci-datum sync push --from record\.bundle/)
  t.is(host.git('rev-list', '--count', REF), '1')

  const job = trusted(fork)
  const pushed = await job.datum(['sync', 'push', '--from', 'record.bundle', '--build', '2', '--json'])
  t.is(pushed.code, 0, pushed.err)
  const told = JSON.parse(pushed.out) as { readonly measurements: readonly string[]; readonly refused: readonly unknown[] }
  t.deepEqual(told.measurements, [build.json.measurement?.id])
  t.deepEqual(told.refused, [])
  t.is(host.git('rev-list', '--count', REF), '2')
  const again = await job.datum(['sync', 'push', '--from', 'record.bundle', '--build', '2'])
  t.is(again.out, 'nothing new for origin\n')

  const id = told.measurements[0] ?? ''
  const reader = runner('main')
  t.is((await reader.datum(['sync', 'pull', '--measurement', id])).code, 0)
  const judgedAgain = await reader.datum(['check', '--measurement', id, '--format', 'json'])
  t.is(judgedAgain.code, 0, judgedAgain.err)
  t.like(JSON.parse(judgedAgain.out), { verdict: 'pass', measurement: { id, slot: { commit: merge } } })
})

test('an artifact speaks for the build that is named, and for no other', async (t) => {
  const fork = await forkOf(t)
  const job = trusted(fork)
  const pushed = await job.datum(['sync', 'push', '--from', 'record.bundle', '--build', '3'])
  t.is(pushed.code, 3)
  t.regex(pushed.out, /refused: .*: it is of build 2/)
  t.regex(pushed.err, /1 record of record\.bundle was not taken/)
  t.is(fork.host.git('rev-list', '--count', REF), '1')
})

test('an artifact does not speak for a commit of a baseline branch, nor for its tree', async (t) => {
  const fork = await forkOf(t)
  const { forked, base, host, runner } = fork
  const tree = forked.git('rev-parse', `${base}^{tree}`)
  const twin = forked.git('commit-tree', '-m', 'twin', '-p', base, tree)
  for (const [commit, why] of [[base, /its commit is on main/], [twin, /its tree is one of main/]] as const) {
    const forger = runner('main')
    forger.git('fetch', '-q', forked.top, twin)
    forger.git('checkout', '-q', commit)
    measured(forger, { uncovered: ['return'] })
    forger.git('remote', 'set-url', 'origin', join(host.top, 'gone'))
    await forger.ci(['--artifact', join(forked.top, 'record.bundle')], { env: githubPullRequest(t, { merge: commit, head: commit, base, run: '2' }) })
    const job = trusted(fork)
    const pushed = await job.datum(['sync', 'push', '--from', 'record.bundle', '--build', '2'])
    t.is(pushed.code, 3, pushed.out)
    t.regex(pushed.out, why)
    t.is(host.git('rev-list', '--count', REF), '1')
  }
})

test('a shallow clone cannot tell whose commit it is, and takes nothing', async (t) => {
  const fork = await forkOf(t)
  const job = fork.runner('main', '--depth=1', '--branch=main')
  copyFileSync(join(fork.forked.top, 'record.bundle'), join(job.top, 'record.bundle'))
  const pushed = await job.datum(['sync', 'push', '--from', 'record.bundle', '--build', '2'])
  t.is(pushed.code, 3)
  t.regex(pushed.out, /fetch-depth: 0/)
})

test('baselines are never taken from an artifact', async (t) => {
  const fork = await forkOf(t)
  const { host, developer, runner } = fork
  // A whole home of records, with a baseline in it, in the file of an artifact.
  host.git('bundle', 'create', 'all.bundle', REF)
  const job = runner('main')
  copyFileSync(join(host.top, 'all.bundle'), join(job.top, 'record.bundle'))
  host.git('update-ref', '-d', REF)
  const pushed = await job.datum(['sync', 'push', '--from', 'record.bundle'])
  t.is(pushed.code, 3, pushed.out)
  t.deepEqual(await job.baselines(), [])
  t.is(developer.git('ls-remote', 'origin', REF), '')
})

for (const [what, spoil] of [
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
  ['of another make', () => Buffer.from('PK\u0003\u0004')],
  ['empty', () => Buffer.alloc(0)],
] as const) {
  test(`an artifact that is ${what} is refused whole`, async (t) => {
    const fork = await forkOf(t)
    const job = trusted(fork)
    writeFileSync(join(job.top, 'record.bundle'), spoil(readFileSync(join(job.top, 'record.bundle'))))
    const pushed = await job.datum(['sync', 'push', '--from', 'record.bundle', '--build', '2'])
    t.is(pushed.code, 3)
    t.regex(pushed.err, /record\.bundle/)
    t.is(fork.host.git('rev-list', '--count', REF), '1')
  })
}

test('an artifact is written where records are kept nowhere else', async (t) => {
  const { developer } = hosted(t, { more: '' })
  measured(developer)
  const build = await developer.ci(['--artifact', 'out/record.bundle'])
  t.is(build.code, 0, build.err)
  t.true(existsSync(join(developer.top, 'out/record.bundle')))
  t.regex(build.err, /the record of this build is in out\/record\.bundle/)
})

test('an artifact that cannot be written fails the command', async (t) => {
  const { developer } = hosted(t)
  measured(developer)
  const build = await developer.ci(['--artifact', 'package.json/record.bundle'])
  t.is(build.code, 3)
  t.is(build.json.failure?.code, 'file-unwritable')
})

test('--build without an artifact is wrong use', async (t) => {
  const { developer } = hosted(t)
  const pushed = await developer.datum(['sync', 'push', '--build', '2'])
  t.is(pushed.code, 2)
  t.regex(pushed.err, /--from/)
})
