import { join } from 'node:path'
import test from 'ava'
import { adopted } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { valueIn, type Project } from '../support/project.js'
import { valueOf } from '../support/result.js'
import { packShard, SHARD_REPORTS, shardReports } from '../support/shards.js'
import { storeIn } from '../support/store.js'

const FOUR = { models: ['sharded:4'], reports: SHARD_REPORTS }
const ALL = [1, 2, 3, 4]

const packAll = (project: Project, which = ALL) => Promise.all(which.map((index) => packShard(project, { index, of: 4 })))

test('a build of four shards that lost one is incomplete: the shard is named, and the baseline stays', async (t) => {
  const project = adopted(t, FOUR)
  shardReports(project, 4, ALL)
  const whole = await project.ci()
  t.is(whole.code, 0, whole.err)
  t.is(valueIn(whole, 'coverage.lines'), '114/114')
  t.deepEqual(whole.json.measurement?.parts, { expected: 4, seen: ['1/4', '2/4', '3/4', '4/4'], missing: [], superseded: [] })
  const before = await project.baselines()
  t.is(before.length, 1)
  t.is(before[0]?.measurement, whole.json.measurement?.id)

  project.commit('Words', { 'README.md': 'More words\n' })
  shardReports(project, 4, [1, 2, 4])
  const cut = await project.ci()
  t.is(cut.code, 4)
  t.is(cut.json.verdict, 'incomplete')
  t.deepEqual(cut.evidence('part-missing'), { place: { index: 3, of: 4 }, measure: null })
  t.deepEqual(cut.json.measurement?.parts.missing, ['3/4'])
  t.false(cut.kinds.includes('regression'), 'a lost shard is not called a loss of coverage')
  t.deepEqual(await project.baselines(), before)

  const told = await project.datum(['ci'])
  t.is(told.code, 4)
  t.regex(told.out, /part-missing.*3/)
  t.regex(told.out, /INCOMPLETE/)
})

test('of a shard that ran twice the newest attempt counts, and makes one whole measurement', async (t) => {
  const project = adopted(t, FOUR)
  const parts = await Promise.all([
    ...[1, 2, 4].map((index) => packShard(project, { index, of: 4 })),
    packShard(project, { index: 3, of: 4, failed: ['first of 3'], more: ['--job-status', 'failed'] }),
    packShard(project, { index: 3, of: 4, attempt: 2 }),
  ])
  const build = await project.ci(parts)
  t.is(build.code, 0, build.err)
  t.is(build.json.verdict, 'pass')
  t.is(valueIn(build, 'coverage.lines'), '114/114')
  t.is(valueIn(build, 'tests.executed'), '8/8')
  t.deepEqual(build.json.measurement?.parts, { expected: 4, seen: ['1/4', '2/4', '3/4', '4/4'], missing: [], superseded: [{ place: '3/4', attempt: 1 }] })
  t.deepEqual(build.evidence('part-superseded'), { place: { index: 3, of: 4 }, attempt: 1, by: 2 })
  t.is((await project.baselines())[0]?.measurement, build.json.measurement?.id)
})

test('a re-run of one shard alone completes the build that was recorded without it', async (t) => {
  const project = adopted(t, FOUR)
  const first = await project.datum(['record', ...await packAll(project, [1, 2, 4])])
  t.is(first.code, 0, 'what is incomplete is stored too')
  t.regex(first.out, /3 parts of 4/)
  t.is((await project.datum(['check'])).code, 0, 'the first build is only observed')

  const second = await project.datum(['record', await packShard(project, { index: 3, of: 4, attempt: 2 })])
  t.is(second.code, 0, second.err)
  t.regex(second.out, /4 parts of 4/)
  t.regex(second.out, /replaces/)
  const store = await storeIn(t, join(project.top, '.datum/datum.db'))
  const [only, ...others] = valueOf(await store.find({ limit: 9 }))
  t.deepEqual(others, [])
  t.true(only?.whole)
  t.deepEqual(only?.values.find(({ metric }) => metric === 'coverage.lines')?.value, { kind: 'count', covered: 114, total: 114 })
})

test('a failed shard is re-run alone: its first attempt counts for nothing', async (t) => {
  const project = adopted(t, FOUR)
  project.commit('Enforced from here on')
  const failed = await packShard(project, { index: 3, of: 4, failed: ['first of 3'] })
  const first = await project.ci([...await packAll(project, [1, 2, 4]), failed])
  t.is(first.code, 4)
  t.is(first.json.verdict, 'incomplete')
  t.like(first.evidence('tests-failed'), { count: 1 })
  t.deepEqual(await project.baselines(), [])

  const second = await project.ci([await packShard(project, { index: 3, of: 4, attempt: 2 })])
  t.is(second.code, 0, second.said)
  t.is(second.json.measurement?.whole, true)
  t.false(second.kinds.includes('tests-failed'))
  t.is((await project.baselines()).length, 1)

  const late = await project.datum(['record', 'part-1-attempt-1.part.gz', failed])
  t.is(late.code, 0)
  t.is((await project.datum(['check'])).code, 0, 'older attempts that come late change nothing')
})

test('--strict tells the recorder of an incomplete build', async (t) => {
  const project = adopted(t, FOUR)
  shardReports(project, 4, [1, 2, 3])
  t.is((await project.datum(['record'])).code, 0)
  const strict = await project.datum(['record', '--strict'])
  t.is(strict.code, 4)
  t.regex(strict.out, /3 parts of 4/)
})

test('a build that is recorded twice is one measurement', async (t) => {
  const project = adopted(t, FOUR)
  shardReports(project, 4, ALL)
  const first = await project.datum(['record'])
  const second = await project.datum(['record'])
  t.deepEqual([first.code, second.code], [0, 0])
  t.is(second.out.split(' ')[0], first.out.split(' ')[0])
  t.regex(second.out, /already/)
  await project.ci()
  await project.ci()
  t.is((await project.baselines())[0]?.name, 'main@v1', 'accepting it again counts no build')
  const store = await storeIn(t, join(project.top, '.datum/datum.db'))
  t.is(valueOf(await store.find({ limit: 9 })).length, 1)
})

test('builds that are recorded at the same moment into one database are all stored', async (t) => {
  const project = adopted(t)
  const builds = ['1', '2', '3', '4']
  const report = measured(project)
  const recorded = await Promise.all(builds.map((build) => project.datum(['record', '--build', build, report])))
  for (const { code, err } of recorded) {
    t.is(code, 0, err)
    t.is(err, '')
  }
  const store = await storeIn(t, join(project.top, '.datum/datum.db'))
  t.deepEqual(valueOf(await store.find({ limit: 9 })).map(({ slot }) => slot.build).sort(), builds)
})

test('two shards that uploaded one report are told apart from two shards', async (t) => {
  const project = adopted(t, FOUR)
  project.commit('Enforced from here on')
  shardReports(project, 4, [1, 2, 3])
  project.write('coverage-4/coverage-final.json', project.read('coverage-3/coverage-final.json'))
  const build = await project.ci()
  t.is(build.code, 4)
  t.like(build.evidence('part-doubled'), { why: 'equal-reports', places: [{ index: 3, of: 4 }, { index: 4, of: 4 }] })
})

test('shards that ran with different tools are one build of no one instrument', async (t) => {
  const project = adopted(t, FOUR)
  project.commit('Enforced from here on')
  const install = (version: string): void => project.write('node_modules/nyc/package.json', JSON.stringify({ version }))
  install('17.1.0')
  const parts = await packAll(project, [1, 2, 3])
  install('18.0.0')
  const build = await project.ci([...parts, await packShard(project, { index: 4, of: 4 })])
  t.is(build.code, 4)
  t.like(build.evidence('config-differs'), { field: 'nyc' })
})
