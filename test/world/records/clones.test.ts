import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { temporaryFolder } from '../../support/folder.js'
import { cloneOf, gitRepository, repositoryIn, type Repository } from '../../support/git-repository.js'
import { homeOf, pathsAt, pathsIn, pushed, REF, remoteRepository, runnerOf, SETTLED } from '../../support/records.js'
import { valueOf } from '../../support/result.js'

/** Every file of a folder with a hash of its content. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().flatMap((path) => {
    const file = join(folder, path)
    if (!lstatSync(file).isFile() || path.startsWith('.datum')) return []
    return [[path, createHash('sha256').update(readFileSync(file)).digest('hex')]]
  }))
}

function hostWith(t: ExecutionContext, commits = 3): Repository {
  const origin = gitRepository(t)
  for (let index = 0; index < commits; index += 1) origin.commit(`commit ${index}`, { 'a.txt': `${index}\n`, [`src/${index}.ts`]: `${index}\n` })
  const host = remoteRepository(t)
  origin.git('push', '--quiet', host.folder, 'main')
  host.git('config', 'uploadpack.allowFilter', 'true')
  return host
}

const clones: Readonly<Record<string, (t: ExecutionContext, host: Repository) => Repository>> = {
  'a whole clone': (t, host) => cloneOf(t, host),
  'a shallow clone': (t, host) => cloneOf(t, host, '--depth=1'),
  'a clone without blobs': (t, host) => cloneOf(t, host, '--filter=blob:none'),
  'a clone without trees and work tree': (t, host) => cloneOf(t, host, '--filter=tree:0', '--no-checkout'),
  'a sparse clone of one branch': (t, host) => cloneOf(t, host, '--depth=1', '--single-branch', '--no-tags', '--sparse'),
  'what a CI job makes by hand': (t, host) => {
    const runner = runnerOf(t, `file://${host.folder}`)
    runner.git('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', '+refs/heads/main:refs/remotes/origin/main')
    runner.git('checkout', '--quiet', '--detach', 'refs/remotes/origin/main')
    return runner
  },
  'a work tree beside another': (t, host) => {
    const clone = cloneOf(t, host)
    const folder = join(temporaryFolder(t), 'beside')
    clone.git('worktree', 'add', '--quiet', '-b', 'side', folder)
    return repositoryIn(folder)
  },
}

for (const [what, make] of Object.entries(clones)) {
  test(`records travel from ${what}, which stays as it is to the byte`, async (t) => {
    const host = hostWith(t)
    const clone = make(t, host)
    const [mine, theirs] = [clone.folder, clone.git('rev-parse', '--path-format=absolute', '--git-common-dir')]
    const before = [contentOf(mine), contentOf(theirs)]
    const home = await homeOf(clone)
    t.is(await pushed(home, 'a/1'), 0)
    await pushed(await homeOf(runnerOf(t, host.folder)), 'b/1')
    t.deepEqual(await pathsAt(valueOf(await home.pull())), ['a/1', 'b/1'])
    t.is(await pushed(home, 'a/2'), 0)
    t.deepEqual([contentOf(mine), contentOf(theirs)], before)
    t.deepEqual(pathsIn(host), ['a/1', 'a/2', 'b/1'])
    t.deepEqual(host.git('for-each-ref', '--format=%(refname)').split('\n'), [REF, 'refs/heads/main'])
  })
}

test('a fetch brings only what is new', async (t) => {
  const remote = remoteRepository(t)
  const [writer, reader] = [runnerOf(t, remote.folder), runnerOf(t, remote.folder)]
  const objects = () => readdirSync(join(reader.folder, '.datum/records.git/objects'), { recursive: true, encoding: 'utf8' })
  await pushed(await homeOf(writer), ...Array.from({ length: 90 }, (_, index) => `m/1/${index}`))
  await (await homeOf(reader)).pull()
  const before = objects().length
  await pushed(await homeOf(writer), 'm/2/1')
  t.is((await pathsAt(valueOf(await (await homeOf(reader)).pull()))).length, 91)
  t.true(objects().length - before < 10, `${objects().length - before}`)
})

test("addresses, includes and headers are the user's repository's, and a header is sent once", async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, 'short:records')
  writeFileSync(join(runner.folder, 'token.config'), `[url "file://${remote.folder}/"]\n\tinsteadOf = short:records\n`)
  const all = join(temporaryFolder(t), 'global')
  writeFileSync(all, `[includeIf "gitdir:${runner.folder}/.git"]\n\tpath = ${runner.folder}/token.config\n`)
  const home = await homeOf(runner, 'origin', { env: { ...SETTLED, GIT_CONFIG_GLOBAL: all } })
  await pushed(home, 'a')
  t.deepEqual(pathsIn(remote), ['a'])
})

test('a remote has one address to read and another to write, relative ones from the top', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, '../nowhere.git')
  runner.git('clone', '--quiet', '--bare', remote.folder, 'inside/host.git')
  runner.git('remote', 'set-url', 'origin', './inside/host.git')
  const host = repositoryIn(join(runner.folder, 'inside/host.git'))
  await pushed(await homeOf({ folder: join(runner.folder, 'inside') }), 'a')
  t.deepEqual(pathsIn(host), ['a'])
  runner.git('remote', 'set-url', '--push', 'origin', remote.folder)
  t.is(valueOf(await (await homeOf(runner)).pull()).commit, host.git('rev-parse', REF))
})

test('records have another ref where a host wants it', async (t) => {
  const { openRecords } = await import('../../../src/world/records/index.js')
  const remote = remoteRepository(t)
  const records = openRecords(runnerOf(t, remote.folder).folder, { env: SETTLED })
  await pushed(valueOf(await records.records('origin', 'refs/heads/datum-records')), 'a')
  t.deepEqual(pathsIn(remote, 'refs/heads/datum-records'), ['a'])
  t.is(valueOf(await valueOf(await records.records('origin')).pull()).commit, null)
})

test('hooks, signatures and odd settings of a user are not asked', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  const folder = temporaryFolder(t)
  for (const hook of ['pre-push', 'reference-transaction', 'pre-auto-gc']) writeFileSync(join(folder, hook), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const all = join(folder, 'global')
  const settings = `[core]\n\thooksPath = ${folder}\n\tquotePath = true\n[push]\n\tgpgSign = true\n\tdefault = nothing\n\tfollowTags = true\n[commit]\n\tgpgSign = true\n[user]\n\tuseConfigOnly = true\n[fetch]\n\tprune = true\n\trecurseSubmodules = true\n[safe]\n\tbareRepository = explicit\n[color]\n\tui = always\n[init]\n\tdefaultObjectFormat = sha256\n[transfer]\n\tunpackLimit = 1\n[extensions]\n\tworktreeConfig = true\n`
  writeFileSync(all, settings)
  const env = { ...SETTLED, GIT_CONFIG_GLOBAL: all, LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de', GIT_DIR: folder, GIT_INDEX_FILE: 'x', GIT_TRACE: '1', GIT_TRACE_CURL: '1', GIT_DEFAULT_HASH: 'sha256' }
  for (const where of ['./records', 'origin']) {
    // Hooks of the other side are its own, also when it is a path.
    if (where === 'origin') rmSync(join(folder, 'reference-transaction'))
    const home = await homeOf(runner, where, { env })
    await pushed(home, 'ünï/a')
    t.deepEqual(await pathsAt(valueOf(await home.pull())), ['ünï/a'])
  }
})
