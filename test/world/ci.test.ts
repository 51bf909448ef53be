import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import { ciContext, providers } from '../../src/world/ci/index.js'
import { said, TESTED, type Variables } from '../support/ci-builds.js'
import { root } from '../support/root.js'

/** What shows each provider, and nothing more. */
const SHOWN: Readonly<Record<string, Variables>> = {
  github: { GITHUB_ACTIONS: 'true' }, gitlab: { GITLAB_CI: 'true' }, circleci: { CIRCLECI: 'true' }, buildkite: { BUILDKITE: 'true' }, azure: { TF_BUILD: 'True' }, bitbucket: { BITBUCKET_BUILD_NUMBER: '0' },
  travis: { TRAVIS: 'true' }, woodpecker: { CI: 'woodpecker' }, drone: { DRONE: 'true' }, teamcity: { TEAMCITY_VERSION: '2025.07' }, semaphore: { SEMAPHORE: 'true' }, appveyor: { APPVEYOR: 'True' },
  cirrus: { CIRRUS_CI: 'true' }, codeship: { CI_NAME: 'codeship' }, codebuild: { CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:x' }, netlify: { NETLIFY: 'true', NETLIFY_LOCAL: '', NETLIFY_DEV: '' }, vercel: { VERCEL: '1', CI: '1' },
  'cloudflare-pages': { CF_PAGES: '1' }, jenkins: { JENKINS_URL: 'x' },
}

test('every provider has a name of its own, and is shown by one variable or two', (t) => {
  t.deepEqual(Object.keys(SHOWN), providers.map(({ id }) => id))
  for (const [id, env] of Object.entries(SHOWN)) t.is(ciContext(env, null)?.provider, id)
})

test('a provider that tells nothing but itself leaves everything open', (t) => {
  for (const [provider, env] of Object.entries(SHOWN)) t.deepEqual(said(ciContext(env, null)), provider === 'bitbucket' ? { provider, build: '0' } : { provider })
})

test('a developer is no CI', (t) => {
  const developers: readonly Variables[] = [
    {}, { CI: 'true', GITHUB_SHA: TESTED, GITHUB_ACTIONS: 'false' }, { VERCEL: '1', VERCEL_ENV: 'development' }, { NETLIFY: 'true', NETLIFY_LOCAL: 'true' }, { NETLIFY: 'true', NETLIFY_DEV: 'true' },
    { CI: 'true', CI_COMMIT_SHA: TESTED, CI_PIPELINE_URL: 'https://ci.example.org/1', CI_NODE_INDEX: '0', CI_NODE_TOTAL: '2' }, { TRAVIS: 'false', DRONE: '', CI_NAME: 'other' },
  ]
  for (const env of developers) t.is(ciContext(env, null), null)
})

test("a build's agent may run within another provider's machine", (t) => {
  const seen = (...ids: readonly string[]) => ciContext(Object.assign({}, ...ids.map((id) => SHOWN[id])) as Variables, null)?.provider
  t.is(seen('jenkins', 'github'), 'github')
  t.is(seen('codebuild', 'github'), 'github')
  t.is(seen('codebuild', 'gitlab'), 'gitlab')
  t.is(seen('codebuild', 'buildkite'), 'buildkite')
  t.is(seen('vercel', 'github'), 'github')
  t.is(seen('drone', 'woodpecker'), 'woodpecker')
  t.is(seen('jenkins', 'teamcity'), 'teamcity')
})

test('an index that is not within its total is no place', (t) => {
  const place = (index: string, total: string) => ciContext({ CIRCLECI: 'true', CIRCLE_NODE_INDEX: index, CIRCLE_NODE_TOTAL: total }, null)?.place
  for (const [index, total] of [['4', '4'], ['-1', '4'], ['', '4'], ['x', '4'], ['0', ''], ['0', '0'], ['0', '1'], ['0', '-2'], ['1.5', '4'], ['0', '4x']] as const) t.is(place(index, total), undefined)
  t.is(ciContext({ SEMAPHORE: 'true', SEMAPHORE_JOB_INDEX: '0', SEMAPHORE_JOB_COUNT: '4' }, null)?.place, undefined)
})

test('a branch that could be an option, or has what no branch can have, is none', (t) => {
  const branch = (name: string) => ciContext({ CIRCLECI: 'true', CIRCLE_BRANCH: name }, null)?.branch
  for (const name of ['--upload-pack=x', '-x', 'a\nb', 'a\u001b[31mb', 'a\u0000b', 'a b', 'a\u202eb', 'https://example.org/x']) t.is(branch(name), undefined, name)
  for (const name of ['main', 'feature/ünï-代码', 'someone:main', 'a-b', 'release/1.x']) t.is(branch(name), name)
})

test('a commit that is no whole hash is none', (t) => {
  const commit = (name: string) => ciContext({ CIRCLECI: 'true', CIRCLE_SHA1: name }, null)?.commit
  for (const name of ['HEAD', '-x', TESTED.slice(0, 12), `${TESTED}1`, `${TESTED}\n`, '0'.repeat(40), TESTED.replaceAll('1', 'A')]) t.is(commit(name), undefined, name)
  t.is(commit('a'.repeat(64)), 'a'.repeat(64))
})

/** Every variable and every parameter that an adapter reads, from the adapters' own text. */
const folder = join(root, 'src/world/ci')
const NAMES = [...new Set(readdirSync(folder).flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/'([A-Za-z][\w.]{3,})'/g)].map(([, name = '']) => name)))]

const around = fc.string({ unit: fc.constantFrom('a', 'b', '1', '/', '?', '#', '@', ':', '\\', '%', '&', '=', '+', ' ', ';'), maxLength: 4 })
const password = fc.tuple(around, around).map(([a, b]) => `${a}S3CR3T${b}`)
const full = fc.tuple(fc.constantFrom(
  'https://user:$@example.org/team/app', 'https://$@example.org/team/app.git', 'ssh://user:$@example.org/team/app', 'https://example.org/team/app?private_token=$',
  'https://example.org/team/app?x=1&access_token=$', 'https://example.org/team/app#access_token=$', 'http://user:$@example.org:8080/team',
), password).map(([url, secret]) => url.replace('$', () => secret))
const short = fc.tuple(fc.constantFrom('user:$@example.org/team/app', 'user:$@example.org:team/app.git', '$@example.org:team/app'), password).map(([url, secret]) => url.replace('$', () => secret))
const plain = fc.constantFrom('true', 'false', '5', 'main', 'refs/pull/5/merge', 'pr/5', 'pull-request', 'example.org', 'team/app', 'https://example.org')

/** Variables whose names speak of an address may have one without a scheme; a URL may stand in any. */
function valueOf(name: string): fc.Arbitrary<string | undefined> {
  const any = fc.oneof(full, plain, fc.constant(undefined))
  return /URL|URI|ORIGIN|SERVER_HOST|url$/.test(name) ? fc.oneof(short, any) : any
}

/** Nothing shows a provider. */
const HIDDEN = Object.fromEntries(Object.values(SHOWN).flatMap((env) => Object.keys(env).map((name) => [name, undefined])))

for (const { id } of providers) {
  test(`${id}: no password or token of any variable's URL is told`, (t) => {
    t.true(NAMES.length > 150)
    fc.assert(fc.property(fc.record(Object.fromEntries(NAMES.map((name) => [name, valueOf(name)]))), (values) => {
      const context = ciContext({ ...values, ...HIDDEN, ...SHOWN[id] }, values)
      t.is(context?.provider, id)
      t.notRegex(JSON.stringify(context), /s3cr3t/i)
    }), { numRuns: 200 })
  })
}
