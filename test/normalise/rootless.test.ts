import test from 'ava'
import { normaliseReport } from '../../src/normalise/report.js'
import { pathResolver } from '../../src/normalise/paths.js'
import type { Report, ReportFile } from '../../src/model/report.js'

const resolve = (tracked: readonly string[], reported: readonly string[], root = ''): string[] =>
  pathResolver({ tracked, top: '/ci', root, exists: () => false }).resolveRootless(reported).map(({ path, known }) => (known ? path : `unknown ${path}`))

test('packages are found below the folder of sources that the report does not name', (t) => {
  const tracked = ['src/main/java/com/example/App.java', 'src/main/java/com/example/db/Store.java', 'src/test/java/com/example/AppTest.java']
  t.deepEqual(resolve(tracked, ['com/example/App.java', 'com/example/db/Store.java']), tracked.slice(0, 2))
})

test('a module of Go may be a folder of the repository', (t) => {
  const tracked = ['backend/main.go', 'backend/prices/prices.go', 'tools/main.go']
  t.deepEqual(resolve(tracked, ['example.com/shop/main.go', 'example.com/shop/prices/prices.go']), tracked.slice(0, 2))
  t.deepEqual(resolve(['main.go', 'prices/prices.go'], ['example.com/shop/main.go', 'example.com/shop/prices/prices.go']), ['main.go', 'prices/prices.go'])
})

test('modules of a build are told apart by the group the report puts them in', (t) => {
  const tracked = ['a/src/main/java/p/X.java', 'a/src/main/java/p/Y.java', 'b/src/main/java/p/X.java', 'b/src/main/java/p/Z.java']
  t.deepEqual(resolve(tracked, ['a/p/X.java', 'a/p/Y.java', 'b/p/X.java', 'b/p/Z.java']), tracked)
})

test('of two places the folder of the suite is meant', (t) => {
  t.deepEqual(resolve(['one/src/p/X.java', 'two/src/p/X.java'], ['p/X.java'], 'two'), ['two/src/p/X.java'])
})

test('a file that shares its name alone with a tracked one is not that file', (t) => {
  t.deepEqual(resolve(['src/com/other/Gen.java', 'src/com/example/App.java', 'src/com/example/B.java'], ['com/example/App.java', 'com/example/B.java', 'gen/Gen.java']), [
    'src/com/example/App.java', 'src/com/example/B.java', 'unknown gen/Gen.java',
  ])
})

test('of several paths a report allows, the known one that says most is the file', (t) => {
  const file: ReportFile = { path: 'util.py', loaded: true, kinds: {}, elsewhere: ['/old/pkg/util.py', '/old/lib/util.py'] }
  const resolver = pathResolver({ tracked: ['util.py', 'lib/util.py'], top: '/ci', root: '', exists: () => false })
  const report = { files: [file] } as unknown as Report
  const { report: normal, known } = normaliseReport(report, resolver)
  t.deepEqual([normal.files, known], [[{ path: 'lib/util.py', loaded: true, kinds: {} }], 1])
})
