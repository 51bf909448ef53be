import test from 'ava'
import { ok } from '../../../src/model/result.js'
import { cuttingProxy, type Cut } from '../../support/cutting-proxy.js'
import { httpHost, isSilent, push } from '../../support/http-host.js'
import { gitThat, homeOf, noise, pathsAt, pathsIn, pushed, REF, wrongWith } from '../../support/records.js'
import { failureOf, valueOf } from '../../support/result.js'

for (const cutting of ['git-upload-pack', 'git-receive-pack', 'info/refs']) {
  test(`a connection lost in the middle of ${cutting} is made again`, async (t) => {
    const { remote, server, runner } = await httpHost(t)
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
  const { remote, server, runner } = await httpHost(t)
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

/** Bytes: within the first answer, among the headers of a pack, in the midst of it, and when all of it is there but the last. */
const CUTS: readonly Cut[] = [
  { direction: 'down', after: 0 }, { direction: 'down', after: 300 }, { direction: 'up', after: 60 }, { direction: 'up', after: 900 }, { direction: 'up', after: 100_000 }, { direction: 'up', after: 300_300 },
]

for (const cut of CUTS) {
  test(`a line cut after ${cut.after} bytes ${cut.direction} loses nothing: it is dialled again`, async (t) => {
    const { remote, server, runner } = await httpHost(t)
    await pushed(await homeOf(runner), 'a')
    let left = 2
    const way = await cuttingProxy(t, server.url, () => ((left -= 1) >= 0 ? cut : undefined))
    runner.git('remote', 'set-url', 'origin', runner.git('remote', 'get-url', 'origin').replace(new URL(server.url).host, new URL(way).host))
    const bytes = noise(300_000)
    const { tip, retries } = valueOf(await (await homeOf(runner)).push(async (now) => {
      const there = valueOf(await now.list(''))
      return ok(there.includes('large') ? [] : [{ put: 'large', bytes }])
    }, 'large'))
    t.true(left < 2)
    t.true(retries <= 2)
    const files = valueOf(await tip.files(''))
    t.deepEqual(files.map(({ path }) => path), ['a', 'large'])
    t.deepEqual(new Uint8Array(valueOf(await tip.read([files[1]!.blob])).get(files[1]!.blob)!), bytes)
    t.is(remote.git('rev-list', '--count', REF), '2')
    t.is(wrongWith(remote.folder), '')
  })
}

test('a line that is always cut in the midst of a push leaves the records as they were', async (t) => {
  const { remote, server, runner } = await httpHost(t)
  await pushed(await homeOf(runner), 'a')
  const way = await cuttingProxy(t, server.url, () => ({ direction: 'up', after: 50_000 }))
  runner.git('remote', 'set-url', 'origin', runner.git('remote', 'get-url', 'origin').replace(new URL(server.url).host, new URL(way).host))
  const failure = failureOf(await (await homeOf(runner)).push(async () => ok([{ put: 'large', bytes: noise(300_000) }]), 'large'))
  t.like(failure, { code: 'records-unreachable', home: 'origin' })
  t.deepEqual(pathsIn(remote), ['a'])
  t.is(wrongWith(remote.folder), '')
  isSilent(t, runner, failure)
})

test('a connection that stands still is ended', async (t) => {
  const { server, runner } = await httpHost(t)
  server.rule = () => 'answered'
  const home = await homeOf(runner, 'origin', { patience: 0.4 })
  t.like(failureOf(await home.pull()), { code: 'records-unreachable', home: 'origin', detail: 'the connection stood still and was ended' })
})

test('only a connection can stand still: git at work on this machine is waited for', async (t) => {
  const { remote, runner } = await httpHost(t)
  const slow = gitThat(t, 'if [ "$1" = fast-import ]; then sleep 4; fi')
  await pushed(await homeOf(runner, 'origin', { patience: 3, env: slow }), 'a')
  t.deepEqual(pathsIn(remote), ['a'])
})

test('many gits at once are no reason for a warning', async (t) => {
  const { runner } = await httpHost(t)
  const warnings: string[] = []
  const heard = (warning: Error): void => { warnings.push(warning.name) }
  process.on('warning', heard)
  await pushed(await homeOf(runner), 'a')
  const home = await homeOf(runner)
  await Promise.all(Array.from({ length: 12 }, () => home.pull()))
  process.off('warning', heard)
  t.deepEqual(warnings, [])
})
