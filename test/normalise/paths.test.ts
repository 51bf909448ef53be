import test from 'ava'
import { pathResolver, type PathFacts } from '../../src/normalise/paths.js'
import { fc } from '../support/properties.js'

const TRACKED = ['src/a.js', 'src/b.js', 'packages/x/src/a.js', 'index.js', 'src/Größe.js']
const resolver = (facts: Partial<PathFacts> = {}) => pathResolver({ tracked: TRACKED, top: '/ci/checkout', root: '', exists: () => false, ...facts })
const resolve = (reported: readonly string[], facts: Partial<PathFacts> = {}): string[] =>
  resolver(facts).resolve(reported).map(({ path, known }) => (known ? path : `unknown ${path}`))

test('a path below the checkout is its path in git', (t) => {
  t.deepEqual(resolve(['/ci/checkout/src/a.js', '/ci/checkout/packages/x/src/a.js']), ['src/a.js', 'packages/x/src/a.js'])
})

test('reports of other machines name the same files', (t) => {
  for (const root of ['/home/runner/work/app/app', 'D:\\a\\app\\app', 'd:/a/app/app', '/repo', 'file:///repo', '/D:/a/app']) {
    const join = (path: string): string => `${root}/${path}`
    t.deepEqual(resolve([join('src/a.js'), join('src/b.js'), join('packages/x/src/a.js')]), ['src/a.js', 'src/b.js', 'packages/x/src/a.js'], root)
  }
})

test('a container that holds the folder of the suite alone names the same files', (t) => {
  const tracked = ['packages/x/src/a.js', 'packages/x/src/b.js', 'packages/y/src/a.js']
  t.deepEqual(resolve(['/app/src/a.js', '/app/src/b.js'], { tracked, root: 'packages/x' }), ['packages/x/src/a.js', 'packages/x/src/b.js'])
  t.deepEqual(resolve(['/app/src/a.js'], { tracked }), ['unknown app/src/a.js'])
})

test('a relative path is meant from the root of the suite, then from the top', (t) => {
  t.deepEqual(resolve(['src/a.js', './src/b.js'], { root: 'packages/x' }), ['packages/x/src/a.js', 'src/b.js'])
  t.deepEqual(resolve(['src/a.js']), ['src/a.js'])
})

test('spellings of one path are one path', (t) => {
  const nfd = 'src/Größe.js'.normalize('NFD')
  t.deepEqual(resolve(['src//a.js', 'src/./a.js', './/src/a.js', 'src\\a.js', nfd, 'src/größe.js']), ['src/a.js', 'src/a.js', 'src/a.js', 'src/a.js', 'src/Größe.js', 'src/Größe.js'])
})

test('a name that git has in another Unicode form is the same file, spelled in NFC', (t) => {
  t.deepEqual(resolve(['/repo/src/Größe.js'.normalize('NFC'), 'src/Größe.js'], { tracked: ['src/Größe.js'.normalize('NFD')] }), ['src/Größe.js', 'src/Größe.js'].map((path) => path.normalize('NFC')))
})

test('a relative path from a folder above is the longest tracked path that it ends with', (t) => {
  t.deepEqual(resolve(['app/packages/x/src/a.js', 'app/src/b.js'], { tracked: ['src/a.js', 'packages/x/src/a.js', 'src/b.js'] }), ['packages/x/src/a.js', 'src/b.js'])
  t.deepEqual(resolve(['app/packages/x/src/a.js'], { tracked: ['packages/x/src/a.js', 'src/a.js'] }), ['packages/x/src/a.js'])
})

test('case is as in git, and folded only where the exact path is not tracked', (t) => {
  t.deepEqual(resolve(['src/A.js', 'src/a.js'], { tracked: ['src/A.js', 'src/a.js'] }), ['src/A.js', 'src/a.js'])
  t.deepEqual(resolve(['SRC/A.JS']), ['src/a.js'])
})

test('a path that climbs is the file it means', (t) => {
  t.deepEqual(resolve(['/ci/checkout/packages/x/../../src/b.js', '/repo/packages/x/../../src/a.js']), ['src/b.js', 'src/a.js'])
  t.deepEqual(resolve(['../../src/b.js', '../y/../x/src/a.js'], { root: 'packages/x' }), ['src/b.js', 'packages/x/src/a.js'])
})

test('a generated file that lies in the work tree is known by its own path', (t) => {
  const exists = (path: string): boolean => path === 'dist/index.js' || path === 'gen/z.js'
  t.deepEqual(resolve(['/ci/checkout/gen/z.js'], { exists }), ['gen/z.js'])
  t.deepEqual(resolve(['gen/z.js'], { exists }), ['gen/z.js'])
  // index.js is tracked; dist/index.js is another file, though its path ends like it.
  t.deepEqual(resolve(['/ci/checkout/dist/index.js', '/ci/checkout/index.js'], { exists }), ['dist/index.js', 'index.js'])
})

test('two files of a report never become one tracked file', (t) => {
  const paths = ['/repo/index.js', '/repo/node_modules/z/index.js', '/repo/src/a.js', '/repo/vendor/src/a.js', '/repo/src/b.js']
  const resolved = resolver().resolve(paths)
  t.deepEqual(resolved.filter(({ known }) => known).map(({ path }) => path), ['index.js', 'src/a.js', 'src/b.js'])
  t.is(new Set(resolved.map(({ path }) => path)).size, paths.length)
})

test('a file that neither git nor the work tree has is unknown, under the path that is left of it', (t) => {
  t.deepEqual(resolve(['/ci/checkout/src/gone.js', '/elsewhere/z.js', 'z.js']), ['unknown src/gone.js', 'unknown elsewhere/z.js', 'unknown z.js'])
})

test('resolving loses and adds no path, keeps the order, and takes any text', (t) => {
  const segment = fc.oneof(fc.constantFrom('src', 'a.js', 'b.js', '..', '.', '', 'packages', 'x', 'C:', '__proto__', 'index.js'), fc.string({ maxLength: 4 }))
  const path = fc.tuple(fc.constantFrom('', '/', '/repo/', '/ci/checkout/', 'C:\\', 'file:///'), fc.array(segment, { maxLength: 5 }), fc.constantFrom('/', '\\')).map(([head, tail, by]) => head + tail.join(by))
  fc.assert(fc.property(fc.array(path, { maxLength: 6 }), fc.constantFrom('', 'packages/x'), (paths, root) => {
    const resolved = resolver({ root }).resolve(paths)
    t.is(resolved.length, paths.length)
    for (const { path: found, known } of resolved) if (known) t.true(TRACKED.includes(found))
  }), { numRuns: 500 })
})

test('what is tracked resolves to itself, from any root', (t) => {
  fc.assert(fc.property(fc.constantFrom('/ci/checkout', '/repo', 'C:/work', ''), fc.shuffledSubarray(TRACKED, { minLength: 1 }), (root, paths) => {
    t.deepEqual(resolve(paths.map((path) => (root === '' ? path : `${root}/${path}`)), { tracked: ['src/a.js', ...TRACKED] }).length, paths.length)
    if (root === '/ci/checkout' || root === '') t.deepEqual(resolve(paths.map((path) => (root === '' ? path : `${root}/${path}`))), paths)
  }))
})
