import { spawnSync } from 'node:child_process'
import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { CLEAN, CLI } from '../support/datum.js'
import { judged, type Project } from '../support/project.js'

const ends: (() => unknown)[] = []
let project: Project

test.before('a project with a build', async () => {
  ({ project } = await withBaseline({ teardown: (end: () => unknown) => void ends.push(end) }))
})

test.after.always('its folder', async () => {
  for (const end of ends) await end()
})

test('--format json prints one JSON object, and all else goes to standard error', async (t) => {
  const build = await project.ci()
  t.is(build.code, 0)
  t.is(build.json.exitCode, 0)
  t.regex(build.out, /^\{[\s\S]*\}\n$/)
  t.not(build.err, '')
})

const FAILURES: Readonly<Record<string, readonly [args: readonly string[], code: number, failure: string]>> = {
  'a missing report': [['ci', 'nothing.json'], 3, 'report-missing'],
  'wrong use of an option': [['ci', '--part', '9'], 2, 'wrong-use'],
  'a model that is not allowed': [['ci', '--model', 'sharded:7'], 2, 'model-not-allowed'],
  'a measurement there is not': [['check', '--measurement', 'm_0'], 3, 'measurement-unknown'],
  'an option there is not': [['ci', '--strictly'], 2, 'wrong-use'],
}

for (const [name, [args, code, failure]] of Object.entries(FAILURES)) {
  test(`${name} is one JSON object too, where JSON was asked for`, async (t) => {
    const said = judged(await project.datum([...args, '--format', 'json']))
    t.is(said.code, code)
    t.like(said.json, { verdict: null, exitCode: code, failure: { code: failure } })
    t.regex(said.err, /^datum: /)
  })
}

test('a format goes to a file, and several go to several places', async (t) => {
  const { code, out } = await project.datum(['check', '--format', 'text', '--format', 'json:.datum/out/check.json'])
  t.is(code, 0)
  t.regex(out, /^PASS/)
  t.like(JSON.parse(project.read('.datum/out/check.json')), { verdict: 'pass', exitCode: 0 })
})

test('a file that is asked for holds the failure as well', async (t) => {
  const { code, out } = await project.datum(['ci', 'nothing.json', '--format', 'text', '--format', 'json:.datum/failure.json'])
  t.is(code, 3)
  t.is(out, '')
  t.like(JSON.parse(project.read('.datum/failure.json')), { verdict: null, exitCode: 3, failure: { code: 'report-missing' } })
})

test('a format that cannot be written is a failure, not a verdict', async (t) => {
  const { code, err } = await project.datum(['check', '--format', 'json:package.json/check.json'])
  t.is(code, 3)
  t.regex(err, /package\.json\/check\.json/)
})

test('colours are for terminals, and NO_COLOR is heard', async (t) => {
  const escape = '\u001B['
  const [plain, forced, none] = await Promise.all([{}, { FORCE_COLOR: '1' }, { FORCE_COLOR: '1', NO_COLOR: '1' }].map((env) => project.datum(['check'], { env })))
  t.false(plain?.out.includes(escape))
  t.true(forced?.out.includes(escape))
  t.false(none?.out.includes(escape))
})

for (const args of ['explain', 'explain ledger', 'check', 'check --format json', 'baseline list', '--help']) {
  test(`${args}: a reader that stops reading is no error`, (t) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; '${process.execPath}' '${CLI}' ${args} | head -1`], { cwd: project.top, env: { ...CLEAN }, encoding: 'utf8' })
    t.is(stderr, '')
    t.not(stdout, '')
    t.is(status, 0)
  })
}

test('a reader that is gone before anything is written is no error', (t) => {
  const { status, stderr } = spawnSync('bash', ['-c', `set -o pipefail; '${process.execPath}' '${CLI}' check --format json | true`], { cwd: project.top, env: { ...CLEAN }, encoding: 'utf8' })
  t.is(stderr, '')
  t.is(status, 0)
})

test('a verdict is told by its exit code also when nobody reads it', (t) => {
  measured(project, { uncovered: ['return'] }, 'coverage-bad/coverage-final.json')
  project.commit('Enforced, and worse', { 'src/prices.js': `${project.read('src/prices.js')}\n// worse\n` })
  const { status } = spawnSync('bash', ['-c', `set -o pipefail; '${process.execPath}' '${CLI}' ci coverage-bad/coverage-final.json 2>/dev/null | true`], { cwd: project.top, env: { ...CLEAN }, encoding: 'utf8' })
  t.is(status, 1)
})
