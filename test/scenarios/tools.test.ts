import test, { type ExecutionContext } from 'ava'
import { adopted, fixtureInto } from '../support/adopted.js'
import { approve, decide, entriesOf, limitsOf, policy } from '../support/ledger.js'
import { emptyProject, valueIn, type Judged, type Project } from '../support/project.js'

/** A Python project that adopted datum, and its builds with the reports of pytest-cov. */
function pythonProject(t: ExecutionContext): Project {
  const project = emptyProject(t, 'python-library')
  project.write('baselines/policy.yaml', policy({ models: ['serial', 'parallel:2'], reports: ['coverage.json', 'junit.xml'] }))
  decide(project, { title: 'first limits', limits: ['coverage.combined.min=90'], models: ['serial', 'parallel:2'] })
  project.commit('Adopt datum', { '.gitignore': '.datum/\ncoverage.json\njunit.xml\n' })
  return project
}

function pytest(project: Project, run: string, ...args: string[]): Promise<Judged> {
  return project.ci([...args, ...['coverage.json', 'junit.xml'].map((name) => fixtureInto(project, `pytest-cov/${run}/${name}`, name))])
}

test('reports of pytest give the numbers that coverage.py states', async (t) => {
  const project = pythonProject(t)
  const serial = await pytest(project, 'serial', '--model', 'serial')
  t.is(serial.code, 0, serial.said)
  t.deepEqual(['coverage.lines', 'coverage.branches', 'coverage.combined', 'tests.executed'].map((metric) => valueIn(serial, metric)), ['60/61', '23/24', '83/85', '13/13'])
})

test('one command, one commit, two results: undetermined, and a repeat decides', async (t) => {
  const project = pythonProject(t)
  t.is((await pytest(project, 'n2-lucky', '--model', 'parallel:2')).code, 0)
  project.commit('Words', { 'README.md': 'Words\n' })
  const unlucky = await pytest(project, 'n2', '--model', 'parallel:2')
  t.is(unlucky.code, 4, unlucky.said)
  t.is(unlucky.json.verdict, 'undetermined')
  t.deepEqual([valueIn(unlucky, 'coverage.combined', 'reference'), valueIn(unlucky, 'coverage.combined')], ['83/85', '74/85'])
  t.like(unlucky.evidence('undetermined'), { decide: 'repeat', causes: ['unexplained'] })
  t.deepEqual((await project.baselines()).map(({ name }) => name), ['main@v1'])
})

test('two workers instead of one process: the known reason is named, the data agree, and it has a page', async (t) => {
  const project = pythonProject(t)
  t.is((await pytest(project, 'serial', '--model', 'serial')).code, 0)
  project.git('checkout', '-qb', 'workers')
  project.commit('Two workers', { '.github/workflows/test.yml': 'on: push\njobs: { test: { steps: [{ run: pytest -n 2 }] } }\n' })
  const parallel = await pytest(project, 'n2', '--base', 'main', '--model', 'parallel:2')
  const reason = { fact: 'pytest-xdist-process-state', title: 'Code that needs the state of an earlier test is not covered by pytest-xdist', data: 'agrees' }
  t.deepEqual(parallel.evidence('instrument-changed')?.['known'], [reason])
  t.deepEqual(parallel.evidence('false-failure')?.['known'], [reason])
  const text = (await project.datum(['check', '--model', 'parallel:2'])).out
  t.regex(text, /known, and the data agree: Code that needs the state of an earlier test/)
  t.is((await project.datum(['explain', reason.fact])).code, 0)
})

test('serial tests that go to two workers lose lines on the same code: a recalibration is required, and the instrument is named', async (t) => {
  const project = emptyProject(t, 'python-library')
  project.write('baselines/policy.yaml', policy({ models: ['serial', 'parallel:2'], reports: ['coverage.json', 'junit.xml'] }))
  decide(project, { title: 'first limits', limits: ['coverage.combined.min=90'], model: 'serial', models: ['serial'] })
  project.commit('Adopt datum', { '.gitignore': '.datum/\ncoverage.json\njunit.xml\n' })
  t.is((await pytest(project, 'serial', '--model', 'serial')).code, 0)
  project.git('checkout', '-qb', 'workers')
  project.commit('pytest -n 2', { '.github/workflows/test.yml': 'jobs: { test: { steps: [{ run: pytest -n 2 }] } }\n' })
  const workers = await pytest(project, 'n2', '--model', 'parallel:2')
  t.is(workers.code, 5, workers.said)
  t.is(workers.json.verdict, 'recalibration-required')
  t.like(workers.evidence('false-failure'), { metric: 'coverage.combined', causes: ['instrument'] })
  t.deepEqual([valueIn(workers, 'coverage.combined', 'reference'), valueIn(workers, 'coverage.combined')], ['83/85', '74/85'])

  project.git('rm', '-q', 'tests/test_orders.py')
  project.commit('One test less')
  const fewer = await pytest(project, 'n2', '--model', 'parallel:2', '--build', '2')
  t.not(fewer.json.verdict, 'pass')
  t.true(['regression', 'undetermined', 'recalibration-required'].includes(fewer.json.verdict ?? ''), fewer.said)
  t.false(fewer.kinds.includes('false-failure'), 'it is not told to be the instrument alone')
})

test('a Python project is set up from what lies in it', async (t) => {
  const project = emptyProject(t, 'python-library')
  project.commit('Measure', { 'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "--cov=pkg --cov-branch --cov-report=json"\n\n[tool.coverage.report]\nfail_under = 85\n' })
  const { code, err } = await project.datum(['init'])
  t.is(code, 0, err)
  approve(project, entriesOf(project)[0]?.id ?? '')
  t.deepEqual(limitsOf(project), ['unit * coverage.combined project min = 84.5'], 'coverage.py rounds before it compares')
  project.commit('Adopt datum')
  const build = await project.ci([fixtureInto(project, 'pytest-cov/serial/coverage.json', 'coverage.json')])
  t.is(build.code, 0, build.said)
  t.like(build.json.metrics.find(({ metric }) => metric === 'coverage.combined')?.limits[0], { value: '84.5', passes: 'yes' })
})

const mutation = (project: Project, run: string): Promise<Judged> => project.ci([fixtureInto(project, `stryker/${run}/mutation.json`, 'coverage/mutation.json')])

test('a mutation score that rises because a timeout got tighter is a false pass', async (t) => {
  const project = adopted(t, { limits: ['mutation.score.min=80'] })
  const first = await mutation(project, 'concurrency-1')
  t.is(first.code, 0, 'the first build is only observed')
  t.is(valueIn(first, 'mutation.score'), '164/238')
  project.commit('Tighter', { 'stryker.conf.json': '{"timeoutMS": -1}\n' })
  const tight = await mutation(project, 'tight-timeout')
  t.is(tight.code, 4, tight.said)
  t.is(tight.json.verdict, 'false-pass')
  t.is(valueIn(tight, 'mutation.score'), '213/238')
  t.like(tight.evidence('false-pass'), { metric: 'mutation.score', causes: ['instrument'] })
  t.deepEqual(tight.evidence('false-pass')?.['known'], [{ fact: 'mutants-that-time-out-count-as-killed', title: 'On a busy machine mutants time out and count as killed', data: 'agrees' }])
  t.regex(JSON.stringify(tight.evidence('instrument-changed')), /timeout/i)
  t.deepEqual(await project.baselines(), [])
})
