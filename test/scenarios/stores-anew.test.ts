import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import BetterSqlite3 from 'better-sqlite3'
import { measured } from '../support/coverage.js'
import { hosted } from '../support/hosted.js'
import { githubPush, type Project } from '../support/project.js'

const REF = 'refs/datum/records'
const built = async (project: Project, env: Readonly<Record<string, string | undefined>>): Promise<string> => {
  measured(project)
  const build = await project.ci([], { env })
  return build.json.measurement?.id ?? build.err
}

test('a damaged store is rebuilt from the records alone, and the damaged file is kept', async (t) => {
  const { developer, runner } = hosted(t)
  const commit = developer.git('rev-parse', 'HEAD')
  const one = runner()
  const id = await built(one, githubPush(t, { commit, before: '0'.repeat(40) }))
  const before = await one.baselines()
  t.is(before.length, 1)
  writeFileSync(join(one.top, '.datum/datum.db'), 'no database')
  t.is((await one.datum(['baseline', 'list'])).code, 3)
  const rebuilt = await one.datum(['store', 'rebuild'])
  t.is(rebuilt.code, 0, rebuilt.err)
  t.regex(rebuilt.out, /^rebuilt from origin: 1 build\n {2}the store that was there is kept: \.datum\/datum\.db\.old-\d{8}T\d{6}Z\n$/)
  t.deepEqual(await one.baselines(), before)
  t.is((await one.datum(['check', '--measurement', id])).code, 0)
  t.deepEqual(readdirSync(join(one.top, '.datum')).filter((name) => name.includes('rebuilding')), [])
})

test('a store that holds what its home lacks is not left behind unasked', async (t) => {
  const { developer, runner } = hosted(t)
  const commit = developer.git('rev-parse', 'HEAD')
  const one = runner()
  await built(one, githubPush(t, { commit, before: '0'.repeat(40) }))
  await built(one, {})
  const refused = await one.datum(['store', 'rebuild'])
  t.is(refused.code, 2)
  t.regex(refused.err, /1 builds?, 1 verdicts?\): push it first \(npx ci-datum sync push\)/)
  t.is((await one.datum(['sync', 'push'])).code, 0)
  const rebuilt = await one.datum(['store', 'rebuild'])
  t.is(rebuilt.code, 0, rebuilt.err)
  t.regex(rebuilt.out, /2 builds/)
})

test('a home without records rebuilds nothing, and the store stays', async (t) => {
  const { runner } = hosted(t)
  const one = runner()
  await built(one, {})
  const rebuilt = await one.datum(['store', 'rebuild'])
  t.is(rebuilt.code, 3)
  t.regex(rebuilt.err, /there are no records yet/)
  t.regex((await one.datum(['check'])).out, /PASS/i)
})

test('pruning drops old elements here and at home, and keeps what baselines need', async (t) => {
  const { developer, host, runner } = hosted(t, { more: 'sync: { detailDays: 30 }' })
  const one = runner()
  const first = developer.git('rev-parse', 'HEAD')
  const commits = [first, ...['b', 'c', 'd'].map((name) => developer.commit(name, { [`src/${name}.js`]: `module.exports = '${name}'\n` }))]
  developer.git('push', '-q', 'origin', 'main')
  one.git('fetch', '-q', 'origin')
  const ids: string[] = []
  for (const commit of commits) {
    one.git('checkout', '-q', '-B', 'main', commit)
    ids.push(await built(one, {}))
  }
  aged(one, '2026-01-05T00:00:00Z')
  t.is((await one.datum(['sync', 'push'])).code, 0)
  t.is(detailAtHome(host).length, 4)
  const pruned = await one.datum(['store', 'prune', '--home'])
  t.is(pruned.code, 0, pruned.err)
  t.regex(pruned.out, /^detail of 2 builds before \d{4}-\d\d-\d\d dropped[^\n]*; values, verdicts and baselines stay\norigin: detail of 2 builds before/)
  t.deepEqual(detailAtHome(host), [ids[0] ?? '', ids[3] ?? ''].toSorted((a, b) => (a < b ? -1 : 1)), 'what the baseline begins with, and its newest build')
  t.regex((await one.datum(['store', 'prune', '--home'])).out, /^no build before \S+ has detail that may go\norigin: no build before/)
  t.is((await one.datum(['sync', 'push'])).out, 'nothing new for origin\n')
  t.is((await one.datum(['check', '--measurement', ids[1] ?? ''])).code, 0)
  t.is((await one.datum(['store', 'prune', '--days', '0'])).code, 2)
})

/** As if all had been recorded then. */
function aged({ top }: Project, at: string): void {
  const database = new BetterSqlite3(join(top, '.datum/datum.db'))
  database.prepare('update measurement set recorded_at = ?').run(at)
  database.close()
}

/** Ids of the builds whose elements the host has. */
function detailAtHome(host: Project): readonly string[] {
  const paths = host.git('ls-tree', '-r', '--name-only', REF).split('\n')
  return [...new Set(paths.filter((path) => path.includes('/state/')).map((path) => /m_[0-9a-f]{40}/.exec(path)?.[0] ?? ''))].toSorted((one, other) => (one < other ? -1 : 1))
}

test('the records are fetched whole, and nothing twice', async (t) => {
  const { developer, runner } = hosted(t)
  const commit = developer.git('rev-parse', 'HEAD')
  for (const run of ['1', '2']) await built(runner(), githubPush(t, { commit, before: '0'.repeat(40), run }))
  const reader = runner()
  t.is((await reader.datum(['sync', 'pull'])).out, '2 builds fetched from origin\n')
  t.is((await reader.datum(['sync', 'pull'])).out, 'nothing new in origin: 2 builds were here already\n')
  t.deepEqual(JSON.parse((await reader.datum(['sync', 'pull', '--json'])).out), { home: 'origin', taken: 0, known: 2, refused: [] })
  const elsewhere = join(reader.top, 'copy')
  t.is((await reader.datum(['sync', 'push', '--to', elsewhere])).code, 0)
  const other = runner()
  t.is((await other.datum(['sync', 'pull', '--from', elsewhere])).out, `2 builds fetched from ${elsewhere}\n`.replace(elsewhere, elsewhere.length > 60 ? `...${elsewhere.slice(-57)}` : elsewhere))
  t.is((await other.datum(['sync', 'pull', '--measurement', 'm_nothing'])).code, 3)
})
