import test from 'ava'
import type { FileDiff } from '../../src/model/diff.js'
import { openGit } from '../../src/world/git/index.js'
import { gitRepository } from '../support/git-repository.js'

const text = (...lines: readonly (string | number)[]): string => `${lines.join('\n')}\n`
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)

test('lines that changed are told by file, in the numbers of either side', async (t) => {
  const { folder, git, commit } = gitRepository(t)
  const before = commit('One', { 'a.js': text(...numbers(1, 10)), 'b.js': text(1), 'gone.js': text(1, 2), 'same.js': text(1) })
  const after = commit('Two', { 'a.js': text(1, 'x', 'y', 3, 4, 5, 6, 8, 9, 10, 11), 'b.js': text(0, 1), 'gone.js': null, 'new.js': text('completely', 'different') })
  git('config', 'diff.context', '9')
  git('config', 'diff.noprefix', 'true')
  git('config', 'diff.interHunkContext', '9')
  git('config', 'color.diff', 'always')
  const diff = await openGit(folder).diff(before, after)
  t.deepEqual([...diff!.after.values()].map(({ after: path }) => path ?? '').toSorted((a, b) => (a < b ? -1 : 1)), ['a.js', 'b.js', 'new.js'])
  t.deepEqual(diff!.after.get('a.js')!.hunks, [{ from: 2, removed: 1, to: 2, added: 2 }, { from: 7, removed: 1, to: 7, added: 0 }, { from: 10, removed: 0, to: 11, added: 1 }])
  t.deepEqual(diff!.after.get('b.js')!.hunks, [{ from: 0, removed: 0, to: 1, added: 1 }])
  t.deepEqual(diff!.before.get('gone.js'), { before: 'gone.js', after: null, hunks: [{ from: 1, removed: 2, to: 0, added: 0 }] })
  t.deepEqual(diff!.after.get('new.js'), { before: null, after: 'new.js', hunks: [{ from: 0, removed: 0, to: 1, added: 2 }] })
})

test('a renamed file is itself under both names', async (t) => {
  const { folder, commit } = gitRepository(t)
  const before = commit('One', { 'old name.js': text(...numbers(1, 30)) })
  const after = commit('Two', { 'old name.js': null, 'new/näme\t"x".js': text(...numbers(1, 30), 31) })
  const diff = await openGit(folder).diff(before, after)
  const expected: FileDiff = { before: 'old name.js', after: 'new/näme\t"x".js', hunks: [{ from: 30, removed: 0, to: 31, added: 1 }] }
  t.deepEqual([...diff!.after.values()], [expected])
  t.deepEqual([...diff!.before.values()], [expected])
})

test('what is no text has no lines; a mode has none either; a file that became a link went and came', async (t) => {
  const { folder, git, commit } = gitRepository(t)
  const before = commit('One', { 'image.png': '\u0000a', 'run.sh': text(1), 'link': text('a file') })
  git('update-index', '--chmod=+x', 'run.sh')
  const blob = git('rev-parse', `${before}:run.sh`)
  git('update-index', '--cacheinfo', `120000,${blob},link`)
  git('update-index', '--cacheinfo', `100644,${git('hash-object', '-w', '--stdin')},image.png`)
  git('commit', '-qm', 'Two')
  const diff = await openGit(folder).diff(before, 'HEAD')
  t.is(diff!.after.get('image.png')!.hunks, null)
  t.deepEqual(diff!.after.get('run.sh')!.hunks, [])
  t.is(diff!.after.get('link')!.before, null)
  t.is(diff!.before.get('link')!.after, null)
})

test('a file whose lines look like a patch is read as a file', async (t) => {
  const { folder, commit } = gitRepository(t)
  const before = commit('One', { 'a.patch': text('x'), 'z.js': text(1) })
  const after = commit('Two', { 'a.patch': text('diff --git a/x b/x', '@@ -1 +1 @@', 'Binary files a and b differ', '+x'), 'z.js': text(2) })
  const diff = await openGit(folder).diff(before, after)
  t.deepEqual(diff!.after.get('a.patch')!.hunks, [{ from: 1, removed: 1, to: 1, added: 4 }])
  t.deepEqual(diff!.after.get('z.js')!.hunks, [{ from: 1, removed: 1, to: 1, added: 1 }])
})

test('only the paths that are asked for are compared; what git does not know cannot be told', async (t) => {
  const { folder, commit } = gitRepository(t)
  const before = commit('One', { 'a.js': text(1), 'b.js': text(1), '*.js': text(1) })
  const after = commit('Two', { 'a.js': text(2), 'b.js': text(2), '*.js': text(2) })
  const git = openGit(folder)
  t.deepEqual([...(await git.diff(before, after, ['b.js', 'nowhere.js']))!.after.keys()], ['b.js'])
  t.deepEqual([...(await git.diff(before, after, ['*.js']))!.after.keys()], ['*.js'], 'a path is no pattern')
  t.is((await git.diff(before, after, Array.from({ length: 400 }, (_, at) => `${at}.js`)))?.after.size, 3, 'too many paths are all paths')
  t.is((await git.diff(before, before))?.after.size, 0)
  t.is(await git.diff(before, '0'.repeat(40)), undefined)
  t.is(await git.diff('--output=x', after), undefined)
})
