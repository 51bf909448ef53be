import { execFileSync } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Measurement } from '../../src/model/measurement.js'
import { adopted, fixtureInto } from '../support/adopted.js'
import { coverageText, junitText } from '../support/coverage.js'
import { gitlabShard, statedText, writeEnvironmentFile } from '../support/environment-file.js'
import { temporaryFolder } from '../support/folder.js'
import { decide, policy } from '../support/ledger.js'
import { cloneOf, emptyProject, valueIn, type Project } from '../support/project.js'
import { valueOf } from '../support/result.js'
import { packShard } from '../support/shards.js'
import { storeIn } from '../support/store.js'

const FOUR = { models: ['sharded:4'], reports: ['coverage-*/*.json', 'coverage-*/*.xml'] }
const ALL = [1, 2, 3, 4]
const BUILD = { GITLAB_CI: 'true', CI_PIPELINE_ID: '77', DATUM_REPOSITORY: 'team/app' }
const REPORTS = ['coverage-*/*.json', 'coverage-*/*.xml']

/** Reports of one shard in a folder whose name and whose files do not tell which. */
function rawShard(project: Project, folder: string, index: number, env: string | null, failed: readonly string[] = []): void {
  project.write(`${folder}/coverage-final.json`, coverageText(project, { shard: [index, 4] }))
  project.write(`${folder}/junit.xml`, junitText([`first of ${index}`, `second of ${index}`], failed))
  if (env !== null) project.write(`${folder}/datum.env`, env)
}

/** Four shards in folders whose order is not theirs. */
const LETTERS = ['coverage-d', 'coverage-b', 'coverage-a', 'coverage-c']
function rawShards(project: Project, which = ALL, more: readonly string[] = []): void {
  for (const index of which) rawShard(project, LETTERS[index - 1] as string, index, statedText(`${index}/4`, 'build 77', ...more))
}

async function storedOnly(t: ExecutionContext, project: Project): Promise<Measurement> {
  const store = await storeIn(t, join(project.top, '.datum/datum.db'))
  const [only, ...others] = valueOf(await store.find({ limit: 9 }))
  t.is(others.length, 0)
  return only as Measurement
}

test('shards that only ran the documented lines are stored with the values of shards that were collected', async (t) => {
  const raw = adopted(t, FOUR)
  const packed = cloneOf(t, raw)
  for (const index of ALL) {
    const shard = cloneOf(t, raw)
    const env = gitlabShard(index, 4)
    shard.write('coverage/coverage-final.json', coverageText(shard, { shard: [index, 4] }))
    shard.write('coverage/junit.xml', junitText([`first of ${index}`, `second of ${index}`]))
    t.is(writeEnvironmentFile(shard.top, env).status, 0)
    cpSync(join(shard.top, 'coverage'), join(raw.top, LETTERS[index - 1] as string), { recursive: true })
    const { code, err } = await shard.datum(['collect', '--output', 'part.gz', 'coverage/coverage-final.json', 'coverage/junit.xml'], { env: { ...env, ...BUILD } })
    t.is(code, 0, err)
    cpSync(join(shard.top, 'part.gz'), join(packed.top, `part-${index}.gz`))
  }
  const [one, other] = await Promise.all([raw.datum(['record', ...REPORTS], { env: BUILD }), packed.datum(['record', 'part-*.gz'], { env: BUILD })])
  t.deepEqual([one.code, other.code], [0, 0], one.err + other.err)
  const [stated, collected] = await Promise.all([storedOnly(t, raw), storedOnly(t, packed)])
  t.true(stated.whole)
  t.false(stated.assumed)
  for (const field of ['values', 'tests', 'slot', 'tree', 'measuredTree', 'defects'] as const) t.deepEqual(stated[field], collected[field], field)
  t.deepEqual(stated.values.find(({ metric }) => metric === 'coverage.lines')?.value, { kind: 'count', covered: 114, total: 114 })
  const placed = ({ parts }: Measurement) => parts.table.map(({ place, attempt, reports, hits }) => ({ place, attempt, reports: reports.length, hits }))
  t.deepEqual(placed(stated), placed(collected))
  t.deepEqual(stated.parts.table.map(({ attempt }) => attempt), [1001, 1002, 1003, 1004])
  const { os, arch, node } = stated.fingerprint.instruments.runner?.suspect ?? {}
  t.deepEqual({ os, arch, node }, { os: collected.fingerprint.instruments.runner?.suspect['os'], arch: process.arch, node: undefined })
})

test('ci finds the files beside the reports of the policy, and the build becomes a baseline', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project)
  project.write('node_modules/nyc/package.json', JSON.stringify({ version: '17.1.0' }))
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.is(valueIn(build, 'coverage.lines'), '114/114')
  const { instruments } = (await storedOnly(t, project)).fingerprint
  t.deepEqual([instruments.runner?.suspect, instruments.runner?.recorded, instruments.coverage?.suspect['nyc']], [{}, {}, undefined], 'nothing is taken from this machine')
  t.deepEqual(build.json.measurement?.parts, { expected: 4, seen: ['1/4', '2/4', '3/4', '4/4'], missing: [], superseded: [] })
  t.is((await project.baselines())[0]?.measurement, build.json.measurement?.id)
})

test('pytest in three shards of images without Node: the machine is theirs, not the one that records', async (t) => {
  const project = emptyProject(t, 'python-library')
  project.write('baselines/policy.yaml', policy({ models: ['sharded:3'], reports: ['coverage-*/*.json', 'coverage-*/*.xml'] }))
  decide(project, { title: 'first limits', limits: ['coverage.lines.min=50'], models: ['sharded:3'] })
  const commit = project.commit('Adopt datum')
  for (const [at, folder] of ['coverage-z', 'coverage-y', 'coverage-x'].entries()) {
    for (const name of ['coverage.json', 'junit.xml']) fixtureInto(project, `pytest-cov/shards/${at + 1}/${name}`, `${folder}/${name}`)
    project.write(`${folder}/shard.datum-env`, statedText(`${at + 1}/3`, `commit ${commit}`, 'os Linux', 'arch aarch64', 'cpus 2', 'runtime python 3.12.1', 'tool pytest-cov 5.0.0'))
  }
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  const { fingerprint } = await storedOnly(t, project)
  t.deepEqual(fingerprint.instruments.runner, { identity: {}, suspect: { os: 'linux', arch: 'arm64', python: '3.12' }, recorded: { cpus: '2', 'python version': '3.12.1' } })
  t.is(fingerprint.instruments.coverage?.suspect['pytest-cov'], '5.0.0')

  project.write('coverage-x/shard.datum-env', statedText('3/3', `commit ${commit}`, 'runtime python 3.13.0'))
  const differing = await project.ci(['--build', '2'])
  t.like(differing.evidence('config-differs'), { instrument: 'runner', field: 'python' })
})

test('part files and raw reports with environment files are parts of one build', async (t) => {
  const project = adopted(t, FOUR)
  const parts = await Promise.all([1, 3].map((index) => packShard(project, { index, of: 4 })))
  rawShards(project, [2, 4], ['model sharded:4'])
  const build = await project.ci([...parts, 'coverage-b/*', 'coverage-c/*.json', 'coverage-c/*.xml'])
  t.is(build.code, 0, build.said)
  t.is(valueIn(build, 'coverage.lines'), '114/114')
  t.is(valueIn(build, 'tests.executed'), '8/8')
  t.deepEqual(build.json.measurement?.parts.seen, ['1/4', '2/4', '3/4', '4/4'])
})

test('a shard that was missing comes with a part file later, and completes the build', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project, [1, 2, 4])
  const first = await project.datum(['record', ...REPORTS])
  t.regex(first.out, /3 parts of 4/)
  for (const folder of LETTERS) project.remove(folder)
  const second = await project.datum(['record', await packShard(project, { index: 3, of: 4 })])
  t.is(second.code, 0, second.err)
  t.regex(second.out, /4 parts of 4/)
  t.true((await storedOnly(t, project)).whole)
})

test('the nearest file up the path speaks, up to the folder datum runs in', async (t) => {
  const project = adopted(t, FOUR)
  for (const index of [1, 2, 3]) rawShard(project, `shards/${LETTERS[index - 1] ?? ''}/deep/er`, index, null)
  for (const index of [1, 2, 3]) project.write(`shards/${LETTERS[index - 1] ?? ''}/datum.env`, statedText(`${index}/4`))
  rawShard(project, 'shards/coverage-last', 4, null)
  project.write('shards/datum.env', statedText('4/4'))
  project.write('datum.env', 'not one: DATUM_STORE=x\n')
  const inside = await project.datum(['record', '**/*.json', '**/*.xml'], { cwd: join(project.top, 'shards') })
  t.is(inside.code, 0, inside.err)
  t.regex(inside.out, /4 parts of 4/)
  const above = await project.datum(['record', 'shards/coverage-last/*.json'])
  t.is(above.code, 0, 'the nearest is taken before the one that is none is met')
  rawShard(project, 'other', 1, null)
  const met = await project.datum(['record', 'other/*.json'])
  t.is(met.code, 3)
  t.regex(met.err, /datum\.env is broken at line 1/)
  t.notRegex(met.err, /DATUM_STORE=x/)
})

test('reports outside the working folder bring their files with them', async (t) => {
  const project = adopted(t, FOUR)
  const elsewhere = temporaryFolder(t)
  rawShards(project)
  for (const folder of LETTERS) {
    cpSync(join(project.top, folder), join(elsewhere, 'artifacts', folder, 'coverage'), { recursive: true })
    project.remove(folder)
  }
  const build = await project.ci([`${elsewhere}/artifacts/**/*.json`, `${elsewhere}/artifacts/**/*.xml`])
  t.is(build.code, 0, build.said)
  t.is(valueIn(build, 'coverage.lines'), '114/114')
  cpSync(join(elsewhere, 'artifacts'), join(project.top, 'artifacts'), { recursive: true })
  project.write('baselines/deep/note.txt', '')
  const upwards = await project.datum(['record', '../../artifacts/**/*.json', '../../artifacts/**/*.xml'], { cwd: join(project.top, 'baselines/deep') })
  t.regex(upwards.out, /4 parts of 4/)
  t.is((await storedOnly(t, project)).id, build.json.measurement?.id ?? '')
})

test('the file may be matched with the reports, or named', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project)
  const matched = await project.ci(['coverage-*/**'])
  t.is(matched.code, 0, matched.said)
  t.is(valueIn(matched, 'tests.executed'), '8/8')
  const alone = await project.datum(['record', 'coverage-a/datum.env'])
  t.is(alone.code, 3)
  t.regex(alone.err, /No report was found/)
})

test('a shard that wrote its file and no report is seen, and what it lacks is named', async (t) => {
  const project = adopted(t, FOUR)
  project.commit('Enforced from here on')
  rawShards(project, [1, 2, 4])
  project.write('coverage-a/datum.env', statedText('3/4', 'build 77', 'job-status failed'))
  const build = await project.ci(['coverage-*/**'])
  t.is(build.code, 4)
  t.is(build.json.verdict, 'incomplete')
  t.deepEqual(build.evidence('tests-failed'), { count: 0, examples: [], jobs: [{ index: 3, of: 4 }] })
  t.like(build.evidence('part-missing'), { place: { index: 3, of: 4 } })

  rawShard(project, 'coverage-a', 3, statedText('3/4', 'build 77', 'attempt 2', 'job-status passed'))
  const again = await project.ci(['coverage-a/**'])
  t.is(again.code, 0, again.said)
  t.deepEqual(again.json.measurement?.parts.seen, ['1/4', '2/4', '3/4', '4/4'])
})

test('of a shard that ran twice the newest attempt counts', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project, [1, 2, 4])
  rawShard(project, 'coverage-e', 3, statedText('3/4', 'attempt 1', 'job-status failed'), ['first of 3'])
  rawShard(project, 'coverage-f', 3, statedText('3/4', 'attempt 2'))
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.deepEqual(build.json.measurement?.parts.superseded, [{ place: '3/4', attempt: 1 }])
})

test('two files that claim one part and attempt are named, and nothing is stored', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project)
  project.write('coverage-b/datum.env', statedText('1/4', 'attempt 1'))
  const { code, err } = await project.datum(['record'])
  t.is(code, 3)
  t.regex(err, /claim to be part 1\/4, attempt 1/)
  t.regex(err, /coverage-b\/datum\.env.*coverage-d\/datum\.env/)
  const list = await project.datum(['check'])
  t.is(list.code, 3, 'nothing was stored')
})

test('two files in one folder are named, and neither is believed', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project)
  project.write('coverage-b/old.datum-env', statedText('2/4', 'attempt 1'))
  const { code, err } = await project.datum(['record'])
  t.is(code, 3)
  t.regex(err, /lie in one folder/)
  t.regex(err, /coverage-b\/datum\.env.*coverage-b\/old\.datum-env/)
})

test('a part of another commit or suite is foreign, and files that are not as committed are told', async (t) => {
  const project = adopted(t, FOUR)
  project.commit('Enforced from here on')
  rawShards(project, [1, 2, 4], ['dirty src/prices.js'])
  rawShard(project, 'coverage-a', 3, statedText('3/4', `commit ${'c'.repeat(40)}`))
  const build = await project.ci()
  t.is(build.code, 4)
  t.like(build.evidence('part-foreign'), { what: 'commit', found: 'c'.repeat(40) })
  t.deepEqual(build.evidence('dirty-tree'), { paths: ['src/prices.js'], count: 1 })
  project.write('coverage-a/datum.env', statedText('3/4', 'suite e2e'))
  t.like((await project.ci(['--build', '78'])).evidence('part-foreign'), { what: 'suite', found: 'e2e' })
})

test('a report that cannot be read leaves the place its file names incomplete', async (t) => {
  const project = adopted(t, FOUR)
  project.commit('Enforced from here on')
  rawShards(project)
  project.write('coverage-a/coverage-final.json', '{"src/a.js": {')
  const build = await project.ci()
  t.is(build.code, 4)
  t.like(build.evidence('part-unreadable'), { place: { index: 3, of: 4 }, source: 'coverage-a/coverage-final.json' })
})

test('a part file beside an environment file speaks for itself', async (t) => {
  const project = adopted(t, FOUR)
  const parts = await Promise.all(ALL.map((index) => packShard(project, { index, of: 4 })))
  project.write('datum.env', statedText('1/4', 'attempt 9'))
  const build = await project.ci(parts)
  t.is(build.code, 0, build.said)
})

for (const [what, content, said] of [
  ['an unknown key', statedText('2/4', 'shard 2'), /datum\.env is broken at line 3: there is no key shard[\s\S]*part, attempt, suite/],
  ['no part', 'datum-environment 1\nbuild 77\n', /the key part is missing[\s\S]*part, attempt, suite/],
  ['a megabyte', `${statedText('2/4')}${'x'.repeat(1024 * 1024)}`, /larger than 65536 bytes/],
  ['10,000 lines', statedText('2/4', ...Array.from({ length: 10_000 }, () => 'os')), /10002 lines, at most 500/],
  ['bytes that are no text', Uint8Array.from([0xc3, 0x28, 0xff]), /it is not text/],
  ['a control character', statedText('2/4', 'leg a\u0007b'), /broken at line 3: leg: expected/],
  ['a way up', statedText('2/4', 'suite ../../x'), /broken at line 3: suite: expected/],
] as const) {
  test(`an environment file with ${what} is refused: exit 3, nothing is stored`, async (t) => {
    const project = adopted(t, FOUR)
    rawShards(project)
    project.write('coverage-b/datum.env', content)
    const { code, err, out } = await project.datum(['record'])
    t.is(code, 3, out)
    t.regex(err, said)
    t.regex(err, /coverage-b\/datum\.env/)
    t.is((await project.datum(['check'])).code, 3)
  })
}

test('a folder of that name is no file, a link is followed, and what is neither is refused without waiting for it', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project)
  project.write('coverage-b/datum.env.d/real', project.read('coverage-b/datum.env'))
  project.remove('coverage-b/datum.env')
  symlinkSync('datum.env.d/real', join(project.top, 'coverage-b/datum.env'))
  project.write('coverage-a/venv.datum-env/note.txt', '')
  const build = await project.ci()
  t.is(build.code, 0, build.said)
  t.is(build.json.measurement?.whole, true)
  project.remove('coverage-b/datum.env')
  execFileSync('mkfifo', [join(project.top, 'coverage-b/datum.env')])
  const refused = await project.datum(['record'])
  t.is(refused.code, 3)
  t.regex(refused.err, /coverage-b\/datum\.env.*not a regular file/)
})

test('collect has no use for an environment file, and says so', async (t) => {
  const project = adopted(t, FOUR)
  rawShards(project, [2])
  const { code, err } = await project.datum(['collect', '--part', '2/4', 'coverage-b/**'])
  t.is(code, 2)
  t.regex(err, /coverage-b\/datum\.env/)
})
