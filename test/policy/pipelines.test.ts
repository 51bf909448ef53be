import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import test from 'ava'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { pipelineFor, PIPELINES, type Pipeline, type PipelineName } from '../../src/policy/setup/pipelines/index.js'
import { pipelinePlan, type PipelineFacts } from '../../src/policy/setup/pipelines/plan.js'
import { workflowFaults } from '../support/workflow-parser.js'

const PLANS: Readonly<Record<string, Partial<PipelineFacts>>> = {
  'jest in four shards': { shards: 4, files: ['package-lock.json'], suite: { name: 'unit', root: '', tool: 'jest', runCommand: 'npm test' } },
  'vitest of a package, in two shards': { shards: 2, files: ['pnpm-lock.yaml'], suite: { name: 'unit-core', root: 'packages/the core', tool: 'vitest', runCommand: null } },
  'mocha in one job': { files: [], suite: { name: 'unit', root: '', tool: 'nyc', runCommand: 'npm run cover' } },
  'pytest, on a branch with a slash': { branch: 'release/1', files: ['requirements.txt'], suite: { name: 'unit', root: '', tool: 'pytest-cov', runCommand: null } },
}

function written(name: PipelineName, plan: Partial<PipelineFacts>): Pipeline {
  return pipelineFor(name, pipelinePlan({ branch: 'main', shards: 1, files: [], suite: { name: 'unit', root: '', tool: 'jest', runCommand: null }, ...plan }))
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
      for (const { path, text } of written(name, plan).files) t.deepEqual(schemaFaults(schema, parse(text)), [], path)
    })
  }

  test(`the workflows for ${what} pass GitHub's own parser`, async (t) => {
    for (const { path, text } of written('github', plan).files) t.deepEqual(await workflowFaults(path, text), [], path)
  })

  test(`the Jenkinsfile for ${what}, of which no schema is published, closes what it opens and has its stages`, (t) => {
    const [{ text } = { text: '' }] = written('jenkins', plan).files
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
      for (const { path, text } of written(name, plan).files) {
        for (const script of scriptsIn(name, text)) t.notThrows(() => execFileSync('bash', ['-n'], { input: script }), `${path}\n${script}`)
      }
    }
  })
}

/** Whatever a pipeline hands to a shell. */
function scriptsIn(name: PipelineName, text: string): readonly string[] {
  if (name === 'jenkins') return [...text.matchAll(/'''([\s\S]*?)'''/g)].map(([, script = '']) => script)
  const scripts: string[] = []
  const visit = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && ['run', 'command', 'script'].includes(key)) scripts.push(name === 'buildkite' ? value.replaceAll('$$', '$') : value)
    else if (Array.isArray(value)) for (const one of value) visit(one, key)
    else if (value !== null && typeof value === 'object') for (const [inner, one] of Object.entries(value)) visit(one, inner)
  }
  visit(parse(text))
  return scripts
}

test('a runner that splits its files gets the place of its shard, through npm as behind npx', (t) => {
  const line = (suite: Partial<PipelineFacts['suite']>, shards: number): string => pipelinePlan({ branch: 'main', shards, files: [], suite: { name: 'unit', root: '', tool: 'jest', runCommand: null, ...suite } }).test
  t.is(line({ runCommand: 'npm test' }, 4), 'npm test -- --shard="$SHARD/$SHARDS"')
  t.is(line({ tool: 'vitest' }, 4), 'npx vitest run --coverage --shard="$SHARD/$SHARDS"')
  t.is(line({ tool: 'vitest' }, 1), 'npx vitest run --coverage')
  t.is(line({ tool: 'nyc', runCommand: 'npm run cover' }, 4), 'npm run cover')
})

test('what is installed follows from the lock file', (t) => {
  const install = (tool: string, ...files: readonly string[]): readonly string[] => pipelinePlan({ branch: 'main', shards: 1, files, suite: { name: 'unit', root: '', tool, runCommand: null } }).install
  t.deepEqual(install('jest', 'package-lock.json'), ['npm ci'])
  t.deepEqual(install('jest', 'yarn.lock'), ['corepack enable', 'yarn install --immutable'])
  t.deepEqual(install('jest'), ['npm install'])
  t.deepEqual(install('pytest-cov', 'requirements.txt', 'package-lock.json'), ['pip install -r requirements.txt', 'npm ci'])
  t.deepEqual(install('pytest-cov', 'uv.lock'), ['pip install uv', 'uv sync --frozen', 'npm install --no-save ci-datum'])
})

test('a job that runs what a pull request brought has no token that may write, and the one that has runs none of it', (t) => {
  const [measuring, publishing] = written('github', PLANS['jest in four shards'] ?? {}).files.map(({ text }) => parse(text) as Workflow)
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
