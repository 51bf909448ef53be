import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, platform } from 'node:os'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { environmentOf } from '../../src/world/environment.js'
import { openWorld } from '../../src/world/index.js'
import { temporaryFolder } from '../support/folder.js'

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

const installed = (where: string, name: string, version: unknown) => ({ [`${where}node_modules/${name}/package.json`]: JSON.stringify({ name, version }) })

/** A repository of two packages. */
function monorepo(t: ExecutionContext): string {
  const folder = temporaryFolder(t)
  write(folder, {
    '.git/HEAD': '', 'packages/web/src/a.js': '', '.nycrc.json': '{"include":["src"]}',
    ...installed('', 'nyc', '15.0.0'), ...installed('', 'typescript', '5.9.3'), ...installed('', '@stryker-mutator/core', '9.6.1'),
    ...installed('packages/web/', 'nyc', '17.1.0'), ...installed('packages/web/', 'left-pad', '1.0.0'),
    'packages/web/node_modules/jest/package.json': '{', ...installed('', 'jest', '29.0.0'), ...installed('', 'vitest', 3),
  })
  return folder
}

test('tools are those that node would load from the folder, up to the top of the repository', async (t) => {
  const top = monorepo(t)
  const web = { nyc: '17.1.0', typescript: '5.9.3', '@stryker-mutator/core': '9.6.1' }
  for (const [cwd, of] of [[top, 'packages/web'], [join(top, 'packages/web'), '.'], [join(top, 'packages/web'), ''], ['/', join(top, 'packages/web')]] as const) {
    t.deepEqual((await openWorld(cwd, {}).environment(of)).tools, web, `${cwd} ${of}`)
  }
  t.deepEqual((await openWorld(join(top, 'packages/web'), {}).environment(top)).tools, { nyc: '15.0.0', typescript: '5.9.3', '@stryker-mutator/core': '9.6.1', jest: '29.0.0' })
})

test('nothing above the repository is looked at', async (t) => {
  const outer = temporaryFolder(t)
  write(outer, { ...installed('', 'jest', '30.0.0'), 'inner/.git': 'gitdir: elsewhere', 'inner/src/a.js': '', 'plain/src/a.js': '', 'jest.config.json': '{}' })
  const inner = await openWorld(join(outer, 'inner/src'), {}).environment('.')
  t.deepEqual([inner.tools, inner.options], [{}, {}])
  const plain = await openWorld(join(outer, 'plain'), {}).environment('src')
  t.deepEqual([plain.tools, plain.options], [{}, {}], 'without a repository the folder itself is the top')
})

test('the machine is what it is', async (t) => {
  const { suspect, recorded } = await openWorld('/', { GITHUB_ACTIONS: 'true', ImageOS: 'ubuntu24', ImageVersion: '1' }).environment('.')
  t.deepEqual(suspect, { node: process.versions.node.split('.')[0], os: platform(), arch: arch() })
  t.deepEqual(recorded, { 'node version': process.versions.node, cpus: String(availableParallelism()), image: 'ubuntu24 1' })
  t.false('image' in (await openWorld('/', {}).environment('.')).recorded)
})

test('configuration of the top and of the folder is told apart', (t) => {
  const top = monorepo(t)
  write(top, { 'packages/web/jest.config.js': 'export default {}', 'packages/web/package.json': '{"name":"web","nyc":{"all":true}}', 'package.json': '{"ava":{}}', 'README.md': '' })
  const { options } = environmentOf(join(top, 'packages/web'), top, undefined)
  t.deepEqual(Object.keys(options).sort(), ['ava: package.json ava', 'jest: web/jest.config.js', 'nyc: .nycrc.json', 'nyc: web/package.json nyc'])
  for (const digest of Object.values(options)) t.regex(digest, /^[0-9a-f]{12}$/)
  t.deepEqual(Object.keys(environmentOf(top, top, undefined).options).sort(), ['ava: package.json ava', 'nyc: .nycrc.json'])
})

/** Digest of one configuration file. */
function digestOf(t: ExecutionContext, name: string, content: string): string | undefined {
  const folder = temporaryFolder(t)
  write(folder, { [name]: content })
  return Object.values(environmentOf(folder, folder, undefined).options)[0]
}

const gates: readonly (readonly [name: string, text: string, sameButGates: string, other: string])[] = [
  ['.nycrc', '{"all":true,"lines":90,"check-coverage":true,"include":["src"]}', '{ "include": ["src"], "all": true, "lines": 10, "reporter": ["html"] }', '{"all":false,"include":["src"]}'],
  ['.nycrc.yml', 'all: true\nlines: 90\ncheck-coverage: true\n', 'all: true\nlines: 10\ncheck-coverage: false\n', 'all: false\nlines: 90\ncheck-coverage: true\n'],
  ['nyc.config.js', "module.exports = { all: true, lines: 90, branches: 80, include: ['src'] }", "module.exports = { all: true, lines: 9.5, branches: 8, include: ['src'] }", "module.exports = { all: true, lines: 90, branches: 80, include: ['lib'] }"],
  ['package.json', '{"jest":{"coverageThreshold":{"global":{"lines":90}},"collectCoverageFrom":["src"]}}', '{"version":"2.0.0","jest":{"collectCoverageFrom":["src"],"coverageThreshold":{"./src/":{"lines":1}}}}', '{"jest":{"collectCoverageFrom":["lib"]}}'],
  ['jest.config.ts', 'export default { coverageThreshold: { global: { lines: 90 } }, coverageProvider: "v8" }', 'export default { coverageThreshold: { global: { lines: 10, branches: 5 }, "./src/": {} }, coverageProvider: "v8" }', 'export default { coverageThreshold: { global: { lines: 90 } }, coverageProvider: "babel" }'],
  ['vitest.config.ts', 'test: { coverage: { provider: "v8", thresholds: { lines: 90, autoUpdate: true } } }', 'test: { coverage: { provider: "v8", thresholds: { lines: 95, autoUpdate: true } } }', 'test: { coverage: { provider: "istanbul", thresholds: { lines: 90, autoUpdate: true } } }'],
  ['stryker.config.json', '{"mutate":["src"],"thresholds":{"break":80}}', '{"mutate":["src"],"thresholds":{"break":60,"high":90}}', '{"mutate":["lib"],"thresholds":{"break":80}}'],
  ['.coveragerc', '[report]\nfail_under = 90\n[run]\nbranch = True\n', '[report]\nfail_under = 80.5\n[run]\nbranch = True\n', '[report]\nfail_under = 90\n[run]\nbranch = False\n'],
  ['pyproject.toml', '[project]\nversion = "1"\n[tool.coverage.report]\nfail_under = 90\n[tool.coverage.run]\nbranch = true\n', '[project]\nversion = "2"\n\n[tool.coverage.report]\nfail_under = 80\n[tool.coverage.run]\nbranch = true\n[tool.black]\nx = 1\n', '[tool.coverage.report]\nfail_under = 90\n[tool.coverage.run]\nbranch = false\n'],
  ['setup.cfg', '[metadata]\nname = a\n[coverage:run]\nomit = x\n', '[metadata]\nname = b\n[coverage:run]\nomit = x\n', '[coverage:run]\nomit = y\n'],
]

for (const [name, text, sameButGates, other] of gates) {
  test(`a gate that moved in ${name} leaves the instrument the same, anything else does not`, (t) => {
    t.truthy(digestOf(t, name, text))
    t.is(digestOf(t, name, sameButGates), digestOf(t, name, text))
    t.not(digestOf(t, name, other), digestOf(t, name, text))
  })
}

test('files of many tools count only when they configure a measuring one', (t) => {
  t.is(digestOf(t, 'pyproject.toml', '[project]\nname = "a"\n'), undefined)
  t.is(digestOf(t, 'package.json', '{"name":"a","scripts":{"test":"jest"}}'), undefined)
  t.is(digestOf(t, 'package.json', 'not json'), undefined)
})

test('a folder that is not there has a machine and no tools', async (t) => {
  const { tools, options, suspect } = await openWorld(temporaryFolder(t), {}).environment('nowhere')
  t.deepEqual([tools, options], [{}, {}])
  t.truthy(suspect['os'])
})
