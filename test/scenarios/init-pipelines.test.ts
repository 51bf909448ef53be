import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { adopted } from '../support/adopted.js'
import { hosted } from '../support/hosted.js'
import { emptyProject } from '../support/project.js'

const JEST = JSON.stringify({ name: 'app', version: '1.0.0', scripts: { test: 'jest --coverage' }, devDependencies: { jest: '30' }, jest: { coverageReporters: ['json'] } })

test('init --ci sets up a repository and writes a pipeline whose shards are its model', async (t) => {
  const project = emptyProject(t)
  project.commit('Jest', { 'package.json': JEST, 'package-lock.json': '{}' })
  const init = await project.datum(['init', '--ci', 'github', '--shards', '4'])
  t.is(init.code, 0, init.err)
  t.regex(project.read('baselines/policy.yaml'), /models: \["?sharded:4"?\]/)
  t.regex(project.read('baselines/policy.yaml'), /^sync:\n {2}remote: origin$/m)
  const workflow = project.read('.github/workflows/datum.yml')
  t.regex(workflow, /shard: \[1, 2, 3, 4\]/)
  t.regex(workflow, /run: npm test -- --shard="\$SHARD\/\$SHARDS"/)
  t.regex(init.out, /Wrote a pipeline for GitHub Actions, which runs the tests as sharded:4\n {2}\.github\/workflows\/datum\.yml\n {2}\.github\/workflows\/datum-publish\.yml\n/)
  t.notRegex(init.out, /after the tests: npx ci-datum ci/)
})

test('where datum is adopted only the pipeline is written, in the shards of its model', async (t) => {
  const { developer } = hosted(t, { models: ['sharded:3'] })
  const before = developer.read('baselines/policy.yaml')
  const init = await developer.datum(['init', '--ci', 'gitlab'])
  t.is(init.code, 0, init.err)
  t.regex(developer.read('.gitlab-ci.yml'), /^ {2}parallel: 3$/m)
  t.is(developer.read('baselines/policy.yaml'), before)
  const again = await developer.datum(['init', '--ci', 'gitlab'])
  t.is(again.code, 0, again.err)
  t.true(existsSync(join(developer.top, '.gitlab/datum.yml')), 'beside the file that is there')
  t.regex(again.out, /in \.gitlab-ci\.yml: include: \[\{ local: \.gitlab\/datum\.yml \}\]/)
  t.is((await developer.datum(['init', '--ci', 'gitlab'])).code, 2, 'both are there')
})

for (const [ci, file] of [['circleci', '.circleci/config.yml'], ['buildkite', '.buildkite/pipeline.yml'], ['jenkins', 'Jenkinsfile']] as const) {
  test(`a ${ci} pipeline of the user's is left as it is`, async (t) => {
    const project = adopted(t, { more: 'sync: {}' })
    project.write(file, 'theirs\n')
    const init = await project.datum(['init', '--ci', ci])
    t.is(init.code, 0, init.err)
    t.is(project.read(file), 'theirs\n')
    t.regex(init.out, /- (?:take its|in a step of)/)
  })
}

test('what a pipeline still needs is told: a split of the tests, a model, a home for the records', async (t) => {
  const project = adopted(t)
  const init = await project.datum(['init', '--ci', 'github', '--shards', '4'])
  t.is(init.code, 0, init.err)
  t.regex(init.out, /does not split its tests by itself: make it run the share \$SHARD of \$SHARDS/)
  t.regex(init.out, /suites\.unit\.models in baselines\/policy\.yaml has no model of 4 shards: it is another ruler, and needs limits of its own/)
  t.regex(init.out, /add `sync: \{\}` to baselines\/policy\.yaml/)
})

test('a CI nobody knows, shards that are no number, and shards without a CI are wrong use', async (t) => {
  const project = adopted(t)
  for (const [args, words] of [
    [['--ci', 'tekton'], /github, gitlab, circleci, buildkite, jenkins/], [['--ci', 'github', '--shards', 'many'], /from 1 to 256/], [['--shards', '4'], /--ci/],
  ] as const) {
    const init = await project.datum(['init', ...args])
    t.is(init.code, 2)
    t.regex(init.err, words)
  }
})
