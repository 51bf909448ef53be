import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { junitText, measured } from '../support/coverage.js'
import { valueIn, type Project } from '../support/project.js'

const LOST = { uncovered: ['customs', 'near', 'silver', 'gold', 'grams', 'cost'] }
const WITH_TESTS = { reports: ['coverage/*'], shots: {} }
const TESTS = ['formats', 'parses', 'discounts', 'ships']

function moreCode(project: Project, text = '// more'): void {
  project.commit('More code', { 'src/prices.js': `${project.read('src/prices.js')}\n${text}\n` })
}

test('code that got worse is a regression, and the only thing that exits 1', async (t) => {
  const { project } = await withBaseline(t)
  project.git('checkout', '-qb', 'topic')
  moreCode(project)
  measured(project, LOST)
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 1, build.said)
  t.like(build.json, { verdict: 'regression', blocking: 'regression', exitCode: 1 })
  t.like(build.evidence('regression'), { metric: 'coverage.lines', limit: 'min', limitValue: '90', causes: ['code'] })
  t.is(valueIn(build, 'coverage.lines', 'reference'), '114/114')
  t.regex(build.out, /src\/shipping\.js/)
})

test('a loss that stays above the limit passes, until many of them add up', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=50'] })
  moreCode(project)
  measured(project, { uncovered: ['customs'] })
  const small = await project.ci()
  t.is(small.code, 1, small.said)
  t.like(small.evidence('regression'), { limit: 'maxErosion', limitValue: '1' })
  measured(project, { uncovered: ['cut > 0'] })
  const smaller = await project.ci()
  t.is(smaller.code, 0, smaller.said)
  t.is(valueIn(smaller, 'coverage.lines'), '113/114')
})

test('a regression that main has already is inherited: told, and not blocked', async (t) => {
  const { project } = await withBaseline(t)
  moreCode(project)
  measured(project, LOST)
  const onMain = await project.ci()
  t.is(onMain.code, 1)
  project.git('checkout', '-qb', 'topic')
  moreCode(project, '// even more')
  const build = await project.ci(['--base', 'main'])
  t.is(build.code, 0, build.said)
  t.like(build.json, { verdict: 'regression', blocking: 'pass' })
  t.true(build.kinds.includes('regression (inherited)'))
  t.is(build.json.reference?.id, onMain.json.measurement?.id, 'the nearest whole measurement, accepted or not')

  measured(project, { uncovered: [...LOST.uncovered, 'daysIn', 'month'] })
  const worse = await project.ci(['--base', 'main'])
  t.is(worse.code, 1, 'who makes it worse answers for it')
})

test('failed tests are said before anything is said of coverage', async (t) => {
  const { project } = await withBaseline(t, WITH_TESTS)
  moreCode(project)
  measured(project, LOST)
  project.write('coverage/junit.xml', junitText(TESTS, ['parses']))
  const build = await project.ci()
  t.is(build.code, 4, build.said)
  t.is(build.json.verdict, 'incomplete')
  t.like(build.evidence('tests-failed'), { count: 1 })
  t.regex(JSON.stringify(build.evidence('tests-failed')), /parses/)
  t.false(build.kinds.includes('regression'))
  t.is((await project.baselines())[0]?.name, 'main@v1')
})

test('a measure that the reference has and the build has not is missing, not passed', async (t) => {
  const { project } = await withBaseline(t, WITH_TESTS)
  moreCode(project)
  measured(project)
  project.write('coverage/junit.xml', junitText(TESTS))
  const both = await project.ci()
  t.is(both.code, 0, both.said)
  moreCode(project)
  project.remove('coverage/junit.xml')
  measured(project)
  const without = await project.ci()
  t.is(without.code, 4, without.said)
  t.is(without.json.verdict, 'incomplete')
  t.deepEqual(without.evidence('metric-missing'), { measure: 'tests' }, 'though an older build had none either')
  t.false(without.kinds.includes('file-missing'), 'its files are not missing once more')
  t.is(without.json.reference?.id, both.json.measurement?.id)

  project.write('coverage/junit.xml', junitText(TESTS))
  project.remove('coverage/coverage-final.json')
  const other = await project.ci()
  t.is(other.code, 4)
  t.deepEqual(other.evidence('metric-missing'), { measure: 'coverage' })
})

test('tests that did not run, and that no change of tests explains, are missing', async (t) => {
  const { project } = await withBaseline(t, WITH_TESTS)
  project.commit('Enforced')
  measured(project)
  project.write('coverage/junit.xml', junitText(TESTS))
  t.is((await project.ci()).code, 0)
  moreCode(project)
  project.write('coverage/junit.xml', junitText(TESTS.slice(1)))
  const fewer = await project.ci()
  t.is(fewer.code, 4, fewer.said)
  t.like(fewer.evidence('test-missing'), { count: 1 })
  t.is(fewer.json.measurement?.tests.missing, 1)

  project.commit('Drop a test', { 'test/prices.test.js': `${project.read('test/prices.test.js')}\n// one fewer\n` })
  const told = await project.ci()
  t.is(told.code, 0, told.said)
})

test('files that were measured, that are unchanged, and that vanish from the report are missing', async (t) => {
  const { project } = await withBaseline(t)
  project.commit('Words', { 'README.md': 'Words\n' })
  measured(project, { files: ['prices.js', 'slugify.js', 'periods.js', 'invoices.js', 'currencies.js'] })
  const build = await project.ci()
  t.is(build.code, 4, build.said)
  t.deepEqual(build.evidence('file-missing'), { count: 1, examples: ['src/shipping.js'] })
})

test('an empty report counts nothing, and is neither 0 % nor 100 %', async (t) => {
  const { project } = await withBaseline(t)
  project.commit('Words', { 'README.md': 'Words\n' })
  project.write('coverage/coverage-final.json', '{}')
  const build = await project.ci()
  t.true([3, 4].includes(build.code ?? 0), build.out)
  t.not(build.json.verdict, 'pass')
  t.is((await project.baselines())[0]?.name, 'main@v1')
})

test('a shard whose job failed is not judged, whatever its reports say', async (t) => {
  const { project } = await withBaseline(t)
  moreCode(project)
  measured(project)
  const build = await project.ci(['--job-status', 'failure'])
  t.is(build.code, 4, build.said)
  t.like(build.evidence('tests-failed'), { count: 0 })
})

test('better code passes and becomes the baseline; the loss of a gain is seen again', async (t) => {
  const { project } = await withBaseline(t, { shots: { uncovered: ['customs', 'silver'] }, limits: ['coverage.lines.min=90', 'coverage.lines.maxDrop=0'] })
  moreCode(project)
  measured(project)
  t.is((await project.ci()).code, 0)
  t.is((await project.baselines())[0]?.name, 'main@v1+1')
  moreCode(project)
  measured(project, { uncovered: ['customs'] })
  const again = await project.ci()
  t.is(again.code, 1, again.said)
  t.like(again.evidence('regression'), { limit: 'maxDrop' })
})
