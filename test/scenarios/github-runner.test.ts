import test, { type ExecutionContext } from 'ava'
import { githubStory, type GithubStory } from '../support/github-story.js'
import { hosted, hostedAs, type Hosted } from '../support/hosted.js'
import { approve } from '../support/ledger.js'
import { emptyProject } from '../support/project.js'

const REF = 'refs/datum/records'
const NOBODY = '0'.repeat(40)

/** The tests of one shard of several, in real tools. */
const PACKAGE = JSON.stringify({
  name: 'js-library', private: true, version: '1.0.0',
  scripts: { test: 'nyc --reporter=json mocha --timeout 0 $(ls test/*.test.js | awk -v i="$SHARD" -v n="$SHARDS" "NR % n == i % n")' },
})

/** A repository whose pipeline `init --ci github` wrote, with a baseline from the last push to main. */
async function story(t: ExecutionContext): Promise<Hosted & GithubStory> {
  const all = hosted(t, { models: ['sharded:3'], limits: ['coverage.lines.min=80'] })
  const { developer, host } = all
  developer.write('package.json', PACKAGE)
  const init = await developer.datum(['init', '--ci', 'github'])
  t.is(init.code, 0, init.err)
  t.regex(init.out, /Wrote a pipeline for GitHub Actions, which runs the tests as sharded:3/)
  developer.commit('A pipeline')
  developer.git('push', '-q', 'origin', 'main')
  const played = githubStory(t, all)
  const first = await played.play('datum', played.push('1', NOBODY))
  t.deepEqual(first.jobs, { test: 'success', 'datum-record': 'success' }, JSON.stringify(first.logs, null, 1))
  t.is(host.git('rev-list', '--count', REF), '1')
  return { ...all, ...played }
}

const UNTESTED = { 'src/untested.js': Array.from({ length: 40 }, (_, line) => `exports.f${line} = () => ${line}\n`).join('') }
const LOADED = { ...UNTESTED, 'test/untested.test.js': "require('mocha').it('loads', () => { require('../src/untested.js') })\n" }

test.serial('a push to main begins a baseline, and a pull request in fresh clones is judged against it', async (t) => {
  const { play, open, host } = await story(t)
  const { jobs, logs } = await play('datum', open(LOADED, '2'))
  t.is(jobs['test'], 'success', logs['test'])
  t.regex(logs['datum'] ?? '', /\d builds? fetched from origin/)
  t.regex(logs['datum'] ?? '', /m_[0-9a-f]{12} recorded: unit, sharded:3, commit [0-9a-f]{9}, 3 parts of 3/)
  t.regex(logs['datum'] ?? '', /compared with [0-9a-f]{9} \(parent\); baseline main@v1/)
  t.is(host.git('rev-list', '--count', REF), '1', 'a token that reads pushes nothing')
  t.regex(logs['datum'] ?? '', /not pushed: .*origin[^\n]*\n[^\n]*Write access to repository not granted/)
})

test.serial('a fork\'s record and comment are published by a job that runs nothing of the fork', async (t) => {
  const { play, open, completed, host, comments } = await story(t)
  const event = open({ ...LOADED, '.github/workflows/datum-publish.yml': 'jobs: { evil: {} }\n' }, '2', 'somebody')
  await play('datum', event)
  const { jobs, logs } = await play('datum-publish', completed(event, '3'))
  t.is(jobs['publish'], 'success', logs['publish'])
  t.is(host.git('rev-list', '--count', REF), '2')
  const [comment, ...others] = comments()
  t.deepEqual(others, [])
  t.is(comment?.path, 'repos/team/app/issues/7/comments')
  t.regex(comment?.body ?? '', /^<!-- datum -->\n```text\n[A-Z ]+ {2}unit, sharded:3, topic, [0-9a-f]{9}\n/)
  t.is(comment?.body.match(/```/g)?.length, 2)

  const next = open({ ...LOADED, 'src/more.js': 'exports.more = 1\n' }, '4', 'somebody')
  await play('datum', next)
  await play('datum-publish', completed(next, '5'))
  t.deepEqual(comments().map(({ path }) => path), ['repos/team/app/issues/7/comments', 'repos/team/app/issues/comments/1'], 'one comment, updated')
})

test.serial('names a fork may choose are text: in the script, to GitHub and in the comment', async (t) => {
  const { play, open, completed, comments } = await story(t)
  const name = '```$(id)`id`.js'
  const event = open({ [`src/${name}`]: UNTESTED['src/untested.js'].replaceAll('=> ', '=>\n'), 'test/named.test.js': `require('mocha').it('loads', () => { require('../src/${name}') })\n` }, '2', 'some"$(false)`false`body')
  await play('datum', event)
  const { jobs, logs } = await play('datum-publish', completed(event, '3', 'failure'))
  t.is(jobs['publish'], 'success', logs['publish'])
  const [{ body } = { body: '' }] = comments()
  t.is(body.match(/```/g)?.length, 2, body)
  t.true(body.includes("src/'''$(id)'id'.js"), body)
})

test.serial('a build of a pull request that was pushed to meanwhile is published, and not commented on', async (t) => {
  const { play, open, completed, close, comments } = await story(t)
  const event = open(LOADED, '2')
  await play('datum', event)
  close()
  const { jobs, logs } = await play('datum-publish', completed(event, '3'))
  t.is(jobs['publish'], 'success', logs['publish'])
  t.regex(logs['publish'] ?? '', /closed, or has newer commits/)
  t.deepEqual(comments(), [])
})

test.serial('a shard whose machine dies leaves the measurement incomplete, and nothing passes', async (t) => {
  const { play, open, github } = await story(t)
  github.dead.add('2')
  const { jobs, logs } = await play('datum', open(LOADED, '2'))
  t.deepEqual(jobs, { test: 'failure', datum: 'failure' })
  t.regex(logs['datum'] ?? '', /INCOMPLETE/)
  t.regex(logs['datum'] ?? '', /2\/3/)
})

test.serial('tests that fail in a shard are told with the verdict', async (t) => {
  const { play, open } = await story(t)
  const { jobs, logs } = await play('datum', open({ 'test/broken.test.js': "require('mocha').it('breaks', () => { throw new Error('no') })\n" }, '2'))
  t.deepEqual(jobs, { test: 'failure', datum: 'failure' })
  t.regex(logs['datum'] ?? '', /INCOMPLETE/)
  t.regex(logs['datum'] ?? '', /tests-failed/)
})

test.serial('a push after a pull request is judged by what both left', async (t) => {
  const { play, push, developer, host } = await story(t)
  const before = developer.git('rev-parse', 'HEAD')
  developer.commit('More', { 'README.md': 'more\n' })
  developer.git('push', '-q', 'origin', 'main')
  const { jobs, logs } = await play('datum', push('2', before))
  t.is(jobs['datum-record'], 'success', logs['datum-record'])
  t.regex(logs['datum-record'] ?? '', /^accepted as main@v1\+1 \(sharded:3\)$/m)
  t.is(host.git('rev-list', '--count', REF), '2')
})

test.serial('a run that was cancelled starts no publishing, and one that left no record publishes nothing', async (t) => {
  const { play, open, completed, comments, host } = await story(t)
  const event = open(LOADED, '2')
  t.deepEqual((await play('datum-publish', completed(event, '3', 'cancelled'))).jobs, {})
  t.deepEqual((await play('datum-publish', completed(event, '4', 'failure'))).jobs, { publish: 'success' })
  t.deepEqual(comments(), [])
  t.is(host.git('rev-list', '--count', REF), '1')
})

test.serial('the failed shard of a run is run again, and its new part takes the place of the old one', async (t) => {
  const { play, open, completed, comments } = await story(t)
  const event = open({ ...LOADED, 'test/flaky.test.js': "require('mocha').it('is there the second time', () => { if (process.env.GITHUB_RUN_ATTEMPT === '1') throw new Error('no') })\n" }, '2')
  const before = await play('datum', event)
  t.is(before.jobs['datum'], 'failure')
  t.is(before.legs['test']?.filter((outcome) => outcome === 'failure').length, 1, before.logs['test'])
  const { jobs, logs } = await play('datum', { ...event, again: { attempt: 2, before } })
  t.is(jobs['test'], 'success', logs['test'])
  t.regex(logs['datum'] ?? '', /3 parts of 3/)
  t.notRegex(logs['datum'] ?? '', /INCOMPLETE|409/)
  const published = await play('datum-publish', completed(event, '3'))
  t.is(published.jobs['publish'], 'success', published.logs['publish'])
  t.notRegex(comments()[0]?.body ?? 'INCOMPLETE', /INCOMPLETE/)
})

test.serial('a package in a folder is set up from nothing, and judged in one job with datum where the package is installed', async (t) => {
  const developer = emptyProject(t)
  const lib = 'packages/the lib'
  developer.git('rm', '-q', 'package.json')
  developer.write(`${lib}/package.json`, JSON.stringify({ name: 'lib', version: '1.0.0', scripts: { test: 'nyc --reporter=json mocha --timeout 0 test/*.test.js' } }))
  developer.write(`${lib}/package-lock.json`, '{}')
  for (const folder of ['src', 'test']) developer.git('mv', folder, `${lib}/${folder}`)
  developer.commit('A package')
  const init = await developer.datum(['init', '--ci', 'github'])
  t.is(init.code, 0, init.err)
  t.regex(init.out, /runs the tests as one job/)
  t.regex(init.out, /npm install --save-dev ci-datum in packages\/the lib, and commit it with/)
  approve(developer, /recalibrate approve (\S+)/.exec(init.out)?.[1] ?? '')
  developer.commit('Adopt datum')
  const { host } = hostedAs(t, developer)
  const { play, push, open, completed, comments } = githubStory(t, { developer, host })
  const first = await play('datum', push('1', NOBODY))
  t.deepEqual(first.jobs, { test: 'success', 'datum-record': 'success' }, JSON.stringify(first.logs, null, 1))
  t.is(host.git('rev-list', '--count', REF), '1')
  const event = open({ [`${lib}/src/more.js`]: 'exports.more = () => 1\n' }, '2')
  const { jobs, logs } = await play('datum', event)
  t.deepEqual(jobs, { test: 'success', datum: 'success' }, logs['datum'])
  t.regex(logs['datum'] ?? '', /compared with [0-9a-f]{9} \(parent\); baseline main@v1/)
  const published = await play('datum-publish', completed(event, '3'))
  t.is(published.jobs['publish'], 'success', published.logs['publish'])
  t.is(comments().length, 1)
})
