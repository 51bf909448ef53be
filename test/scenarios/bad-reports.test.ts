import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import test from 'ava'
import { withBaseline } from '../support/adopted.js'
import { coverageText } from '../support/coverage.js'
import type { Project } from '../support/project.js'
import { isOneMessage, isUntouched, keptIn } from '../support/untouched.js'

const ends: (() => unknown)[] = []
const owner = { teardown: (end: () => unknown) => void ends.push(end) }
let project: Project
let kept: Awaited<ReturnType<typeof keptIn>>

test.before('a project with a baseline', async () => {
  ({ project } = await withBaseline(owner))
  kept = await keptIn(project)
  project.write('.gitconfig', '[safe]\n\tdirectory = *\n')
})

test.after.always('its folder', async () => {
  for (const end of ends) await end()
})

interface Bad {
  readonly file: string
  readonly write: (path: string) => void
  /** What the message says beside the file's name. */
  readonly says: RegExp
  readonly unprivileged?: true
}

const text = (content: string | Uint8Array) => (path: string): void => project.write(path, content)
const BOMB = `<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY a "lol">\n${Array.from({ length: 20 }, (_, index) => `<!ENTITY ${String.fromCharCode(98 + index)} "${`&${String.fromCharCode(97 + index)};`.repeat(10)}">`).join('\n')}\n]>\n<testsuites><testsuite name="&u;"><testcase name="&u;"/></testsuite></testsuites>\n`

const REFUSED: Readonly<Record<string, Bad>> = {
  'an empty file': { file: 'empty.json', write: text(''), says: /empty/ },
  'a file of white space': { file: 'blank.json', write: text(' \n\n'), says: /empty/ },
  'truncated JSON': { file: 'cut.json', write: (path) => { project.write(path, coverageText(project).slice(0, 400)) }, says: /line 1, column 401/ },
  'JSON that goes wrong in a line': { file: 'wrong.json', write: text('{\n  "a": 1,\n  oops\n}\n'), says: /line 3, column 3/ },
  'an XML bomb': { file: 'bomb.xml', write: text(BOMB), says: /line \d+/ },
  'truncated XML': { file: 'cut.xml', write: text('<?xml version="1.0"?>\n<testsuites>\n  <testsuite name="a"><testcase name="b"/>\n'), says: /line 4/ },
  'a folder': { file: 'folder', write: (path) => { mkdirSync(join(project.top, path)) }, says: /folder|directory/ },
  'a dangling link': { file: 'link.json', write: (path) => { symlinkSync('nowhere.json', join(project.top, path)) }, says: /No report|cannot be read/ },
  'a file this user may not read': {
    file: 'secret.json', unprivileged: true, says: /permission/i,
    write: (path) => {
      text(coverageText(project))(path)
      chmodSync(join(project.top, path), 0o000)
    },
  },
  'a compressed file that was cut off': {
    file: 'cut.json.gz', write: (path) => { project.write(path, gzipSync(coverageText(project)).subarray(0, 200)) }, says: /cut off/,
  },
  '200 MB of garbage': {
    file: 'huge.json', says: /none of the report formats|not JSON|line 1/,
    write: (path) => {
      project.write(path, 'garbage')
      truncateSync(join(project.top, path), 200 << 20)
    },
  },
  'more than can be read': {
    file: 'larger.json', says: /too large/,
    write: (path) => {
      project.write(path, '{')
      truncateSync(join(project.top, path), (1 << 30) + 1)
    },
  },
  'a report of another repository': {
    file: 'foreign.json', says: /elsewhere\/app\/lib\/index\.js/,
    write: text(JSON.stringify({ '/elsewhere/app/lib/index.js': { path: '/elsewhere/app/lib/index.js', statementMap: { 0: { start: { line: 1, column: 0 }, end: { line: 1, column: 9 } } }, s: { 0: 1 }, fnMap: {}, f: {}, branchMap: {}, b: {} } })),
  },
  'JSON of no known format': { file: 'other.json', write: text('{"hello": [1, 2, 3]}\n'), says: /none of the report formats/ },
  'a picture': { file: 'picture.json', write: text(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])), says: /none of the report formats/ },
  'a file that is not there': { file: 'missing.json', write: () => undefined, says: /No report was found/ },
  'a part file that was altered': {
    file: 'altered.part.gz', write: text(gzipSync('datum-part/1\n{"nothing": "of it"}\n')), says: /part file.*broken/,
  },
}

for (const [name, { file, write, says, unprivileged = false }] of Object.entries(REFUSED)) {
  test(`${name} is refused by name, and nothing stored is lost`, async (t) => {
    const path = `bad/${file}`
    mkdirSync(join(project.top, 'bad'), { recursive: true })
    write(path)
    if (unprivileged) chmodSync(project.top, 0o755)
    const env = { HOME: project.top }
    for (const args of [['record', path], ['ci', path]]) {
      const { code, out, err } = await project.datum(args, { unprivileged, env })
      t.is(code, 3, `${args.join(' ')}: ${err}${out}`)
      isOneMessage(t, err)
      t.true(err.includes(path), err)
      t.regex(err, says)
      t.is(out, '')
      if (file === 'huge.json' || file === 'larger.json') break
    }
    await isUntouched(t, project, kept)
  })
}

test('of several reports the bad one is named, and the place it leaves is incomplete', async (t) => {
  const { project: own } = await withBaseline(t, { reports: ['coverage/*'] })
  const before = await keptIn(own)
  own.commit('Enforced from here on')
  own.write('coverage/junit.xml', '<testsuites><testsuite>')
  const build = await own.ci()
  t.is(build.code, 4)
  t.like(build.evidence('part-unreadable'), { reason: 'report-broken' })
  t.regex(build.err, /coverage\/junit\.xml/)
  t.deepEqual((await keptIn(own)).baselines, before.baselines)
})

test('a report that grows beyond all bounds when it is unpacked is refused', async (t) => {
  project.write('bad/bomb.json.gz', gzipSync(Buffer.alloc((1 << 30) + 1), { level: 1 }))
  const { code, err } = await project.datum(['record', 'bad/bomb.json.gz'])
  t.is(code, 3)
  isOneMessage(t, err)
  t.regex(err, /bad\/bomb\.json\.gz.*too large/)
})
