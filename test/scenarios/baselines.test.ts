import test from 'ava'
import { adopted, withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { decide } from '../support/ledger.js'
import { isOneMessage } from '../support/untouched.js'

const idIn = (text: string): string => /m_[0-9a-f]+/.exec(text)?.[0] ?? ''

test('a version begins with a decision, and builds count behind it', async (t) => {
  const { project } = await withBaseline(t)
  for (const words of ['one', 'two']) {
    project.commit(words, { 'README.md': words })
    t.is((await project.ci()).code, 0)
  }
  t.is((await project.baselines())[0]?.name, 'main@v1+2')
  decide(project, { title: 'stricter', cause: 'tightening', limits: ['coverage.lines.min=95'] })
  project.commit('Stricter')
  const second = await project.ci()
  t.is(second.code, 0, second.said)
  t.is((await project.baselines())[0]?.name, 'main@v2')

  const shown = await project.datum(['baseline', 'show', 'main'])
  t.is(shown.code, 0)
  t.regex(shown.out, /main@v1\+2/)
  t.regex(shown.out, /main@v2/)
  t.regex(shown.out, /coverage\.lines +project +100\.00 % \(114\/114\)/)
  const first = await project.datum(['baseline', 'show', 'main@v1'])
  t.regex(first.out, /main@v1\+2/)
  t.notRegex(first.out, /main@v2/)
})

test('an older commit that is built late does not become the newest baseline', async (t) => {
  const { project } = await withBaseline(t)
  const older = project.commit('one', { 'README.md': 'one' })
  project.commit('two', { 'README.md': 'two' })
  const newest = await project.ci()
  project.git('checkout', '-q', older)
  t.is((await project.ci(['--branch', 'main'])).code, 0)
  project.git('checkout', '-q', 'main')
  project.git('checkout', '-qb', 'topic')
  project.commit('topic', { 'README.md': 'topic' })
  const pull = await project.ci(['--base', 'main'])
  t.is(pull.json.reference?.id, newest.json.measurement?.id)
  t.is(pull.json.baseline?.measurement, newest.json.measurement?.id)
})

test('a stored build is promoted by hand under the rules it would have been promoted by', async (t) => {
  const project = adopted(t)
  measured(project)
  const recorded = await project.datum(['record'])
  const store = async (): Promise<readonly string[]> => (await project.baselines()).map(({ name }) => name)
  t.deepEqual(await store(), [])
  const { out } = await project.datum(['check', '--format', 'json'])
  const { measurement } = JSON.parse(out) as { measurement: { id: string } }
  t.is(measurement.id.slice(0, 14), idIn(recorded.out))
  const promoted = await project.datum(['baseline', 'promote', measurement.id])
  t.is(promoted.code, 0, promoted.err)
  t.deepEqual(await store(), ['main@v1'])

  const unknown = await project.datum(['baseline', 'promote', 'm_0'])
  t.is(unknown.code, 3)
  isOneMessage(t, unknown.err)
})

test('what is not whole, not main\'s or not passed is promoted by nobody', async (t) => {
  const { project } = await withBaseline(t)
  project.commit('Words', { 'README.md': 'Words\n' })
  const failed = await project.ci(['--job-status', 'failed'])
  measured(project, { uncovered: ['return'] })
  const worse = await project.ci()
  project.git('checkout', '-qb', 'topic')
  project.commit('topic', { 'README.md': 'topic' })
  measured(project)
  const pull = await project.ci(['--base', 'main'])
  for (const [build, why] of [[failed, /not whole/], [worse, /verdict/], [pull, /not a baseline branch/]] as const) {
    const { code, err } = await project.datum(['baseline', 'promote', build.json.measurement?.id ?? ''])
    t.is(code, 3, build.said)
    isOneMessage(t, err)
    t.regex(err, why)
  }
  t.deepEqual((await project.baselines()).map(({ name }) => name), ['main@v1'])
})

test('legs of a matrix are series of their own, also when they end at the same moment', async (t) => {
  const project = adopted(t)
  measured(project)
  const builds = await Promise.all(['node-20', 'node-22', 'node-24'].map((leg) => project.ci(['--leg', leg])))
  for (const { code, err } of builds) t.is(code, 0, err)
  t.deepEqual((await project.baselines()).map(({ name }) => name), ['main@v1', 'main@v1', 'main@v1'])
  const { out } = await project.datum(['baseline', 'list'])
  for (const leg of ['node-20', 'node-22', 'node-24']) t.true(out.includes(leg), out)
})

test('a store that is new on each runner judges by the limits alone, and says so', async (t) => {
  const { project } = await withBaseline(t)
  project.remove('.datum')
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'Words\n' })
  const pull = await project.ci(['--base', 'main'])
  t.is(pull.code, 0, pull.said)
  t.deepEqual(pull.kinds, ['no-reference (inherited)'])
  measured(project, { uncovered: ['return', 'const'] })
  t.is((await project.ci(['--base', 'main'])).code, 1)
})
