import { execFileSync } from 'node:child_process'
import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { CLEAN } from '../support/datum.js'
import { cloneOf, githubPullRequest, valueIn, type Project } from '../support/project.js'

const MORE = '\nfunction vat(cents) {\n  return Math.round(cents * 0.19);\n}\n'

/** A branch whose commit adds code, checked out. */
function topic(project: Project, code = MORE): string {
  project.git('checkout', '-qb', 'topic')
  return project.commit('More code', { 'src/prices.js': project.read('src/prices.js') + code })
}

test('a pull request is held against the fork point, and main meanwhile moves on', async (t) => {
  const { project, first } = await withBaseline(t)
  const fork = project.git('rev-parse', 'HEAD')
  const head = topic(project)
  project.git('checkout', '-q', 'main')
  project.commit('Others work too', { 'src/slugify.js': `${project.read('src/slugify.js')}${MORE}` })
  measured(project, { uncovered: ['Math.round(cents * 0.19)'] })
  t.is((await project.ci()).code, 0)

  project.git('checkout', '-q', 'topic')
  measured(project)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 0, build.said)
  t.like(build.json, { verdict: 'pass', standing: 'pull-request', mode: 'enforce' })
  t.like(build.json.reference, { id: first.json.measurement?.id, how: 'merge-base', distance: 0 })
  t.like(build.json.measurement, { commit: head, base: fork, mergeBase: fork, branch: 'topic' })
  t.is(valueIn(build, 'coverage.lines', 'reference'), '114/114')
  t.is(valueIn(build, 'coverage.lines'), '116/116')
  t.is((await project.baselines())[0]?.name, 'main@v1+1', 'a pull request is never a baseline')
})

test('a squashed pull request has measured what main then holds', async (t) => {
  const { project } = await withBaseline(t)
  topic(project)
  project.commit('And a second commit', { 'src/slugify.js': `${project.read('src/slugify.js')}${MORE}` })
  measured(project)
  const pull = await project.ci(['--base', 'main'])
  project.git('checkout', '-q', 'main')
  project.git('merge', '-q', '--squash', 'topic')
  const squash = project.commit('More code (#7)')
  t.is(pull.json.measurement?.tree, project.git('rev-parse', 'HEAD^{tree}'))

  project.git('checkout', '-qb', 'next')
  project.commit('The next', { 'src/prices.js': `${project.read('src/prices.js')}${MORE.replace('vat', 'tax')}` })
  measured(project)
  const next = await project.ci(['--base', 'main'])
  t.is(next.code, 0, next.said)
  t.like(next.json.reference, { how: 'same-tree', distance: 0 })
  t.is(next.json.reference?.id, pull.json.measurement?.id, 'main itself was not built: the tree was')
  t.is(next.json.measurement?.mergeBase, squash)
})

test('a change of words alone is held against the same measured files', async (t) => {
  const { project, first } = await withBaseline(t)
  project.commit('Words', { 'README.md': '# Prices\n', 'docs/prices.md': 'They rise.\n' })
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.is(build.json.measurement?.measuredTree, first.json.measurement?.measuredTree)
  t.not(build.json.measurement?.tree, first.json.measurement?.tree)
  t.deepEqual(build.kinds, [])
  t.is((await project.baselines())[0]?.name, 'main@v1+1')
})

test('a loss in a change of words is nobody\'s code: undetermined, with the run that decides', async (t) => {
  const { project } = await withBaseline(t)
  project.commit('Words', { 'README.md': '# Prices\n' })
  measured(project, { uncovered: ['customs', 'near', 'silver', 'gold', 'grams', 'cost'] })
  const build = await project.ci()
  t.is(build.code, 4, build.said)
  t.is(build.json.verdict, 'undetermined')
  t.like(build.evidence('undetermined'), { decide: 'repeat', causes: ['unexplained'] })
  t.false(build.kinds.includes('regression'))
  t.is((await project.baselines())[0]?.name, 'main@v1')
})

test('a tested merge is held against its first parent, and names the author\'s commit', async (t) => {
  const { project } = await withBaseline(t)
  const head = topic(project)
  project.git('checkout', '-q', 'main')
  const base = project.commit('Others work too', { 'src/slugify.js': `${project.read('src/slugify.js')}${MORE}` })
  measured(project)
  const onMain = await project.ci()
  project.git('checkout', '-q', '--detach')
  project.git('merge', '-q', '--no-ff', '-m', 'Merge topic into main', 'topic')
  const merge = project.git('rev-parse', 'HEAD')

  measured(project)
  const env = githubPullRequest(t, { merge, head, base })
  const build = await project.ci([], { env })
  t.is(build.code, 0, build.said)
  t.like(build.json.measurement, { commit: merge, head, base, synthetic: true, branch: 'topic' })
  t.like(build.json.measurement?.slot, { provider: 'github', build: '1', repository: 'github.com/team/app' })
  t.like(build.json.reference, { id: onMain.json.measurement?.id, how: 'parent', distance: 0 })
  t.is(build.json.standing, 'pull-request')

  project.git('checkout', '-q', 'topic')
  measured(project)
  const branch = await project.ci([], { env: { ...env, GITHUB_SHA: head, GITHUB_RUN_ID: '2' } })
  t.is(branch.code, 0, branch.said)
  t.like(branch.json.measurement, { commit: head, synthetic: false })
  t.like(branch.json.reference, { how: 'merge-base' })
})

test('a detached head is judged as a branch of nobody, and never promoted', async (t) => {
  const { project, first } = await withBaseline(t)
  topic(project)
  project.git('checkout', '-q', '--detach')
  measured(project)
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.like(build.json, { standing: 'branch', measurement: { branch: null } })
  t.is(build.json.reference?.id, first.json.measurement?.id)
  t.is((await project.baselines())[0]?.name, 'main@v1')
})

test('a branch of one\'s own is judged as if it were to go to main', async (t) => {
  const { project, first } = await withBaseline(t)
  topic(project)
  measured(project, { uncovered: ['cents', 'rules', 'grams', 'return'] })
  const build = await project.ci()
  t.is(build.code, 1, build.said)
  t.is(build.json.standing, 'branch')
  t.is(build.json.reference?.id, first.json.measurement?.id)
})

test('a clone of depth 1 cannot verify its ledger, and says what to fetch', async (t) => {
  const { project } = await withBaseline(t)
  topic(project)
  const shallow = cloneOf(t, project, '--depth', '1', '--branch', 'topic')
  measured(shallow)
  const build = await shallow.ci(['--base', 'main', '--store', `${project.top}/.datum/datum.db`])
  t.is(build.code, 5, build.said)
  t.is(build.json.verdict, 'recalibration-required')
  t.true(build.kinds.includes('ledger-unverifiable'), build.kinds.join())
  const told = await shallow.datum(['check', '--store', `${project.top}/.datum/datum.db`])
  t.regex(told.out, /fetch-depth|--unshallow|--deepen|git fetch/)
})

test('a clone of depth 2 has the parent of a tested merge, and falls back to the newest baseline', async (t) => {
  const { project, first } = await withBaseline(t)
  const head = topic(project)
  project.git('checkout', '-q', 'main')
  project.commit('Not built', { 'README.md': 'not built\n' })
  const base = project.commit('Not built either', { 'README.md': 'not built either\n' })
  project.git('checkout', '-qb', 'merged')
  project.git('merge', '-q', '--no-ff', '-m', 'Merge topic into main', 'topic')
  const merge = project.git('rev-parse', 'HEAD')
  const shallow = cloneOf(t, project, '--depth', '2', '--branch', 'merged')
  t.is(shallow.git('rev-list', '--count', 'HEAD'), '3')
  measured(shallow)
  const build = await shallow.ci(['--store', `${project.top}/.datum/datum.db`], { env: githubPullRequest(t, { merge, head, base }) })
  t.is(build.code, 0, build.said)
  t.like(build.json.reference, { id: first.json.measurement?.id, how: 'branch-tip', distance: null })
  t.true(build.kinds.includes('history-shallow'), build.kinds.join())
  t.like(build.json.findings.find(({ kind }) => kind === 'history-shallow'), { tier: 'warning' })
})

test('a build of a commit that is not checked out is taken as that commit\'s', async (t) => {
  const { project } = await withBaseline(t)
  measured(project)
  const tested = project.git('rev-parse', 'HEAD')
  project.commit('Words', { 'README.md': 'Words\n' })
  const build = await project.ci(['--commit', tested, '--build', '4711'])
  t.is(build.json.measurement?.commit, tested)
  t.deepEqual(build.json.measurement?.dirty, [])
})

test('what is not committed is measured, and never a baseline', async (t) => {
  const { project } = await withBaseline(t)
  project.commit('Enforced')
  project.write('src/prices.js', `${project.read('src/prices.js')}${MORE}`)
  measured(project)
  const dirty = await project.ci()
  t.is(dirty.code, 0, dirty.said)
  t.deepEqual(dirty.json.measurement?.dirty, ['src/prices.js'])
  t.like(dirty.evidence('dirty-tree'), { count: 1, paths: ['src/prices.js'] })
  t.is((await project.baselines())[0]?.name, 'main@v1')

  project.git('checkout', '-q', 'src')
  project.write('notes.txt', 'litter\n')
  measured(project)
  const clean = await project.ci()
  t.deepEqual(clean.json.measurement?.dirty, [], 'litter beside the code is no dirt')
  t.is((await project.baselines())[0]?.name, 'main@v1+1')
})

test('work trees, and folders below the top, are the repository they belong to', async (t) => {
  const { project, first } = await withBaseline(t)
  const tree = `${project.top}-tree`
  t.teardown(() => { execFileSync('rm', ['-rf', tree]) })
  execFileSync('git', ['worktree', 'add', '-q', '-b', 'beside', tree], { cwd: project.top, env: { ...CLEAN }, stdio: 'pipe' })
  const beside = await project.datum(['baseline', 'list', '--json', '--store', `${project.top}/.datum/datum.db`], { cwd: `${tree}/src` })
  t.is(beside.code, 0, beside.err)
  t.true(beside.out.includes(first.json.measurement?.id ?? '-'))

  const below = await project.ci([], { cwd: `${project.top}/src` })
  t.is(below.json.measurement?.id, first.json.measurement?.id, 'the reports of the policy are meant from the top')
})

test('a commit that was a pull request\'s and is main\'s now is built anew, and accepted', async (t) => {
  const { project } = await withBaseline(t)
  topic(project)
  measured(project)
  t.is((await project.ci(['--base', 'main'])).code, 0)
  project.git('checkout', '-q', 'main')
  project.git('merge', '-q', '--ff-only', 'topic')
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.like(build.json, { standing: 'baseline-branch', measurement: { branch: 'main' } })
  t.is((await project.baselines())[0]?.name, 'main@v1+1')
})

test('a fork point nobody built leaves the nearest build before it, with its distance', async (t) => {
  const { project, first } = await withBaseline(t, { more: 'maxErosion: off' })
  project.commit('Not built', { 'src/slugify.js': `${project.read('src/slugify.js')}${MORE}` })
  project.commit('Not built either', { 'README.md': 'Words\n' })
  topic(project)
  measured(project, { uncovered: ['Math.round(cents * 0.19)'] })
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 0, build.said)
  t.like(build.json.reference, { id: first.json.measurement?.id, how: 'ancestor', distance: 2 })
  const lines = build.json.metrics.find(({ metric }) => metric === 'coverage.lines')
  t.deepEqual(Object.keys(lines?.attribution ?? {}).sort(), ['baseline', 'code'], 'main may have done it as well as the author')
})
