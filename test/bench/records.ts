import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileDetail, MergedKind } from '../../src/model/measurement.js'
import { openStore } from '../../src/record/index.js'
import { tableText } from '../../src/report/table.js'
import { draftOf } from '../support/measurement.js'
import { valueOf } from '../support/result.js'
import { GitTree } from './git-tree.js'

/** What a build costs the store and the records' tree: builds of a large project that edit a few files each. */

const FILES = Number(process.env['BENCH_FILES'] ?? 5000)
const BUILDS = Number(process.env['BENCH_BUILDS'] ?? 300)
const EDITED = Number(process.env['BENCH_EDITED'] ?? 10)
const STATEMENTS = 40
const A_DAY = 500
const MONTH = 30 * A_DAY

const hash = (text: string): string => createHash('sha1').update(text).digest('hex')

/** A file with places of statements and branches as istanbul tells them; each edit inserts a line somewhere and covers otherwise. */
function fileAt(index: number, edits: number): FileDetail {
  const shift = (at: number): number => at + Array.from({ length: edits }, (_, edit) => (index * 13 + edit * 29) % STATEMENTS).filter((where) => where <= at).length
  const places = Array.from({ length: STATEMENTS }, (_, at) => `${shift(at) + 10}:2-${shift(at) + 10}:${20 + ((index * 31 + at * 17) % 60)}`)
  const listed = (keys: readonly string[], salt: number): MergedKind => (
    { form: 'listed', shape: keys.join('\n'), states: Uint8Array.from(keys.map((_, at) => ((index * 7 + at * 11 + edits * salt) % 9 === 0 ? 0 : 1))), surplus: 0 })
  return {
    path: `packages/p${index % 12}/src/module-${Math.floor(index / 50)}/file-${index}.ts`, blob: hash(`${index} ${edits}`),
    kinds: {
      statement: listed(places, 3), branch: listed(places.filter((_, at) => at % 4 === 0).flatMap((place) => [`${place}/0`, `${place}/1`]), 5),
      function: listed(places.filter((_, at) => at % 8 === 0), 7),
    },
  }
}

const edits = Array.from({ length: FILES }, () => 0)
let files = edits.map((_, index) => fileAt(index, 0))
function nextFiles(build: number): readonly FileDetail[] {
  files = [...files]
  for (let edit = 0; edit < EDITED && build > 0; edit += 1) {
    // Half of the edits are in files that are edited often.
    const index = edit % 2 === 0 ? (build * 7919 + edit * 104_729) % FILES : (build * 31 + edit * 17) % 200
    edits[index] = (edits[index] ?? 0) + 1
    files[index] = fileAt(index, edits[index])
  }
  return files
}

const draft = (build: number) => draftOf({
  slot: { build: String(4_000_000 + build), commit: hash(`commit ${build}`) }, tree: hash(`tree ${build}`), measuredTree: hash(`measured ${build}`), parents: [hash(`commit ${build - 1}`)],
  values: ['coverage.statements', 'coverage.branches', 'coverage.functions', 'coverage.lines'].map((metric, at) => ({ metric, scope: 'project', value: { kind: 'count' as const, covered: 180_000 + build * 7 + at, total: 200_000 + build * 9 } })),
})
const timeOf = (build: number): string => new Date(Date.UTC(2026, 0, 1) + build * Math.floor(86_400_000 / A_DAY)).toISOString().replace(/\.\d+/, '')

const folder = mkdtempSync(join(tmpdir(), 'datum-bench-'))
try {
  const spent = { add: 0, export: 0, commit: 0 }
  const timed = async <T>(what: keyof typeof spent, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    spent[what] += performance.now() - start
    return result
  }
  const file = join(folder, 'datum.db')
  const tree = new GitTree(join(folder, 'records.git'))
  const sizeOfGit = (): number => { tree.git(['gc', '-q', '--prune=now']); return 1024 * Number(/size-pack: (\d+)/.exec(tree.git(['count-objects', '-v']).toString())?.[1] ?? 0) }
  /** Builds from one to another, each recorded, judged and brought to git by itself; how many changes that took. */
  const record = async (from: number, to: number): Promise<number> => {
    const store = valueOf(await openStore(file, '/'))
    let changes = 0
    for (let build = from; build <= to; build += 1) {
      const now = nextFiles(build)
      const { measurement } = valueOf(await timed('add', () => store.add(draft(build), now, timeOf(build))))
      valueOf(await store.addJudgement({ measurement, verdict: 'pass', blocking: 'pass', mode: 'enforce', overridden: false, findings: [] }, timeOf(build)))
      if (build % 10 === 0) valueOf(await store.promote({ series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'i', branch: 'main', measurement: measurement.id, entry: 'a', commits: null, now: timeOf(build) }))
      const exported = valueOf(await timed('export', () => store.exportOn(tree.tip())))
      changes += exported.changes.length
      await timed('commit', () => { tree.commit(exported.changes) })
      if (build % 50 === 0) process.stderr.write('.')
    }
    await store.close()
    return changes
  }
  await record(0, 0)
  const first = { git: sizeOfGit(), store: statSync(file).size, ...spent }
  const changes = await record(1, BUILDS)
  const [git, stored] = [sizeOfGit(), statSync(file).size]

  const fresh = valueOf(await openStore(join(folder, 'fresh.db'), '/'))
  let start = performance.now()
  const imported = valueOf(await fresh.importFrom(tree.tip()))
  const importing = performance.now() - start
  if (imported.taken.length !== BUILDS + 1 || imported.refused.length > 0) throw new Error(JSON.stringify(imported.refused.slice(0, 3)))
  start = performance.now()
  valueOf(await fresh.importFrom(tree.tip()))
  const idle = performance.now() - start
  start = performance.now()
  const all = valueOf(await fresh.exportOn({ ...tree.tip(), commit: null }))
  const exporting = performance.now() - start
  start = performance.now()
  const before = timeOf(BUILDS).slice(0, 10) < '2026-01-02' ? '2026-01-02' : timeOf(Math.floor(BUILDS / 2)).slice(0, 10)
  const pruned = valueOf(await fresh.prune({ before }))
  const pruning = performance.now() - start
  await fresh.close()

  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
  const ms = (time: number): string => `${time.toFixed(0)} ms`
  const gB = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`
  const minutes = (time: number): string => `${(time / 60_000).toFixed(1)} min`
  const [perGit, perStore] = [(git - first.git) / BUILDS, (stored - first.store) / BUILDS]
  const month = (bytes: number, one: number): string => gB(one + bytes * MONTH)
  process.stdout.write(`\n${FILES} files, ${EDITED} edited a build, ${BUILDS} builds; a month is ${MONTH} builds\n${tableText(['what', 'the first', 'each further build', 'a month'], [
    ['store on disk', kB(first.store), kB(perStore), month(perStore, first.store)],
    ['git, packed', kB(first.git), kB(perGit), month(perGit, first.git)],
    ...[...tree.sizes()].map(([type, size]) => [`  all ${type}s, packed: ${kB(size)}`, '', '', '']),
    ['changes of the tree', '', (changes / BUILDS).toFixed(1), ''],
    ['store.add', ms(first.add), ms((spent.add - first.add) / BUILDS), minutes((spent.add - first.add) / BUILDS * MONTH)],
    ['exportOn, one build', ms(first.export), ms((spent.export - first.export) / BUILDS), ''],
    ['git fast-import, one build', ms(first.commit), ms((spent.commit - first.commit) / BUILDS), ''],
    ['importFrom, all into a fresh store', '', ms(importing / (BUILDS + 1)), minutes(importing / (BUILDS + 1) * MONTH)],
    ['importFrom, nothing new', '', ms(idle), ''],
    ['exportOn, all to an empty home', '', ms(exporting / (BUILDS + 1)), minutes(exporting / (BUILDS + 1) * MONTH)],
    [`prune before ${before}: ${pruned.measurements} builds, ${kB(pruned.bytes)} given back`, '', ms(pruning), ''],
  ])}\n${all.changes.length} changes bring all to an empty home\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
