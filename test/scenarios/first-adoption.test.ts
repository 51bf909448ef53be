import test, { type ExecutionContext } from 'ava'
import { fixtureInto } from '../support/adopted.js'
import { approve, entriesOf, limitsOf } from '../support/ledger.js'
import { emptyProject, type Project } from '../support/project.js'
import { transcript } from '../support/transcript.js'

const LIMITS = { branches: 80, functions: 90, lines: 85, statements: 85.5 }

/** A repository that measures with jest and has its limits in package.json. */
function jestProject(t: ExecutionContext): Project {
  const project = emptyProject(t)
  project.commit('Limits of our own', {
    'package.json': JSON.stringify({
      name: 'js-library', private: true, scripts: { test: 'jest --coverage' }, devDependencies: { jest: '^30.0.0' },
      jest: { coverageReporters: ['json'], coverageThreshold: { global: LIMITS } },
    }, null, 2),
  })
  return project
}

function serial(project: Project): void {
  fixtureInto(project, 'jest-babel/serial/coverage-final.json')
  fixtureInto(project, 'jest-babel/serial/junit.xml', 'coverage/junit.xml')
}

test('a repository with limits in its tools and no history adopts datum without a deadlock', async (t) => {
  const project = jestProject(t)
  const { say, run } = transcript()

  say('a repository with jest thresholds in package.json, and no history')
  const init = await run(project, ['init'])
  t.is(init.code, 0, init.err)
  t.regex(project.read('baselines/policy.yaml'), /^mode: observe$/m)
  const [entry, ...others] = entriesOf(project)
  t.deepEqual(others, [])
  t.is(entry?.cause, 'import')
  t.deepEqual(entry?.approvals, [])
  t.deepEqual(entry?.changes.map((change) => (change.kind === 'threshold' ? `${change.key.metric} ${change.key.limit} ${String(change.to)}` : change.kind)).sort(),
    ['coverage.branches min 80', 'coverage.functions min 90', 'coverage.lines min 85', 'coverage.statements min 85.5'])
  t.deepEqual(limitsOf(project), [], 'nothing is in force before it is approved')
  t.regex(project.read('.gitignore'), /^\.datum\/$/m)

  const again = await run(project, ['init'])
  t.is(again.code, 2)
  t.regex(again.err, /baselines\/policy\.yaml/)

  say('what is proposed is committed as it is, with the JUnit report beside the coverage: builds are watched meanwhile')
  project.commit('Adopt datum, proposed', {
    'baselines/policy.yaml': project.read('baselines/policy.yaml').replace(/^( *)- coverage\/coverage-final\.json$/m, '$&\n$1- "coverage/*.xml"'),
  })
  serial(project)
  const proposed = await run(project, ['ci'])
  t.is(proposed.code, 0, proposed.err)
  t.regex(proposed.out, /observing, 1 of 20 builds/)
  t.deepEqual(await project.baselines(), [], 'there is no baseline before limits are approved')

  say('approved (npx ci-datum recalibrate approve, on a terminal), committed, built on main')
  approve(project, entry?.id ?? '')
  project.commit('Adopt datum')
  t.is((await run(project, ['recalibrate', 'project'])).code, 0)
  project.commit('The README of the ledger')
  t.is((await run(project, ['recalibrate', 'verify'])).code, 0)
  const first = await run(project, ['ci'])
  t.is(first.code, 0, first.err)
  t.regex(first.out, /observing, 2 of 20 builds, would have blocked 0/)
  t.deepEqual((await project.baselines()).map(({ name }) => name), ['main@v1'])

  say('a pull request whose tests no longer reach half of the code is watched, not blocked')
  project.git('checkout', '-qb', 'topic')
  project.commit('Half of the tests', { 'src/prices.js': `${project.read('src/prices.js')}\n// more to come\n` })
  fixtureInto(project, 'jest-babel/shards/1/coverage-final.json')
  const watched = await run(project, ['ci', '--base', 'main'])
  t.is(watched.code, 0, watched.err)
  t.regex(watched.out, /REGRESSION/)
  t.regex(watched.out, /observing, 3 of 20 builds, would have blocked 1 \(regression\)/)

  say('enforced: one line of the policy, on main')
  project.git('checkout', '-q', 'main')
  project.commit('Enforce', { 'baselines/policy.yaml': project.read('baselines/policy.yaml').replace('mode: observe', 'mode: enforce') })
  serial(project)
  t.is((await run(project, ['ci'])).code, 0)
  t.deepEqual((await project.baselines()).map(({ name }) => name), ['main@v1+1'])

  say('from then on a build that lost a report is not judged')
  project.git('checkout', '-qb', 'words')
  project.commit('Words', { 'README.md': 'Words\n' })
  project.remove('coverage/junit.xml')
  const dropped = await run(project, ['ci', '--base', 'main'])
  t.is(dropped.code, 4, dropped.out)
  t.regex(dropped.out, /INCOMPLETE/)
  t.regex(dropped.out, /metric-missing.*tests/)
  project.remove('coverage')
  const none = await run(project, ['ci', '--base', 'main'])
  t.is(none.code, 3)
  t.regex(none.err, /coverage\/coverage-final\.json/)

  say('and a loss that the change brought about stops it')
  project.git('checkout', '-q', '-b', 'prices', 'main')
  project.commit('Another price', { 'src/prices.js': `${project.read('src/prices.js')}\n// and another\n` })
  serial(project)
  fixtureInto(project, 'jest-babel/shards/1/coverage-final.json')
  const worse = await run(project, ['ci', '--base', 'main'])
  t.is(worse.code, 1, worse.out)
  t.regex(worse.out, /REGRESSION/)
  t.deepEqual((await project.baselines()).map(({ name }) => name), ['main@v1+1'], 'what fails is accepted by nobody')
})
