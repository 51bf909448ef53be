import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { ok } from '../../../src/model/result.js'
import { gitThat, homeOf, noise, pathsAt, pathsIn, pushed, put, remoteRepository, runnerOf, SETTLED, wrongWith } from '../../support/records.js'
import { failureOf, valueOf } from '../../support/result.js'

const PUSHER = import.meta.resolve('../../support/children/push-records.js')
const OURS = '.datum/records.git'

test('a folder that cannot be written is named', async (t) => {
  const runner = runnerOf(t, remoteRepository(t).folder)
  writeFileSync(join(runner.folder, '.datum'), 'a file')
  for (const result of [await (await homeOf(runner)).pull(), await (await homeOf(runner)).push(async () => ok([put('a')]), 'x')]) {
    t.like(failureOf(result), { code: 'store-unwritable', file: '.datum/records.git' })
  }
  const directory = join(runner.folder, '.datum/records')
  t.like(failureOf(await (await homeOf(runner, directory)).push(async () => ok([put('a')]), 'x')), { code: 'records-refused', home: directory })
})

const LARGE = { put: 'large', bytes: noise(300_000) }

test('a full disk is named, and the records are as they were', async (t) => {
  const remote = remoteRepository(t)
  valueOf(await (await homeOf(runnerOf(t, remote.folder))).push(async () => ok([LARGE]), 'x'))
  const before = remote.git('for-each-ref')
  const runner = runnerOf(t, remote.folder)
  const full = { env: gitThat(t, "ulimit -f 64; trap '' XFSZ") }
  t.like(failureOf(await (await homeOf(runner, 'origin', full)).pull()), { code: 'store-full', file: OURS })
  t.like(failureOf(await (await homeOf(runner, './records', full)).push(async () => ok([LARGE]), 'x')), { code: 'store-full', file: OURS })
  t.is(remote.git('for-each-ref'), before)
  t.deepEqual(await pathsAt(valueOf(await (await homeOf(runner)).pull())), ['large'])
  t.is(wrongWith(join(runner.folder, OURS)), '')
  t.false(readFileSync(join(runner.folder, OURS, 'config'), 'utf8').includes('url'))
})

test("a full disk of the other side is not ours, and what was there is there", async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  await pushed(await homeOf(runner), 'a')
  // What git runs on the other side has the limit, git itself does not.
  remote.git('config', 'receive.unpackLimit', '1')
  runner.git('config', 'remote.origin.receivepack', "ulimit -f 64; trap '' XFSZ; git-receive-pack")
  const failure = failureOf(await (await homeOf(runner)).push(async () => ok([LARGE]), 'x'))
  t.like(failure, { code: 'records-refused', home: 'origin', why: 'other' })
  t.regex('detail' in failure ? failure.detail : '', /too large/i)
  t.deepEqual(pathsIn(remote), ['a'])
  t.is(wrongWith(remote.folder), '')
})

const TINY_DISK = `mount -t tmpfs -o size=1m none "$1" || exit 77
head -c 900000 /dev/zero > "$1/ballast"
"$2" "$3" "$4" "$5" noise 3; echo "full: $?"
rm "$1/ballast"; "$2" "$3" "$4" "$5" after 2; echo "free: $?"`

test('work goes on where it stood when a full disk has room again', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  mkdirSync(join(runner.folder, '.datum'))
  const { status, stdout, stderr } = spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-c', TINY_DISK, 'sh', join(runner.folder, '.datum'), process.execPath, fileURLToPath(PUSHER), runner.folder, 'origin'], { encoding: 'utf8', env: SETTLED })
  if (status === null || status === 77 || /unshare/.test(stderr)) {
    t.log('skipped: this system mounts no disk for a test')
    t.pass()
    return
  }
  t.regex(stderr, /"code":"store-full","file":"\.datum\/records\.git"/)
  t.regex(stdout, /full: 1\n(?:after\/\d \d+\n){2}free: 0\n$/)
  t.deepEqual(pathsIn(remote).filter((path) => path.startsWith('after/')), ['after/0', 'after/1'])
  t.is(wrongWith(remote.folder), '')
})
