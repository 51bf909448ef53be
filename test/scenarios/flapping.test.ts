import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { approve } from '../support/ledger.js'

const LIMITS = { limits: ['coverage.lines.min=100'] }
/** Lines of the project's sources that a run may reach or not. */
const FLAKY = { uncovered: ['return'] }

test('what flipped on main at one content is chance in a change that did not touch it, and is nobody\'s fault', async (t) => {
  const { project } = await withBaseline(t, LIMITS)
  measured(project, FLAKY)
  await project.ci(['--build', '2'])
  measured(project)
  await project.ci(['--build', '3'])
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'words\n' })
  measured(project, FLAKY)
  const build = await project.ci(['--build', '4'])
  t.is(build.json.verdict, 'false-failure', build.said)
  t.is(build.code, 0, build.said)
  t.deepEqual(build.evidence('false-failure')?.['causes'], ['noise'])
  t.regex((await project.datum(['check'])).out, /because lines flipped by chance, not the code/)
})

test('what a change lost for the first time is not its own evidence of chance; a second run that has it again is', async (t) => {
  const { project } = await withBaseline(t, LIMITS)
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'words\n' })
  measured(project, FLAKY)
  const first = await project.ci(['--build', '2'])
  t.is(first.json.verdict, 'undetermined', first.said)
  t.like(first.evidence('undetermined'), { causes: ['unexplained'], decide: 'repeat' })
  measured(project)
  t.is((await project.ci(['--build', '3'])).json.verdict, 'pass')
  const again = await project.datum(['check', '--measurement', first.json.measurement!.id, '--format', 'json'])
  t.is((JSON.parse(again.out) as { readonly verdict: string }).verdict, 'false-failure')
})

test('a second run that loses the same asks for the base commit, and what that loses today is no change\'s fault', async (t) => {
  const { project } = await withBaseline(t, LIMITS)
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'words\n' })
  for (const number of ['2', '3']) {
    measured(project, FLAKY)
    const build = await project.ci(['--build', number])
    t.like(build.evidence('undetermined'), { decide: number === '2' ? 'repeat' : 'base' }, build.said)
  }
  project.git('checkout', '-q', 'main')
  measured(project, FLAKY)
  await project.ci(['--build', '4'])
  project.git('checkout', '-q', 'topic')
  measured(project, FLAKY)
  const build = await project.ci(['--build', '5'])
  t.deepEqual([build.code, build.json.blocking], [0, 'pass'], build.said)
})

test('code that changed stays a possible cause of a line that flips by itself', async (t) => {
  const { project } = await withBaseline(t, LIMITS)
  for (const [number, shots] of [['2', FLAKY], ['3', {}]] as const) {
    measured(project, shots)
    await project.ci(['--build', number])
  }
  project.git('checkout', '-qb', 'topic')
  project.commit('Another caller', { 'src/more.js': 'module.exports.more = 1\n' })
  measured(project, FLAKY)
  const build = await project.ci(['--build', '4'])
  t.is(build.json.verdict, 'undetermined', build.said)
  t.deepEqual(build.evidence('undetermined')?.['causes'], ['code', 'noise'])
})

test('the register lists blocks that flip together, and how often', async (t) => {
  const { project } = await withBaseline(t, LIMITS)
  t.regex((await project.datum(['log', '--flapping'])).out, /Nothing of unit flipped/)
  for (const [number, shots] of [['2', FLAKY], ['3', {}], ['4', {}]] as const) {
    measured(project, shots)
    await project.ci(['--build', number])
  }
  const { flapping } = JSON.parse((await project.datum(['log', '--flapping', '--json'])).out) as { readonly flapping: readonly { readonly flips: number; readonly runs: number; readonly block: number }[] }
  t.true(flapping.length > 0)
  t.deepEqual([...new Set(flapping.map(({ flips, runs, block }) => `${flips} of ${runs}, block ${block}`))], ['2 of 3, block 1'])
  const { out } = await project.datum(['log', '--flapping'])
  t.regex(out, /flips\s+elements\s+where/)
  t.regex(out, /2 of 3/)
  t.regex((await project.datum(['log'])).out, /judged at\s+commit\s+branch\s+model\s+verdict/)
})

test('a quarantine sets flips of a file aside until its day, also beside changed code, and is an approved entry', async (t) => {
  const { project } = await withBaseline(t, LIMITS)
  const named = project.git('ls-files', 'src/*.js').split('\n')
  t.is((await project.datum(['recalibrate', 'propose', '--cause', 'quarantine', '--quarantine', named[0]!])).code, 2, 'without an end')
  const proposed = await project.datum(['recalibrate', 'propose', '--cause', 'quarantine', '--title', 'flaky lines', '--reason', 'Their order depends on a clock.', '--expires', '2199-12-31', ...named.flatMap((path) => ['--quarantine', path])])
  t.is(proposed.code, 0, proposed.err)
  approve(project, /recalibrate approve (\S+)/.exec(proposed.out)?.[1] ?? '')
  project.commit('Set flaky files aside')
  measured(project)
  t.is((await project.ci(['--build', '2'])).code, 0)
  project.git('checkout', '-qb', 'topic')
  project.commit('Another caller', { 'src/more.js': 'module.exports.more = 1\n' })
  measured(project, FLAKY)
  const build = await project.ci(['--build', '3'])
  t.is(build.json.verdict, 'false-failure', build.said)
  t.true(build.json.metrics.some(({ metric, candidate }) => metric === 'coverage.lines' && JSON.stringify(candidate).includes('covered')), 'they are measured on')
  t.regex((await project.datum(['log', '--flapping'])).out, /In quarantine until 2199-12-31: src\//)
})
