import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { approve, decide, entriesOf, limitsOf } from '../support/ledger.js'
import type { Project } from '../support/project.js'

const FIRST = { limits: ['coverage.lines.min=90'] }
const idIn = (out: string): string => /recalibrate approve (\S+)/.exec(out)?.[1] ?? ''

async function proposed(project: Project, ...args: readonly string[]): Promise<string> {
  const told = await project.datum(['recalibrate', ...args])
  if (told.code !== 0) throw new Error(told.err)
  return idIn(told.out)
}

test('an approved entry is taken back by another, the newest first, and its limits are what they were', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  const up = decide(project, { title: 'stricter', limits: ['coverage.lines.min=95'], cause: 'tightening' })
  const more = decide(project, { title: 'stricter still', limits: ['coverage.lines.min=97'], cause: 'tightening' })
  project.commit('Stricter')
  const early = await project.datum(['recalibrate', 'revert', up])
  t.is(early.code, 2)
  t.regex(early.err, new RegExp(`was moved again by ${more}: take that back first`))
  const id = await proposed(project, 'revert', more, '--reason', 'It stopped a release for nothing.')
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 97'], 'nothing is in force before it is approved')
  t.is((await project.datum(['recalibrate', 'revert', more])).code, 2, 'one is waiting')
  approve(project, id)
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 95'])
  project.commit('Take it back')
  t.is((await project.datum(['recalibrate', 'verify'])).code, 0)
  approve(project, await proposed(project, 'revert', id, '--reason', 'And back again, it was right.'))
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 97'])
})

test('a proposed entry is rejected and gone; an approved one is not', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  const [first] = entriesOf(project)
  const id = decide(project, { title: 'perhaps', limits: ['coverage.lines.min=99'], by: null })
  t.is((await project.datum(['recalibrate', 'reject', id])).code, 0)
  t.deepEqual(entriesOf(project).map((entry) => entry.id), [first?.id])
  const refused = await project.datum(['recalibrate', 'reject', first?.id ?? ''])
  t.is(refused.code, 2)
  t.regex(refused.err, /recalibrate revert takes it back/)
})

test('an accepted loss that expired is renewed: no longer asked about, owed on, and expiring again', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  measured(project, { uncovered: ['return'] })
  await project.ci(['--build', 'worse'])
  const loss = await proposed(project, 'propose', '--cause', 'accepted-loss', '--title', 'loss of the importer', '--reason', 'It is to be rewritten.', '--set', 'coverage.lines.min=79.82', '--owner', 'Ada', '--expires', '2026-01-31')
  approve(project, loss)
  project.commit('Accept a loss')
  measured(project)
  const expired = await project.ci(['--build', '2'])
  t.true(expired.kinds.some((kind) => kind.startsWith('approval-expired')), expired.said)
  t.regex((await project.datum(['recalibrate', 'list', '--expiring', '1d'])).out, /loss-of-the-importer .*2026-01-31/)
  t.is((await project.datum(['recalibrate', 'renew', loss])).code, 2, 'a renewal needs its day')
  approve(project, await proposed(project, 'renew', loss, '--expires', '2199-12-31', '--reason', 'The importer is rewritten next year.'))
  project.commit('Renew')
  const renewed = await project.ci(['--build', '3'])
  t.is(renewed.json.verdict, 'pass', renewed.said)
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 79.82'])
  t.regex((await project.datum(['recalibrate', 'list', '--debt'])).out, /2199-12-31/)
  t.notRegex((await project.datum(['recalibrate', 'list', '--expiring', '6w'])).out, /importer/)
})

test('two branches that moved one limit are a fork; reconcile starts the entry that settles it', async (t) => {
  const { project } = await withBaseline(t, FIRST)
  project.git('checkout', '-qb', 'one')
  const ours = decide(project, { title: 'one', limits: ['coverage.lines.min=92'], cause: 'tightening' })
  project.commit('One')
  project.git('checkout', '-q', 'main')
  project.git('checkout', '-qb', 'two')
  decide(project, { title: 'two', limits: ['coverage.lines.min=95'], cause: 'tightening' })
  project.commit('Two')
  t.throws(() => project.git('merge', '-q', 'one'))
  project.git('checkout', '--theirs', 'baselines/thresholds.yaml')
  const forked = await project.datum(['recalibrate', 'verify'])
  t.is(forked.code, 5)
  t.regex(forked.out, /ledger-fork[^\n]*\n[^\n]*-one, [^\n]*-two/)
  t.regex(forked.out, /recalibrate reconcile/)
  approve(project, await proposed(project, 'reconcile', ours, '--reason', 'The first of them was reviewed.'))
  t.is((await project.datum(['recalibrate', 'project'])).code, 0)
  project.commit('Merge one, which holds')
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 92'])
  const verified = await project.datum(['recalibrate', 'verify'])
  t.notRegex(verified.out, /ledger-fork|unanchored/, verified.out)
  t.is((await project.datum(['recalibrate', 'reconcile', ours])).code, 2, 'there is nothing left to settle')
})
