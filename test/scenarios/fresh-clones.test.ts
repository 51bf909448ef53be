import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { adopted } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { CLEAN, type Env } from '../support/datum.js'
import { hosted, SYNC } from '../support/hosted.js'
import { githubPullRequest, githubPush, type Judged, type Project } from '../support/project.js'

const REF = 'refs/datum/records'

/** The verdict and all its numbers, without what is of one moment. */
function substance({ code, json, kinds }: Judged): object {
  return {
    code, verdict: json.verdict, blocking: json.blocking, kinds, metrics: json.metrics,
    baseline: json.baseline, measurement: json.measurement?.id,
    reference: json.reference,
  }
}

/** Two commits on main and a pull request against them, each built by whoever `at` gives. */
async function story(t: ExecutionContext, developer: Project, at: (commit: string) => Project): Promise<readonly Judged[]> {
  const builds: Judged[] = []
  const build = async (commit: string, env: Env, uncovered: readonly string[]): Promise<void> => {
    const runner = at(commit)
    measured(runner, { uncovered, checkout: '/build' })
    builds.push(await runner.ci([], { env }))
  }
  const first = developer.git('rev-parse', 'HEAD')
  await build(first, githubPush(t, { commit: first, before: '0'.repeat(40), run: '1' }), [])
  const second = developer.commit('More', { 'src/more.js': 'module.exports = 1\n' })
  developer.git('push', '-q', 'origin', 'main')
  await build(second, githubPush(t, { commit: second, before: first, run: '2' }), [])
  developer.git('checkout', '-qb', 'topic')
  const head = developer.commit('Worse', { 'src/worse.js': Array.from({ length: 30 }, (_, line) => `module.exports.a${line} = ${line}\n`).join('') })
  developer.git('checkout', '-q', '--detach', 'main')
  developer.git('merge', '-q', '--no-ff', '-m', 'Merge', 'topic')
  const merge = developer.git('rev-parse', 'HEAD')
  developer.git('push', '-q', 'origin', 'topic', `${merge}:refs/pull/7/merge`)
  developer.git('checkout', '-q', 'main')
  await build(merge, githubPullRequest(t, { merge, head, base: second, run: '3' }), ['module.exports.a'])
  return builds
}

test('builds in fresh clones that share no disk are judged as those of one disk are', async (t) => {
  const apart = hosted(t)
  const far = await story(t, apart.developer, (commit) => apart.runner(commit))
  t.deepEqual(far.map(({ json }) => json.verdict), ['pass', 'pass', 'regression'], far.map(({ said, err }) => `${said}\n${err}`).join('\n'))

  const together = hosted(t, { more: '' })
  const one = together.runner()
  const near = await story(t, together.developer, (commit) => {
    one.git('fetch', '-q', 'origin', '+refs/pull/*:refs/remotes/pull/*', '+refs/heads/*:refs/remotes/origin/*')
    one.git('checkout', '-qf', commit)
    return one
  })
  const commits = (builds: readonly Judged[]): string => JSON.stringify(builds.map(substance)).replaceAll(/[0-9a-f]{40}/g, '')
  t.is(commits(far), commits(near))
  t.is(far[2]?.json.reference?.commit, apart.developer.git('rev-parse', 'main'))
  t.regex(far[2]?.err ?? '', /^\d builds? fetched from origin$/m)
  t.regex(far[2]?.err ?? '', /^1 build and 1 verdict pushed to origin$/m)
  t.is(apart.host.git('rev-list', '--count', REF), '3')
})

test('what was observed is counted over all runners', async (t) => {
  const { developer, runner } = hosted(t, { mode: 'observe' })
  const commit = developer.git('rev-parse', 'HEAD')
  for (const run of ['1', '2', '3']) {
    const clone = runner()
    measured(clone)
    const { out, code } = await clone.datum(['ci'], { env: githubPush(t, { commit, before: '0'.repeat(40), run }) })
    t.is(code, 0, out)
    t.regex(out, new RegExp(`observing, ${run} of 20`, 'i'))
  }
})

test('a build of no CI fetches what it is judged by and pushes nothing unasked', async (t) => {
  const { developer, host, runner } = hosted(t)
  const commit = developer.git('rev-parse', 'HEAD')
  const builder = runner()
  measured(builder)
  await builder.ci([], { env: githubPush(t, { commit, before: '0'.repeat(40) }) })
  const before = host.git('rev-parse', REF)
  developer.git('checkout', '-qb', 'topic')
  developer.commit('On the desk', { 'src/more.js': 'module.exports = 1\n' })
  measured(developer)
  const build = await developer.ci()
  t.is(build.code, 0, build.err)
  t.is(build.json.reference?.commit, commit)
  t.regex(build.err, /not pushed to origin: this is no CI build. To share it all the same: npx ci-datum sync push/)
  t.is(host.git('rev-parse', REF), before)
  const pushed = await developer.datum(['sync', 'push'])
  t.is(pushed.code, 0, pushed.err)
  t.regex(pushed.out, /^1 build and 1 verdict pushed to origin$/m)
  t.is((await developer.datum(['sync', 'push'])).out, 'nothing new for origin\n')
})

test('a shallow clone of one commit is judged by the newest baseline', async (t) => {
  const { developer, runner } = hosted(t)
  const commit = developer.git('rev-parse', 'HEAD')
  const builder = runner()
  measured(builder)
  await builder.ci([], { env: githubPush(t, { commit, before: '0'.repeat(40) }) })
  const next = developer.commit('More', { 'src/more.js': 'module.exports = 1\n' })
  developer.git('push', '-q', 'origin', 'main')
  const shallow = runner('main', '--depth=1', '--single-branch', '--branch=main')
  measured(shallow)
  const build = await shallow.ci([], { env: githubPush(t, { commit: next, before: commit, run: '2' }) })
  t.is(build.json.reference?.commit, commit, build.err)
  t.is(shallow.git('rev-parse', '--is-shallow-repository'), 'true', 'the clone is left as it is')
})

test('two builds of main that begin a baseline at once begin one, and both are told its number', async (t) => {
  const { developer, host, runner } = hosted(t)
  const commit = developer.git('rev-parse', 'HEAD')
  const runners = [runner(), runner(), runner()]
  for (const one of runners) measured(one)
  const builds = await Promise.all(runners.map((one, index) => one.ci([], { env: githubPush(t, { commit, before: '0'.repeat(40), run: String(index + 1) }) })))
  for (const { code, err } of builds) t.is(code, 0, err)
  t.is(host.git('rev-list', '--count', REF), '3')
  const reader = runner()
  t.is((await reader.datum(['sync', 'pull'])).code, 0)
  const listed = await reader.baselines()
  t.is(listed.length, 1)
  t.regex(listed[0]?.name ?? '', /^main@v1/)
})

test('a home out of reach fails no build that keeps its limits, and accuses nobody who breaks one', async (t) => {
  const { developer, host, runner } = hosted(t, { limits: ['coverage.lines.min=90'] })
  const commit = developer.git('rev-parse', 'HEAD')
  const builder = runner()
  measured(builder)
  await builder.ci([], { env: githubPush(t, { commit, before: '0'.repeat(40) }) })
  const next = developer.commit('More', { 'README.md': 'more\n' })
  developer.git('push', '-q', 'origin', 'main')
  const cut = (): Project => {
    const clone = runner()
    clone.git('remote', 'set-url', 'origin', join(host.top, 'gone'))
    return clone
  }
  const env = githubPush(t, { commit: next, before: commit, run: '2' })
  const whole = cut()
  measured(whole)
  const passes = await whole.ci([], { env })
  t.is(passes.code, 0, passes.err)
  t.regex(passes.err, /not fetched: .*cannot be reached/)
  t.like(passes.evidence('no-reference'), { why: 'not-fetched' })
  const broken = cut()
  measured(broken, { uncovered: ['return'] })
  const fails = await broken.ci([], { env })
  t.is(fails.json.verdict, 'undetermined', fails.said)
  t.is(fails.code, 4)
})

test('a drop that cannot be counted without a baseline is undetermined while the records are out of reach', async (t) => {
  const { developer, runner } = hosted(t, { limits: ['coverage.lines.maxDrop=1'] })
  const clone = runner()
  clone.git('remote', 'set-url', 'origin', './nowhere/at/all')
  measured(clone)
  const build = await clone.ci([], { env: githubPush(t, { commit: developer.git('rev-parse', 'HEAD'), before: '0'.repeat(40) }) })
  t.is(build.json.verdict, 'undetermined', build.said)
})

test('a remote that is not there at all is the same', async (t) => {
  const project = adopted(t, { more: 'sync: { remote: upstream }' })
  measured(project)
  const build = await project.ci()
  t.is(build.code, 0, build.err)
  t.regex(build.err, /not fetched: The records of upstream cannot be reached: this repository has no remote of that name/)
})

test('records lie in a folder as well, seen from the top of the repository', async (t) => {
  const project = adopted(t, { more: 'sync: { remote: ./home }' })
  measured(project)
  const commit = project.git('rev-parse', 'HEAD')
  const build = await project.ci([], { env: githubPush(t, { commit, before: '0'.repeat(40) }) })
  t.is(build.code, 0, build.err)
  t.regex(build.err, /pushed to \S*home$/m)
  t.true(existsSync(join(project.top, 'home/HEAD')))
})

test('a change cannot bring a past of its own: records come from the home its base names', async (t) => {
  const { developer, runner, host } = hosted(t)
  const base = developer.git('rev-parse', 'HEAD')
  const builder = runner()
  measured(builder)
  await builder.ci([], { env: githubPush(t, { commit: base, before: '0'.repeat(40) }) })
  // A home in which the base was never measured.
  developer.git('checkout', '-qb', 'topic')
  const head = developer.commit('Elsewhere', { 'baselines/policy.yaml': developer.read('baselines/policy.yaml').replace(SYNC, 'sync: { remote: ./past }') })
  developer.git('push', '-q', 'origin', 'topic')
  const clone = runner('topic')
  measured(clone)
  const build = await clone.ci([], { env: { ...githubPullRequest(t, { merge: head, head, base }) } })
  t.is(build.json.reference?.commit, base, build.err)
  t.false(existsSync(join(clone.top, 'past')))
  t.is(host.git('rev-list', '--count', REF), '2')
})

test('the records of a later datum are not guessed at', async (t) => {
  const { developer, host, runner } = hosted(t)
  const commit = developer.git('rev-parse', 'HEAD')
  host.write('x', 'datum-records/2\n')
  const index = { GIT_INDEX_FILE: join(host.top, 'its-index') }
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: host.top, env: { ...CLEAN, ...index }, encoding: 'utf8' }).trim()
  git('update-index', '--add', '--cacheinfo', `100644,${git('hash-object', '-w', 'x')},format`)
  git('update-ref', REF, git('-c', 'user.name=a', '-c', 'user.email=b', 'commit-tree', '-m', 'x', git('write-tree')))
  const clone = runner()
  measured(clone)
  const build = await clone.ci([], { env: githubPush(t, { commit, before: '0'.repeat(40) }) })
  t.regex(build.err, /written by a newer version of datum/)
  t.is((await clone.datum(['sync', 'push'])).code, 3)
})
