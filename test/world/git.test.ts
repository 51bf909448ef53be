import { mkdirSync, readFileSync, renameSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { openGit } from '../../src/world/git/index.js'
import { temporaryFolder } from '../support/folder.js'
import { cloneOf, gitRepository } from '../support/git-repository.js'
import { failureOf, valueOf } from '../support/result.js'

test('the checkout is told by git', async (t) => {
  const repository = gitRepository(t)
  const first = repository.commit('first', { 'a.txt': 'a\n', 'src/b.txt': 'b\n' })
  const second = repository.commit('second', { 'a.txt': 'aa\n' })
  repository.git('remote', 'add', 'origin', 'https://user:secret@Example.org/Team/App.git')
  const expected = {
    top: repository.folder, commit: second, tree: repository.git('rev-parse', 'HEAD^{tree}'), parents: [first], branch: 'main',
    shallow: false, dirty: [], repository: 'example.org/team/app',
  }
  t.deepEqual(valueOf(await openGit(repository.folder).checkout()), expected)
  t.deepEqual(valueOf(await openGit(join(repository.folder, 'src')).checkout()), expected, 'from any folder within')
})

test('a detached head is on no branch', async (t) => {
  const repository = gitRepository(t)
  const first = repository.commit('first')
  repository.commit('second')
  repository.git('checkout', '--quiet', '--detach', first)
  t.like(valueOf(await openGit(repository.folder).checkout()), { commit: first, branch: null, parents: [], repository: null })
})

test('a branch has its own name also beside a tag of that name', async (t) => {
  const repository = gitRepository(t)
  repository.commit('first')
  repository.git('tag', 'main')
  t.is(valueOf(await openGit(repository.folder).checkout()).branch, 'main')
  repository.git('checkout', '--quiet', '-b', 'feature/ünï#1')
  t.is(valueOf(await openGit(repository.folder).checkout()).branch, 'feature/ünï#1')
})

test('changed, staged, new, gone and renamed files make a tree dirty; ignored ones do not', async (t) => {
  const repository = gitRepository(t)
  const odd = ['sp ace.txt', 'ünï.txt', 'quo"te.txt', "it's.txt", 'tab\tbed.txt']
  repository.commit('first', { '.gitignore': 'out/\n', 'a.txt': 'a\n', 'gone.txt': 'g\n', 'old.txt': 'the same text\n', 'staged.txt': 's\n' })
  repository.write({ 'a.txt': 'changed\n', 'gone.txt': null, 'staged.txt': 'ss\n', 'new/deep/file.txt': 'n\n', 'out/ignored.txt': 'i\n' })
  repository.write(Object.fromEntries(odd.map((path) => [`odd/${path}`, 'x\n'])))
  repository.git('mv', 'old.txt', 'renamed.txt')
  repository.git('add', 'staged.txt')
  const wanted = ['a.txt', 'gone.txt', 'old.txt', 'renamed.txt', 'staged.txt', 'new/deep/file.txt', ...odd.map((path) => `odd/${path}`)]
  for (const folder of [repository.folder, join(repository.folder, 'new')]) {
    t.deepEqual(valueOf(await openGit(folder).checkout()).dirty.toSorted(), wanted.toSorted())
  }
})

test('asking takes no lock and changes nothing', async (t) => {
  const repository = gitRepository(t)
  repository.commit('first', { 'a.txt': 'a\n' })
  repository.write({ 'a.txt': 'a\n' })
  utimesSync(join(repository.folder, 'a.txt'), 1, 1)
  const index = readFileSync(join(repository.folder, '.git/index'))
  t.deepEqual(valueOf(await openGit(repository.folder).checkout()).dirty, [])
  t.deepEqual(readFileSync(join(repository.folder, '.git/index')), index)
})

test('names are resolved, and nothing else is', async (t) => {
  const repository = gitRepository(t)
  const first = repository.commit('first', { main: 'a file called like the branch\n' })
  const second = repository.commit('second')
  repository.git('tag', '--annotate', '--message', 'one', 'v1', first)
  repository.git('update-ref', 'refs/heads/-dash', first)
  const { resolve } = openGit(repository.folder)
  for (const [name, hash] of [['main', second], ['HEAD', second], ['v1', first], ['HEAD~1', first], [first, first], [first.slice(0, 9), first], ['refs/heads/-dash', first]] as const) {
    t.is(await resolve(name), hash, name)
  }
  for (const name of ['', 'nowhere', '-dash', '--all', '--git-dir', '^main', 'main..HEAD', 'v1^{tree}', 'f'.repeat(40), 'HEAD\nmain', 'main:main', '@{u}', '--output=x']) {
    t.is(await resolve(name), undefined, name)
  }
})

test('no question takes a name for an option', async (t) => {
  const repository = gitRepository(t)
  const commit = repository.commit('first', { 'a.txt': 'a\n' })
  const git = openGit(repository.folder)
  const option = `--output=${join(repository.folder, 'written')}`
  t.is(await git.commit(option), undefined)
  t.deepEqual(await git.files(option), [])
  t.is(await git.text(option, 'a.txt'), undefined)
  t.deepEqual(await git.firstParents(option, 5), [])
  t.is(await git.mergeBase(option, commit), undefined)
  t.is(await git.mergeBase(commit, option), undefined)
  t.is(await git.changed(option, commit), undefined)
  t.is(await git.changed(commit, option), undefined)
  t.deepEqual(valueOf(await git.checkout()).dirty, [])
})

test('history is walked by first parents, nearest first', async (t) => {
  const repository = gitRepository(t)
  const first = repository.commit('first', { 'a.txt': 'a\n' })
  repository.git('checkout', '--quiet', '-b', 'side')
  const side = repository.commit('side', { 'b.txt': 'b\n' })
  repository.git('checkout', '--quiet', 'main')
  const second = repository.commit('second', { 'c.txt': 'c\n', main: 'a file called like the branch\n' })
  repository.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'side')
  const merge = repository.git('rev-parse', 'HEAD')
  repository.git('config', 'log.showSignature', 'true')
  repository.git('config', 'log.decorate', 'full')
  repository.git('config', 'color.ui', 'always')

  const git = openGit(repository.folder)
  const treeOf = (commit: string) => repository.git('rev-parse', `${commit}^{tree}`)
  t.deepEqual(await git.firstParents('main', 9), [merge, second, first].map((commit) => ({ commit, tree: treeOf(commit) })))
  t.deepEqual((await git.firstParents(merge, 2)).map(({ commit }) => commit), [merge, second])
  t.deepEqual(await git.firstParents('f'.repeat(40), 2), [])
  t.is(await git.mergeBase(second, side), first)
  const time = new Date(Number(repository.git('show', '-s', '--format=%ct', '--no-show-signature', merge)) * 1000).toISOString()
  t.deepEqual(await git.commit(merge), { tree: treeOf(merge), parents: [second, side], time })
  t.is(await git.commit('f'.repeat(40)), undefined)
})

test("a tested merge's parents are known in a clone of depth 1", async (t) => {
  const origin = gitRepository(t)
  origin.commit('first', { 'a.txt': 'a\n' })
  origin.git('checkout', '--quiet', '-b', 'topic')
  const head = origin.commit('topic', { 'b.txt': 'b\n' })
  origin.git('checkout', '--quiet', 'main')
  const base = origin.commit('main', { 'c.txt': 'c\n' })
  origin.git('merge', '--quiet', '--no-ff', '--message', 'test merge', 'topic')
  const merge = origin.git('rev-parse', 'HEAD')

  const git = openGit(cloneOf(t, origin, '--depth=1').folder)
  t.like(valueOf(await git.checkout()), { commit: merge, parents: [base, head], shallow: true })
  t.deepEqual((await git.commit(merge))?.parents, [base, head])
  t.deepEqual((await git.firstParents(merge, 9)).map(({ commit }) => commit), [merge], 'the clone reaches no further')
  t.is(await git.mergeBase(merge, base), undefined)
  t.is(await git.resolve(base), undefined)
  t.is(await git.changed(base, merge), undefined)
  t.is((await git.files(merge)).length, 3)
})

test('unrelated histories have no merge base', async (t) => {
  const repository = gitRepository(t)
  const first = repository.commit('first')
  repository.git('checkout', '--quiet', '--orphan', 'other')
  t.is(await openGit(repository.folder).mergeBase(first, repository.commit('other')), undefined)
})

test('what differs is both sides of a rename, from the top, in any configuration', async (t) => {
  const repository = gitRepository(t)
  const before = repository.commit('first', { 'src/old name.txt': 'the same text\n'.repeat(9), 'ünï.txt': 'u\n', 'same.txt': 's\n', 'quo"te.txt': 'q\n' })
  repository.git('mv', 'src/old name.txt', 'src/new name.txt')
  const after = repository.commit('second', { 'ünï.txt': 'uu\n', 'quo"te.txt': null, 'lib/added.txt': 'a\n', [before]: 'a file called like a commit\n' })
  for (const setting of ['diff.renames=copies', 'diff.relative=true', 'diff.noprefix=true', 'core.quotePath=true', 'diff.external=false', 'diff.orderFile=none']) {
    repository.git('config', ...setting.split('=') as [string, string])
  }
  const wanted = [before, 'lib/added.txt', 'quo"te.txt', 'src/new name.txt', 'src/old name.txt', 'ünï.txt'].sort()
  for (const folder of [repository.folder, join(repository.folder, 'src')]) {
    const git = openGit(folder)
    t.deepEqual((await git.changed(before, after))?.toSorted(), wanted)
    t.deepEqual((await git.changed(`${before}^{tree}`, `${after}^{tree}`))?.toSorted(), wanted, 'trees too')
    t.deepEqual(await git.changed(after, after), [])
  }
})

test('files of a tree have their paths from the top and the hash of their content', async (t) => {
  const repository = gitRepository(t)
  const paths = ['a.txt', 'src/sp ace.txt', 'src/ünï.txt', 'src/deep/quo"te.txt', 'src[1]/b.txt', '*/star.txt']
  const commit = repository.commit('first', Object.fromEntries(paths.map((path) => [path, `${path}\n`])))
  const git = openGit(join(repository.folder, 'src'))
  const all = await git.files(commit)
  t.deepEqual(all.map(({ path }) => path).toSorted(), paths.toSorted())
  t.is(all.find(({ path }) => path === 'src/ünï.txt')?.blob, repository.git('hash-object', 'src/ünï.txt'))
  const within = async (folder: string) => (await git.files(commit, folder)).map(({ path }) => path).toSorted()
  t.deepEqual(await within('src'), ['src/deep/quo"te.txt', 'src/sp ace.txt', 'src/ünï.txt'])
  t.deepEqual(await within('src/deep/'), ['src/deep/quo"te.txt'])
  t.deepEqual(await within('src[1]'), ['src[1]/b.txt'])
  t.deepEqual(await within('*'), ['*/star.txt'], 'a name is no pattern')
  t.deepEqual(await within(':(top)'), [])
  t.deepEqual(await within('nowhere'), [])
  for (const everything of ['', '.', './', '/']) t.is((await git.files(commit, everything)).length, paths.length)
  t.deepEqual(await git.files('f'.repeat(40)), [])
})

test('links are marked and submodules are left out', async (t) => {
  const inner = gitRepository(t)
  inner.commit('inner', { 'inside.txt': 'i\n' })
  const repository = gitRepository(t)
  repository.git('submodule', '--quiet', 'add', `file://${inner.folder}`, 'lib/inner')
  symlinkSync('a.txt', join(repository.folder, 'link'))
  const commit = repository.commit('first', { 'a.txt': 'a\n' })
  const git = openGit(repository.folder)
  t.deepEqual((await git.files(commit)).map(({ path, symlink }) => [path, symlink]), [['.gitmodules', false], ['a.txt', false], ['link', true]])
  repository.write({ 'lib/inner/inside.txt': 'changed\n', 'lib/inner/new.txt': 'n\n' })
  t.deepEqual(valueOf(await git.checkout()).dirty, [])
  t.is(valueOf(await openGit(join(repository.folder, 'lib/inner')).checkout()).top, join(repository.folder, 'lib/inner'), 'a submodule is a checkout of its own')
})

test('texts of a commit come as they are, and only from a commit', async (t) => {
  const repository = gitRepository(t)
  const large = 'ünï → 漢字 \n'.repeat(200_000)
  const commit = repository.commit('first', { 'a b.txt': ' x \n\n', 'empty.txt': '', 'large.txt': large })
  const git = openGit(repository.folder)
  t.is(await git.text(commit, 'a b.txt'), ' x \n\n')
  t.is(await git.text(commit, 'empty.txt'), '')
  t.is(await git.text(commit, 'large.txt'), large)
  t.is(await git.text(commit, 'nowhere.txt'), undefined)
  t.is(await git.text('nowhere', 'a b.txt'), undefined)
})

test('files are hashed as git would store them', async (t) => {
  const repository = gitRepository(t)
  const names = ['a.txt', 'sub/ünï "q".txt', 'sub/crlf.bat', 'raw.bin', '[x].txt', '-dash.txt']
  repository.commit('first', { '.gitattributes': '*.bat text eol=crlf\n*.txt text\n*.bin -text\n', ...Object.fromEntries(names.map((name) => [name, `${name}\n`])) })
  repository.write(Object.fromEntries(names.map((name) => [name, `${name}\r\nchanged\r\n`])))
  symlinkSync('a.txt', join(repository.folder, 'link'))
  mkdirSync(join(repository.folder, 'folder'))
  for (const folder of [repository.folder, join(repository.folder, 'sub')]) {
    const hashes = await openGit(folder).hash([...names, 'nowhere.txt', 'link', 'folder', 'a.txt/b', 'a.txt'])
    t.deepEqual([...hashes.keys()].sort(), names.toSorted())
    unlinkSync(join(repository.folder, 'link'))
    repository.git('add', '--all')
    for (const name of names) t.is(hashes.get(name), repository.git('rev-parse', `:${name}`), name)
    symlinkSync('a.txt', join(repository.folder, 'link'))
  }
  const many = Array.from({ length: 700 }, (_, index) => `many/a-rather-long-name-of-a-file-${index}.txt`)
  repository.write(Object.fromEntries(many.map((name) => [name, name])))
  const hashes = await openGit(repository.folder).hash(many)
  t.is(new Set(hashes.values()).size, 700)
  t.is(hashes.get(many[699]!), repository.git('hash-object', many[699]!))
})

test('names are in one Unicode form everywhere', async (t) => {
  const repository = gitRepository(t)
  const [composed, decomposed] = ['src/\u00e9.txt', 'src/e\u0301.txt']
  repository.git('config', 'core.precomposeUnicode', 'false')
  const before = repository.commit('first')
  const after = repository.commit('second', { [decomposed]: 'x\n' })
  const git = openGit(repository.folder)
  t.deepEqual((await git.files(after)).map(({ path }) => path), [composed])
  t.deepEqual(await git.changed(before, after), [composed])
  repository.write({ [decomposed]: 'y\n' })
  t.deepEqual(valueOf(await git.checkout()).dirty, [composed])
})

test('a repository of sha256 works', async (t) => {
  const repository = gitRepository(t, '--object-format=sha256')
  const commit = repository.commit('first', { 'a.txt': 'a\n' })
  const git = openGit(repository.folder)
  t.is(commit.length, 64)
  t.is(await git.resolve('main'), commit)
  t.is((await git.files(commit))[0]?.blob.length, 64)
  t.is(valueOf(await git.checkout()).commit, commit)
})

test('a worktree is a checkout of its own', async (t) => {
  const repository = gitRepository(t)
  repository.commit('first')
  const folder = join(temporaryFolder(t), 'work tree ')
  repository.git('worktree', 'add', '--quiet', '-b', 'second', folder)
  t.like(valueOf(await openGit(folder).checkout()), { top: folder, branch: 'second' })
})

test('what is no checkout says why', async (t) => {
  const empty = temporaryFolder(t)
  t.deepEqual(failureOf(await openGit(empty).checkout()), { code: 'not-a-repository', folder: empty })
  const nowhere = join(empty, 'nowhere')
  t.deepEqual(failureOf(await openGit(nowhere).checkout()), { code: 'not-a-repository', folder: nowhere })
  t.is(await openGit(nowhere).resolve('HEAD'), undefined)

  const fresh = gitRepository(t)
  t.deepEqual(failureOf(await openGit(fresh.folder).checkout()), { code: 'git-failed', command: 'git rev-parse HEAD', detail: 'the repository has no commit yet' })
  t.is(await openGit(fresh.folder).resolve('HEAD'), undefined)

  const broken = gitRepository(t)
  broken.commit('first', { 'a.txt': 'a\n' })
  broken.write({ '.git/index': 'not an index' })
  t.like(failureOf(await openGit(broken.folder).checkout()), { code: 'git-failed' })
  renameSync(join(broken.folder, '.git/HEAD'), join(broken.folder, '.git/HEAD.lost'))
  t.like(failureOf(await openGit(broken.folder).checkout()), { code: 'git-failed' })
})

test('who commits is what git says', async (t) => {
  const repository = gitRepository(t)
  repository.git('config', 'user.name', 'Ada L.')
  repository.git('config', 'user.email', 'ada@example.org')
  t.deepEqual(await openGit(repository.folder).identity(), { name: 'Ada L.', email: 'ada@example.org' })
})

test('questions may be asked at once', async (t) => {
  const repository = gitRepository(t)
  const commit = repository.commit('first', { 'a.txt': 'a\n' })
  const git = openGit(repository.folder)
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? git.text('nowhere', 'x') : git.resolve('main'))))
  t.deepEqual(answers, Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? undefined : commit)))
})
