import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import Database from 'better-sqlite3'
import { withBaseline } from '../support/adopted.js'
import type { Project } from '../support/project.js'
import { isOneMessage, isUntouched, keptIn } from '../support/untouched.js'

const STORE = '.datum/datum.db'

/** Commands that need the store; each says the same of a bad one. */
const COMMANDS = [['ci'], ['check'], ['baseline', 'list']]

async function isRefused(t: ExecutionContext, project: Project, says: RegExp, options: Parameters<Project['datum']>[1] = {}): Promise<void> {
  for (const args of COMMANDS) {
    const { code, out, err } = await project.datum(args, options)
    t.is(code, 3, `${args.join(' ')}: ${err}${out}`)
    isOneMessage(t, err)
    t.regex(err, says)
    t.is(out, '')
  }
}

const HARMS: Readonly<Record<string, readonly [harm: (bytes: Buffer) => Uint8Array, says: RegExp]>> = {
  'garbage': [() => Buffer.from('no database at all\n'.repeat(500)), /\.datum\/datum\.db/],
  'a database that was cut off': [(bytes) => bytes.subarray(0, bytes.length - 5000), /\.datum\/datum\.db/],
  'a database cut within its first page': [(bytes) => bytes.subarray(0, 1000), /\.datum\/datum\.db/],
}

for (const [name, [harm, says]] of Object.entries(HARMS)) {
  test(`${name} is refused and left as it is`, async (t) => {
    const { project } = await withBaseline(t)
    const kept = await keptIn(project)
    const file = join(project.top, STORE)
    const whole = readFileSync(file)
    writeFileSync(file, harm(whole))
    const harmed = readFileSync(file)
    await isRefused(t, project, says)
    t.deepEqual(readFileSync(file), harmed, 'what may be left of it is not written to')
    writeFileSync(file, whole)
    await isUntouched(t, project, kept)
  })
}

test('the database of a newer datum is refused and left as it is', async (t) => {
  const { project } = await withBaseline(t)
  const file = join(project.top, STORE)
  const newer = new Database(file)
  newer.prepare('insert into migration (name, applied_at) values (?, ?)').run('999-tomorrow', '2027-01-01T00:00:00Z')
  newer.close()
  await isRefused(t, project, /999-tomorrow/)
  const again = new Database(file)
  again.prepare('delete from migration where name = ?').run('999-tomorrow')
  again.close()
  t.deepEqual((await project.baselines()).map(({ name }) => name), ['main@v1'])
})

test('the database of another program is refused and left as it is', async (t) => {
  const { project } = await withBaseline(t)
  const file = join(project.top, 'other.db')
  const other = new Database(file)
  other.exec('create table notes (text); insert into notes values (\'mine\')')
  other.close()
  const { code, err } = await project.datum(['ci', '--store', 'other.db'])
  t.is(code, 3)
  isOneMessage(t, err)
  t.regex(err, /other\.db/)
  const after = new Database(file)
  t.deepEqual(after.prepare('select * from notes').all(), [{ text: 'mine' }])
  after.close()
})

test('a store that is a folder, or below a file, is refused', async (t) => {
  const { project } = await withBaseline(t)
  for (const store of ['src', 'package.json/datum.db']) {
    const { code, err } = await project.datum(['ci', '--store', store])
    t.is(code, 3, err)
    isOneMessage(t, err)
    t.true(err.includes(store), err)
  }
})

test('without the compiled half of SQLite the line that mends it is printed, and packing still works', async (t) => {
  const { project } = await withBaseline(t)
  const kept = await keptIn(project)
  const node = ['--import', import.meta.resolve('../support/loaders/break-binding.js')]
  await isRefused(t, project, /^ {2}next: npm rebuild better-sqlite3/m, { node })
  const packed = await project.datum(['collect', '--part', '1/2', '--output', 'part.gz', 'coverage/coverage-final.json'], { node })
  t.is(packed.code, 0, packed.err)
  t.is((await project.datum(['recalibrate', 'verify'], { node })).code, 0)
  await isUntouched(t, project, kept)
})
