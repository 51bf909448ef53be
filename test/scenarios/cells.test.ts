import test from 'ava'
import { adopted } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import type { Project } from '../support/project.js'

const SERIAL_AND_PARALLEL = { limits: ['coverage.lines.min=90'], models: ['serial', 'parallel:2'], setFor: ['serial', 'parallel:2'] }

/** A change of code and of the pipeline at once, measured in the new way only. */
async function confounded(t: Parameters<typeof adopted>[0], uncovered: readonly string[]): Promise<{ readonly project: Project; readonly verdict: unknown; readonly decide: unknown }> {
  const project = adopted(t, SERIAL_AND_PARALLEL)
  measured(project)
  await project.ci(['--model', 'serial', '--build', '1'])
  project.git('checkout', '-qb', 'topic')
  project.commit('Another caller, and workers', { 'src/more.js': 'module.exports.more = 1\n', '.github/workflows/ci.yml': 'jobs: {}\n' })
  measured(project, { uncovered })
  const build = await project.ci(['--model', 'parallel:2', '--build', '2'])
  return { project, verdict: build.json.verdict, decide: build.evidence('undetermined')?.['decide'] }
}

test('the old pipeline on the new commit settles it: the ruler lost the lines', async (t) => {
  const { project, verdict, decide } = await confounded(t, ['return'])
  t.deepEqual([verdict, decide], ['undetermined', 'old-pipeline'])
  const { out } = await project.datum(['check', '--model', 'parallel:2'])
  t.regex(out, /npx ci-datum record --suite unit --model serial/)
  measured(project)
  t.is((await project.datum(['record', '--suite', 'unit', '--model', 'serial', '--build', '3'])).code, 0)
  const again = await project.ci(['--model', 'parallel:2', '--build', '2'])
  measured(project, { uncovered: ['return'] })
  const settled = await project.ci(['--model', 'parallel:2', '--build', '4'])
  t.is(again.json.verdict, 'pass', 'what the old reports say in the new way is another measurement')
  t.is(settled.json.verdict, 'false-failure', settled.said)
  t.truthy(settled.json.metrics.find(({ metric }) => metric === 'coverage.lines')?.limits[0]?.settledBy)
  t.regex((await project.datum(['check', '--model', 'parallel:2'])).out, /settled by m_[0-9a-f]{12}/)
})

test('the old pipeline on the new commit settles it: the code lost the lines', async (t) => {
  const { project, verdict } = await confounded(t, ['return'])
  t.is(verdict, 'undetermined')
  measured(project, { uncovered: ['return'] })
  t.is((await project.datum(['record', '--suite', 'unit', '--model', 'serial', '--build', '3'])).code, 0)
  const settled = await project.datum(['check', '--model', 'parallel:2'])
  t.is(settled.code, 1, settled.out)
  t.regex(settled.out, /REGRESSION/)
})
