import test from 'ava'
import { adopted } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { datum } from '../support/datum.js'
import { temporaryFolder } from '../support/folder.js'
import { decide } from '../support/ledger.js'
import { emptyProject, projectIn, type Project } from '../support/project.js'
import { isOneMessage } from '../support/untouched.js'

const ends: (() => unknown)[] = []
let project: Project
let several: Project

test.before('projects that are only read', () => {
  const owner = { teardown: (end: () => unknown) => void ends.push(end) }
  project = adopted(owner, { models: ['serial', 'sharded:2'] })
  measured(project)
  several = emptyProject(owner)
  several.write('baselines/policy.yaml', ['mode: enforce', 'suites:', '  unit:', '    reports: [a.json]', '  api:', '    reports: [b.json]', ''].join('\n'))
  several.commit('Two suites')
})

test.after.always('their folders', async () => {
  for (const end of ends) await end()
})

const USES: Readonly<Record<string, readonly [args: readonly string[], code: number, says: readonly RegExp[]]>> = {
  'no command': [[], 2, []],
  'a command there is not': [['record-all'], 2, [/record-all/]],
  'half a command': [['recalibrate'], 2, [/propose/]],
  'a command without what it is about': [['recalibrate', 'approve'], 2, [/the id of the entry after recalibrate approve/]],
  'a command of a group there is not': [['recalibrate', 'aprove'], 2, [/aprove/]],
  'an option there is not': [['ci', '--strictly'], 2, [/strictly/]],
  'an option of another command': [['check', '--part', '1/2'], 2, [/part/]],
  'an option without its value': [['ci', '--model'], 2, [/model/]],
  'a suite there is not': [['ci', '--suite', 'e2e'], 2, [/e2e/, /unit/]],
  'a model that is not allowed': [['ci', '--model', 'sharded:8'], 2, [/sharded:8/, /serial, sharded:2/]],
  'a model that is none': [['ci', '--model', 'fast'], 2, [/fast/]],
  'a model that cannot be told': [['ci'], 2, [/serial, sharded:2/, /--model/]],
  'a place that is none': [['ci', '--part', '5/4'], 2, [/5\/4/, /i\/N/]],
  'an attempt that is none': [['ci', '--attempt', '0'], 2, [/attempt/]],
  'a job status that is none': [['ci', '--job-status', 'maybe'], 2, [/maybe/]],
  'a format there is not': [['ci', '--format', 'html'], 2, [/html/, /text, json/]],
  'a commit there is not': [['ci', '--model', 'serial', '--commit', 'abcdef0123'], 3, [/abcdef0123/]],
  'a measurement there is not': [['check', '--measurement', 'm_0'], 3, [/m_0/]],
  'a commit nothing was recorded of': [['check', '--store', 'none/datum.db'], 3, [/unit at commit [0-9a-f]{12}/]],
  'a baseline there is not': [['baseline', 'show', 'main@v9', '--store', 'none/datum.db'], 3, [/main@v9/]],
  'an entry there is not': [['recalibrate', 'show', '2026-01-01-nothing'], 2, [/2026-01-01-nothing/]],
  'a cause there is not': [['recalibrate', 'propose', '--cause', 'luck'], 2, [/luck/, /accepted-loss/]],
  'a limit that is none': [['recalibrate', 'propose', '--cause', 'tightening', '--set', 'coverage.lines=80'], 2, [/coverage\.lines=80/, /METRIC\.LIMIT=VALUE/]],
  'a debt without an owner': [['recalibrate', 'propose', '--cause', 'accepted-loss', '--set', 'coverage.lines.min=80'], 2, [/--owner/]],
  'an override without a reason': [['override', '--kinds', 'regression', '--ticket', 'T-1'], 2, [/--reason/]],
  'an override of an unsound ledger': [['override', '--kinds', 'ledger-altered', '--ticket', 'T-1', '--reason', 'it must go through today'], 2, [/ledger-altered/]],
  'a topic there is not': [['explain', 'false-alarm'], 2, [/false-alarm/, /false-failure|false-pass/]],
}

for (const [name, [args, code, says]] of Object.entries(USES)) {
  test(`${name}: exit ${code}, and one message`, async (t) => {
    const finished = await project.datum(args)
    t.is(finished.code, code, finished.err)
    if (args.length === 0) return
    isOneMessage(t, finished.err)
    for (const words of says) t.regex(finished.err, words)
    t.is(finished.out, '')
  })
}

test('of several suites none is chosen by itself', async (t) => {
  const { code, err } = await several.datum(['ci'])
  t.is(code, 2)
  isOneMessage(t, err)
  t.regex(err, /unit, api/)
})

test('a folder that is no repository, one without a commit, and one without a policy are told apart', async (t) => {
  const folder = temporaryFolder(t)
  const outside = await datum(['ci'], { cwd: folder })
  t.is(outside.code, 2)
  t.true(outside.err.includes(folder), outside.err)
  isOneMessage(t, outside.err)

  const bare = projectIn(folder)
  bare.git('init', '-qb', 'main')
  const unborn = await bare.datum(['ci'])
  t.is(unborn.code, 3)
  t.regex(unborn.err, /no commit/)
  isOneMessage(t, unborn.err)

  const without = await emptyProject(t).datum(['ci'])
  t.is(without.code, 2)
  t.regex(without.err, /baselines\/policy\.yaml/)
  t.regex(without.err, /npx ci-datum init/)
  isOneMessage(t, without.err)
})

test('all problems of a policy are told at once, each with its place', async (t) => {
  const own = emptyProject(t)
  own.write('baselines/policy.yaml', [
    'mode: sometimes', 'suites:', '  unit:', '    models: [fast]', '    report: [a.json]', 'maxErosion: much', 'aprovers: [Ada]', '',
  ].join('\n'))
  const { code, err } = await own.datum(['ci'])
  t.is(code, 2)
  isOneMessage(t, err)
  for (const place of ['1:7', '4:', '5:5', '6:13', '7:1']) t.true(err.includes(`baselines/policy.yaml:${place}`) || err.includes(place), `${place} in ${err}`)
  t.regex(err, /did you mean reports/)
  t.regex(err, /observe or enforce/)
})

test('a policy that is no YAML names its line', async (t) => {
  const own = emptyProject(t)
  own.write('baselines/policy.yaml', 'mode: enforce\nsuites:\n  unit: [\n')
  const { code, err } = await own.datum(['ci'])
  t.is(code, 2)
  isOneMessage(t, err)
  t.regex(err, /policy\.yaml[\s\S]*\b[34]:\d+/)
})

test('approving without a terminal prints the command that does it, and approves nothing', async (t) => {
  const own = adopted(t)
  const id = decide(own, { title: 'stricter', cause: 'tightening', limits: ['coverage.lines.min=95'], by: null })
  for (const env of [{}, { DATUM_APPROVE: '1', DATUM_YES: '1', DATUM_CONFIRM: `I, Ada, approve ${id}`, CI: 'true' }]) {
    const { code, err } = await own.datum(['recalibrate', 'approve', id], { env })
    t.is(code, 2)
    isOneMessage(t, err)
    t.true(err.includes(`npx ci-datum recalibrate approve ${id}`), err)
  }
  t.is((await own.datum(['recalibrate', 'approve', id, '--yes'])).code, 2)
  t.notRegex(own.read(`baselines/recalibrations/${id}.md`), /approval/)
})

test('an entry that cannot be read says where and why', async (t) => {
  const own = adopted(t)
  own.write('baselines/recalibrations/2026-11-24-broken.md', '---\nid: 2026-11-24-broken\ntitle: broken\nsuite: unit\ncause: luck\nauthor: Ada\nchanges: []\n---\n\nwhy\n')
  const { code, err } = await own.datum(['recalibrate', 'show', '2026-11-24-broken'])
  t.is(code, 2)
  isOneMessage(t, err)
  t.regex(err, /2026-11-24-broken\.md[\s\S]*5:8/)
})
