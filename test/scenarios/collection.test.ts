import test from 'ava'
import Database from 'better-sqlite3'
import { adopted, withBaseline } from '../support/adopted.js'
import { coverageText, junitText, measured } from '../support/coverage.js'

test('a file that lost all its coverage though nothing changed was not collected: no verdict about the code', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=10'] })
  const [name = ''] = project.git('ls-files', 'src/*.js').split('\n')
  const everyLine = project.read(name).split('\n').filter((line) => line.trim() !== '')
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'words\n' })
  measured(project, { uncovered: everyLine })
  const build = await project.ci()
  t.is(build.json.verdict, 'incomplete', build.said)
  t.true((build.evidence('file-uncovered')?.['examples'] as readonly string[]).includes(name))
  t.is(build.code, 4)

  project.commit('Another caller', { 'src/more.js': 'module.exports.more = 1\n' })
  measured(project, { uncovered: everyLine })
  const changed = await project.ci()
  t.is(changed.evidence('file-uncovered'), undefined, 'code that changed can leave a file uncovered')
})

test('a shard that lists the project and covers nothing of it is not a shard with nothing to cover', async (t) => {
  const project = adopted(t, { models: ['sharded:2'], setFor: ['sharded:2'] })
  const part = (shots: Parameters<typeof coverageText>[1], place: string) => {
    project.write('coverage/coverage-final.json', coverageText(project, shots))
    project.write('junit.xml', junitText([`test of ${place}`]))
    return project.datum(['collect', '--suite', 'unit', '--part', place, 'coverage/coverage-final.json', 'junit.xml'])
  }
  await part({}, '1/2')
  await part({ uncovered: [''] }, '2/2')
  const build = await project.ci(['datum-*.part.gz'])
  t.is(build.json.verdict, 'incomplete', build.said)
  t.like(build.evidence('part-silent'), { place: { index: 2, of: 2 }, tests: 1 })
})

const TESTED = { reports: ['coverage/coverage-final.json', 'junit.xml'] }

test('a test that ran before and is skipped now is told, and changes no verdict', async (t) => {
  const project = adopted(t, TESTED)
  measured(project)
  project.write('junit.xml', junitText(['adds', 'subtracts']))
  await project.ci()
  project.git('checkout', '-qb', 'topic')
  project.commit('Skip one, add one', { 'test/prices.test.js': '// adds, divides\n' })
  measured(project)
  project.write('junit.xml', junitText(['adds', 'divides', 'subtracts']).replace(/(name="subtracts"[^>]*>)/, '$1<skipped/>'))
  const build = await project.ci()
  t.is(build.json.verdict, 'pass', build.said)
  t.is(build.evidence('test-skipped')?.['count'], 1)
})

test('tests that ran in two shards are told with the shards', async (t) => {
  const project = adopted(t, { ...TESTED, models: ['sharded:2'], setFor: ['sharded:2'] })
  for (const [place, names] of [['1/2', ['adds', 'smoke']], ['2/2', ['divides', 'smoke']]] as const) {
    project.write('coverage/coverage-final.json', coverageText(project, { shard: [Number(place[0]), 2] }))
    project.write('junit.xml', junitText(names))
    await project.datum(['collect', '--suite', 'unit', '--part', place, 'coverage/coverage-final.json', 'junit.xml'])
  }
  const build = await project.ci(['datum-*.part.gz'])
  t.like(build.evidence('test-doubled'), { count: 1, places: [{ index: 1, of: 2 }, { index: 2, of: 2 }] }, build.said)
})

test('a report that is older than its commit came out of a cache; an hour between clocks without a zone is none', async (t) => {
  const project = adopted(t, TESTED)
  const at = (stamp: string): string => junitText(['adds']).replace('<testsuite ', `<testsuite timestamp="${stamp}" `)
  measured(project)
  project.write('junit.xml', at('2020-01-01T00:00:00'))
  const stale = await project.ci(['--build', '1'])
  t.like(stale.evidence('report-stale'), { stamp: '2020-01-01T00:00:00' }, stale.said)
  t.is(stale.json.verdict, 'pass')
  project.write('junit.xml', at(new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)))
  t.is((await project.ci(['--build', '2'])).evidence('report-stale'), undefined)
})

test('a suite with a cadence is asked of no pull request, and is overdue on the baseline branch', async (t) => {
  const { project } = await withBaseline(t)
  const nightly = project.read('baselines/policy.yaml').replace('suites:\n', 'suites:\n  mutation:\n    cadence: nightly\n    reports: coverage/mutation.json\n')
  project.commit('A nightly suite', { 'baselines/policy.yaml': nightly })
  measured(project)
  const before = await project.ci(['--suite', 'unit', '--build', '2'])
  t.is(before.evidence('suite-overdue'), undefined, 'what never ran is not adopted yet')
  project.write('coverage/mutation.json', JSON.stringify({ schemaVersion: '2', thresholds: { high: 80, low: 60 }, projectRoot: project.top, files: { 'src/prices.js': { language: 'javascript', source: '', mutants: [{ id: '1', mutatorName: 'X', replacement: 'y', status: 'Killed', location: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } } }] } } }))
  await project.ci(['--suite', 'mutation', '--build', 'n1'])
  t.is((await project.ci(['--suite', 'unit', '--build', '3'])).evidence('suite-overdue'), undefined)
  const db = new Database(`${project.top}/.datum/datum.db`)
  db.prepare("update judgement set at = '2020-01-01T00:00:00Z' where suite = 'mutation'").run()
  db.close()
  const late = await project.ci(['--suite', 'unit', '--build', '4'])
  t.like(late.evidence('suite-overdue'), { suite: 'mutation', cadence: 'nightly' }, late.said)
  t.is(late.json.verdict, 'pass')
  project.git('checkout', '-qb', 'topic')
  project.commit('Words', { 'README.md': 'words\n' })
  t.is((await project.ci(['--suite', 'unit', '--build', '5'])).evidence('suite-overdue'), undefined)
})
