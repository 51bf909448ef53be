import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/record/index.js'
import { tableText } from '../../src/report/table.js'
import { openRecords } from '../../src/world/records/index.js'
import { start } from '../support/child.js'
import { valueOf } from '../support/result.js'

/** Runners that push at once, and runners that are killed: what was acknowledged is there, once, on both sides. */

const RUNNERS = Number(process.env['BENCH_RUNNERS'] ?? 8)
const EACH = Number(process.env['BENCH_EACH'] ?? 50)
const KILLS = Number(process.env['BENCH_KILLS'] ?? 1000)

const RUNNER = import.meta.resolve('../support/children/sync-store.js')
const REF = 'refs/datum/records'
const folder = mkdtempSync(join(tmpdir(), 'datum-bench-'))
const git = (cwd: string, ...args: readonly string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e9 }).trim()

function remoteIn(name: string): string {
  const remote = join(folder, name)
  mkdirSync(remote)
  git(remote, 'init', '-q', '--bare')
  return remote
}

function runnerIn(name: string, remote: string): string {
  const runner = join(folder, name)
  mkdirSync(runner)
  git(runner, 'init', '-q')
  git(runner, 'remote', 'add', 'origin', remote)
  return runner
}

/** How often each measurement is in a remote. */
function countsIn(remote: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const path of git(remote, 'ls-tree', '-r', '--name-only', REF, 'measurements/').split('\n').filter((one) => one.endsWith('/facts.json'))) {
    const id = /m_[0-9a-f]{40}/.exec(path)?.[0] ?? path
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

function acknowledged(out: string, what: 'stored' | 'pushed'): readonly (readonly string[])[] {
  return out.split('\n').slice(0, -1).map((line) => line.split(' ')).filter(([word]) => word === what)
}

/** A store that nobody has used takes all there is; how many that were, and that none was refused. */
async function rebuiltFrom(runner: string): Promise<number> {
  const store = valueOf(await openStore('fresh.db', runner))
  const tip = valueOf(await valueOf(await openRecords(runner).records('origin')).pull())
  const { taken, refused } = valueOf(await store.importFrom(tip))
  await store.close()
  if (refused.length > 0) throw new Error(JSON.stringify(refused.slice(0, 3)))
  return taken.length
}

function once(remote: string, ids: readonly string[]): string {
  git(remote, 'fsck', '--full', '--strict', '--no-dangling', '--no-progress')
  const counts = countsIn(remote)
  const lost = ids.filter((id) => !counts.has(id))
  const doubled = [...counts].filter(([, count]) => count !== 1)
  if (lost.length + doubled.length > 0) throw new Error(`lost ${lost.length}, doubled ${doubled.length}`)
  return `${ids.length} of ${ids.length} there once`
}

async function together(): Promise<void> {
  const remote = remoteIn('remote.git')
  const moment = String(Date.now() + 4000)
  const children = Array.from({ length: RUNNERS }, (_, at) => start(RUNNER, [runnerIn(`runner-${at}`, remote), `r${at}`, '0', String(EACH), moment]))
  const outs = await Promise.all(children.map(async ({ ended }) => {
    const { code, out, err } = await ended
    if (code !== 0) throw new Error(err)
    process.stderr.write('.')
    return out
  }))
  const seconds = (Date.now() - Number(moment)) / 1000
  const pushed = outs.flatMap((out) => acknowledged(out, 'pushed'))
  const ids = pushed.map(([, id = '']) => id)
  const times = pushed.map(([, , , time]) => Number(time)).sort((one, other) => one - other)
  const at = (share: number): string => `${times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0} ms`
  const retries = pushed.reduce((sum, [, , count]) => sum + Number(count), 0)
  const result = once(remote, ids)
  const fresh = await rebuiltFrom(runnerIn('reader', remote))
  if (fresh !== RUNNERS * EACH) throw new Error(`A fresh store took ${fresh}`)
  process.stdout.write(`\n${tableText([`${RUNNERS} runners at once, ${EACH} builds each`, ''], [
    ['builds', `${result}; a fresh store took ${fresh}`], ['retries', String(retries)], ['all', `${seconds.toFixed(1)} s`],
    ['a push', `half within ${at(0.5)}, 95 of 100 within ${at(0.95)}, the last within ${at(1)}`],
  ])}\n`)
}

async function killed(): Promise<void> {
  const remote = remoteIn('killed.git')
  const runners = Array.from({ length: 4 }, (_, at) => runnerIn(`killed-${at}`, remote))
  const [stored, pushed] = [new Map<string, string>(), new Set<string>()]
  const kinds = { push: 0, pull: 0 }
  const one = async (round: number): Promise<void> => {
    const runner = runners[round % runners.length] ?? ''
    const kind = round % 8 < 5 ? 'push' : 'pull'
    kinds[kind] += 1
    const child = start(RUNNER, [runner, `k${round}`, '0', kind === 'push' ? '1000' : '0'], { detached: true })
    const spoke = new Promise<void>((resolve) => { child.process.stdout?.once('data', () => { resolve() }) })
    // Some are killed while they start, most at work; git with them, or left alone.
    if (round % 10 !== 0) await Promise.race([spoke, child.ended])
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 400))
    if (round % 2 === 0) process.kill(-child.process.pid!, 'SIGKILL')
    else child.process.kill('SIGKILL')
    const { out, err } = await child.ended
    if (err !== '') throw new Error(err)
    for (const [, id = ''] of acknowledged(out, 'stored')) stored.set(id, runner)
    for (const [, id = ''] of acknowledged(out, 'pushed')) pushed.add(id)
    if (round % 50 === 0) process.stderr.write('.')
  }
  const began = Date.now()
  for (let round = 0; round < KILLS; round += 2) await Promise.all([one(round), one(round + 1)])
  const before = once(remote, [...pushed])
  let lost = 0
  for (const runner of runners) {
    const store = valueOf(await openStore('.datum/datum.db', runner))
    for (const [id, where] of stored) if (where === runner && !valueOf(await store.byId(id))) lost += 1
    await store.close()
    const child = start(RUNNER, [runner, `last-${runner.at(-1) ?? ''}`, '0', '1'])
    const { code, err } = await child.ended
    if (code !== 0) throw new Error(err)
  }
  if (lost > 0) throw new Error(`${lost} stored builds are gone`)
  const after = once(remote, [...stored.keys()])
  const fresh = await rebuiltFrom(runnerIn('killed-reader', remote))
  process.stdout.write(`\n${tableText([`${KILLS} runners killed (${kinds.push} at push, ${kinds.pull} at pull)`, ''], [
    ['acknowledged pushes', before], ['acknowledged builds, after one more push of each store', after],
    ['a fresh store', `took ${fresh}, refused none`], ['all', `${((Date.now() - began) / 1000).toFixed(0)} s`],
  ])}\n`)
}

try {
  await together()
  if (KILLS > 0) await killed()
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
