import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import test from 'ava'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { pipelineFor, PIPELINES, type PipelineName, type PipelinePlan } from '../../src/policy/setup/pipelines/index.js'
import { pipelinePlan, type PipelineFacts } from '../../src/policy/setup/pipelines/plan.js'
import { workflowFaults } from '../support/workflow-parser.js'

const PLANS: Readonly<Record<string, Partial<PipelineFacts>>> = {
  'jest in four shards': { shards: 4, files: at(['package-lock.json']), suite: suite({ runCommand: 'npm test' }) },
  'vitest of a workspace\'s package, in two shards': { shards: 2, files: at(['pnpm-lock.yaml'], ['package.json']), suite: suite({ name: 'unit-core', root: 'packages/core', tool: 'vitest' }), runner: 'vitest' },
  'jest of a package with a lock file of its own, in a folder with a quote': { shards: 2, files: at([], ['package-lock.json']), suite: suite({ root: "packages/ada's core" }) },
  'mocha in one job': { files: at([]), suite: suite({ tool: 'nyc', runCommand: 'npm run cover' }), runner: null },
  'AVA in three shards': { shards: 3, files: at(['yarn.lock']), suite: suite({ tool: 'c8', runCommand: 'npm test' }), runner: 'ava' },
  'pytest in two shards, on branches with slashes': { shards: 2, branches: ['main', 'release/1.x', 'hotfix/*', 'team/**'], files: at(['uv.lock']), suite: suite({ tool: 'pytest-cov' }), runner: 'pytest-split' },
}

function at(top: readonly string[], root: readonly string[] = top): PipelineFacts['files'] {
  return { top, root }
}

function suite(changes: Partial<PipelineFacts['suite']>): PipelineFacts['suite'] {
  return { name: 'unit', root: '', tool: 'jest', runCommand: null, ...changes }
}

function planned(name: PipelineName, facts: Partial<PipelineFacts>): PipelinePlan {
  return pipelinePlan({ ci: name, branches: ['main'], shards: 1, files: at([]), suite: suite({}), runner: 'jest', ...facts })
}

function written(name: PipelineName, facts: Partial<PipelineFacts>): readonly { readonly path: string; readonly text: string }[] {
  return pipelineFor(name).files.map(({ path, text }) => ({ path, text: text(planned(name, facts)) }))
}

const schemas = join(dirname(createRequire(import.meta.url).resolve('schemastore/package.json')), 'schemas/json')

/** A published schema, without the parts of other schemas it refers to on the web. */
function schemaFaults(file: string, document: unknown): readonly string[] {
  const schema = JSON.parse(readFileSync(join(schemas, file), 'utf8'), (_key, value: unknown) => {
    const reference = value !== null && typeof value === 'object' && '$ref' in value ? value.$ref : undefined
    return typeof reference === 'string' && /^https?:/.test(reference) ? {} : value
  }) as Readonly<Record<string, unknown>>
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false })
  const { $schema: _schema, $id: _id, id: _old, ...own } = schema
  const validate = ajv.compile(own)
  return validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

const SCHEMAS: Partial<Readonly<Record<PipelineName, string>>> = {
  gitlab: 'gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json',
  circleci: 'circleciconfig.json',
  buildkite: 'raw.githubusercontent.com/buildkite/pipeline-schema/main/schema.json',
}

for (const [what, plan] of Object.entries(PLANS)) {
  for (const name of PIPELINES) {
    const schema = SCHEMAS[name]
    if (schema === undefined) continue
    test(`the ${name} pipeline for ${what} is what its published schema asks for`, (t) => {
      for (const { path, text } of written(name, plan)) t.deepEqual(schemaFaults(schema, parse(text)), [], path)
    })
  }

  test(`the workflows for ${what} pass GitHub's own parser`, async (t) => {
    for (const { path, text } of written('github', plan)) t.deepEqual(await workflowFaults(path, text), [], path)
  })

  test(`the Jenkinsfile for ${what}, of which no schema is published, closes what it opens and has its stages`, (t) => {
    const [{ text } = { text: '' }] = written('jenkins', plan)
    const groovy = text.replace(/'''[\s\S]*?'''|'[^'\n]*'|"[^"\n]*"|\/\/.*/g, '')
    const open: string[] = []
    for (const sign of groovy.match(/[{}[\]()]/g) ?? []) {
      if ('{[('.includes(sign)) open.push(sign)
      else t.is(open.pop(), { '}': '{', ']': '[', ')': '(' }[sign])
    }
    t.deepEqual(open, [])
    t.regex(groovy, /^pipeline \{\s+agent none\s+stages \{\s+stage\(\) \{\s+matrix \{\s+agent any\s+axes \{/m)
  })

  test(`the shell of every pipeline for ${what} can be read by sh`, (t) => {
    for (const name of PIPELINES) {
      for (const { path, text } of written(name, plan)) {
        for (const script of scriptsIn(name, text)) t.notThrows(() => execFileSync('bash', ['-n'], { input: script }), `${path}\n${script}`)
      }
    }
  })
}

/** Whatever a pipeline hands to a shell. */
function scriptsIn(name: PipelineName, text: string): readonly string[] {
  if (name === 'jenkins') return [...text.matchAll(/'''([\s\S]*?)'''/g)].map(([, script = '']) => script.replaceAll(/\\(.)/g, '$1'))
  const scripts: string[] = []
  const visit = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && ['run', 'command', 'script'].includes(key)) scripts.push(name === 'buildkite' ? value.replaceAll('$$', '$') : value)
    else if (Array.isArray(value)) for (const one of value) visit(one, key)
    else if (value !== null && typeof value === 'object') for (const [inner, one] of Object.entries(value)) visit(one, inner)
  }
  visit(parse(text))
  return scripts
}

const tests = (facts: Partial<PipelineFacts>, name: PipelineName = 'github'): string => planned(name, facts).test

test('a runner that splits its files gets the place of its shard, through npm as behind npx', (t) => {
  t.is(tests({ shards: 4, suite: suite({ runCommand: 'npm test' }) }), `npm test -- --shard="$SHARD/$SHARDS" --coverageThreshold='{}'`)
  t.is(tests({ shards: 4, suite: suite({ tool: 'vitest' }), runner: 'vitest' }), 'npx vitest run --coverage --shard="$SHARD/$SHARDS" --coverage.thresholds=false')
  t.is(tests({ shards: 4, suite: suite({ tool: 'nyc', runCommand: 'npm run e2e' }), runner: 'playwright' }), 'npm run e2e -- --shard="$SHARD/$SHARDS"')
  t.is(tests({ shards: 4, suite: suite({ tool: 'nyc', runCommand: 'npm run cover' }), runner: null }), 'npm run cover')
})

test('the limits of a tool hold where it measures the whole, and are off where it measures a share', (t) => {
  t.is(tests({ suite: suite({ tool: 'vitest' }), runner: 'vitest' }), 'npx vitest run --coverage')
  t.is(tests({ suite: suite({ tool: 'pytest-cov' }), runner: 'pytest-split' }), 'python -m pytest --cov --cov-branch --cov-report=json:coverage.json')
  t.regex(tests({ shards: 2, suite: suite({ tool: 'pytest-cov' }), runner: 'pytest-split' }), / --splits "\$SHARDS" --group "\$SHARD" --cov-fail-under=0$/)
})

test('AVA counts shards from 0 in variables GitHub and Jenkins do not set, and finds those of other CIs itself', (t) => {
  const facts = { shards: 3, suite: suite({ tool: 'c8', runCommand: 'npm test' }), runner: 'ava' } as const
  for (const name of ['github', 'jenkins'] as const) t.is(tests(facts, name), 'CI_NODE_INDEX=$((SHARD - 1)) CI_NODE_TOTAL=$SHARDS npm test')
  for (const name of ['gitlab', 'circleci', 'buildkite'] as const) t.is(tests(facts, name), 'npm test')
})

test('what is installed follows from the lock file, and what runs pytest from it too', (t) => {
  const install = (tool: string, ...files: readonly string[]): readonly string[] => planned('github', { files: at(files), suite: suite({ tool }) }).install.map(({ run }) => run)
  t.deepEqual(install('jest', 'package-lock.json'), ['npm ci'])
  t.deepEqual(install('jest', 'yarn.lock'), ['corepack enable', 'yarn install --immutable'])
  t.deepEqual(install('jest', 'bun.lock'), ['npm install --global bun', 'bun install --frozen-lockfile'])
  t.deepEqual(install('jest'), ['npm install'])
  t.deepEqual(install('pytest-cov', 'requirements.txt', 'package-lock.json'), ['pip install -r requirements.txt', 'npm ci'])
  t.deepEqual(install('pytest-cov', 'uv.lock'), ['pip install uv', 'uv sync --frozen', 'npm install --no-save ci-datum'])
  t.regex(tests({ files: at(['uv.lock']), suite: suite({ tool: 'pytest-cov' }) }), /^uv run python -m pytest /)
  t.regex(tests({ files: at(['poetry.lock']), suite: suite({ tool: 'pytest-cov' }) }), /^poetry run python -m pytest /)
})

test('a package is installed where its lock file lies, and datum runs where it is installed', (t) => {
  const place = (top: readonly string[], root: readonly string[]): readonly unknown[] => {
    const { home, install, cache } = planned('github', { files: at(top, root), suite: suite({ root: 'packages/core' }) })
    return [home, install.map(({ folder }) => folder), cache?.lock]
  }
  t.deepEqual(place(['package.json', 'package-lock.json'], ['package.json']), ['', [''], 'package-lock.json'])
  t.deepEqual(place(['package.json', 'package-lock.json'], ['package.json', 'package-lock.json']), ['packages/core', ['packages/core'], 'packages/core/package-lock.json'])
  t.deepEqual(place([], ['package.json']), ['packages/core', ['packages/core'], undefined])
  for (const name of PIPELINES) {
    for (const { path, text } of written(name, { shards: 2, files: at([], ['package-lock.json']), suite: suite({ root: 'packages/core' }) })) {
      const places = name === 'github' ? text.match(/npx ci-datum .*\n +working-directory: "packages\/core"/g) : text.match(/cd packages\/core\n(?:.*\n)*?.*npx ci-datum/g)
      t.is(places?.length, path.endsWith('publish.yml') ? 1 : name === 'github' ? 3 : 2, path)
    }
  }
})

test('every baseline branch starts a pipeline, globs in the form of the CI', (t) => {
  const branches = ['main', 'release/1.x', 'hotfix/*', 'team/**', 'odd{a,b}']
  const [github] = written('github', { branches }).map(({ text }) => parse(text) as { readonly on: { readonly push: unknown } })
  t.deepEqual(github?.on.push, { branches: ['main', 'release/1.x', 'hotfix/*', 'team/**'] })
  const [gitlab] = written('gitlab', { branches }).map(({ text }) => parse(text) as { readonly datum: { readonly rules: readonly { readonly if: string }[] } })
  t.deepEqual(gitlab?.datum.rules.slice(1).map((rule) => rule.if), [
    '$CI_COMMIT_BRANCH == "main"', '$CI_COMMIT_BRANCH == "release/1.x"', '$CI_COMMIT_BRANCH =~ /^hotfix\\/[^\\/]*$/', '$CI_COMMIT_BRANCH =~ /^team\\/.*$/',
  ])
})

test('a token that GitLab hands to a job is not left in the configuration of its checkout', (t) => {
  const [{ text } = { text: '' }] = written('gitlab', {})
  t.notRegex(text, /git config/)
  const script = /^ {6}if \[ -n "\$DATUM_TOKEN" \][\s\S]*?\n {6}fi$/m.exec(text)?.[0] ?? ''
  const env = { PATH: process.env['PATH'], DATUM_TOKEN: 'secret', CI_REPOSITORY_URL: 'https://gitlab-ci-token:job@gitlab.example.org:8443/sub/team/app.git' }
  t.is(execFileSync('bash', ['-e', '-c', `${script}\necho "$GIT_CONFIG_KEY_0=$GIT_CONFIG_VALUE_0"`], { env, encoding: 'utf8' }), 'remote.origin.pushurl=https://datum:secret@gitlab.example.org:8443/sub/team/app.git\n')
})

test('a job that runs what a pull request brought has no token that may write, and the one that has runs none of it', (t) => {
  const [measuring, publishing] = written('github', PLANS['jest in four shards'] ?? {}).map(({ text }) => parse(text) as Workflow)
  t.deepEqual(measuring?.permissions, { contents: 'read' })
  const writers = Object.entries(measuring?.jobs ?? {}).filter(([, { permissions }]) => Object.values(permissions ?? {}).includes('write'))
  t.deepEqual(writers.map(([id, job]) => [id, job.if]), [['datum-record', "${{ !cancelled() && github.event_name == 'push' }}"]])
  t.deepEqual(publishing?.permissions, {})
  t.deepEqual(Object.keys(publishing?.on ?? {}), ['workflow_run'])
  for (const { steps } of Object.values(publishing?.jobs ?? {})) {
    for (const { uses = '', run = '', with: given = {} } of steps) {
      if (uses.startsWith('actions/checkout')) t.deepEqual(given, { 'fetch-depth': 0 }, 'the default branch, and no ref of a pull request')
      t.notRegex(run, /\$\{\{/, 'text of others comes as variables')
    }
  }
})

interface Workflow {
  readonly on: object
  readonly permissions: object
  readonly jobs: Readonly<Record<string, { readonly if?: string; readonly permissions?: object; readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[] }>>
}
