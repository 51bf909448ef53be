import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { err, ok } from '../../../src/model/result.js'
import { openRecords } from '../../../src/world/records/index.js'
import { temporaryFolder } from '../../support/folder.js'
import { repositoryIn } from '../../support/git-repository.js'
import { homeOf, pathsAt, pathsIn, pushed, put, REF, remoteRepository, runnerOf, SETTLED, textsAt, wrongWith } from '../../support/records.js'
import { failureOf, valueOf } from '../../support/result.js'

const kinds = {
  'a path': (folder: string) => folder,
  'a file:// address': (folder: string) => `file://${folder}`,
}

for (const [what, address] of Object.entries(kinds)) {
  test(`what one runner pushes to ${what} another pulls`, async (t) => {
    const remote = remoteRepository(t)
    const [one, other] = [runnerOf(t, address(remote.folder)), runnerOf(t, address(remote.folder))]
    const home = await homeOf(one)
    t.is(home.name, 'origin')
    const nothing = valueOf(await home.pull())
    t.is(nothing.commit, null)
    t.deepEqual([valueOf(await nothing.list('')), valueOf(await nothing.files('')), valueOf(await nothing.read([])).size], [[], [], 0])

    const first = valueOf(await home.push(async (tip) => (t.is(tip.commit, null), ok([put('b/2', 'two'), put('b/1', 'one'), put('a', '')])), 'first'))
    t.deepEqual([first.retries, first.tip.commit], [0, remote.git('rev-parse', REF)])
    const tip = valueOf(await (await homeOf(other)).pull())
    t.is(tip.commit, first.tip.commit)
    t.deepEqual(await textsAt(tip), { a: '', 'b/1': 'one', 'b/2': 'two' })
    t.deepEqual(await textsAt(first.tip), await textsAt(tip))
    t.is(wrongWith(remote.folder), '')
    t.deepEqual(remote.git('for-each-ref', '--format=%(refname)').split('\n'), [REF], 'no branch, no tag')
  })
}

test('files are put over, copied by folders and removed, each commit upon the last', async (t) => {
  const remote = remoteRepository(t)
  const home = await homeOf(runnerOf(t, remote.folder))
  await pushed(home, 'a/x', 'a/deep/y~', 'a/deep/z~', 'gone/1')
  const { tip } = valueOf(await home.push(async () => ok([{ copy: 'a', to: 'b' }, put('b/x', 'other'), { remove: 'gone' }, { remove: 'never/was' }, { remove: 'b/deep/z~' }]), 'second'))
  t.deepEqual(await textsAt(tip), { 'a/deep/y~': 'a/deep/y~', 'a/deep/z~': 'a/deep/z~', 'a/x': 'a/x', 'b/deep/y~': 'a/deep/y~', 'b/x': 'other' })
  t.is(remote.git('rev-list', '--count', REF), '2')
  t.is(remote.git('log', '-1', '--format=%an <%ae> %s', REF), 'datum <records@ci-datum.invalid> second')
})

test('a folder is listed by one level, or with all files below it', async (t) => {
  const home = await homeOf(runnerOf(t, remoteRepository(t).folder))
  await pushed(home, 'format', 'm/2026-11-23/a.b.c/facts.json', 'm/2026-11-23/a.b.c/shape/src/a.ts~', 'm/2026-11-24/x', 'm.txt')
  const tip = valueOf(await home.pull())
  const list = async (folder: string) => valueOf(await tip.list(folder))
  t.deepEqual(await list(''), ['format', 'm.txt', 'm/'])
  t.deepEqual(await list('m'), ['2026-11-23/', '2026-11-24/'])
  t.deepEqual(await list('m/2026-11-23/'), ['a.b.c/'])
  t.deepEqual([await list('nowhere'), await list('format')], [[], []])
  t.deepEqual(valueOf(await tip.files('m/2026-11-23')).map(({ path }) => path), ['a.b.c/facts.json', 'a.b.c/shape/src/a.ts~'])
  t.deepEqual(valueOf(await tip.files('nowhere')), [])
})

test('names with spaces, quotes and letters of every script, and bytes of every kind, come back as they were', async (t) => {
  const home = await homeOf(runnerOf(t, remoteRepository(t).folder))
  const paths = ['sp ace', 'quo"te', "it's", 'ünï/漢字', '-dash', '*', ':(top)', '[x]', '%2Egit', 'a'.repeat(200)]
  const bytes = new Uint8Array(100_000).map((_, index) => (index * 7919) % 256)
  const { tip } = valueOf(await home.push(async () => ok([...paths.map((path) => put(path)), { put: 'bytes', bytes }, put('lines', 'blob 3\nabc\n\n')]), 'two\nlines\u0000'))
  t.deepEqual((await pathsAt(tip)).toSorted(), [...paths, 'bytes', 'lines'].toSorted())
  const files = valueOf(await tip.files(''))
  const contents = valueOf(await tip.read([...files, ...files].map(({ blob }) => blob)))
  t.deepEqual(new Uint8Array(contents.get(files.find(({ path }) => path === 'bytes')!.blob)!), bytes)
})

test('a name that git or a file system would misread is a bug of the caller', async (t) => {
  const home = await homeOf(runnerOf(t, remoteRepository(t).folder))
  for (const path of ['', '/a', 'a/', 'a//b', '.', '..', 'a/../b', '.git/config', 'a/.GIT', '.git~1', 'a\nb', 'a\0b', 'a\\b']) {
    await t.throwsAsync(home.push(async () => ok([put(path)]), 'x'), undefined, path)
  }
  t.is(valueOf(await home.pull()).commit, null)
})

test('nothing new makes no commit', async (t) => {
  const remote = remoteRepository(t)
  const home = await homeOf(runnerOf(t, remote.folder))
  valueOf(await home.push(async () => ok([]), 'nothing'))
  t.is(remote.git('for-each-ref'), '')
  await pushed(home, 'a')
  const before = remote.git('rev-parse', REF)
  t.is(valueOf(await home.push(async () => ok([]), 'nothing')).tip.commit, before)
  t.is(valueOf(await home.push(async () => ok([put('a')]), 'the same')).tip.commit, before)
  t.is(remote.git('rev-parse', REF), before)
})

test('what the caller cannot do is the outcome', async (t) => {
  const remote = remoteRepository(t)
  const home = await homeOf(runnerOf(t, remote.folder))
  t.deepEqual(failureOf(await home.push(async () => err({ code: 'records-newer', home: 'x', format: '2' }), 'x')), { code: 'records-newer', home: 'x', format: '2' })
  t.is(remote.git('for-each-ref'), '')
})

test('who was too late is asked again, on the tip of the other', async (t) => {
  const remote = remoteRepository(t)
  const [home, other] = [await homeOf(runnerOf(t, remote.folder)), await homeOf(runnerOf(t, remote.folder))]
  const seen: (readonly string[])[] = []
  const result = valueOf(await home.push(async (tip) => {
    seen.push(await pathsAt(tip))
    if (seen.length < 4) await pushed(other, `other ${seen.length}`)
    return ok([put('mine')])
  }, 'mine'))
  t.is(result.retries, 3)
  t.deepEqual(seen.map(({ length }) => length), [0, 1, 2, 3])
  t.deepEqual(pathsIn(remote), ['mine', 'other 1', 'other 2', 'other 3'])
})

test('who is always too late gives up, and has changed nothing', async (t) => {
  const remote = remoteRepository(t)
  const [home, other] = [await homeOf(runnerOf(t, remote.folder), 'origin', { attempts: 3 }), await homeOf(runnerOf(t, remote.folder))]
  let count = 0
  const failure = failureOf(await home.push(async () => (await pushed(other, `other ${count += 1}`), ok([put('mine')])), 'mine'))
  t.deepEqual(failure, { code: 'records-busy', home: 'origin', attempts: 3 })
  t.is(pathsIn(remote).length, 3)
})

test('a directory is a home: it is made by the first push', async (t) => {
  const runner = runnerOf(t, 'nowhere')
  for (const where of ['./cache/records', join(temporaryFolder(t), 'a b/records')]) {
    const home = await homeOf(runner, where)
    t.is(valueOf(await home.pull()).commit, null)
    t.false(existsSync(join(runner.folder, where)), 'looking makes nothing')
    await pushed(home, 'a')
    t.deepEqual(await pathsAt(valueOf(await (await homeOf(runnerOf(t, 'x'), where.startsWith('.') ? join(runner.folder, where) : where)).pull())), ['a'])
  }
  t.is(wrongWith(join(runner.folder, 'cache/records')), '')
})

test('a directory half made is made whole, one with other things in it is left alone', async (t) => {
  const runner = runnerOf(t, 'nowhere')
  const [half, other] = [temporaryFolder(t), temporaryFolder(t)]
  mkdirSync(join(half, 'objects/pack'), { recursive: true })
  writeFileSync(join(half, 'HEAD.1.tmp'), 'ref')
  await pushed(await homeOf(runner, half), 'a')
  writeFileSync(join(other, 'thesis.doc'), 'x')
  for (const act of [async () => (await homeOf(runner, other)).pull(), async () => (await homeOf(runner, other)).push(async () => ok([put('a')]), 'x')]) {
    t.like(failureOf(await act()), { code: 'records-refused', home: other, why: 'other' })
  }
})

test('an artifact holds its records and needs nothing beside', async (t) => {
  const [writer, reader] = [runnerOf(t, 'x'), runnerOf(t, 'x')]
  valueOf(await openRecords(writer.folder, { env: SETTLED }).writeArtifact('out/new.datum', [put('m/1', 'one'), { copy: 'm', to: 'n' }]))
  const records = openRecords(reader.folder, { env: SETTLED })
  t.deepEqual(await textsAt(valueOf(await records.openArtifact(join(writer.folder, 'out/new.datum')))), { 'm/1': 'one', 'n/1': 'one' })
})

test('an artifact that is none, is cut off or leads elsewhere is refused', async (t) => {
  const writer = runnerOf(t, 'x')
  const [records, reader] = [writer, runnerOf(t, 'x')].map(({ folder }) => openRecords(folder, { env: SETTLED }))
  valueOf(await records!.writeArtifact('whole', [put('m/1', 'one'.repeat(5000))]))
  repositoryIn(writer.folder).git('init', '--quiet', '--bare', 'secret.git')
  await pushed(await homeOf(writer, './secret.git'), 'secret')
  const whole = readFileSync(join(writer.folder, 'whole'))
  const bad: Readonly<Record<string, Uint8Array | string>> = {
    empty: '', text: 'hello', cut: whole.subarray(0, whole.length - 30), head: whole.subarray(0, 20), 'gitfile': `gitdir: ${writer.folder}/secret.git\n`,
    flipped: whole.map((byte, index) => (index === whole.length - 25 ? byte ^ 1 : byte)),
    'other ref': whole.toString('latin1').replace('refs/datum/records', 'refs/datum/recordz'),
  }
  for (const [name, content] of Object.entries(bad)) {
    writeFileSync(join(writer.folder, name), content, 'latin1')
    const opened = await reader!.openArtifact(join(writer.folder, name))
    t.false(opened.ok, name)
    if (!opened.ok) t.like(opened.error, { code: 'records-damaged', home: join(writer.folder, name), what: 'the artifact' }, name)
  }
  t.like(failureOf(await reader!.openArtifact('nowhere')), { code: 'records-unreachable', home: 'nowhere' })
  t.true((await reader!.openArtifact(join(writer.folder, 'whole'))).ok)
})
