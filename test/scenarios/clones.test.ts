import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { adopted } from '../support/adopted.js'
import { cloneOf, valueIn, type Project } from '../support/project.js'
import { fixture } from '../support/reports.js'

const SHARDED = { models: ['sharded:3'], reports: ['coverage-*/coverage-final.json'], limits: ['coverage.lines.min=80'] }

/** The reports nyc wrote for three shards, as if the checkout had lain in this folder. */
function reportsOf(project: Project, at = project.top): void {
  for (const index of [1, 2, 3]) {
    const text = Buffer.from(fixture(`nyc-mocha/shards/${index}/coverage-final.json`)).toString('utf8')
    project.write(`coverage-${index}/coverage-final.json`, text.replaceAll('/repo/', `${at}/`))
  }
}

const VALUES = { 'coverage.lines': '75/86', 'coverage.statements': '76/88', 'coverage.functions': '14/15', 'coverage.branches': '56/67' }

test('parts packed in other checkouts merge to what one place measures', async (t) => {
  const project = adopted(t, SHARDED)
  reportsOf(project)
  const here = await project.ci()
  t.is(here.code, 0, here.err)
  for (const [metric, value] of Object.entries(VALUES)) t.is(valueIn(here, metric), value, metric)

  const parts: string[] = []
  for (const index of [1, 2, 3]) {
    const runner = cloneOf(t, project)
    reportsOf(runner)
    const packed = await runner.datum(['collect', '--part', `${index}/3`, '--build', '9', '--repository', 'local', '--output', 'part.gz', `coverage-${index}/coverage-final.json`])
    t.is(packed.code, 0, packed.err)
    const file = join(project.top, `coverage-part-${index}.gz`)
    copyFileSync(join(runner.top, 'part.gz'), file)
    parts.push(file)
  }
  const merged = await project.ci(parts)
  t.is(merged.code, 0, merged.err)
  t.deepEqual(merged.json.metrics.map(({ metric, candidate }) => [metric, candidate]), here.json.metrics.map(({ metric, candidate }) => [metric, candidate]))
  t.is(merged.json.measurement?.measuredTree, here.json.measurement?.measuredTree)
  t.is(merged.json.measurement?.slot.build, '9', 'the parts name their build')
})

test('reports of another machine are recorded in the folder they are taken to', async (t) => {
  const project = adopted(t, SHARDED)
  reportsOf(project, 'C:\\\\agent\\\\work')
  const folder = join(project.top, 'test')
  const build = await project.ci(['--model', 'sharded:3', '../coverage-*/coverage-final.json'], { cwd: folder })
  t.is(build.code, 0, build.err)
  t.is(valueIn(build, 'coverage.lines'), VALUES['coverage.lines'])
})

test('a part of another commit counts nowhere', async (t) => {
  const project = adopted(t, SHARDED)
  reportsOf(project)
  const pack = (index: number) => project.datum(['collect', '--part', `${index}/3`, '--build', '9', '--output', `part-${index}.gz`, `coverage-${index}/coverage-final.json`])
  await pack(1)
  project.commit('Enforced from here on')
  await Promise.all([pack(2), pack(3)])
  const build = await project.ci(['part-*.gz'])
  t.is(build.code, 4)
  t.like(build.evidence('part-foreign'), { place: { index: 1, of: 3 }, what: 'commit', source: 'part-1.gz' })
})

test('a part that was altered or cut on its way is refused by name, and leaves its place incomplete', async (t) => {
  const project = adopted(t, SHARDED)
  project.commit('Enforced from here on')
  reportsOf(project)
  const pack = (index: number) => project.datum(['collect', '--part', `${index}/3`, '--build', '9', '--output', `part-${index}.gz`, `coverage-${index}/coverage-final.json`])
  for (const { code, err } of await Promise.all([1, 2, 3].map(pack))) t.is(code, 0, err)
  const whole = readFileSync(join(project.top, 'part-2.gz'))
  const harms: Readonly<Record<string, Uint8Array>> = {
    cut: whole.subarray(0, whole.length >> 1),
    flipped: whole.map((byte, index) => (index === whole.length >> 1 ? byte ^ 0xff : byte)),
  }
  for (const [name, bytes] of Object.entries(harms)) {
    writeFileSync(join(project.top, 'part-2.gz'), bytes)
    const alone = await project.datum(['record', 'part-2.gz'])
    t.is(alone.code, 3, name)
    t.regex(alone.err, /part-2\.gz/, name)
    const build = await project.ci(['part-*.gz'])
    t.is(build.code, 4, `${name}: ${build.err}`)
    t.is(build.json.verdict, 'incomplete', name)
    t.regex(JSON.stringify(build.json.findings), /part-2\.gz|2\/3|"index":2/, name)
  }
  writeFileSync(join(project.top, 'part-2.gz'), whole)
  t.is((await project.ci(['part-*.gz'])).code, 0)
})
