import test from 'ava'
import { adopted } from '../support/adopted.js'
import type { Project } from '../support/project.js'

type Status = 'Killed' | 'Survived' | 'Timeout'

/** A report as StrykerJS writes one, of a file with a mutant on each line. */
function mutated(project: Project, ...statuses: readonly Status[]): void {
  const source = project.read('src/prices.js')
  project.write('coverage/mutation.json', JSON.stringify({
    schemaVersion: '2', thresholds: { high: 80, low: 60 }, projectRoot: project.top, framework: { name: 'StrykerJS', version: '9.6.1' },
    files: {
      'src/prices.js': {
        language: 'javascript', source,
        mutants: statuses.map((status, index) => ({
          id: String(index), mutatorName: 'BooleanLiteral', replacement: 'true', status, static: false,
          location: { start: { line: index + 1, column: 1 }, end: { line: index + 1, column: 4 } },
        })),
      },
    },
  }))
}

const MUTATION = { reports: ['coverage/mutation.json'], limits: ['mutation.score.min=75'] }

test('a score that new timeouts carry over its limit is undetermined; a run without load settles it', async (t) => {
  const project = adopted(t, MUTATION)
  mutated(project, 'Killed', 'Killed', 'Killed', 'Survived')
  const first = await project.ci()
  t.is(first.code, 0, first.said + first.err)
  project.git('checkout', '-qb', 'topic')
  project.commit('A test that waits', { 'test/wait.test.js': 'setTimeout(() => {}, 1)\n' })
  mutated(project, 'Survived', 'Killed', 'Killed', 'Timeout')
  const loaded = await project.ci(['--build', '1'])
  t.is(loaded.json.verdict, 'undetermined', loaded.said)
  t.like(loaded.evidence('undetermined'), { decide: 'unloaded', timeouts: 1 })
  const said = await project.datum(['check'])
  t.regex(said.out, /depends on 1 mutant that newly timed out: 75\.00 % \(3\/4\) with it as killed/)
  t.regex(said.out, /one at a time \(StrykerJS: --concurrency 1\)/)

  mutated(project, 'Survived', 'Killed', 'Killed', 'Killed')
  t.is((await project.ci(['--build', '2'])).json.verdict, 'pass')
  const again = await project.ci(['--build', '2'])
  t.is(again.json.verdict, 'pass', again.said)
})

test('a mutant that times out again in a second run of the same content is detected', async (t) => {
  const project = adopted(t, MUTATION)
  mutated(project, 'Killed', 'Killed', 'Killed', 'Survived')
  await project.ci()
  project.git('checkout', '-qb', 'topic')
  project.commit('A loop', { 'test/loop.test.js': 'for (;;) break\n' })
  mutated(project, 'Survived', 'Killed', 'Killed', 'Timeout')
  t.is((await project.ci(['--build', '1'])).json.verdict, 'undetermined')
  const second = await project.ci(['--build', '2'])
  t.is(second.json.verdict, 'pass', second.said)
})

const withConfig = (project: Project, config: object): void => {
  project.write('coverage/mutation.json', JSON.stringify({ ...JSON.parse(project.read('coverage/mutation.json')) as object, config }))
}

test('an incremental run becomes a baseline only while a full run vouches for it', async (t) => {
  const project = adopted(t, MUTATION)
  mutated(project, 'Killed', 'Killed', 'Killed', 'Survived')
  withConfig(project, { incremental: true })
  const alone = await project.ci(['--build', '1'])
  t.is(alone.json.verdict, 'pass', alone.said)
  t.regex(alone.err, /not accepted as a baseline: its mutants are reused from earlier runs \(incremental\), and no full run is younger than 7 days/)
  withConfig(project, { incremental: false })
  t.regex((await project.ci(['--build', '2'])).err, /main@v1 \(serial\) begins here/)
  withConfig(project, { incremental: true })
  const vouched = await project.ci(['--build', '3'])
  t.notRegex(vouched.err, /not accepted/)
})

test('what became of mutants is told apart from those that came and went', async (t) => {
  const project = adopted(t, MUTATION)
  mutated(project, 'Killed', 'Killed', 'Killed', 'Survived')
  await project.ci(['--build', '1'])
  project.git('checkout', '-qb', 'topic')
  project.commit('A test less', { 'test/wait.test.js': "require('../src/prices')\n" })
  mutated(project, 'Survived', 'Killed', 'Survived', 'Survived')
  const build = await project.ci(['--build', '2'])
  t.is(build.json.verdict, 'regression', build.said)
  t.like(build.json.metrics.find(({ metric }) => metric === 'mutation.score')?.mutants, { lost: 2, gained: 0, transitions: [{ from: 'Killed', to: 'Survived', count: 2 }] })
  t.regex((await project.datum(['check'])).out, /mutants of both runs: 2 Killed -> Survived \(exact McNemar p 0\.500\); 0 mutants came \(0 detected\), 0 went/)
})
