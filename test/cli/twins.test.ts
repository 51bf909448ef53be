import test from 'ava'
import { adopted } from '../support/adopted.js'
import { measured } from '../support/coverage.js'
import { decide } from '../support/ledger.js'
import { judged, type Project } from '../support/project.js'

const ends: (() => unknown)[] = []
let project: Project

test.before('a project', () => {
  project = adopted({ teardown: (end: () => unknown) => void ends.push(end) }, { models: ['serial', 'parallel:2'] })
  measured(project)
})

test.after.always('its folder', async () => {
  for (const end of ends) await end()
})

const store = (name: string): string[] => ['--store', `.datum/${name}.db`]

test('an option has a twin in the environment, and the flag goes before it', async (t) => {
  const env = { DATUM_MODEL: 'parallel:2', DATUM_LEG: 'node-20', DATUM_BUILD: '17', DATUM_BRANCH: 'from-env', DATUM_STORE: '.datum/twins.db', DATUM_FORMAT: 'json' }
  const twins = judged(await project.datum(['ci'], { env }))
  t.like(twins.json.measurement, { model: 'parallel:2', leg: 'node-20', branch: 'from-env' })
  t.is(twins.json.measurement?.slot.build, '17')

  const flags = judged(await project.datum(['ci', '--model', 'serial', '--leg', 'node-22', '--build', '18', '--branch', 'from-flag'], { env }))
  t.like(flags.json.measurement, { model: 'serial', leg: 'node-22', branch: 'from-flag' })
  t.is(flags.json.measurement?.slot.build, '18')
})

test('a twin that is wrong is as wrong as its flag', async (t) => {
  const { code, err } = await project.datum(['ci', ...store('wrong')], { env: { DATUM_MODEL: 'sharded:9' } })
  t.is(code, 2)
  t.regex(err, /sharded:9/)
})

test('a twin that is empty says nothing', async (t) => {
  const build = await project.ci(['--model', 'serial', ...store('empty')], { env: { DATUM_LEG: '', DATUM_BUILD: '', DATUM_STRICT: '' } })
  t.is(build.code, 0, build.said)
  t.is(build.json.measurement?.leg, '')
})

test('a flag that is on or off has a twin too', async (t) => {
  const report = measured(project, {}, 'coverage-1/coverage-final.json')
  const strict = (DATUM_STRICT: string) => project.datum(['record', '--model', 'serial', '--job-status', 'failed', ...store(`strict-${DATUM_STRICT}`), report], { env: { DATUM_STRICT } })
  t.deepEqual((await Promise.all(['1', 'true', '0', 'false'].map(strict))).map(({ code }) => code), [4, 4, 0, 0])
})

test('a list is separated by commas', async (t) => {
  const { code, out } = await project.datum(['ci', '--model', 'serial', ...store('list')], { env: { DATUM_FORMAT: 'json, text:.datum/summary.txt' } })
  t.is(code, 0)
  t.notThrows(() => JSON.parse(out) as unknown)
  t.regex(project.read('.datum/summary.txt'), /PASS/)
})

test('nothing in the environment approves', async (t) => {
  const id = decide(project, { title: 'stricter', cause: 'tightening', limits: ['coverage.lines.min=95'], by: null })
  const env = Object.fromEntries(['APPROVE', 'APPROVED', 'CONFIRM', 'YES', 'ID', 'CAUSE', 'REASON', 'INTERACTIVE', 'FORCE'].map((name) => [`DATUM_${name}`, id]))
  const { code, err } = await project.datum(['recalibrate', 'approve', id], { env })
  t.is(code, 2)
  t.regex(err, new RegExp(`npx ci-datum recalibrate approve ${id}`))
  t.notRegex(project.read(`baselines/recalibrations/${id}.md`), /approval/)
})
