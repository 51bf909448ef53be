import test from 'ava'
import { CODE_CLASSES, mayTouch, NO_CHANGES, PATH_CLASSES, type PathClass } from '../../src/model/changes.js'
import { classifier, classifyChanges, needsText, type Sides } from '../../src/policy/path-class.js'
import { DEFAULT_GLOBS } from '../../src/policy/path-globs.js'

const classOf = classifier(DEFAULT_GLOBS)
const json = (value: unknown): string => JSON.stringify(value)

/** The classes a path counts in, given its two texts. */
function classes(path: string, before?: string, after?: string): PathClass[] {
  const changes = classifyChanges([path], classOf, () => ({ before, after }))
  if (!changes.known) throw new Error(changes.why)
  return PATH_CLASSES.filter((name) => changes.paths[name].includes(path)).sort()
}

const PATHS: { readonly [C in PathClass]: readonly string[] } = {
  source: ['src/index.ts', 'lib/a.py', 'main.go', 'data/words.json', 'src/specs.ts', 'packages/core/baselines/x.ts', 'src/config.ts', 'Latest/x.rb', 'src/testing.ts', 'assets/logo.svg'],
  test: ['src/a.test.ts', 'src/a.spec.mjs', 'test/a.ts', 'packages/a/__tests__/b.js', 'tests/data/words.json', 'src/__snapshots__/a.snap', 'test_a.py', 'pkg/a_test.go', 'conftest.py', 'cypress/e2e/a.cy.js', 'test/README.md'],
  dependency: ['yarn.lock', 'packages/a/pnpm-lock.yaml', 'requirements-dev.txt', 'poetry.lock', 'uv.lock', 'go.mod', 'go.sum', 'Cargo.lock', 'Gemfile.lock', 'package-lock.json', 'test/fixtures/a/yarn.lock'],
  build: ['tsconfig.json', 'tsconfig.build.json', 'packages/a/webpack.config.js', 'babel.config.cjs', '.swcrc', 'Makefile', 'setup.py', 'pom.xml', 'app/build.gradle.kts', '.nvmrc', '.tool-versions', 'test/tsconfig.json'],
  'tool-config': ['.nycrc', '.nycrc.json', '.c8rc.json', 'jest.config.ts', 'packages/a/vitest.config.mts', 'vitest.workspace.ts', '.mocharc.cjs', 'stryker.config.mjs', '.coveragerc', 'pytest.ini', 'tox.ini', 'test/jest.config.js'],
  pipeline: ['.github/workflows/ci.yml', '.github/actions/setup/action.yml', '.gitlab-ci.yml', '.gitlab/ci/test.yml', '.circleci/config.yml', '.buildkite/pipeline.yml', 'Jenkinsfile', 'ci/Jenkinsfile.nightly', 'azure-pipelines.yml', 'bitbucket-pipelines.yml', '.travis.yml', '.appveyor.yml', 'appveyor.yml', '.drone.yml', '.woodpecker.yaml', '.woodpecker/unit.yml', '.semaphore/semaphore.yml', '.teamcity/settings.kts', '.cirrus.yml', 'codeship-steps.yml', 'buildspec.yml', 'ci/buildspec-unit.yaml', 'netlify.toml', 'vercel.json', 'Dockerfile', 'docker-compose.test.yml'],
  docs: ['README.md', 'docs/conf.py', 'packages/a/CHANGELOG.md', 'LICENSE', '.github/CODEOWNERS', '.github/ISSUE_TEMPLATE/bug.yml', '.gitignore', '.editorconfig', '.vscode/settings.json', 'guide.rst'],
  decisions: ['baselines/policy.yaml', 'baselines/recalibrations/2026-11-23-x.md', 'baselines/README.md', 'baselines/test/a.test.ts'],
}

for (const pathClass of PATH_CLASSES) {
  test(`${PATHS[pathClass].length} paths are ${pathClass} by their names`, (t) => {
    for (const path of PATHS[pathClass]) t.is(classOf(path), pathClass, path)
  })
}

test("the policy's globs replace those of a class, and leave the others", (t) => {
  const own = classifier({ ...DEFAULT_GLOBS, test: ['checks/**'], docs: [] })
  t.is(own('checks/a.ts'), 'test')
  t.is(own('src/a.test.ts'), 'source')
  t.is(own('README.md'), 'source')
  t.is(own('jest.config.js'), 'tool-config')
})

test('changes list each path in each of its classes, sorted', (t) => {
  t.deepEqual(classifyChanges(['src/b.ts', 'README.md', 'src/a.ts', 'pyproject.toml'], classOf, () => undefined), {
    known: true,
    paths: {
      source: ['src/a.ts', 'src/b.ts'], test: [], dependency: ['pyproject.toml'], build: ['pyproject.toml'], 'tool-config': ['pyproject.toml'], pipeline: [],
      docs: ['README.md'], decisions: [],
    },
  })
  t.deepEqual(classifyChanges([], classOf, () => undefined), NO_CHANGES)
})

test('changes that git cannot tell could be anything', (t) => {
  const unknown = classifyChanges(undefined, classOf, () => undefined)
  t.false(unknown.known)
  for (const pathClass of PATH_CLASSES) {
    t.true(mayTouch(unknown, [pathClass]))
    t.false(mayTouch(NO_CHANGES, [pathClass]))
  }
})

test('only manifests and lock files of npm are read', (t) => {
  for (const path of ['package.json', 'packages/a/package.json', 'package-lock.json', 'a/npm-shrinkwrap.json']) t.true(needsText(path), path)
  for (const path of ['my-package.json', 'package.json5', 'yarn.lock', 'package.json/x', 'composer.json']) t.false(needsText(path), path)
})

for (const [section, expected] of [
  ['dependencies', 'dependency'], ['optionalDependencies', 'dependency'], ['peerDependencies', 'dependency'], ['overrides', 'dependency'], ['workspaces', 'dependency'],
  ['devDependencies', 'tool-config'], ['nyc', 'tool-config'], ['jest', 'tool-config'], ['c8', 'tool-config'], ['ava', 'tool-config'],
  ['scripts', 'pipeline'], ['engines', 'pipeline'], ['packageManager', 'pipeline'],
  ['type', 'build'], ['exports', 'build'], ['somethingNew', 'build'], ['constructor', 'build'], ['__proto__', 'build'],
  ['version', 'docs'], ['description', 'docs'], ['files', 'docs'],
] as const) {
  test(`a change of ${section} in package.json is ${expected}`, (t) => {
    const before = `{"name":"a","${section}":{"x":"1"}}`
    const after = `{"name":"a","${section}":{"x":"2"}}`
    t.deepEqual(classes('packages/a/package.json', before, after), [expected])
    t.deepEqual(classes('package.json', '{"name":"a"}', after), [expected])
    t.deepEqual(classes('package.json', before, '{"name":"a"}'), [expected])
  })
}

test('package.json counts in each class of the sections that changed', (t) => {
  const before = json({ version: '1', scripts: { test: 'nyc mocha' }, dependencies: { a: '1' }, devDependencies: { nyc: '17' } })
  t.deepEqual(classes('package.json', before, json({ version: '2', scripts: { test: 'c8 mocha' }, dependencies: { a: '1' }, devDependencies: { c8: '10' } })), ['docs', 'pipeline', 'tool-config'])
  t.deepEqual(classes('package.json', before, `${before} \n`), ['docs'])
  t.deepEqual(classes('package.json', undefined, before), ['dependency', 'docs', 'pipeline', 'tool-config'])
})

const ANYTHING: readonly PathClass[] = ['build', 'dependency', 'pipeline', 'tool-config']

test('a package.json that cannot be read could be anything', (t) => {
  for (const text of ['', '{', '[]', 'null', '"x"']) {
    t.deepEqual(classes('package.json', '{}', text), ANYTHING, text)
    t.deepEqual(classes('package.json', text, '{}'), ANYTHING, text)
  }
  t.deepEqual(classes('package.json', undefined, undefined), ANYTHING)
})

test('a package.json of the work tree, whose earlier text nobody looked up, could be anything', (t) => {
  const changes = classifyChanges(['package.json'], classOf, () => undefined)
  t.deepEqual(PATH_CLASSES.filter((name) => mayTouch(changes, [name])).sort(), ANYTHING)
})

const lock = (packages: unknown): string => json({ lockfileVersion: 3, packages })
const locked = (path: string, before: unknown, after: unknown): PathClass[] => classes(path, lock(before), lock(after))
const react = { version: '18.0.0', resolved: 'https://registry.npmjs.org/react/-/react-18.0.0.tgz', integrity: 'sha512-a' }

test('a lock file in which only development packages moved is tool-config', (t) => {
  const before = { '': { name: 'a' }, 'node_modules/react': react, 'node_modules/nyc': { version: '15.0.0', dev: true } }
  for (const path of ['package-lock.json', 'packages/a/package-lock.json', 'npm-shrinkwrap.json']) {
    t.deepEqual(locked(path, before, { ...before, 'node_modules/nyc': { version: '17.0.0', dev: true }, 'node_modules/c8': { version: '10.0.0', dev: true } }), ['tool-config'], path)
  }
  t.deepEqual(locked('package-lock.json', before, { ...before, '': { name: 'b' } }), ['tool-config'])
})

test('a lock file in which a package of production moved is dependency', (t) => {
  const before = { 'node_modules/react': react, 'node_modules/nyc': { version: '15.0.0', dev: true } }
  for (const [what, after] of [
    ['another version', { ...before, 'node_modules/react': { ...react, version: '18.0.1' } }],
    ['another content', { ...before, 'node_modules/react': { ...react, integrity: 'sha512-b' } }],
    ['one more', { ...before, 'node_modules/vue': { version: '3.0.0' } }],
    ['one less', { 'node_modules/nyc': before['node_modules/nyc'] }],
    ['a development package that production needs now', { ...before, 'node_modules/nyc': { version: '15.0.0' } }],
    ['a package that both need', { ...before, 'node_modules/nyc': { version: '17.0.0', devOptional: true } }],
  ] as const) t.deepEqual(locked('package-lock.json', before, after), ['dependency'], what)
})

test('another commit of a git dependency is dependency, though its version is the same', (t) => {
  const git = (commit: string) => ({ 'node_modules/a': { version: '1.0.0', resolved: `git+ssh://git@example.org/a.git#${commit}` } })
  t.deepEqual(locked('package-lock.json', git('1111111'), git('2222222')), ['dependency'])
})

test('a lock file that cannot be read as npm writes it is dependency', (t) => {
  const good = lock({ 'node_modules/react': react })
  for (const text of ['', '{', json({ lockfileVersion: 1, dependencies: {} }), json({ packages: null }), lock({ 'node_modules/x': null }), lock({ 'node_modules/x': 'text' })]) {
    t.deepEqual(classes('package-lock.json', good, text), ['dependency'], text)
    t.deepEqual(classes('package-lock.json', text, good), ['dependency'], text)
  }
  t.deepEqual(classes('package-lock.json', undefined, good), ['dependency'])
  t.deepEqual(classes('package-lock.json', undefined, undefined), ['dependency'])
})

test('other lock files are dependency by name, whatever is in them', (t) => {
  const sides: Sides = { before: 'a', after: 'b' }
  const changes = classifyChanges(['yarn.lock'], classOf, () => sides)
  t.true(mayTouch(changes, CODE_CLASSES))
})
