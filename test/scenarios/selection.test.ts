import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'

test('a run of selected tests is judged with what the reference knows of unchanged files, and is never a baseline', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=90'] })
  const [name = ''] = project.git('ls-files', 'src/*.js').split('\n')
  project.git('checkout', '-qb', 'topic')
  project.commit('A change', { 'src/more.js': 'module.exports.more = 1\n' })
  measured(project, { files: ['more.js', name.replace('src/', '')], uncovered: ['return'] })
  const selected = await project.ci(['--selection', 'affected', '--build', '2'])
  t.is(selected.json.verdict, 'pass', selected.said)
  t.is(selected.json.measurement?.selection, 'affected')
  t.true(Number(selected.evidence('selection-carried')?.['count']) > 0)
  const whole = await project.ci(['--build', '3'])
  t.is(whole.json.verdict, 'incomplete', 'the same reports as a whole run lack files')
  project.git('checkout', '-q', 'main')
  project.git('merge', '-q', '--ff-only', 'topic')
  const onMain = await project.ci(['--selection', 'affected', '--build', '4'])
  t.is(onMain.json.verdict, 'pass', onMain.said)
  t.notRegex(onMain.err, /^accepted as/m)
  const refused = await project.datum(['baseline', 'promote', onMain.json.measurement!.id])
  t.regex(refused.err, /it ran selected tests/)
})

test('untested code is a regression in a run of selected tests too', async (t) => {
  const { project } = await withBaseline(t, { limits: ['coverage.lines.min=90'] })
  project.git('checkout', '-qb', 'topic')
  project.commit('Untested', { 'src/more.js': Array.from({ length: 60 }, (_, line) => `module.exports.a${line} = ${line}\n`).join('') })
  measured(project, { files: ['more.js'], uncovered: ['module.exports.a'] })
  const build = await project.ci(['--selection', 'affected'])
  t.is(build.json.verdict, 'regression', build.said)
  t.is((await project.ci(['--selection', 'some'])).code, 2)
})
