import test from 'ava'
import type { NativeSetup, NativeSuite, NativeThreshold, NativeTool } from '../../src/policy/native/types.js'
import { parsePolicy } from '../../src/policy/parse.js'
import { scopeFilter, scopesOf } from '../../src/policy/scopes.js'
import { modelOf } from '../../src/policy/setup/models.js'
import { planOf, type Plan } from '../../src/policy/setup/plan.js'
import { policyText } from '../../src/policy/setup/policy-text.js'
import { readYaml } from '../../src/read/yaml.js'
import { fc } from '../support/properties.js'
import { valueOf } from '../support/result.js'
import type { Policy } from '../../src/model/policy.js'

function suite(root = '', tool: NativeTool = 'nyc', changes: Partial<NativeSuite> = {}): NativeSuite {
  return { tool, root, measure: tool === 'stryker' ? 'mutation' : 'coverage', reports: [`${root === '' ? '' : `${root}/`}coverage/coverage-final.json`], runCommand: null, hint: null, ...changes }
}

function limit(value: string, changes: Partial<NativeThreshold> = {}): NativeThreshold {
  return { tool: 'jest', root: '', file: 'jest.config.js', field: 'coverageThreshold', metric: 'coverage.lines', scope: 'project', limit: 'min', value, stated: value, ...changes }
}

const setup = (changes: Partial<NativeSetup>): NativeSetup => ({ suites: [suite()], thresholds: [], problems: [], ...changes })
const limitsIn = ({ limits }: Plan) => limits.map(({ suite: name, metric, scope, limit: kind, value }) => `${name} ${metric} ${scope} ${kind} ${value}`)
const policyFrom = ({ suites, scopes }: Plan, branch = 'main', approver = 'Ada <ada@example.org>'): Policy =>
  valueOf(parsePolicy('baselines/policy.yaml', policyText({ suites, scopes, branch, approver, sync: false }), readYaml))

test('a tool at the top becomes the suite unit, a mutation tool the suite mutation', (t) => {
  const { suites } = planOf(setup({ suites: [suite(), suite('', 'stryker')] }), [])
  t.deepEqual(suites.map(({ name, measure, tool, models }) => [name, measure, tool, models]), [['unit', 'coverage', 'nyc', ['serial']], ['mutation', 'mutation', 'stryker', ['parallel:auto']]])
})

test('packages become suites of their names, and equal names are told apart', (t) => {
  const { suites } = planOf(setup({ suites: [suite('packages/core'), suite('tools/core'), suite('')] }), [])
  t.deepEqual(suites.map(({ name, root }) => [name, root]), [['unit-core', 'packages/core'], ['unit-core-2', 'tools/core'], ['unit-top', '']])
})

test('two tools of one folder are one suite with the reports of both', (t) => {
  const { suites } = planOf(setup({ suites: [suite('', 'nyc'), suite('', 'jest', { reports: ['coverage/coverage-final.json', 'b.json'], runCommand: 'npm test', hint: 'switch it on' })] }), [])
  t.deepEqual(suites.map(({ tool, reports, runCommand, hints }) => ({ tool, reports, runCommand, hints })), [
    { tool: 'nyc', reports: ['coverage/coverage-final.json', 'b.json'], runCommand: 'npm test', hints: ['switch it on'] },
  ])
})

test('of limits that say the same thing the strictest is taken over', (t) => {
  t.deepEqual(limitsIn(planOf(setup({ thresholds: [limit('80'), limit('90.5'), limit('85')] }), [])), ['unit coverage.lines project min 90.5'])
  t.deepEqual(limitsIn(planOf(setup({ thresholds: [limit('10', { limit: 'maxUncovered' }), limit('2', { limit: 'maxUncovered' }), limit('9', { limit: 'maxUncovered' }), limit('80')] }), [])), [
    'unit coverage.lines project maxUncovered 2', 'unit coverage.lines project min 80',
  ])
})

test('a limit belongs to the suite of its folder and measure, and says where it stood', (t) => {
  const plan = planOf(setup({ suites: [suite('a'), suite('b'), suite('b', 'stryker')], thresholds: [limit('80', { root: 'b' }), limit('60', { root: 'b', metric: 'mutation.score' })] }), [])
  t.deepEqual(limitsIn(plan), ['unit-b coverage.lines project min 80', 'mutation-b mutation.score project min 60'])
  t.is(plan.limits[0]!.source, 'jest.config.js coverageThreshold = 80')
})

test('a limit without a suite is named, not dropped', (t) => {
  const plan = planOf(setup({ thresholds: [limit('60', { metric: 'mutation.score' })], problems: [{ file: 'a', field: 'b', why: 'c' }, { file: 'd', field: '', why: 'e' }] }), [])
  t.deepEqual(plan.limits, [])
  t.deepEqual(plan.notes, ['a b: c', 'd: e', 'jest.config.js coverageThreshold: a limit of 60, and no suite it belongs to'])
})

test("a glob's limit gets a scope of its own, which holds what the glob matches", (t) => {
  const plan = planOf(setup({ suites: [suite('p')], thresholds: [
    limit('90', { root: 'p', scope: './src/core/' }), limit('80', { root: 'p', scope: 'src/**/*.ts' }), limit('70', { root: 'p', scope: 'src/a.ts' }),
  ] }), [])
  t.deepEqual(plan.scopes.map(({ name }) => name), ['src-core', 'src-ts', 'src-a-ts'])
  const policy = policyFrom(plan)
  const holders = (path: string) => scopesOf(policy.suites[0]!, policy.scopes).map(scopeFilter).filter(({ holds }) => holds(path)).map(({ name }) => name)
  t.deepEqual(holders('p/src/core/x/y.ts'), ['project', 'src-core', 'src-ts'])
  t.deepEqual(holders('p/src/a.ts'), ['project', 'src-ts', 'src-a-ts'])
  t.deepEqual(holders('src/a.ts'), [])
})

test('globs whose names would be the same have scopes of their own', (t) => {
  const plan = planOf(setup({ thresholds: [limit('90', { scope: 'src/a.ts' }), limit('80', { scope: 'src/a/ts' }), limit('95', { scope: './src/a.ts' })] }), [])
  t.deepEqual(limitsIn(plan), ['unit coverage.lines src-a-ts min 95', 'unit coverage.lines src-a-ts-2 min 80'])
})

test('a folder named project is no more than that folder', (t) => {
  const plan = planOf(setup({ thresholds: [limit('90', { scope: './project/' }), limit('50')] }), [])
  t.deepEqual(limitsIn(plan), ['unit coverage.lines project-2 min 90', 'unit coverage.lines project min 50'])
  t.is(policyFrom(plan).scopes[0]!.name, 'project-2')
})

/** What a policy and a plan both say of suites and scopes, by name: maps have no order. */
function byName(items: readonly { readonly name: string; readonly models?: readonly string[]; readonly reports?: readonly string[]; readonly include?: readonly string[] }[]) {
  return Object.fromEntries(items.map(({ name, models, reports, include }) => [name, models ? { models, reports } : { include }]))
}

test('what init writes is a policy, whatever folders, branches and people are named', (t) => {
  const name = fc.oneof(fc.constantFrom('core', 'my app', '@scope', '.hidden', 'ä', 'a:b', '#x', "it's", '"q"', 'null', '~', '-', 'project', '8', 'a\\b', '{x}', '*'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !/[/\n\r]/.test(text) && text.trim() === text && text !== '.' && text !== '..'))
  const root = fc.oneof(fc.constant(''), fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/')))
  const native = fc.tuple(root, fc.constantFrom<NativeTool>('nyc', 'jest', 'stryker', 'pytest-cov'), fc.array(name, { minLength: 1, maxLength: 2 })).map(([at, tool, reports]) => suite(at, tool, { reports }))
  const set = fc.record({
    suites: fc.array(native, { minLength: 1, maxLength: 4 }),
    thresholds: fc.array(fc.tuple(root, name).map(([at, scope]) => limit('80', { root: at, scope })), { maxLength: 3 }),
    problems: fc.constant([]),
  })
  fc.assert(fc.property(set, name, name, (native_, branch, approver) => {
    const plan = planOf(native_, [])
    const policy = policyFrom(plan, branch, approver)
    t.deepEqual(byName(policy.suites), byName(plan.suites))
    t.deepEqual(byName(policy.scopes), byName(plan.scopes))
    t.deepEqual([policy.baselineBranches, policy.approvers, policy.mode], [[branch], [approver], 'observe'])
  }), { numRuns: 400 })
})

for (const [tool, text, model] of [
  ['nyc', '', 'serial'],
  ['jest', 'jest --coverage', 'parallel:auto'],
  ['jest', 'jest --runInBand', 'serial'],
  ['jest', 'jest -i', 'serial'],
  ['jest', 'jest --maxWorkers=4', 'parallel:4'],
  ['jest', 'jest -w 1', 'serial'],
  ['jest', 'jest --maxWorkers=50%', 'parallel:auto'],
  ['vitest', 'vitest run', 'parallel:auto'],
  ['vitest', 'vitest run --no-file-parallelism', 'serial'],
  ['vitest', 'test: { fileParallelism: false }', 'serial'],
  ['pytest-cov', 'pytest --cov', 'serial'],
  ['pytest-cov', 'pytest -n 4', 'parallel:4'],
  ['pytest-cov', 'pytest -n auto', 'parallel:auto'],
  ['stryker', 'stryker run --concurrency 3', 'parallel:3'],
  ['stryker', 'stryker run --shard=1/4', 'parallel:auto'],
  ['jest', 'jest --shard=${{ matrix.shard }}/4', 'sharded:4'],
  ['vitest', 'shard: [1, 2, 3]\nvitest run --shard=${{ matrix.shard }}/${{ strategy.job-total }}', 'sharded:3'],
  ['jest', 'parallel: 5\njest --shard=$CI_NODE_INDEX/$CI_NODE_TOTAL', 'sharded:5'],
  ['jest', 'parallel: 5', 'parallel:auto'],
  ['jest', 'jest --shard=1/1', 'parallel:auto'],
] as const) {
  test(`${tool}${text === '' ? '' : ` with ${text.replaceAll('\n', ', ')}`} runs as ${model}`, (t) => {
    t.is(modelOf(suite('', tool), [text]), model)
  })
}
