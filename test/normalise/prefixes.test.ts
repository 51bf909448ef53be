import test from 'ava'
import { withPrefixes, type Prefixes } from '../../src/normalise/prefixes.js'
import { pathResolver } from '../../src/normalise/paths.js'
import { bytesOf, reportOf } from '../support/reports.js'

function changed(path: string, prefixes: Partial<Prefixes>): string {
  const report = { ...reportOf('junit.xml', bytesOf('<testsuite name="s"/>')), files: [{ path, loaded: true, kinds: {} }] }
  return withPrefixes(report, { strip: [], add: null, ...prefixes }).files[0]!.path
}

for (const [path, prefixes, expected] of [
  ['/app/src/a.js', { strip: ['/app'] }, 'src/a.js'],
  ['/app/src/a.js', { strip: ['/app/'] }, 'src/a.js'],
  ['/application/src/a.js', { strip: ['/app'] }, '/application/src/a.js'],
  ['/app/src/a.js', { strip: ['/app', '/app/src'] }, 'a.js'],
  ['/app/src/a.js', { strip: ['/app'], add: 'services/api' }, 'services/api/src/a.js'],
  ['./src/a.js', { add: 'services/api/' }, 'services/api/src/a.js'],
  ['/else/a.js', { strip: ['/app'], add: 'services/api' }, '/else/a.js'],
  [String.raw`C:\w\src\a.cs`, { strip: ['C:/w'] }, 'src/a.cs'],
  [String.raw`C:\w\src\a.cs`, { strip: [String.raw`C:\w`], add: 'net' }, 'net/src/a.cs'],
  [String.raw`src\a.cs`, {}, String.raw`src\a.cs`],
  ['suite:a', { add: 'x' }, 'suite:a'],
  ['whole:', { add: 'x' }, 'whole:'],
] as const) {
  test(`${path} with ${JSON.stringify(prefixes)} is ${expected}`, (t) => t.is(changed(path, prefixes), expected))
}

const resolve = (tracked: readonly string[], root: string, ...paths: readonly string[]) =>
  pathResolver({ tracked, top: '/repo', root, exists: () => false }).resolve(paths).map(({ path, known }) => (known ? path : `? ${path}`))

test('a tool that ran in a folder it does not name: the folder is found by what git tracks below it', (t) => {
  const tracked = ['crates/core/src/lib.rs', 'crates/core/src/io.rs', 'crates/cli/src/main.rs', 'crates/cli/src/lib.rs', 'README.md']
  t.deepEqual(resolve(tracked, '', 'src/lib.rs', 'src/io.rs'), ['crates/core/src/lib.rs', 'crates/core/src/io.rs'])
  t.deepEqual(resolve(tracked, '', './src/lib.rs', 'src/generated.rs', 'src/main.rs'), ['crates/cli/src/lib.rs', '? crates/cli/src/generated.rs', 'crates/cli/src/main.rs'])
})

test('two folders that fit as well are no answer, unless one is the suite\'s', (t) => {
  const tracked = ['a/src/index.ts', 'b/src/index.ts']
  t.deepEqual(resolve(tracked, '', 'src/index.ts'), ['? src/index.ts'])
  t.deepEqual(resolve([...tracked, 'c/x/src/index.ts'], 'c', 'src/index.ts'), ['c/x/src/index.ts'])
})

test('one bare name is no evidence, and where a file is known where it says, the others are not looked for elsewhere', (t) => {
  t.deepEqual(resolve(['lib/index.js'], '', 'index.js'), ['? index.js'])
  t.deepEqual(resolve(['src/a.js', 'old/src/b.js'], '', 'src/a.js', 'src/b.js'), ['src/a.js', '? src/b.js'])
})
