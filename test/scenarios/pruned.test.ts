import test from 'ava'
import { openStore } from '../../src/record/index.js'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { valueIn, type Project } from '../support/project.js'
import { valueOf } from '../support/result.js'

const LOST = { uncovered: ['customs', 'near', 'silver', 'gold', 'grams', 'cost'] }

/** A project whose last build on main is no baseline and has only its numbers left; the branch to build is checked out. */
async function withOldReference(project: Project): Promise<string> {
  project.commit('Words', { 'README.md': 'Words\n' })
  const last = await project.ci()
  project.commit('More words', { 'README.md': 'More words\n' })
  await project.ci()
  project.git('checkout', '-qb', 'topic', 'HEAD~1')
  project.commit('More code', { 'src/prices.js': `${project.read('src/prices.js')}\n// more\n` })
  const store = valueOf(await openStore('.datum/datum.db', project.top))
  expectEqual(valueOf(await store.prune({ before: '2999-01-01' })).measurements, 1)
  await store.close()
  return last.json.measurement?.id ?? ''
}

function expectEqual(one: number, other: number): void {
  if (one !== other) throw new Error(`${one} were pruned`)
}

test('a reference whose files are no longer kept still gives its numbers, and nothing is told from files', async (t) => {
  const { project } = await withBaseline(t)
  const old = await withOldReference(project)
  measured(project)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 0, build.said)
  t.like(build.json, { verdict: 'pass' })
  t.is(build.json.reference?.id, old)
  t.like(build.evidence('no-reference'), { why: 'no-detail' })
  t.is(valueIn(build, 'coverage.lines', 'reference'), '114/114')
  t.true(build.json.metrics.every(({ attribution }) => 'kind' in attribution && attribution.kind === 'none'), 'not even that nothing moved')
  t.false(build.kinds.some((kind) => /missing/.test(kind)))
})

test('a loss against a reference without files is undetermined: nobody can say whose it is', async (t) => {
  const { project } = await withBaseline(t)
  await withOldReference(project)
  measured(project, LOST)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 4, build.said)
  t.like(build.json, { verdict: 'undetermined' })
  t.like(build.evidence('undetermined'), { metric: 'coverage.lines', limit: 'min', causes: [] })
  t.false(build.kinds.includes('regression'))
  const told = await project.datum(['check'])
  t.regex(told.out, /files of one of the two builds are no longer kept/)
})

test('a build that was pruned is judged by its numbers when it is judged again', async (t) => {
  const { project } = await withBaseline(t)
  const old = await withOldReference(project)
  project.git('checkout', '-q', 'main~1')
  const { code, out } = await project.datum(['check', '--measurement', old, '--format', 'json'])
  t.true(code === 0, out)
})
