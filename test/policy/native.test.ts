import test from 'ava'
import { isNativeConfig, nativeSetup, type NativeThreshold } from '../../src/policy/native/index.js'

const setup = (files: Readonly<Record<string, string>>) => nativeSetup(Object.entries(files).map(([path, text]) => ({ path, text })))
const limits = (files: Readonly<Record<string, string>>) => setup(files).thresholds.map(short)
const problems = (files: Readonly<Record<string, string>>) => setup(files).problems.map(({ file, field, why }) => `${file} ${field}: ${why}`)
const short = ({ file, field, metric, scope, limit, value }: NativeThreshold) => `${file} ${field}: ${metric} ${scope} ${limit} ${value}`
const json = (value: unknown) => JSON.stringify(value)

test('nothing is set up where there are no files', (t) => {
  t.deepEqual(nativeSetup([]), { suites: [], thresholds: [], problems: [] })
})

test('configurations and pipelines are worth reading, sources and dependencies are not', (t) => {
  for (const path of [
    'package.json', 'packages/a/package.json', '.nycrc', '.nycrc.yml', 'nyc.config.cjs', '.c8rc.json', 'jest.config.ts', 'jest.config.unit.js', 'jest.config.json',
    'vitest.config.mts', 'vite.config.js', 'stryker.conf.json', 'stryker.config.mjs', '.stryker.conf.js', 'pyproject.toml', 'py/setup.cfg', 'tox.ini', '.coveragerc',
    'pytest.ini', '.github/workflows/ci.yml', '.gitlab-ci.yml', '.circleci/config.yml', 'Jenkinsfile', 'azure-pipelines.yml', '.buildkite/pipeline.yml',
  ]) t.true(isNativeConfig(path), path)
  for (const path of ['src/jest.config/index.ts', 'package-lock.json', 'node_modules/x/package.json', 'test/fixtures/a/package.json', 'docs/.github/workflows/ci.yml', 'README.md', 'poetry.toml']) t.false(isNativeConfig(path), path)
})

test('nyc holds its limits only where it checks coverage', (t) => {
  t.deepEqual(limits({ '.nycrc': json({ lines: 95 }) }), [])
  t.deepEqual(limits({ '.nycrc': json({ 'check-coverage': true, lines: 95, branches: 80.5 }) }), [
    '.nycrc lines: coverage.lines project min 95', '.nycrc branches: coverage.branches project min 80.5',
  ])
})

test('nyc asks for 90 % of lines when it checks coverage and nobody says how much', (t) => {
  const { thresholds } = setup({ 'package.json': json({ nyc: { checkCoverage: true, functions: 0 } }) })
  t.deepEqual(thresholds, [{
    tool: 'nyc', root: '', file: 'package.json', field: 'nyc.checkCoverage', metric: 'coverage.lines', scope: 'project', limit: 'min', value: '90', stated: '90 (default)',
  }])
})

test("a command's flags win over nyc's configuration, and each limit is found where it stands", (t) => {
  const files = { '.nycrc.yml': 'lines: 70\nbranches: 60\n', 'package.json': json({ scripts: { test: 'cross-env CI=1 npx nyc --check-coverage --lines=95 mocha --lines 5' } }) }
  t.deepEqual(limits(files), ['package.json scripts.test --lines: coverage.lines project min 95', '.nycrc.yml branches: coverage.branches project min 60'])
})

test('the subcommand check-coverage checks, --no-check-coverage does not', (t) => {
  t.deepEqual(limits({ 'package.json': json({ scripts: { gate: 'nyc check-coverage --functions 80 --lines 0' } }) }), [
    'package.json scripts.gate --functions: coverage.functions project min 80',
  ])
  t.deepEqual(limits({ 'package.json': json({ nyc: { 'check-coverage': true }, scripts: { test: 'nyc --no-check-coverage mocha' } }) }), [])
})

test('a limit finer than the two decimals istanbul keeps is the next value it can show', (t) => {
  t.deepEqual(setup({ '.nycrc': json({ 'check-coverage': true, lines: 80.005 }) }).thresholds.map(({ value, stated }) => [value, stated]), [['80.01', '80.005']])
})

test('a limit per file is a problem with a name, not a limit', (t) => {
  t.deepEqual(setup({ '.nycrc': json({ 'check-coverage': true, 'per-file': true, lines: 80 }) }), {
    suites: setup({ '.nycrc': json({}) }).suites, thresholds: [],
    problems: [{ file: '.nycrc', field: 'per-file', why: 'nyc holds each file to its limits; a limit per file is not imported' }],
  })
})

test('nyc lets a file that is extended win over the file that extends it', (t) => {
  const files = { '.nycrc': json({ extends: './.nycrc.base.json', 'check-coverage': true, lines: 50 }), '.nycrc.base.json': json({ lines: 80 }) }
  t.deepEqual(limits(files), ['.nycrc.base.json lines: coverage.lines project min 80'])
  t.deepEqual(problems({ '.nycrc': json({ extends: 'our-preset' }) }), ['.nycrc extends: computed: extends our-preset; set it in baselines/policy or import by hand'])
  t.deepEqual(problems({ '.nycrc': json({ extends: '@istanbuljs/nyc-config-typescript' }) }), [])
})

test('a .nycrc at the top holds for each package that runs nyc', (t) => {
  const files = { '.nycrc': json({ 'check-coverage': true, lines: 85 }), 'a/package.json': json({ scripts: { test: 'nyc mocha' } }), 'b/package.json': json({ scripts: { test: 'nyc ava' } }) }
  t.deepEqual(setup(files).thresholds.map(({ root, file, value }) => [root, file, value]), [['a', '.nycrc', '85'], ['b', '.nycrc', '85']])
  t.deepEqual(setup(files).suites.map(({ root }) => root), ['a', 'b'])
})

test("c8's --100 asks for all of all four", (t) => {
  t.deepEqual(limits({ 'package.json': json({ scripts: { test: 'c8 --100 node --test' } }) }),
    ['lines', 'functions', 'branches', 'statements'].map((key) => `package.json scripts.test --100: coverage.${key} project min 100`))
})

test('c8 reads .nycrc where it has no file of its own, and nyc is not there then', (t) => {
  const files = { '.nycrc.json': json({ 'check-coverage': true, lines: 88 }), 'package.json': json({ scripts: { test: 'c8 -r json -r text ava' } }) }
  t.deepEqual(setup(files).thresholds.map(({ tool, value }) => [tool, value]), [['c8', '88']])
  t.deepEqual(problems({ 'package.json': json({ nyc: { 'check-coverage': true }, scripts: { test: 'c8 ava' } }) }), ['package.json nyc: not in force as far as is seen: c8 is run here and nyc is not'])
  t.deepEqual(setup(files).suites, [
    { tool: 'c8', root: '', measure: 'coverage', reports: ['coverage/coverage-final.json'], runCommand: 'npm test', hint: null },
  ])
})

test("jest's negative threshold is a number of uncovered elements", (t) => {
  t.deepEqual(limits({ 'package.json': json({ jest: { coverageThreshold: { global: { lines: 80, statements: -10, branches: 0 } } } }) }), [
    'package.json jest.coverageThreshold.global.lines: coverage.lines project min 80',
    'package.json jest.coverageThreshold.global.statements: coverage.statements project maxUncovered 10',
  ])
})

test("jest's paths hold the files below them together and leave them out of global", (t) => {
  const files = { 'jest.config.json': json({ coverageThreshold: { global: { lines: 80 }, './src/api/': { branches: 70, functions: -3 } } }) }
  t.deepEqual(limits(files), [
    'jest.config.json coverageThreshold.global.lines: coverage.lines project min 80',
    'jest.config.json coverageThreshold["./src/api/"].functions: coverage.functions ./src/api/ maxUncovered 3',
    'jest.config.json coverageThreshold["./src/api/"].branches: coverage.branches ./src/api/ min 70',
  ])
  t.deepEqual(problems(files), [
    'jest.config.json coverageThreshold.global: jest leaves the files of ./src/api/ out of global; imported, it holds for all files of the project',
  ])
})

test('jest holds each file a glob matches: the minimum is imported with a note, the count is not', (t) => {
  const files = { 'jest.config.json': json({ coverageThreshold: { './src/**/*.js': { lines: 90, functions: -1 } } }) }
  t.deepEqual(limits(files), ['jest.config.json coverageThreshold["./src/**/*.js"].lines: coverage.lines ./src/**/*.js min 90'])
  t.is(problems(files).length, 2)
})

test('a configuration is used in the folder of the command that names it', (t) => {
  const files = {
    'package.json': json({ scripts: { test: 'jest -c test/jest.config.unit.json --coverage', mutate: 'stryker run ci/stryker.conf.json' } }),
    'test/jest.config.unit.json': json({ coverageThreshold: { global: { lines: 80 } }, coverageDirectory: '<rootDir>/out' }),
    'ci/stryker.conf.json': json({ thresholds: { break: 60 }, reporters: ['json'] }),
  }
  t.deepEqual(setup(files).thresholds.map(({ root, file }) => [root, file]), [['', 'test/jest.config.unit.json'], ['', 'ci/stryker.conf.json']])
  t.deepEqual(setup(files).suites.map(({ tool, root, runCommand, hint }) => [tool, root, runCommand, hint]), [
    ['jest', '', 'npm test', null], ['stryker', '', 'npm run mutate', null],
  ])
})

test('pipelines of each kind are read where they keep commands', (t) => {
  const command = 'npx c8 --check-coverage --lines 70 npm test'
  for (const [path, text] of Object.entries({
    '.github/workflows/a.yml': `jobs:\n  a:\n    steps:\n      - run: ${command}\n`,
    '.gitlab-ci.yml': `spec: {}\n---\na:\n  script:\n    - !reference [.setup, script]\n    - ${command}\n`,
    '.circleci/config.yml': `jobs:\n  a:\n    steps:\n      - checkout\n      - run:\n          name: c8 --100\n          command: ${command}\n`,
    'azure-pipelines.yml': `steps:\n  - script: |\n      npm ci\n      ${command}\n    displayName: c8 --100\n`,
    '.buildkite/pipeline.yml': `steps:\n  - label: c8 --100\n    commands: ["${command}"]\n`,
    Jenkinsfile: `pipeline { stages { stage('c8 tests') { steps { sh '''\n  npm ci\n  ${command}\n''' } } } }`,
  })) t.deepEqual(setup({ [path]: text }).thresholds.map(({ root, file, value }) => [root, file, value]), [['', path, '70']], path)
})

test('a step runs in its working directory', (t) => {
  const text = 'jobs:\n  a:\n    steps:\n      - run: npx c8 --check-coverage --lines 70 npm test\n        working-directory: ./web\n'
  t.deepEqual(setup({ '.github/workflows/a.yml': text, 'web/.c8rc.json': json({ branches: 60 }) }).thresholds.map(({ root, value }) => [root, value]), [['web', '70'], ['web', '60']])
})

test('a pipeline that cannot be parsed is named', (t) => {
  t.deepEqual(setup({ '.github/workflows/a.yml': 'a: [' }).problems.map(({ file, field }) => [file, field]), [['.github/workflows/a.yml', '']])
})

test("jest's threshold on the command line is JSON in any shell quotes", (t) => {
  const scripts = { a: `jest --coverage --coverageThreshold='{"global":{"lines":75}}'`, b: 'jest --coverageThreshold "{\\"global\\":{\\"branches\\":65}}"', c: 'jest --coverageThreshold={}' }
  const files = { 'package.json': json({ scripts }) }
  t.deepEqual(limits(files), [
    'package.json scripts.a --coverageThreshold.global.lines: coverage.lines project min 75',
    'package.json scripts.b --coverageThreshold.global.branches: coverage.branches project min 65',
  ])
  t.deepEqual(problems(files), ['package.json scripts.c --coverageThreshold: this command runs without the limits of the configuration'])
})

test('a vitest glob holds the files it matches together, and the top level all files', (t) => {
  const text = `
    import { defineConfig } from 'vitest/config'
    export default defineConfig({ test: { coverage: { thresholds: { lines: 80, functions: -4, 'src/utils/**.ts': { 100: true }, 'src/*.ts': { branches: 50 } } } } })`
  t.deepEqual(limits({ 'vitest.config.ts': text }), [
    'vitest.config.ts test.coverage.thresholds.lines: coverage.lines project min 80',
    'vitest.config.ts test.coverage.thresholds.functions: coverage.functions project maxUncovered 4',
    ...['lines', 'functions', 'branches', 'statements'].map((key) => `vitest.config.ts test.coverage.thresholds["src/utils/**.ts"].100: coverage.${key} src/utils/**.ts min 100`),
    'vitest.config.ts test.coverage.thresholds["src/*.ts"].branches: coverage.branches src/*.ts min 50',
  ])
  t.deepEqual(problems({ 'vitest.config.ts': text }), [])
})

test('a tool that rewrites its own limits is named', (t) => {
  const text = 'export default { test: { coverage: { thresholds: { autoUpdate: (value) => Math.floor(value), lines: 80 } } } }'
  t.is(limits({ 'vitest.config.js': text }).length, 1)
  t.deepEqual(setup({ 'vitest.config.js': text }).problems.map(({ field }) => field), ['test.coverage.thresholds.autoUpdate'])
})

test("vitest's limits per file are not imported, an extra set per file leaves the others", (t) => {
  const config = (perFile: string) => ({ 'vitest.config.js': `export default { test: { coverage: { thresholds: { perFile: ${perFile}, lines: 80, 'src/**': { lines: 90 } } } } }` })
  t.deepEqual(limits(config('true')), [])
  t.is(problems(config('true')).length, 2)
  t.is(limits(config('{ lines: 50 }')).length, 2)
  t.is(problems(config('{ lines: 50 }')).length, 1)
  t.is(problems(config('false')).length, 0)
})

test("vitest's limits on the command line count wherever the command stands", (t) => {
  const files = {
    'package.json': json({ scripts: { test: 'vitest run', cov: 'npm test -- --coverage --coverage.thresholds.lines=80 --coverage.thresholds.branches -5' } }),
  }
  t.deepEqual(limits(files), [
    'package.json scripts.cov --coverage.thresholds.lines: coverage.lines project min 80',
    'package.json scripts.cov --coverage.thresholds.branches: coverage.branches project maxUncovered 5',
  ])
  t.deepEqual(setup(files).suites, [
    { tool: 'vitest', root: '', measure: 'coverage', reports: ['coverage/coverage-final.json'], runCommand: 'npm run cov', hint: null },
  ])
})

test('a vite.config counts when it configures tests and no vitest.config lies beside it', (t) => {
  const vite = { 'vite.config.ts': 'export default { test: { coverage: { thresholds: { lines: 60 } } } }' }
  t.is(limits(vite).length, 1)
  t.deepEqual(setup({ 'vite.config.ts': 'export default { plugins: [react()] }' }), { suites: [], thresholds: [], problems: [] })
  const both = { ...vite, 'vitest.config.ts': 'export default { test: {} }' }
  t.deepEqual(limits(both), [])
  t.deepEqual(problems(both), ['vite.config.ts test.coverage.thresholds: not in force: vitest reads the vitest.config beside it'])
})

test("Stryker's break is a limit, null and the colours are none", (t) => {
  t.deepEqual(limits({ 'stryker.conf.json': json({ thresholds: { high: 80, low: 60, break: 74.999 } }) }), [
    'stryker.conf.json thresholds.break: mutation.score project min 74.999',
  ])
  t.deepEqual(limits({ 'stryker.config.mjs': '/** @type {x} */\nexport default { thresholds: { high: 80, break: null } }' }), [])
  t.deepEqual(setup({ 'web/stryker.config.mjs': `export default { reporters: ['json', 'html'], jsonReporter: { fileName: 'out/m.json' } }` }).suites, [
    { tool: 'stryker', root: 'web', measure: 'mutation', reports: ['web/out/m.json'], runCommand: null, hint: null },
  ])
})

test('a package.json that cannot be parsed is named once', (t) => {
  const { suites, thresholds, problems: named } = setup({ 'package.json': '{ "jest": ' })
  t.deepEqual([suites.length, thresholds.length, named.length], [0, 0, 1])
  t.is(named[0]?.file, 'package.json')
})

test('the order of the files does not matter', (t) => {
  const files = [
    { path: 'b/.nycrc', text: json({ 'check-coverage': true }) }, { path: 'a/jest.config.json', text: json({ coverageThreshold: { global: { lines: 1 } } }) },
    { path: 'setup.cfg', text: '[coverage:report]\nfail_under = 3' },
  ]
  t.deepEqual(nativeSetup(files), nativeSetup([...files].reverse()))
})
