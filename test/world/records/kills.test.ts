import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { start } from '../../support/child.js'
import { homeOf, pathsAt, pathsIn, pushed, REF, remoteRepository, runnerOf, SETTLED, textsAt, wrongWith } from '../../support/records.js'
import { valueOf } from '../../support/result.js'

const PUSHER = import.meta.resolve('../../support/children/push-records.js')
const OURS = '.datum/records.git'
/** Of each of three kinds: together more than a hundred. */
const KILLS = 34

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
    const told = await killed(KILLS, (round) => runners[round % 2]!.folder, where === 'origin' ? where : target, count, random)
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
