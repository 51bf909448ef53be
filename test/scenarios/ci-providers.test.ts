import test from 'ava'
import { adopted, withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { valueIn, type Project } from '../support/project.js'
import { packShard, SHARD_REPORTS } from '../support/shards.js'

const MORE = '\nfunction vat(cents) {\n  return Math.round(cents * 0.19);\n}\n'

/** A change to prices on `topic`, and one to slugify on `main`, each checked out last in turn. */
function bothSides(project: Project): { readonly head: string; readonly base: string } {
  project.git('checkout', '-qb', 'topic')
  const head = project.commit('More code', { 'src/prices.js': project.read('src/prices.js') + MORE })
  project.git('checkout', '-q', 'main')
  return { head, base: project.commit('Others work too', { 'src/slugify.js': `${project.read('src/slugify.js')}${MORE}` }) }
}

/** Bitbucket merges the target into the source, in every step anew. */
function bitbucketStep(project: Project, minute: number): string {
  project.git('checkout', '-q', '--detach', 'topic')
  project.git('-c', `user.name=Pipelines ${minute}`, 'merge', '-q', '--no-ff', '-m', 'Merge main', 'main')
  return project.git('rev-parse', 'HEAD')
}

const bitbucket = (head: string, base: string) => ({
  CI: 'true', BITBUCKET_BUILD_NUMBER: '7', BITBUCKET_PIPELINE_UUID: '{p-7}', BITBUCKET_COMMIT: head, BITBUCKET_BRANCH: 'topic', BITBUCKET_PR_ID: '5', BITBUCKET_PR_DESTINATION_BRANCH: 'main',
  BITBUCKET_PR_DESTINATION_COMMIT: base, BITBUCKET_REPO_FULL_NAME: 'team/app', BITBUCKET_GIT_HTTP_ORIGIN: 'http://bitbucket.org/team/app', BITBUCKET_PARALLEL_STEP: '0', BITBUCKET_PARALLEL_STEP_COUNT: '4',
})

test('a merge of the target into the source is held against the target, not against its author', async (t) => {
  const { project } = await withBaseline(t)
  const { head, base } = bothSides(project)
  measured(project)
  const onMain = await project.ci()
  const merge = bitbucketStep(project, 1)
  measured(project)
  const build = await project.ci([], { env: bitbucket(head, base) })
  t.is(build.code, 0, build.said)
  t.like(build.json.measurement, { commit: merge, parents: [head, base], head, base, synthetic: true, branch: 'topic' })
  t.like(build.json.reference, { id: onMain.json.measurement?.id, how: 'parent', distance: 0 })
  t.is(build.json.standing, 'pull-request')
})

test('shards that each made the tested merge are parts of one build', async (t) => {
  const project = adopted(t, { models: ['sharded:2'], reports: SHARD_REPORTS })
  const { head, base } = bothSides(project)
  const env = bitbucket(head, base)
  const commits = new Set<string>()
  const parts: string[] = []
  for (const index of [1, 2]) {
    commits.add(bitbucketStep(project, index))
    parts.push(await packShard(project, { index, of: 2 }, { env }))
  }
  commits.add(bitbucketStep(project, 3))
  t.is(commits.size, 3)
  const build = await project.ci(['--build', '77', ...parts], { env })
  t.deepEqual(build.json.measurement?.parts, { expected: 2, seen: ['1/2', '2/2'], missing: [], superseded: [] }, build.said)
  t.is(valueIn(build, 'tests.executed'), '4/4')
})

test("a pull request of unknown target and branch is no build of the branch git has checked out", async (t) => {
  const { project } = await withBaseline(t)
  const commit = project.commit('More code', { 'src/prices.js': project.read('src/prices.js') + MORE })
  measured(project)
  const env = { CI: 'true', NETLIFY: 'true', COMMIT_REF: commit, PULL_REQUEST: 'true', REVIEW_ID: '5', HEAD: 'main', BRANCH: 'pull/5/head', DEPLOY_ID: 'd-1' }
  const build = await project.ci([], { env })
  t.like(build.json, { standing: 'branch', measurement: { branch: null } }, build.said)
  t.is((await project.baselines())[0]?.name, 'main@v1')
  const named = await project.ci(['--branch', 'topic'], { env: { ...env, DEPLOY_ID: 'd-2' } })
  t.is(named.json.measurement?.branch, 'topic')
})

test('a shard nobody numbered is told to pass --part, by the name of the provider that does not', async (t) => {
  const project = adopted(t, { models: ['sharded:4'], reports: SHARD_REPORTS })
  project.write('coverage-1/coverage-final.json', '{}')
  const collect = (env: Readonly<Record<string, string>>, ...more: readonly string[]) => project.datum(['collect', ...more, 'coverage-1/coverage-final.json'], { env })
  const providers = { github: { GITHUB_ACTIONS: 'true' }, bitbucket: bitbucket('', ''), cirrus: { CIRRUS_CI: 'true', CI_NODE_INDEX: '0', CI_NODE_TOTAL: '4' } }
  for (const [name, env] of Object.entries(providers)) {
    const { code, err } = await collect(env)
    t.is(code, 2)
    t.regex(err, new RegExp(`${name} does not tell which of 4 shards this is: pass --part i/4`, 'i'))
  }
  t.regex((await collect({})).err, /outside CI.*--part i\/4/)
  t.regex((await collect({}, '--model', 'sharded:4')).err, /--part i\/4/)
  t.notRegex((await collect({ GITLAB_CI: 'true', CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' })).err, /--part/)
})

test('--part goes before what the provider says, and a high job number is an attempt', async (t) => {
  const project = adopted(t, { models: ['sharded:4'], reports: SHARD_REPORTS })
  const env = { SEMAPHORE: 'true', SEMAPHORE_JOB_INDEX: '1', SEMAPHORE_JOB_COUNT: '4', SEMAPHORE_JOB_CREATION_TIME: '1632943641' }
  await packShard(project, { index: 3, of: 4 })
  const own = await project.datum(['collect', '--part', '4/4', 'coverage-job-3-1/coverage-final.json'], { env })
  t.is(own.code, 0, own.err)
  t.regex(own.out, /datum-\w+-4-of-4-attempt-1632943641\.part\.gz/)
  const said = await project.datum(['collect', 'coverage-job-3-1/coverage-final.json'], { env })
  t.regex(said.out, /datum-\w+-1-of-4-/)
})
