import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { openFiles } from '../../src/world/files.js'
import { temporaryFolder } from '../support/folder.js'

/** A folder with these files, and what patterns find in it. */
function folderOf(t: ExecutionContext, ...paths: readonly string[]) {
  const folder = temporaryFolder(t)
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), '')
  }
  return { folder, found: (...patterns: readonly string[]) => openFiles('/').match(patterns, folder) }
}

test('patterns find files, sorted, each once', async (t) => {
  const { found } = folderOf(t, 'coverage/b.json', 'coverage/a.json', 'coverage/deep/c.json', 'coverage/d.xml', '.hidden/e.json')
  t.deepEqual(await found('coverage/*.json'), ['coverage/a.json', 'coverage/b.json'])
  t.deepEqual(await found('**/*.json'), ['.hidden/e.json', 'coverage/a.json', 'coverage/b.json', 'coverage/deep/c.json'])
  t.deepEqual(await found('coverage/*.{json,xml}', '**/a.json', 'coverage/a.json', './coverage/a.json', 'coverage/./a.json'), ['coverage/a.json', 'coverage/b.json', 'coverage/d.xml'])
  t.deepEqual(await found('./coverage/*.xml'), ['coverage/d.xml'])
  t.deepEqual(await found('nothing/*', 'nowhere.json', ''), [])
  t.deepEqual(await found(), [])
})

test('absolute patterns, names and those above the folder are found', async (t) => {
  const { folder } = folderOf(t, 'out/a.json', 'src/b.json')
  const found = (...patterns: readonly string[]) => openFiles('/').match(patterns, join(folder, 'src'))
  t.deepEqual(await found(`${folder}/out/*.json`), [join(folder, 'out/a.json')])
  t.deepEqual(await found(join(folder, 'out/a.json')), [join(folder, 'out/a.json')])
  t.deepEqual(await found('../out/*.json'), ['../out/a.json'])
  t.is((await found('../out/*.json', `${folder}/out/*.json`)).length, 1, 'one file, however it is spelled')
})

test('a name that exists is that file, whatever pattern it looks like', async (t) => {
  const { found } = folderOf(t, 'report[1].json', 'report1.json', '{a,b}.json', 'a.json', '!not.json', 'what?.json', 'whats.json', '(x).json')
  t.deepEqual(await found('report[1].json'), ['report[1].json'])
  t.deepEqual(await found('{a,b}.json'), ['{a,b}.json'])
  t.deepEqual(await found('!not.json'), ['!not.json'])
  t.deepEqual(await found('what?.json'), ['what?.json'])
  t.deepEqual(await found('(x).json'), ['(x).json'])
  t.deepEqual(await found('report[12].json'), ['report1.json'], 'the others are patterns')
  t.deepEqual(await found(String.raw`report\[1\].js*`), ['report[1].json'], 'and may be escaped')
})

test('a pattern after ! takes files away, wherever it stands', async (t) => {
  const { found } = folderOf(t, 'a.json', 'b.json', 'deep/c.json')
  t.deepEqual(await found('!b.*', '**/*.json'), ['a.json', 'deep/c.json'])
  t.deepEqual(await found('**/*.json', '!deep/**'), ['a.json', 'b.json'])
  t.deepEqual(await found('!**/*.json'), [])
})

test("other people's reports are found only by those who ask for them", async (t) => {
  const { found } = folderOf(t, 'coverage/lcov.info', 'node_modules/x/coverage/lcov.info', 'packages/a/node_modules/y/lcov.info', '.git/lcov.info')
  t.deepEqual(await found('**/lcov.info'), ['coverage/lcov.info'])
  t.deepEqual(await found('node_modules/*/coverage/lcov.info'), ['node_modules/x/coverage/lcov.info'])
  t.deepEqual(await found('node_modules/x/coverage/lcov.info'), ['node_modules/x/coverage/lcov.info'])
})

test('folders that lead back to themselves end', async (t) => {
  const { folder, found } = folderOf(t, 'a/report.json')
  symlinkSync('..', join(folder, 'a/loop'))
  t.true((await found('**/report.json')).includes('a/report.json'))
})
