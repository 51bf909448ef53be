import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { ok } from '../../../src/model/result.js'
import { start } from '../../support/child.js'
import { temporaryFolder } from '../../support/folder.js'
import { homeOf, pathsAt, pathsIn, pushed, put, REF, remoteRepository, runnerOf, SETTLED, textsAt, wrongWith } from '../../support/records.js'
import { failureOf, valueOf } from '../../support/result.js'

const PUSHER = import.meta.resolve('../../support/children/push-records.js')
const OURS = '.datum/records.git'

for (const where of ['each in a folder of its own', 'all in one folder']) {
  test(`eight processes push at once, ${where}: nothing is lost, nothing doubled`, async (t) => {
    const remote = remoteRepository(t)
    const shared = runnerOf(t, remote.folder)
    const moment = String(Date.now() + 1500)
    const pushers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) =>
      start(PUSHER, [where.startsWith('all') ? shared.folder : runnerOf(t, remote.folder).folder, 'origin', name, '4', moment], { env: SETTLED }))
    const told: string[] = []
    for (const pusher of pushers) {
      const { code, out, err } = await pusher.ended
      t.is(code, 0, err)
      told.push(...out.trim().split('\n').map((line) => line.split(' ')[0] ?? ''))
    }
    t.is(told.length, 32)
    t.deepEqual([...pathsIn(remote)].sort(), told.sort())
    t.is(remote.git('rev-list', '--count', REF), '32', 'one commit a push')
    t.is(wrongWith(remote.folder), '')
    t.deepEqual((await pathsAt(valueOf(await (await homeOf(shared)).pull()))).toSorted(), told)
    t.deepEqual(readdirSync(join(shared.folder, OURS, 'sessions')), [])
  })
}

test('two homes that push in turns see all of each other', async (t) => {
  const remote = remoteRepository(t)
  const homes = [await homeOf(runnerOf(t, remote.folder)), await homeOf(runnerOf(t, `file://${remote.folder}`))]
  for (let turn = 0; turn < 6; turn += 1) {
    t.is(await pushed(homes[turn % 2]!, `turn/${turn}`), 0)
    t.is((await pathsAt(valueOf(await homes[(turn + 1) % 2]!.pull()))).length, turn + 1)
  }
})

/** Kills one after the other at moments spread over its work, git with it or not; gives what was acknowledged. */
async function killed(rounds: number, folderOf: (round: number) => string, where: string, count: string, random: () => number): Promise<readonly string[]> {
  const told: string[] = []
  const one = async (round: number): Promise<void> => {
    const child = start(PUSHER, [folderOf(round), where, `r${round}`, count], { env: SETTLED, detached: true })
    const began = new Promise<void>((resolve) => { child.process.stdout?.once('data', () => { resolve() }) })
    if (random() < 0.7) await Promise.race([began, child.ended])
    await new Promise((resolve) => setTimeout(resolve, random() * 250))
    if (random() < 0.5) process.kill(-child.process.pid!, 'SIGKILL')
    else child.process.kill('SIGKILL')
    const { out, err } = await child.ended
    if (err !== '') throw new Error(err)
    told.push(...out.split('\n').slice(0, -1).map((line) => line.split(' ')[0] ?? ''))
  }
  for (let round = 0; round < rounds; round += 2) await Promise.all([one(round), one(round + 1)])
  return told
}

for (const [what, where, count] of [['push', 'origin', '1000'], ['push to a directory', './records', '1000'], ['pull', 'origin', '0']] as const) {
  test(`killed at any moment of a ${what}, both sides are sound and all that was acknowledged is there`, async (t) => {
    const remote = remoteRepository(t)
    const runners = [runnerOf(t, remote.folder), runnerOf(t, remote.folder)]
    const target = where === 'origin' ? remote.folder : join(runners[0]!.folder, 'records')
    let seed = 7
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
    await pushed(await homeOf(runners[0]!, target), 'first/1', 'first/2')
    const told = await killed(34, (round) => runners[round % 2]!.folder, where === 'origin' ? where : target, count, random)
    t.is(wrongWith(target), '')
    for (const [index, runner] of runners.entries()) {
      const home = await homeOf(runner, target, { held: 300 })
      const tip = valueOf(await home.pull())
      const paths = new Set(await pathsAt(tip))
      if (count !== '0') t.deepEqual(told.filter((path) => !paths.has(path)), [])
      t.is(Object.keys(await textsAt(tip)).length, paths.size)
      await pushed(home, `after/${index}`)
      t.is(wrongWith(join(runner.folder, OURS)), '')
    }
    if (count !== '0') t.true(told.length > 5)
  })
}

test('locks and halves that a killed process left are in nobody\'s way', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  await pushed(await homeOf(runner), 'a')
  const at = (path: string) => join(runner.folder, OURS, path)
  const old = ['sessions/1-dead/shallow.lock', 'objects/pack/tmp_pack_x', 'objects/pack/pack-1.keep', '../records.git.1.gone/HEAD'].map(at)
  const locks = ['shallow.lock', 'HEAD.lock', 'config.lock', 'packed-refs.lock', 'refs/homes/x.lock', 'gc.pid'].map(at)
  for (const file of [...old, ...locks]) {
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, '')
  }
  for (const file of [...old, at('sessions/1-dead'), at('../records.git.1.gone')]) utimesSync(file, 1, 1)
  await pushed(await homeOf(runner), 'b')
  t.deepEqual(pathsIn(remote), ['a', 'b'])
  t.deepEqual(old.filter((file) => existsSync(file)), [])
})

test('a lock that a killed process left in a directory is taken away when nobody moves it', async (t) => {
  const runner = runnerOf(t, 'x')
  const home = await homeOf(runner, './records', { held: 200 })
  await pushed(home, 'a')
  writeFileSync(join(runner.folder, 'records', `${REF}.lock`), '')
  t.true(await pushed(home, 'b') > 0)
  t.deepEqual(await pathsAt(valueOf(await home.pull())), ['a', 'b'])
})

const damages: Readonly<Record<string, (folder: string) => void>> = {
  'it is gone': (folder) => rmSync(folder, { recursive: true }),
  'it is a file': (folder) => { rmSync(folder, { recursive: true }); writeFileSync(folder, 'x') },
  'HEAD is empty': (folder) => truncateSync(join(folder, 'HEAD')),
  'its configuration is nonsense': (folder) => writeFileSync(join(folder, 'config'), '[[['),
  'its objects are gone': (folder) => rmSync(join(folder, 'objects'), { recursive: true }),
  'a folder is a file': (folder) => { rmSync(join(folder, 'refs'), { recursive: true }); writeFileSync(join(folder, 'refs'), 'x') },
  'objects are empty': (folder) => { for (const file of objectsIn(folder)) { chmodSync(file, 0o644); truncateSync(file) } },
  'objects are cut off': (folder) => { for (const file of objectsIn(folder)) { chmodSync(file, 0o644); truncateSync(file, statSync(file).size - 3) } },
  'half the objects are gone': (folder) => { objectsIn(folder).forEach((file, index) => { if (index % 2 === 0) rmSync(file) }) },
  'it remembers a commit that is not there': (folder) => { for (const name of readdirSync(join(folder, 'refs/homes'))) writeFileSync(join(folder, 'refs/homes', name), `${'1'.repeat(40)}\n`) },
  'it remembers nonsense': (folder) => { for (const name of readdirSync(join(folder, 'refs/homes'))) writeFileSync(join(folder, 'refs/homes', name), '\u0000'.repeat(41)) },
}

function objectsIn(folder: string): readonly string[] {
  return readdirSync(join(folder, 'objects'), { recursive: true, encoding: 'utf8' }).sort().map((path) => join(folder, 'objects', path)).filter((path) => statSync(path).isFile())
}

for (const [what, damage] of Object.entries(damages)) {
  test(`the copy is mended when ${what}`, async (t) => {
    const remote = remoteRepository(t)
    const runner = runnerOf(t, remote.folder)
    await pushed(await homeOf(runner), 'a', 'deep/b')
    const before = valueOf(await (await homeOf(runner)).pull())
    damage(join(runner.folder, OURS))
    if (!what.includes('file')) t.deepEqual(await textsAt(before), { a: 'a', 'deep/b': 'deep/b' }, 'also under a tip that was fetched before')
    damageAgain(damage, join(runner.folder, OURS))
    const home = await homeOf(runner)
    t.deepEqual(await textsAt(valueOf(await home.pull())), { a: 'a', 'deep/b': 'deep/b' })
    damageAgain(damage, join(runner.folder, OURS))
    await pushed(home, 'c')
    t.deepEqual(pathsIn(remote), ['a', 'c', 'deep/b'])
    t.is(wrongWith(join(runner.folder, OURS)), '')
  })
}

function damageAgain(damage: (folder: string) => void, folder: string): void {
  try {
    damage(folder)
  } catch { /* what it damages is damaged already */ }
}

test('a remote that went back to an older commit, or lost the ref, is taken as it is', async (t) => {
  const remote = remoteRepository(t)
  const [one, other] = [await homeOf(runnerOf(t, remote.folder)), await homeOf(runnerOf(t, remote.folder))]
  for (const path of ['a', 'b', 'c']) await pushed(one, path)
  await other.pull()
  remote.git('update-ref', REF, `${REF}~2`)
  t.deepEqual(await pathsAt(valueOf(await one.pull())), ['a'])
  await pushed(other, 'b', 'c', 'd')
  t.deepEqual(await pathsAt(valueOf(await one.pull())), ['a', 'b', 'c', 'd'])
  remote.git('update-ref', '-d', REF)
  remote.git('reflog', 'expire', '--expire=now', '--all')
  remote.git('gc', '--quiet', '--prune=now')
  t.is(valueOf(await one.pull()).commit, null)
  await pushed(other, 'a', 'b')
  t.deepEqual(await pathsAt(valueOf(await one.pull())), ['a', 'b'])
  t.is(wrongWith(remote.folder), '')
})

test('a remote that lost its own objects is damaged, and is left as it is', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  await pushed(await homeOf(runner), 'a')
  rmSync(join(remote.folder, 'objects', remote.git('rev-parse', `${REF}:a`).replace(/^../, '$&/')))
  const fresh = runnerOf(t, remote.folder)
  t.like(failureOf(await (await homeOf(fresh)).pull()), { code: 'records-damaged', home: 'origin' })
})

test('a folder that cannot be written is named', async (t) => {
  const runner = runnerOf(t, remoteRepository(t).folder)
  writeFileSync(join(runner.folder, '.datum'), 'a file')
  for (const result of [await (await homeOf(runner)).pull(), await (await homeOf(runner)).push(async () => ok([put('a')]), 'x')]) {
    t.like(failureOf(result), { code: 'store-unwritable', file: '.datum/records.git' })
  }
  const directory = join(runner.folder, '.datum/records')
  t.like(failureOf(await (await homeOf(runner, directory)).push(async () => ok([put('a')]), 'x')), { code: 'records-refused', home: directory })
})

test('a full disk is named, and the records are as they were', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  const random = new Uint8Array(3_000_000).map((_, index) => (index * index * 31 + (index >> 7) * 17) % 251)
  valueOf(await (await homeOf(runner)).push(async () => ok([{ put: 'large', bytes: random }]), 'x'))
  const fresh = runnerOf(t, remote.folder)
  const bin = temporaryFolder(t)
  const git = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'git')).find((file) => existsSync(file)) ?? ''
  writeFileSync(join(bin, 'git'), `#!/bin/bash\nulimit -f 64\ntrap '' XFSZ\nexec ${git} "$@"\n`, { mode: 0o755 })
  const full = { env: { ...SETTLED, PATH: `${bin}:${process.env['PATH'] ?? ''}` } }
  t.like(failureOf(await (await homeOf(fresh, 'origin', full)).pull()), { code: 'store-full', file: '.datum/records.git' })
  const there = failureOf(await (await homeOf(fresh, './records', full)).push(async () => ok([{ put: 'large', bytes: random }]), 'x'))
  t.like(there, { code: 'records-refused', home: './records' }, 'it is the disk of the other side')
  t.regex(JSON.stringify(there), /File too large/)
  t.deepEqual(await pathsAt(valueOf(await (await homeOf(fresh)).pull())), ['large'])
  t.is(wrongWith(join(fresh.folder, OURS)), '')
  t.false(readFileSync(join(fresh.folder, OURS, 'config'), 'utf8').includes('url'))
})

test('a long-used copy is packed', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  const home = await homeOf(runner)
  await pushed(home, 'a')
  const crowded = join(runner.folder, OURS, 'objects/17')
  mkdirSync(crowded, { recursive: true })
  for (let index = 0; index < 30; index += 1) writeFileSync(join(crowded, `tmp_obj_${index}`), '')
  await pushed(home, 'b')
  t.true(readdirSync(join(runner.folder, OURS, 'objects/pack')).some((name) => name.endsWith('.pack')))
  t.deepEqual(await textsAt(valueOf(await home.pull())), { a: 'a', b: 'b' })
  t.is(wrongWith(join(runner.folder, OURS)), '')
})
