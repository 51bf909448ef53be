import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { decide, entriesOf } from '../support/ledger.js'

const FIRST = { limits: ['coverage.lines.min=90'] }

test('an entry in its place is no revert, though the limit is not looser', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  const up = decide(project, { title: 'down', limits: ['coverage.lines.min=85'], cause: 'noise' })
  project.commit('Down')
  project.git('checkout', '-qb', 'topic')
  project.remove(`baselines/recalibrations/${up}.md`)
  decide(project, { title: 'other', limits: ['coverage.lines.min=95'], cause: 'tightening' })
  project.commit('Another history')
  const told = await project.datum(['recalibrate', 'verify'])
  t.is(told.code, 5)
  t.regex(told.out, /ledger-altered/)
  project.git('checkout', '-q', 'main')
  project.git('revert', '--no-edit', 'HEAD')
  const reverted = await project.datum(['recalibrate', 'verify'])
  t.is(reverted.code, 0, 'what git takes back whole is taken back')
  t.regex(reverted.out, /recalibration-reverted/)
})

test('an entry that allowed a weaker setting cannot go while the setting stays', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  const text = project.read('baselines/policy.yaml')
  project.write('baselines/policy.yaml', `${text}\nmaxErosion: 9\n`)
  const id = decide(project, { title: 'wide erosion', changes: [{ kind: 'policy', field: 'maxErosion', from: '1', to: '9' }], cause: 'noise' })
  project.commit('Allow erosion')
  t.is((await project.datum(['recalibrate', 'verify'])).code, 0)
  project.git('checkout', '-qb', 'topic')
  project.remove(`baselines/recalibrations/${id}.md`)
  project.commit('Forget who allowed it')
  t.is((await project.datum(['recalibrate', 'verify'])).code, 5)
  project.write('baselines/policy.yaml', text)
  project.commit('And take the setting back')
  t.is((await project.datum(['recalibrate', 'verify'])).code, 0)
})

test('the file of limits names the entry that set each, and no other', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  project.git('checkout', '-qb', 'topic')
  const [entry] = entriesOf(project)
  project.write('baselines/thresholds.yaml', project.read('baselines/thresholds.yaml').replace(entry?.digest ?? '', `v1:${'0'.repeat(64)}`))
  project.commit('Another author')
  const told = await project.datum(['recalibrate', 'verify'])
  t.is(told.code, 5)
  t.regex(told.out, /threshold-moved/)
})

test('an approval that expired is inherited, but by a change that moves limits of its suite', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  decide(project, { title: 'noise', limits: ['coverage.lines.min=85'], cause: 'noise', expires: '2026-01-31' })
  project.commit('Looser for a while')
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'words\n' })
  measured(project)
  const other = await project.ci(['--build', '2'])
  t.is(other.code, 0, other.said)
  t.true(other.kinds.includes('approval-expired (inherited)'))
  decide(project, { title: 'another limit', limits: ['coverage.functions.min=50'], cause: 'tightening' })
  project.commit('A limit')
  const own = await project.ci(['--build', '3'])
  t.true(own.kinds.includes('approval-expired'), own.said)
  t.is(own.code, 5)
})
