import test, { type ExecutionContext } from 'ava'
import { overrideText } from '../../src/recalibrate/override-text.js'
import { adopted, withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { decide, entriesOf, limitsOf, policy } from '../support/ledger.js'
import { ADA, githubPush, type Judged, type Project } from '../support/project.js'

const LOST = { uncovered: ['customs', 'near', 'silver', 'gold', 'grams', 'cost'] }

/** A pull request that changes what people decide, and nothing else. */
async function pullRequest(t: ExecutionContext, change: (project: Project) => void): Promise<{ readonly project: Project; readonly build: Judged }> {
  const project = adopted(t)
  project.git('checkout', '-qb', 'topic')
  change(project)
  project.commit('Change a decision')
  measured(project)
  return { project, build: await project.ci(['--base', 'main']) }
}

const edit = (project: Project, path: string, from: string | RegExp, to: string): void => project.write(path, project.read(path).replace(from, to))
const entryFile = (project: Project): string => entriesOf(project)[0]?.file ?? ''

interface Unsound {
  readonly change: (project: Project) => void
  readonly kind: string
  readonly evidence: Readonly<Record<string, unknown>>
}

const UNSOUND: Readonly<Record<string, Unsound>> = {
  'a limit that is edited by hand': {
    change: (project) => edit(project, 'baselines/thresholds.yaml', '"90"', '"10"'),
    kind: 'threshold-moved', evidence: { ledger: '90', file: '10' },
  },
  'the file of limits taken away': {
    change: (project) => project.remove('baselines/thresholds.yaml'), kind: 'threshold-moved', evidence: { ledger: '90', file: null },
  },
  'a limit that is made stricter by hand': {
    change: (project) => edit(project, 'baselines/thresholds.yaml', '"90"', '"95"'), kind: 'threshold-moved', evidence: { file: '95' },
  },
  'an approved entry that is edited, and its projection': {
    change: (project) => {
      edit(project, entryFile(project), 'to: "90"', 'to: "10"')
      edit(project, 'baselines/thresholds.yaml', '"90"', '"10"')
    },
    kind: 'ledger-altered', evidence: { what: 'digest' },
  },
  'an approved entry that is deleted, and its projection': {
    change: (project) => {
      project.remove(entryFile(project))
      project.write('baselines/thresholds.yaml', '{}\n')
    },
    kind: 'ledger-altered', evidence: { what: 'removed' },
  },
  'an entry nobody may approve': {
    change: (project) => { decide(project, { title: 'lower', cause: 'noise', limits: ['coverage.lines.min=10'], by: 'Eve <eve@example.org>' }) },
    kind: 'approver-unknown', evidence: { who: 'Eve <eve@example.org>' },
  },
  'an entry that names its own approver in the policy': {
    change: (project) => {
      edit(project, 'baselines/policy.yaml', ADA, 'Eve <eve@example.org>')
      decide(project, { title: 'lower', cause: 'noise', limits: ['coverage.lines.min=10'], by: 'Eve <eve@example.org>' })
    },
    kind: 'approver-unknown', evidence: { who: 'Eve <eve@example.org>' },
  },
  'an entry that is no entry': {
    change: (project) => project.write('baselines/recalibrations/2026-11-24-note.md', 'just a note\n'),
    kind: 'entry-invalid', evidence: { file: 'baselines/recalibrations/2026-11-24-note.md' },
  },
  'mode enforce given up': {
    change: (project) => edit(project, 'baselines/policy.yaml', 'mode: enforce', 'mode: observe'),
    kind: 'policy-weakened', evidence: { field: 'mode', from: 'enforce', to: 'observe' },
  },
  'erosion switched off': {
    change: (project) => edit(project, 'baselines/policy.yaml', /\n$/, 'maxErosion: off\n'), kind: 'policy-weakened', evidence: { field: 'maxErosion', to: 'off' },
  },
  'a suite that leaves files out': {
    change: (project) => edit(project, 'baselines/policy.yaml', '    reports:', '    exclude: ["src/shipping.js"]\n    reports:'),
    kind: 'policy-weakened', evidence: { field: 'suites.unit.exclude' },
  },
  'source that is declared to be documentation': {
    change: (project) => edit(project, 'baselines/policy.yaml', /\n$/, 'paths: { docs: ["src/**"] }\n'), kind: 'policy-weakened', evidence: { field: 'paths.docs' },
  },
}

for (const [name, { change, kind, evidence }] of Object.entries(UNSOUND)) {
  test(`${name}: recalibration required`, async (t) => {
    const { project, build } = await pullRequest(t, change)
    t.is(build.code, 5, build.said)
    t.like(build.json, { verdict: 'recalibration-required', mode: 'enforce' })
    t.true(build.kinds.includes(kind), build.said)
    t.like(build.evidence(kind), evidence)
    t.is((await project.datum(['recalibrate', 'verify', '--base', 'main'])).code, 5)
  })
}

test('an approved entry moves a limit: sound, with its projection written', async (t) => {
  const { project, build } = await pullRequest(t, (own) => {
    decide(own, { title: 'stricter', cause: 'tightening', limits: ['coverage.lines.min=95'] })
  })
  t.is(build.code, 0, build.said)
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 95'])
  t.is((await project.datum(['recalibrate', 'verify', '--base', 'main'])).code, 0)
})

test('a policy is weakened only by an approved entry that says so', async (t) => {
  const { build } = await pullRequest(t, (own) => {
    edit(own, 'baselines/policy.yaml', 'mode: enforce', 'mode: observe')
    decide(own, { title: 'watch again', cause: 'revert', changes: [{ kind: 'policy', field: 'mode', from: 'enforce', to: 'observe' }] })
  })
  t.is(build.code, 0, build.said)
  t.is(build.json.mode, 'enforce', 'the change itself is still judged by its base')
})

test('a pull request that switches to observe is judged by its base', async (t) => {
  const { project } = await withBaseline(t)
  project.git('checkout', '-qb', 'topic')
  project.commit('Watch, and lose', { 'baselines/policy.yaml': policy({ mode: 'observe' }), 'src/prices.js': `${project.read('src/prices.js')}\n// lost\n` })
  measured(project, LOST)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 5, build.said)
  t.is(build.json.mode, 'enforce')
  t.true(build.kinds.includes('regression'))
})

test('of a push of several commits none goes by unseen', async (t) => {
  const { project } = await withBaseline(t)
  const before = project.git('rev-parse', 'HEAD')
  project.commit('Watch', { 'baselines/policy.yaml': policy({ mode: 'observe' }) })
  const commit = project.commit('Words', { 'README.md': 'Words\n' })
  measured(project)
  const build = await project.ci([], { env: githubPush(t, { commit, before }) })
  t.is(build.code, 5, build.said)
  t.like(build.json, { standing: 'baseline-branch', mode: 'enforce', measurement: { base: before } })
  t.like(build.evidence('policy-weakened'), { field: 'mode' })
})

test('a revert of the newest decision is told, and is sound as long as nothing gets looser', async (t) => {
  const { project } = await withBaseline(t)
  decide(project, { title: 'lower', cause: 'noise', limits: ['coverage.lines.min=80'] })
  const lowered = project.commit('Lower the limit')
  measured(project)
  t.is((await project.ci()).code, 0)
  project.git('checkout', '-qb', 'topic')
  project.git('revert', '--no-edit', lowered)
  measured(project)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 0, build.said)
  t.like(build.evidence('recalibration-reverted'), { entries: ['2026-11-23-lower'] })
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 90'])
})

test('two branches that move one limit are a fork, whatever git made of the merge', async (t) => {
  const { project } = await withBaseline(t)
  project.git('checkout', '-qb', 'other')
  decide(project, { title: 'to 91', cause: 'tightening', limits: ['coverage.lines.min=91'] })
  project.commit('91')
  project.git('checkout', '-q', 'main')
  decide(project, { title: 'to 92', cause: 'tightening', limits: ['coverage.lines.min=92'] })
  project.commit('92')
  project.git('merge', '-q', '-X', 'ours', '-m', 'Merge other', 'other')
  measured(project)
  const build = await project.ci()
  t.is(build.code, 5, build.said)
  t.deepEqual(build.evidence('ledger-fork')?.['entries'], ['2026-11-23-to-91', '2026-11-23-to-92'])
})

test('an approval that ran out stops main; a pull request is told', async (t) => {
  const { project } = await withBaseline(t)
  decide(project, { title: 'for a while', cause: 'noise', limits: ['coverage.lines.min=80'], expires: '2026-01-31' })
  project.commit('For a while')
  measured(project)
  const onMain = await project.ci()
  t.is(onMain.code, 5, onMain.said)
  t.like(onMain.evidence('approval-expired'), { expires: '2026-01-31', frozen: false })
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'Words\n' })
  const pull = await project.ci(['--base', 'main'])
  t.is(pull.code, 0, pull.said)
  t.true(pull.kinds.includes('approval-expired (inherited)'))
})

/** A pull request that fails, with an override written by hand as in the editor of a forge. */
async function overridden(t: ExecutionContext, of: { readonly from?: number; readonly kinds?: readonly string[]; readonly branch?: string; readonly also?: (project: Project) => void }): Promise<{ readonly project: Project; readonly build: Judged }> {
  const { from = -1, kinds = ['regression'], branch = 'hotfix', also } = of
  const { project } = await withBaseline(t)
  project.git('checkout', '-qb', 'hotfix')
  const at = (hours: number): string => `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`
  also?.(project)
  project.commit('Hotfix', {
    'src/prices.js': `${project.read('src/prices.js')}\n// hot\n`,
    'baselines/overrides/2026-11-24-hotfix.md': overrideText({ suite: 'unit', branch, kinds, ticket: 'OPS-17', author: ADA, from: at(from), until: at(from + 24), reason: 'The shop is down.' }),
  })
  measured(project, LOST)
  return { project, build: await project.ci(['--base', 'main']) }
}

test('an override lets a named finding through, with the verdict as it is', async (t) => {
  const { project, build } = await overridden(t, {})
  t.is(build.code, 0, build.said)
  t.like(build.json, { verdict: 'regression', blocking: 'regression', overridden: true, exitCode: 0 })
  t.like(build.evidence('override-active'), { ticket: 'OPS-17', reason: 'The shop is down.', kinds: ['regression'] })
  const told = await project.datum(['check'])
  t.is(told.code, 0)
  t.regex(told.out, /REGRESSION.*OVERRIDDEN/)
  t.is((await project.baselines()).length, 1)
})

test('an override on main promotes nothing', async (t) => {
  const { project } = await overridden(t, { branch: 'main' })
  project.git('checkout', '-q', 'main')
  project.git('merge', '-q', '--ff-only', 'hotfix')
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.true(build.json.overridden)
  t.is((await project.baselines())[0]?.name, 'main@v1')
})

test('an override on main is none for the pull request of a fork whose branch is called main', async (t) => {
  const { project } = await overridden(t, { branch: 'main' })
  const build = await project.ci(['--base', 'main', '--branch', 'main', '--build', 'fork'])
  t.is(build.code, 1, build.said)
  t.false(build.json.overridden)
})

const NOT_OVERRIDDEN: Readonly<Record<string, readonly [of: Parameters<typeof overridden>[1], code: number, kind: string | undefined]>> = {
  'after a day': [{ from: -25 }, 1, 'override-expired (inherited)'],
  'before its time': [{ from: 1 }, 1, undefined],
  'of another branch': [{ branch: 'other' }, 1, undefined],
  'of other findings': [{ kinds: ['test-missing'] }, 1, 'override-active'],
  'of an unsound ledger': [{ kinds: ['regression', 'threshold-moved'], also: (project) => edit(project, 'baselines/thresholds.yaml', '"90"', '"95"') }, 5, 'threshold-moved'],
}

for (const [name, [of, code, kind]] of Object.entries(NOT_OVERRIDDEN)) {
  test(`an override ${name} lets nothing through`, async (t) => {
    const { build } = await overridden(t, of)
    t.is(build.code, code, build.said)
    t.false(build.json.overridden)
    if (kind) t.true(build.kinds.includes(kind), build.said)
  })
}

test('an override of more than a day is none', async (t) => {
  const { project } = await overridden(t, {})
  edit(project, 'baselines/overrides/2026-11-24-hotfix.md', /until: .*/, 'until: 2099-01-01T00:00:00Z')
  project.commit('For ever')
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 1, build.said)
})

test('the override command writes such a file', async (t) => {
  const { project } = await withBaseline(t)
  project.git('checkout', '-qb', 'hotfix')
  const written = await project.datum(['override', '--kinds', 'regression', '--reason', 'The shop is down.', '--ticket', 'OPS-17'])
  t.is(written.code, 0, written.err)
  const file = /baselines\/overrides\/\S+\.md/.exec(written.out)?.[0] ?? ''
  t.regex(project.read(file), /branch: hotfix/)
  project.commit('Hotfix', { 'src/prices.js': `${project.read('src/prices.js')}\n// hot\n` })
  measured(project, LOST)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 0, build.said)
  t.true(build.json.overridden)
})
