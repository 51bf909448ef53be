import test from 'ava'
import { adopted } from '../support/adopted.js'

const BENCH = { reports: ['bench/*.json'], limits: ['number.p95.max=200', 'number.p95.maxRise=10'] }
const times = (...samples: readonly number[]): string[] => samples.flatMap((sample) => ['--metric', `p95=${sample}ms`])

test('a performance baseline is judged with its noise: what is slower for sure fails, and nothing else', async (t) => {
  const project = adopted(t, BENCH)
  const first = await project.ci(times(150, 151, 152, 153, 154))
  t.is(first.code, 0, first.said + first.err)
  t.true(first.kinds.includes('first-baseline'))

  project.git('checkout', '-qb', 'topic')
  project.commit('More work', { 'src/prices.js': 'module.exports = () => 1\n' })
  const same = await project.ci(['--build', '1', ...times(152, 158, 150, 161, 155)])
  t.is(same.json.verdict, 'pass', same.said)

  project.commit('Much more work', { 'src/prices.js': 'module.exports = () => 2\n' })
  const slower = await project.ci(['--build', '2', ...times(180, 181, 182, 183, 184)])
  t.is(slower.code, 1, slower.said + slower.err)
  t.is(slower.json.verdict, 'regression')
  const said = await project.datum(['check'])
  t.regex(said.out, /number\.p95 fails its limit \(at most 10 % above the baseline\).*: 152 ms \(5 samples\) -> 182 ms \(5 samples\)/)
})

test('a single number is recorded and not judged; runs of the same content make it one that is', async (t) => {
  const project = adopted(t, BENCH)
  await project.ci(times(150, 151, 152, 153, 154))
  project.git('checkout', '-qb', 'topic')
  project.commit('More work', { 'src/prices.js': 'module.exports = () => 1\n' })
  for (const [build, sample] of [[1, 250], [2, 251], [3, 252], [4, 253]] as const) {
    const run = await project.ci(['--build', String(build), ...times(sample)])
    t.is(run.code, 0, run.said)
    t.deepEqual(run.kinds.filter((kind) => kind === 'few-samples').length, 2)
  }
  const fifth = await project.ci(['--build', '5', ...times(254)])
  t.is(fifth.json.verdict, 'regression', fifth.said)
})

test('numbers lie in part files, and beside the reports of a build', async (t) => {
  const project = adopted(t, BENCH)
  project.write('bench/sizes.json', '{"metrics": {"bundle": {"value": 1200, "unit": "B"}}}')
  t.is((await project.datum(['collect', '--part', '1/1', '--output', 'a.part.gz', ...times(1, 2, 3, 4, 5)])).code, 0)
  const record = await project.datum(['record', 'a.part.gz', '--metric', 'started:higher=7/s'])
  t.is(record.code, 0, record.out + record.err)
  for (const value of ['number.bundle', 'number.p95', 'number.started']) t.true(record.out.includes(value), record.out)
})

test('a number that is none, and a limit no number has, are wrong use', async (t) => {
  const project = adopted(t, BENCH)
  t.is((await project.datum(['record', '--metric', 'p95=fast'])).code, 2)
  t.is((await project.datum(['recalibrate', 'propose', '--cause', 'tightening', '--set', 'number.p95.maxUncovered=5'])).code, 2)
})
