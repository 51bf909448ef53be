import test, { type ExecutionContext } from 'ava'
import type { KnownReason } from '../../src/model/known-reason.js'
import { adopted, fixtureInto, withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { approve, entriesOf, limitsOf } from '../support/ledger.js'
import { valueIn, type Judged, type Project } from '../support/project.js'

const SERIAL_OR_SHARDED = { models: ['serial', 'sharded:3'], setFor: ['serial'], limits: ['coverage.lines.min=92'] }

/** Builds with the reports nyc wrote, in one process and in three shards: the same code, the same tests, other numbers. */
const nyc = {
  serial: (project: Project, ...args: string[]): Promise<Judged> => project.ci(['--model', 'serial', fixtureInto(project, 'nyc-mocha/serial/coverage-final.json'), ...args]),
  sharded: (project: Project, ...args: string[]): Promise<Judged> => project.ci([
    '--model', 'sharded:3', ...[1, 2, 3].map((index) => fixtureInto(project, `nyc-mocha/shards/${index}/coverage-final.json`, `coverage-${index}/coverage-final.json`)), ...args,
  ]),
}

function pipelineChange(project: Project): void {
  project.git('checkout', '-qb', 'shards')
  project.commit('Run the tests in three shards', { '.github/workflows/ci.yml': 'strategy: { matrix: { shard: [1, 2, 3] } }\n' })
}

test('a change of the pipeline wants a recalibration; proposed, approved and merged it is the new ruler', async (t) => {
  const project = adopted(t, SERIAL_OR_SHARDED)
  t.is((await nyc.serial(project)).code, 0)
  pipelineChange(project)

  const before = await nyc.sharded(project, '--base', 'main')
  t.is(before.code, 5, before.said)
  t.is(before.json.verdict, 'recalibration-required')
  t.is(valueIn(before, 'coverage.lines', 'reference'), '83/86')
  t.is(valueIn(before, 'coverage.lines'), '75/86')
  t.like(before.evidence('uncalibrated'), { model: 'sharded:3', basis: '*' })
  t.like(before.evidence('false-failure'), { calibrated: false, metric: 'coverage.lines' })
  t.like(before.evidence('instrument-changed'), { model: { from: 'serial', to: 'sharded:3' }, equal: false })
  t.false(before.kinds.includes('regression'), 'nobody is told that the code got worse')
  t.deepEqual((await project.baselines()).map(({ model }) => model), ['serial'])

  const proposed = await project.datum(['recalibrate', 'propose', '--cause', 'instrument', '--title', 'unit in 3 shards', '--model', 'sharded:3', '--reason', 'The cache of one process is not shared by three.'])
  t.is(proposed.code, 0, proposed.err)
  const entry = entriesOf(project).find(({ title }) => title === 'unit in 3 shards')
  t.like(entry, { cause: 'instrument', approvals: [] })
  t.like(entry?.changes[0], { key: { model: 'sharded:3', metric: 'coverage.lines', limit: 'min' }, from: null, basis: { model: '*' } })
  project.commit('Propose')
  const waiting = await nyc.sharded(project, '--base', 'main', '--build', '2')
  t.is(waiting.code, 5, 'a proposal is in force for nobody')
  t.true(waiting.kinds.includes('entry-proposed'))

  approve(project, entry?.id ?? '')
  project.commit('Approve')
  const after = await nyc.sharded(project, '--base', 'main', '--build', '3')
  t.is(after.code, 0, after.said)
  t.is(after.json.verdict, 'pass')
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 92', 'unit sharded:3 coverage.lines project min = 82.69'])
  t.is((await project.datum(['recalibrate', 'verify', '--base', 'main'])).code, 0)

  project.git('checkout', '-q', 'main')
  project.git('merge', '-q', '--no-ff', '-m', 'Merge shards', 'shards')
  const merged = await nyc.sharded(project, '--build', '4')
  t.is(merged.code, 0, merged.said)
  t.true(merged.kinds.includes('first-baseline'))
  t.deepEqual((await project.baselines()).map(({ name, model }) => `${name} ${model}`).sort(), ['main@v1 serial', 'main@v1 sharded:3'])
})

test('a proposal from measurements of different code is refused', async (t) => {
  const project = adopted(t, SERIAL_OR_SHARDED)
  await nyc.serial(project)
  pipelineChange(project)
  project.commit('And other code', { 'src/prices.js': `${project.read('src/prices.js')}\n// other\n` })
  await nyc.sharded(project, '--base', 'main')
  const { code, err } = await project.datum(['recalibrate', 'propose', '--cause', 'instrument', '--model', 'sharded:3'])
  t.is(code, 2)
  t.regex(err, /code or tests changed/)
})

test('a model that measures the same carries its limits over', async (t) => {
  const project = adopted(t, { ...SERIAL_OR_SHARDED, limits: ['coverage.lines.min=85'] })
  t.is((await project.ci(['--model', 'serial', fixtureInto(project, 'jest-babel/serial/coverage-final.json')])).code, 0)
  pipelineChange(project)
  const sharded = await project.ci([
    '--base', 'main', '--model', 'sharded:3', ...[1, 2, 3].map((index) => fixtureInto(project, `jest-babel/shards/${index}/coverage-final.json`, `coverage-${index}/coverage-final.json`)),
  ])
  t.is(sharded.code, 0, sharded.said)
  t.is(sharded.json.verdict, 'pass')
  t.is(valueIn(sharded, 'coverage.lines'), valueIn(sharded, 'coverage.lines', 'reference'))
  t.like(sharded.evidence('instrument-changed'), { equal: true, compared: 6, model: { from: 'serial', to: 'sharded:3' } })
  t.like(sharded.json.findings.find(({ kind }) => kind === 'instrument-changed'), { tier: 'info' })
  t.false(sharded.kinds.includes('uncalibrated'))
})

/** Another version of the measuring tool stands in node_modules. */
function install(project: Project, version: string): void {
  project.write('node_modules/nyc/package.json', JSON.stringify({ name: 'nyc', version }))
}

const withTool = (project: Project, version: string): string => JSON.stringify({ ...JSON.parse(project.read('package.json')) as object, devDependencies: { nyc: version } }, null, 2)
const LOST = { uncovered: ['customs', 'near', 'silver', 'gold', 'grams', 'cost'] }

async function measuredWith17(t: ExecutionContext): Promise<Project> {
  const project = adopted(t)
  install(project, '17.1.0')
  project.commit('Measure with nyc', { 'package.json': withTool(project, '17.1.0') })
  measured(project)
  const first = await project.ci()
  if (first.code !== 0) throw new Error(first.out)
  return project
}

test('whoever changes the tool and touches no code brings a false failure, and answers for it', async (t) => {
  const project = await measuredWith17(t)
  project.git('checkout', '-qb', 'nyc-18')
  install(project, '18.0.0')
  project.commit('nyc 18', { 'package.json': withTool(project, '18.0.0') })
  measured(project, LOST)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 4, build.said)
  t.is(build.json.verdict, 'false-failure')
  t.like(build.evidence('false-failure'), { calibrated: true, causes: ['instrument'], metric: 'coverage.lines' })
  t.deepEqual(build.evidence('instrument-changed')?.['differences'], [{ instrument: 'coverage', field: 'nyc', class: 'suspect', from: '17.1.0', to: '18.0.0' }])
  t.false(build.kinds.includes('regression'))
})

test('whoever did not change the tool is told of the false failure, and is not blocked; on main it blocks', async (t) => {
  const project = await measuredWith17(t)
  install(project, '18.0.0')
  project.git('checkout', '-qb', 'words')
  project.commit('Words', { 'README.md': 'Words\n' })
  measured(project, LOST)
  const pull = await project.ci(['--base', 'main'])
  t.is(pull.code, 0, pull.said)
  t.like(pull.json, { verdict: 'false-failure', blocking: 'pass' })
  t.true(pull.kinds.includes('false-failure (inherited)'))
  t.like(pull.json.findings.find(({ kind }) => kind === 'false-failure'), { tier: 'urgent' })

  project.git('checkout', '-q', 'main')
  project.git('merge', '-q', '--ff-only', 'words')
  const onMain = await project.ci(['--build', '2'])
  t.is(onMain.code, 4, onMain.said)
  t.is(onMain.json.verdict, 'false-failure')
  t.is((await project.baselines())[0]?.name, 'main@v1', 'what fails falsely is accepted by nobody')
})

test('a tool that moved and code that changed cannot be told apart: undetermined, and never a regression', async (t) => {
  const project = await measuredWith17(t)
  project.git('checkout', '-qb', 'both')
  install(project, '18.0.0')
  project.commit('nyc 18, and code', { 'package.json': withTool(project, '18.0.0'), 'src/prices.js': `${project.read('src/prices.js')}\n// more\n` })
  measured(project, LOST)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 4, build.said)
  t.is(build.json.verdict, 'undetermined')
  t.like(build.evidence('undetermined'), { decide: 'old-pipeline' })
})

test('another instrument is another series: its limits are not calibrated', async (t) => {
  const { project } = await withBaseline(t)
  project.git('checkout', '-qb', 'c8')
  project.commit('Measure with c8', { 'package.json': withTool(project, '18.0.0') })
  fixtureInto(project, 'c8/serial/coverage-final.json')
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 5, build.said)
  t.regex(JSON.stringify(build.evidence('uncalibrated')), /v8-to-istanbul/)
  t.like(build.evidence('no-reference'), { why: 'other-series' })
})

test('vitest 3 -> 4 on the same code: the remapping is named as the known reason, and the reports of both agree', async (t) => {
  const project = adopted(t, { limits: ['coverage.lines.min=80', 'coverage.branches.min=80'] })
  const vitest = (version: string): string => {
    for (const name of ['vitest', '@vitest/coverage-v8']) project.write(`node_modules/${name}/package.json`, JSON.stringify({ name, version }))
    return JSON.stringify({ ...JSON.parse(project.read('package.json')) as object, devDependencies: { vitest: version, '@vitest/coverage-v8': version } }, null, 2)
  }
  project.commit('vitest 3', { 'package.json': vitest('3.2.4') })
  const first = await project.ci([fixtureInto(project, 'vitest3-v8/serial/coverage-final.json')])
  t.is(first.code, 0, first.said)
  project.git('checkout', '-qb', 'vitest-4')
  project.commit('vitest 4', { 'package.json': vitest('4.0.1') })
  const build = await project.ci(['--base', 'main', fixtureInto(project, 'vitest-v8/serial/coverage-final.json')])
  t.true(valueIn(build, 'coverage.lines') !== valueIn(build, 'coverage.lines', 'reference'), build.said)
  const known = build.evidence('instrument-changed')?.['known'] as readonly KnownReason[] | undefined
  t.like(known?.[0], { fact: 'vitest-3-to-4-v8-remapping', data: 'agrees' })
  t.is(known?.[1]?.fact, 'vitest-4-all-removed')
  t.like(build.evidence('uncalibrated'), { known })
})

test('shards nobody declared are an assumed model: judged, and never a baseline', async (t) => {
  const { project } = await withBaseline(t)
  project.commit('Words', { 'README.md': 'Words\n' })
  const report = measured(project)
  t.is((await project.datum(['collect', '--part', '1/1', '--build', '5', '--output', 'one.gz', report])).code, 0)
  await project.datum(['collect', '--part', '1/2', '--build', '6', '--output', 'half.gz', report])
  const build = await project.ci(['half.gz'])
  t.is(build.json.measurement?.model, 'sharded:2')
  t.true(build.json.measurement?.assumed)
  t.like(build.evidence('model-assumed'), { model: 'sharded:2', allowed: ['serial'] })
  t.is(build.code, 4, 'and one of two shards is missing')
  t.is((await project.baselines()).length, 1)
})
