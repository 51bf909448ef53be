import test from 'ava'
import { adopted, withBaseline } from '../support/adopted.js'
import { coverageText, junitText, measured } from '../support/coverage.js'
import { valueIn, type Project } from '../support/project.js'

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `more(${at})\n`).join('')

function append(project: Project, path: string, text: string): void {
  project.commit(`Change ${path}`, { [path]: `${project.read(path)}\n${text}\n` })
}

test('a comment elsewhere does not explain that five of six files are no longer measured', async (t) => {
  const { project } = await withBaseline(t)
  append(project, 'src/slugify.js', '// a comment')
  measured(project, { files: ['slugify.js'] })
  const build = await project.ci()
  t.is(build.code, 4, build.said)
  t.like(build.evidence('file-missing'), { count: 5 })
  t.is((await project.baselines())[0]?.name, 'main@v1')
})

test('a file whose last mention went, and what only that file mentioned, is rightly no longer measured', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=50'] })
  project.commit('Files that call each other', { 'src/outer.js': "require('./inner')\nouter()\n", 'src/inner.js': 'inner()\n', 'src/caller.js': "require('./outer')\ncaller()\n" })
  measured(project)
  t.is((await project.ci()).code, 0)
  project.commit('Call no more', { 'src/caller.js': 'caller()\n' })
  measured(project, { files: ['caller.js', 'currencies.js', 'invoices.js', 'labels.js', 'periods.js', 'prices.js', 'shipping.js', 'slugify.js', 'index.js'] })
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.false(build.kinds.includes('file-missing'))
})

test('a changed test file explains its own missing tests, not those of another file', async (t) => {
  const { project } = await withBaseline(t, { reports: ['coverage/*'], shots: {} })
  project.write('coverage/junit.xml', junitText(['adds', 'rounds', 'formats']))
  project.commit('With tests')
  t.is((await project.ci()).code, 0)
  append(project, 'test/labels.test.js', '// a comment')
  project.write('coverage/junit.xml', junitText(['adds']))
  const other = await project.ci()
  t.is(other.code, 4, other.said)
  t.like(other.evidence('test-missing'), { count: 2 })
  append(project, 'test/prices.test.js', '// two tests less')
  const own = await project.ci(['--build', 'own'])
  t.false(own.kinds.includes('test-missing'), own.said)
})

test('measured lines under docs/ are code: a new runner image excuses nothing they lose', async (t) => {
  const { project } = await withBaseline(t)
  project.commit('An example', { 'docs/example.js': 'example()\n' })
  const report = (hits: 0 | 1): string => {
    const map = JSON.parse(coverageText(project)) as Record<string, object>
    const statements = project.read('docs/example.js').split('\n').filter((line) => line !== '').length
    const range = Array.from({ length: statements }, (_, at) => at)
    const path = `${project.top}/docs/example.js`
    return JSON.stringify({
      ...map,
      [path]: {
        path, fnMap: {}, branchMap: {}, f: {}, b: {},
        statementMap: Object.fromEntries(range.map((at) => [at, { start: { line: at + 1, column: 0 }, end: { line: at + 1, column: 9 } }])),
        s: Object.fromEntries(range.map((at) => [at, at === 0 ? 1 : hits])),
      },
    })
  }
  const image = (version: string) => ({ env: { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: version, ImageOS: 'ubuntu24', ImageVersion: version } })
  project.write('coverage/coverage-final.json', report(1))
  t.is((await project.ci(['--branch', 'main'], image('1'))).code, 0)
  project.git('checkout', '-qb', 'topic')
  project.commit('A longer example', { 'docs/example.js': `example()\n${lines(60)}` })
  project.write('coverage/coverage-final.json', report(0))
  const build = await project.ci(['--base', 'main', '--branch', 'topic'], image('2'))
  t.not(build.code, 0, build.said)
  t.false(build.kinds.some((kind) => kind.startsWith('false-failure')), build.said)
})

test('untested code is not excused by a model that was switched outside the change', async (t) => {
  const project = adopted(t, { models: ['serial', 'sharded:2'], setFor: ['serial'], model: 'serial' })
  t.is((await project.ci(['--model', 'serial', measured(project)])).code, 0)
  t.is((await project.ci(['--model', 'serial', '--build', 'main'])).code, 0)
  project.git('checkout', '-qb', 'topic')
  append(project, 'src/prices.js', lines(400))
  const shards = [1, 2].map((index) => measured(project, { uncovered: ['more(', 'customs'], shard: [index, 2] }, `coverage-${index}/coverage-final.json`))
  const build = await project.ci(['--base', 'main', '--model', 'sharded:2', ...shards])
  t.not(build.code, 0, build.said)
  t.true(build.kinds.includes('regression') || build.kinds.includes('undetermined'), build.said)
})

test('a report that is recorded for another commit than the one in the work tree is of a dirty tree', async (t) => {
  const { project } = await withBaseline(t)
  const before = project.commit('Nothing')
  append(project, 'src/prices.js', 'more()')
  measured(project)
  const build = await project.ci(['--commit', before])
  t.true(build.kinds.includes('dirty-tree'), build.said)
  t.deepEqual(build.json.measurement?.dirty, ['src/prices.js'])
  t.is((await project.baselines())[0]?.name, 'main@v1', 'no line that the commit does not have is in its baseline')
  t.is(valueIn(build, 'coverage.lines'), '115/115')
})

test('one run uploaded twice is doubled, also when its second checkout lay elsewhere', async (t) => {
  const project = adopted(t, { models: ['sharded:3'], limits: ['coverage.lines.min=10'] })
  const shards = [1, 2].map((index) => measured(project, { shard: [index, 3] }, `coverage-${index}/coverage-final.json`))
  const again = measured(project, { shard: [2, 3], checkout: '/home/runner2/work/app' }, 'coverage-3/coverage-final.json')
  const build = await project.ci(['--model', 'sharded:3', ...shards, again])
  t.is(build.json.verdict, 'incomplete', build.said)
  t.true(build.kinds.includes('part-doubled'), build.said)
})

test('a part file that cannot be read is named by its own place, and no healthy one is blamed', async (t) => {
  const project = adopted(t, { models: ['sharded:4'], limits: ['coverage.lines.min=10'] })
  for (const index of [1, 2, 3, 4]) {
    const { code, err } = await project.datum(['collect', '--part', `${index}/4`, measured(project, { shard: [index, 4] })])
    t.is(code, 0, err)
  }
  project.write('datum-unit-3-of-4-attempt-1.part.gz', 'garbage')
  const build = await project.ci(['datum-unit-*.part.gz'])
  t.is(build.json.verdict, 'incomplete', build.said)
  t.like(build.evidence('part-unreadable'), { place: { index: 3, of: 4 } }, build.out)
  t.false(build.kinds.includes('part-doubled'), build.said)
})
