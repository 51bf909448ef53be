import test from 'ava'
import { adopted, withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { decide, entriesOf } from '../support/ledger.js'
import { cloneOf, type Project } from '../support/project.js'

const LOST = { uncovered: ['customs', 'near', 'silver', 'gold', 'grams', 'cost'] }
const entryFile = (project: Project): string => entriesOf(project)[0]?.file ?? ''
const edit = (project: Project, path: string, from: string, to: string): void => project.write(path, project.read(path).replace(from, to))

/** A branch whose first commit loosens an approved limit, and whose second says nothing. */
function loosenedBefore(project: Project): void {
  project.git('checkout', '-qb', 'topic')
  project.remove(entryFile(project))
  decide(project, { title: 'first limits', limits: ['coverage.lines.min=10'], by: 'Mal <mal@example.org>' })
  project.commit('Loosen')
  project.commit('Nothing')
  measured(project)
}

for (const base of ['mian', 'refs/heads/mian', 'f'.repeat(40)]) {
  test(`a base that is not here (${base}) is no reason to trust the commit before`, async (t) => {
    const project = adopted(t)
    loosenedBefore(project)
    const build = await project.ci(['--base', base])
    t.is(build.code, 5, build.said)
    t.true(build.kinds.includes('ledger-unverifiable'))
    t.is((await project.datum(['recalibrate', 'verify', '--base', base])).code, 5)
  })
}

for (const base of ['main', 'refs/heads/main', 'main~0']) {
  test(`a base that is named ${base} is found, and shows what was altered`, async (t) => {
    const project = adopted(t)
    loosenedBefore(project)
    const build = await project.ci(['--base', base])
    t.is(build.code, 5, build.said)
    t.true(build.kinds.includes('ledger-altered'), build.said)
  })
}

test('a clone of one branch alone does not trust that branch', async (t) => {
  const project = adopted(t)
  loosenedBefore(project)
  const clone = cloneOf(t, project, '--single-branch', '-b', 'topic')
  measured(clone)
  const build = await clone.ci(['--base', 'main'])
  t.is(build.code, 5, build.said)
  t.true(build.kinds.includes('ledger-unverifiable'))
  t.regex((await clone.datum(['check', '--format', 'text'])).out, /does not hold the commit/)
})

test('a branch cannot name itself a baseline branch', async (t) => {
  const project = adopted(t)
  project.git('checkout', '-qb', 'topic')
  edit(project, 'baselines/policy.yaml', 'branches: [main]', 'branches: [topic, main]')
  project.commit('Name myself')
  project.commit('Nothing')
  measured(project)
  const build = await project.ci()
  t.is(build.json.standing, 'branch')
  t.deepEqual(await project.baselines(), [])
})

test('a branch that main names is a baseline branch', async (t) => {
  const project = adopted(t)
  edit(project, 'baselines/policy.yaml', 'branches: [main]', 'branches: [main, release/*]')
  project.commit('Name the release branches')
  project.git('checkout', '-qb', 'release/1')
  measured(project)
  const build = await project.ci()
  t.is(build.json.standing, 'baseline-branch', build.said)
})

const APPROVAL_EDITS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'who approved': ['who: Ada <ada@example.org>', 'who: Ada L. <ada@example.org>'],
  'when it was approved': ['2026-11-23T09:30:00Z', '2026-11-22T09:30:00Z'],
}

for (const [what, [from, to]] of Object.entries(APPROVAL_EDITS)) {
  test(`an approval that was given stays as it was given: ${what}`, async (t) => {
    const project = adopted(t)
    project.git('checkout', '-qb', 'topic')
    const before = project.read(entryFile(project))
    edit(project, entryFile(project), from, to)
    t.not(project.read(entryFile(project)), before)
    project.commit('Touch up')
    measured(project)
    const build = await project.ci(['--base', 'main'])
    t.is(build.code, 5, build.said)
    t.like(build.evidence('ledger-altered'), { what: 'changed' })
  })
}

test('under signed: true a typed approval holds nothing', async (t) => {
  const { project } = await withBaseline(t)
  project.write('baselines/policy.yaml', `${project.read('baselines/policy.yaml')}signed: true\n`)
  project.commit('Signed from now on')
  measured(project)
  project.commit('Later')
  const build = await project.ci()
  t.is(build.code, 5, build.said)
  t.is(build.evidence('approver-unknown')?.['why'], 'unsigned')
})

test('a first baseline is promised only by a build that becomes it', async (t) => {
  const project = adopted(t)
  project.commit('Enforced from here')
  measured(project, LOST)
  const build = await project.ci()
  t.is(build.json.verdict, 'regression')
  t.false(build.kinds.includes('first-baseline'))
  t.deepEqual(await project.baselines(), [])
  t.regex((await project.datum(['check'])).out, /whether the code got worse is not known/)
})

test('a shard fewer in the policy does not make a lost shard whole', async (t) => {
  const project = adopted(t, { models: ['sharded:4'], model: 'sharded:*', limits: ['coverage.lines.min=50'] })
  const shards = [1, 2, 3, 4].map((index) => measured(project, { shard: [index, 4] }, `coverage-${index}/coverage-final.json`))
  const whole = await project.ci(shards)
  t.is(whole.code, 0, whole.said)
  project.git('checkout', '-qb', 'topic')
  edit(project, 'baselines/policy.yaml', 'sharded:4', 'sharded:3')
  project.commit('Three shards')
  const build = await project.ci(['--base', 'main', ...shards.slice(0, 3)])
  t.is(build.code, 5, build.said)
  t.true(build.kinds.includes('uncalibrated'), build.said)
})
