import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Failure } from '../../../src/model/failure.js'
import type { Result } from '../../../src/model/result.js'
import { failureText } from '../../../src/report/catalogue/failures.js'
import { ok } from '../../../src/model/result.js'
import { openRecords } from '../../../src/world/records/index.js'
import type { Repository } from '../../support/git-repository.js'
import { gitServer, type GitServer } from '../../support/git-server.js'
import { homeOf, pathsAt, pathsIn, pushed, put, REF, remoteRepository, runnerOf, SETTLED, wrongWith } from '../../support/records.js'
import { failureOf, valueOf } from '../../support/result.js'

const PASSWORD = 'sekr3t-Pa55'

interface Hosted {
  readonly remote: Repository
  readonly server: GitServer
  readonly runner: Repository
}

/** A bare repository behind a server, and a runner whose origin it is, with a password in the address. */
async function hosted(t: ExecutionContext): Promise<Hosted> {
  const remote = remoteRepository(t)
  remote.git('config', 'http.receivepack', 'true')
  const server = await gitServer(t, dirname(remote.folder))
  const runner = runnerOf(t, `${server.url.replace('//', `//ada:${PASSWORD}@`)}/${basename(remote.folder)}`)
  return { remote, server, runner }
}

const push = async (runner: Repository, path = 'a'): Promise<Result<unknown, Failure>> => (await homeOf(runner)).push(async () => ok([put(path)]), 'a test')

/** All there is below a folder, as one text. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${path}\n${statSync(join(folder, path)).isFile() ? readFileSync(join(folder, path), 'latin1') : ''}`).join('\n')
}

function isSilent(t: ExecutionContext, { folder }: Repository, ...told: readonly unknown[]): void {
  const failures = told.filter((one): one is Failure => typeof one === 'object' && one !== null && 'code' in one)
  const texts = [JSON.stringify(told), JSON.stringify(failures.map((one) => failureText(one))), everything(join(folder, '.datum'))]
  for (const text of texts) t.false(new RegExp(`${PASSWORD}|${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`).test(text))
}

test('records travel over http with the credentials of the address, and none are left behind', async (t) => {
  const { remote, server, runner } = await hosted(t)
  server.rule = (request, response) => {
    if (request.headers.authorization !== undefined) return undefined
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end()
    return 'answered'
  }
  await pushed(await homeOf(runner), 'a')
  const home = await homeOf(runner)
  t.deepEqual(await pathsAt(valueOf(await home.pull())), ['a'])
  t.deepEqual(pathsIn(remote), ['a'])
  isSilent(t, runner, home.name)
})

test("a header in the repository's configuration, as actions/checkout leaves it, is sent once", async (t) => {
  const { server, remote, runner } = await hosted(t)
  runner.git('remote', 'set-url', 'origin', `${server.url}/${basename(remote.folder)}`)
  runner.git('config', `http.${server.url}/.extraheader`, `AUTHORIZATION: basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`)
  await pushed(await homeOf(runner), 'a')
  t.deepEqual(new Set(server.requests.map(({ authorization }) => authorization)), new Set([`basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`]))
  server.rule = (_request, response) => (response.writeHead(403).end(`token ${PASSWORD}`), 'answered')
  isSilent(t, runner, failureOf(await (await homeOf(runner)).pull()))
})

test('wrong credentials are denied, without asking anybody', async (t) => {
  const { server, runner } = await hosted(t)
  server.rule = (_request, response) => (response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end(), 'answered')
  const failure = failureOf(await push(runner))
  t.like(failure, { code: 'records-refused', home: 'origin', why: 'denied' })
  runner.git('remote', 'set-url', 'origin', server.url)
  t.like(failureOf(await (await homeOf(runner)).pull()), { code: 'records-refused', why: 'denied' })
  isSilent(t, runner, failure)
})

test('a token that may only read pulls, and a push says so', async (t) => {
  const { remote, server, runner } = await hosted(t)
  await pushed(await homeOf(runner), 'a')
  server.rule = (request, response) => (request.url?.includes('receive-pack') ? (response.writeHead(403).end('Write access to repository not granted.'), 'answered') : undefined)
  t.deepEqual(await pathsAt(valueOf(await (await homeOf(runner)).pull())), ['a'])
  const failure = failureOf(await push(runner, 'b'))
  t.like(failure, { code: 'records-refused', home: 'origin', why: 'read-only' })
  t.deepEqual(pathsIn(remote), ['a'])
  isSilent(t, runner, failure)
})

for (const cutting of ['git-upload-pack', 'git-receive-pack', 'info/refs']) {
  test(`a connection lost in the middle of ${cutting} is made again`, async (t) => {
    const { remote, server, runner } = await hosted(t)
    await pushed(await homeOf(runner), 'a')
    let cuts = 0
    server.rule = (request) => (request.url?.includes(cutting) && (request.method === 'POST' || cutting === 'info/refs') && (cuts += 1) <= 2 ? 'cut' : undefined)
    await pushed(await homeOf(runner), 'b')
    t.true(cuts > 0)
    t.deepEqual(pathsIn(remote), ['a', 'b'])
    t.is(remote.git('rev-list', '--count', REF), '2', 'what was taken before the answer was lost is not written twice')
    t.is(wrongWith(remote.folder), '')
    t.deepEqual(await pathsAt(valueOf(await (await homeOf(runner)).pull())), ['a', 'b'])
  })
}

test('a connection that is always lost is unreachable', async (t) => {
  const { remote, server, runner } = await hosted(t)
  await pushed(await homeOf(runner), 'a')
  server.rule = (request, response) => (request.url?.includes('receive-pack') ? (response.destroy(), 'answered') : undefined)
  const failure = failureOf(await push(runner, 'b'))
  t.like(failure, { code: 'records-unreachable', home: 'origin' })
  server.rule = (_request, response) => (response.writeHead(503).end(), 'answered')
  t.like(failureOf(await (await homeOf(runner)).pull()), { code: 'records-unreachable' })
  server.rule = (_request, response) => (response.writeHead(404).end(), 'answered')
  t.like(failureOf(await (await homeOf(runner)).pull()), { code: 'records-unreachable' })
  t.deepEqual(pathsIn(remote), ['a'])
  isSilent(t, runner, failure)
})

test('a connection that stands still is ended', async (t) => {
  const { server, runner } = await hosted(t)
  server.rule = () => 'answered'
  const home = await homeOf(runner, 'origin', { patience: 0.4 })
  t.like(failureOf(await home.pull()), { code: 'records-unreachable', home: 'origin', detail: 'the connection stood still and was ended' })
})

test('a host that is not there, has no such name or is no remote is unreachable', async (t) => {
  const runner = runnerOf(t, `http://ada:${PASSWORD}@127.0.0.1:1/a.git`)
  const told = [failureOf(await (await homeOf(runner)).pull())]
  for (const where of [`http://ada:${PASSWORD}@127.0.0.1:1/a.git`, `${runner.folder}/nowhere.git/.`, 'file:///nowhere/at/all']) {
    const home = await homeOf(runner, where)
    if (!where.startsWith('/')) told.push(failureOf(await home.pull()))
    t.false(home.name.includes(PASSWORD))
  }
  for (const failure of told) t.is(failure.code, 'records-unreachable')
  t.like(failureOf(await openRecords(runner.folder, { env: SETTLED }).records('upstream')), { code: 'records-unreachable', home: 'upstream' })
  isSilent(t, runner, ...told)
})

test('rules and hooks of the host that refuse the ref are told in its words', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  writeFileSync(join(remote.folder, 'hooks/pre-receive'), `#!/bin/sh\necho "no records here for https://ada:${PASSWORD}@example.org" >&2\nexit 1\n`)
  chmodSync(join(remote.folder, 'hooks/pre-receive'), 0o755)
  const failure = failureOf(await push(runner))
  t.like(failure, { code: 'records-refused', home: 'origin', why: 'denied' })
  t.regex('detail' in failure ? failure.detail : '', /no records here for https:\/\/example\.org/)
  isSilent(t, runner, failure)
  chmodSync(join(remote.folder, 'hooks/pre-receive'), 0o644)
  remote.git('config', 'receive.hideRefs', 'refs/datum')
  t.like(failureOf(await push(runner)), { code: 'records-refused', why: 'other' })
})

const HOSTILE = ['--upload-pack=touch x', '-oProxyCommand=touch x', 'ext::sh -c "touch x"', 'a\nb', '\u001b[31mred', 'ssh://-oProxyCommand=touch%20x/a', '$(touch x)', '--receive-pack=x;touch x', '.', '../..']

test('no name of a remote or address injects anything', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  const before = readdirSync(runner.folder)
  for (const where of HOSTILE) {
    const home = await openRecords(runner.folder, { env: SETTLED }).records(where)
    const result = home.ok ? await home.value.pull() : home
    t.notRegex(JSON.stringify(home.ok ? home.value.name : home.error), /[\u0000-\u001f]|\\u00|\\n/, where)
    if (!['.', '../..'].includes(where)) t.false(result.ok, where)
  }
  t.deepEqual(readdirSync(runner.folder).filter((name) => name !== '.datum'), before)
  for (const ref of ['--upload-pack=x', 'refs/x', 'refs/a b/c', 'refs/heads/a:refs/heads/main', 'refs/a/\u0007', '+refs/a/b', 'main', '']) {
    t.is(failureOf(await openRecords(runner.folder, { env: SETTLED }).records('origin', ref)).code, 'wrong-use', ref)
  }
  runner.git('config', 'remote.--upload-pack=x.url', remote.folder)
  await pushed(await homeOf(runner, '--upload-pack=x'), 'a')
  t.deepEqual(pathsIn(remote), ['a'])
})
