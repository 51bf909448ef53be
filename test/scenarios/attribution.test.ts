import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'

const untested = (count: number): string => Array.from({ length: count }, (_, line) => `module.exports.a${line} = ${line}\n`).join('')

test('untested code that breaks the limit by itself is a regression, though the pipeline changed too', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=90'] })
  project.git('checkout', '-qb', 'topic')
  project.commit('Untested, and another pipeline', { 'src/untested.js': untested(40), '.github/workflows/ci.yml': 'jobs: { test: { runs-on: ubuntu-24.04 } }\n' })
  measured(project, { uncovered: ['module.exports.a'] })
  const build = await project.ci()
  t.is(build.json.verdict, 'regression', build.said)
  t.deepEqual(build.evidence('regression')?.['causes'], ['code'])
})

test('what the pipeline may have moved elsewhere stays open, and is told apart from the new code', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=90'] })
  project.git('checkout', '-qb', 'topic')
  project.commit('A few lines, and another pipeline', { 'src/untested.js': untested(2), '.github/workflows/ci.yml': 'jobs: { test: { runs-on: ubuntu-24.04 } }\n' })
  measured(project, { uncovered: ['module.exports.a', 'return'] })
  const build = await project.ci()
  t.is(build.json.verdict, 'undetermined', build.said)
  const { out } = await project.datum(['check'])
  t.regex(out, /coverage\.lines \d+\.\d\d % -> \d+\.\d\d %: -\d+ covered, \+2 counted; -\d+\.\d\d pp code or the instrument \(\.github\/workflows\/ci\.yml\) \(cannot be told apart\), -\d+\.\d\d pp code/, out)
})

test('code that only moved down its file is no change of code', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=10'], shots: { uncovered: ['return'] } })
  project.git('checkout', '-qb', 'topic')
  const [name = ''] = project.git('ls-files', 'src/*.js').split('\n')
  project.commit('A comment', { [name]: `// What this is about.\n${project.read(name)}` })
  measured(project, { uncovered: ['return'] })
  const build = await project.ci()
  t.is(build.json.verdict, 'pass', build.said)
  t.notRegex((await project.datum(['check'])).out, /coverage\.lines moved/)
})
