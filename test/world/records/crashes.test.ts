import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { homeOf, pathsAt, pathsIn, pushed, REF, remoteRepository, runnerOf, textsAt, wrongWith } from '../../support/records.js'
import { failureOf, valueOf } from '../../support/result.js'

const OURS = '.datum/records.git'

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
