import { chmodSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'ava'
import { openRecords } from '../../../src/world/records/index.js'
import { httpHost, isSilent, PASSWORD, push } from '../../support/http-host.js'
import { homeOf, pathsAt, pathsIn, pushed, remoteRepository, runnerOf, SETTLED } from '../../support/records.js'
import { failureOf, valueOf } from '../../support/result.js'

test('records travel over http with the credentials of the address, and none are left behind', async (t) => {
  const { remote, server, runner } = await httpHost(t)
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
  const { server, remote, runner } = await httpHost(t)
  runner.git('remote', 'set-url', 'origin', `${server.url}/${basename(remote.folder)}`)
  runner.git('config', `http.${server.url}/.extraheader`, `AUTHORIZATION: basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`)
  await pushed(await homeOf(runner), 'a')
  t.deepEqual(new Set(server.requests.map(({ authorization }) => authorization)), new Set([`basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`]))
  server.rule = (_request, response) => (response.writeHead(403).end(`token ${PASSWORD}`), 'answered')
  isSilent(t, runner, failureOf(await (await homeOf(runner)).pull()))
})

test('wrong credentials are denied, without asking anybody', async (t) => {
  const { server, runner } = await httpHost(t)
  server.rule = (_request, response) => (response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end(), 'answered')
  const failure = failureOf(await push(runner))
  t.like(failure, { code: 'records-refused', home: 'origin', why: 'denied' })
  runner.git('remote', 'set-url', 'origin', server.url)
  t.like(failureOf(await (await homeOf(runner)).pull()), { code: 'records-refused', why: 'denied' })
  isSilent(t, runner, failure)
})

test('a token that may only read pulls, and a push says so', async (t) => {
  const { remote, server, runner } = await httpHost(t)
  await pushed(await homeOf(runner), 'a')
  server.rule = (request, response) => (request.url?.includes('receive-pack') ? (response.writeHead(403).end('Write access to repository not granted.'), 'answered') : undefined)
  t.deepEqual(await pathsAt(valueOf(await (await homeOf(runner)).pull())), ['a'])
  const failure = failureOf(await push(runner, 'b'))
  t.like(failure, { code: 'records-refused', home: 'origin', why: 'read-only' })
  t.deepEqual(pathsIn(remote), ['a'])
  isSilent(t, runner, failure)
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
