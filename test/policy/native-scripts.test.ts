import test from 'ava'
import { nativeSetup } from '../../src/policy/native/index.js'

const setup = (files: Readonly<Record<string, string>>) => nativeSetup(Object.entries(files).map(([path, text]) => ({ path, text })))
const jest = (text: string, path = 'jest.config.js', others: Readonly<Record<string, string>> = {}) => {
  const { thresholds, problems } = setup({ [path]: text, ...others })
  return { limits: thresholds.map(({ metric, scope, value }) => `${metric} ${scope} ${value}`), problems: problems.map(({ field, why }) => `${field}: ${why.replace(/; set it.*/, '')}`) }
}
const READ = { limits: ['coverage.lines project 80'], problems: [] }
const THRESHOLD = 'coverageThreshold: { global: { lines: 80 } }'

for (const [what, text] of Object.entries({
  'module.exports': `module.exports = { ${THRESHOLD} }`,
  'a default export': `export default { ${THRESHOLD} }`,
  'a name': `/** @type {import('jest').Config} */\nconst config = { ${THRESHOLD} }\nexport default config`,
  'exports.default': `exports.default = { ${THRESHOLD} }`,
  'a function': `module.exports = async () => { const config = { ${THRESHOLD} }; return config }`,
  'a declared function': `export default function config() { return { ${THRESHOLD} } }`,
  'constants': `const min = 80\nconst global = { lines: min }\nmodule.exports = { coverageThreshold: { global } }`,
  'a spread of constants': `const base = { ${THRESHOLD} }\nmodule.exports = { ...base, verbose: true }`,
  'a spread over what is not read': `module.exports = { ...require('preset'), ${THRESHOLD} }`,
  'quoted keys and a template': 'module.exports = { "coverageThreshold": { [`global`]: null, global: { "lines": 8e1 } } }'.replace('[`global`]: null, ', ''),
  'a member of a constant': `const limits = { unit: { lines: 80 } }\nmodule.exports = { coverageThreshold: { global: limits.unit } }`,
  'a write to a member': `const config = {}\nconfig.${THRESHOLD.replace(':', ' =')}\nmodule.exports = config`,
  'equal arms': `module.exports = { coverageThreshold: { global: process.env.CI ? { lines: 80 } : { lines: 80 } } }`,
  'Object.assign': `module.exports = Object.assign({}, require('x'), { ${THRESHOLD} })`,
})) test(`${what} is read without running it`, (t) => { t.deepEqual(jest(text), READ) })

test('TypeScript is read without its types', (t) => {
  t.deepEqual(jest(`import type { Config } from 'jest'\nconst config: Config = { ${THRESHOLD} } as const satisfies Config\nexport default config!`, 'jest.config.ts'), READ)
})

test("next's wrapper keeps the limits it is given", (t) => {
  t.deepEqual(jest(`const nextJest = require('next/jest')\nconst createJestConfig = nextJest({ dir: './' })\nmodule.exports = createJestConfig({ ${THRESHOLD} })`), READ)
})

test('a module that a configuration imports is read with it, and is none itself', (t) => {
  const base = `export const limits = { lines: 80 }\nexport default { ${THRESHOLD} }`
  for (const text of ["import base from './jest.config.base.js'\nexport default { ...base }", "import { limits } from './jest.config.base'\nexport default { coverageThreshold: { global: limits } }"]) {
    t.deepEqual(jest(text, 'a/jest.config.ts', { 'a/jest.config.base.ts': base }), READ)
  }
  t.deepEqual(jest("module.exports = { ...require('../jest.config.base') }", 'a/jest.config.js', { 'jest.config.base.js': `module.exports = { ${THRESHOLD} }` }), READ)
})

test('modules that import each other end in a problem', (t) => {
  const { limits, problems } = jest(`module.exports = { ...require('./jest.config.b.js') }`, 'jest.config.js', { 'jest.config.b.js': `module.exports = { ...require('./jest.config.js') }` })
  t.deepEqual(limits, [])
  t.is(problems.length, 1)
  t.regex(problems[0] ?? '', /in a circle$/)
})

for (const [what, text, problems] of [
  ['a limit from the environment', 'module.exports = { coverageThreshold: { global: { lines: Number(process.env.MIN), branches: 70 } } }', ['coverageThreshold.global.lines: computed: Number(process.env.MIN)']],
  ['a limit that depends', 'module.exports = { coverageThreshold: { global: { lines: process.env.CI ? 80 : 0 } } }', ["coverageThreshold.global.lines: computed: process.env.CI ? 80 : 0"]],
  ['a call', 'module.exports = build()', ['coverageThreshold: computed: build()']],
  ['a preset that may set them', `module.exports = { ...require('preset') }`, [`coverageThreshold: computed: require('preset')`]],
  ['a preset that may replace them', `module.exports = { ${THRESHOLD}, ...preset }`, ['coverageThreshold: computed: preset']],
  ['a condition that may leave them out', `module.exports = { ...(process.env.CI && { ${THRESHOLD} }) }`, ['coverageThreshold: computed: process.env.CI && { coverageThreshold: { global: { lines:...']],
  ['a parameter that hides a constant', `const lines = 80\nmodule.exports = ({ lines }) => ({ coverageThreshold: { global: { lines } } })`, ['coverageThreshold.global.lines: computed: lines']],
  ['a write that may happen', `const config = { ${THRESHOLD} }\nif (process.env.CI) config.coverageThreshold = {}\nmodule.exports = config`, ['coverageThreshold: computed: config.coverageThreshold = ...']],
  ['a name that goes in a circle', 'const a = b\nconst b = a\nmodule.exports = a', ['coverageThreshold: computed: a']],
  ['no export', 'const config = {}', ['coverageThreshold: computed: no default export was found']],
] as const) test(`${what} is named, not guessed`, (t) => { t.deepEqual(jest(text).problems, [...problems]) })

test('a module that cannot be parsed is named with the field', (t) => {
  const { problems } = jest('module.exports = {{{')
  t.is(problems.length, 1)
  t.regex(problems[0] ?? '', /^coverageThreshold: computed: cannot be parsed/)
})

test('an import that cannot be parsed is named where it matters', (t) => {
  const { limits, problems } = jest(`module.exports = { ...require('./jest.config.base'), ${THRESHOLD} }`, 'jest.config.js', { 'jest.config.base.js': '{{{' })
  t.deepEqual([limits, problems], [READ.limits, []])
  t.regex(jest("module.exports = require('./jest.config.base')", 'jest.config.js', { 'jest.config.base.js': '{{{' }).problems.join('|'), /^coverageThreshold: computed: cannot be parsed[^|]*$/)
})

test('vitest configurations are merged member by member', (t) => {
  const files = {
    'vite.config.ts': `import { defineConfig } from 'vite'\nexport default defineConfig(({ mode }) => ({ plugins: [vue()], test: { coverage: { thresholds: { lines: 70, branches: 60 } } } }))`,
    'vitest.config.ts': `import { defineConfig, mergeConfig } from 'vitest/config'\nimport viteConfig from './vite.config'\nexport default mergeConfig(viteConfig, defineConfig({ test: { coverage: { thresholds: { lines: 80 } } } }))`,
  }
  t.deepEqual(setup(files).thresholds.map(({ file, metric, value }) => `${file} ${metric} ${value}`), ['vitest.config.ts coverage.lines 80', 'vitest.config.ts coverage.branches 60'])
})

test('an exported function of vitest is read as what it returns', (t) => {
  const text = `export default defineConfig(async () => {\n  const env = loadEnv('test')\n  return { test: { coverage: { enabled: true, reporter: ['text'], reportsDirectory: './out', thresholds: { lines: +80 } } } } satisfies UserConfig\n})`
  const { thresholds, suites } = setup({ 'web/vitest.config.mts': text })
  t.deepEqual(thresholds.map(({ value }) => value), ['80'])
  t.deepEqual(suites, [{ tool: 'vitest', root: 'web', measure: 'coverage', reports: ['web/out/coverage-final.json'], runCommand: null, hint: 'vitest writes no JSON report: add "json" to coverage.reporter' }])
})
