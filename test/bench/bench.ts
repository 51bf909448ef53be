import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import istanbulCoverage, { type CoverageMapData } from 'istanbul-lib-coverage'
import { merge } from '../../src/merge/index.js'
import type { Part } from '../../src/model/part.js'
import type { Report } from '../../src/model/report.js'
import { pathResolver } from '../../src/normalise/paths.js'
import { normaliseReport } from '../../src/normalise/report.js'
import { read } from '../../src/read/index.js'
import { openStore } from '../../src/record/index.js'
import { tableText } from '../../src/report/table.js'
import { root } from '../support/root.js'
import { istanbulReport } from './synthetic.js'

/** Hot paths beside the physical limit or a peer, in one run on one machine. Times are the least of several. */

const FILES = Number(process.env['BENCH_FILES'] ?? 2000)
const STATEMENTS = 60
const SHARDS = 4
const REPEATS = 5

const rows: string[][] = []

async function least(work: () => unknown, repeats = REPEATS): Promise<number> {
  let best = Infinity
  for (let index = 0; index < repeats; index += 1) {
    const start = process.hrtime.bigint()
    await work()
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6)
  }
  return best
}

function row(what: string, ours: number, peer: string, theirs: number): void {
  rows.push([what, `${ours.toFixed(0)} ms`, peer, `${theirs.toFixed(0)} ms`, `${(ours / theirs).toFixed(2)} x`])
  process.stderr.write('.')
}

function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const texts = Array.from({ length: SHARDS }, (_, shard) => istanbulReport(FILES, STATEMENTS, shard))
const bytes = texts.map((text) => new TextEncoder().encode(text))
const [first = '', ...others] = texts
const [firstBytes = new Uint8Array()] = bytes

const decoder = new TextDecoder()
row(`read one report of ${FILES} files, ${(firstBytes.length / 1e6).toFixed(0)} MB`, await least(() => value(read('a', firstBytes))),
  'JSON.parse of the same bytes', await least(() => JSON.parse(decoder.decode(firstBytes))))
row('read it and sum it up', await least(() => value(read('a', firstBytes))),
  'istanbul-lib-coverage: parse, map, summary', await least(() => istanbulCoverage.createCoverageMap(JSON.parse(first) as CoverageMapData).getCoverageSummary()))

const reports: Report[] = bytes.map((content, shard) => value(read(`shard ${shard + 1}`, content)))
const tracked = [...new Set(reports.flatMap(({ files }) => files.map(({ path }) => path.replace('/home/ci/project/', ''))))]
const resolver = pathResolver({ tracked, top: '/work', root: '', exists: () => false })
row(`resolve ${FILES} paths`, await least(() => reports.slice(0, 1).map((report) => normaliseReport(report, resolver))),
  'String.replace of each', await least(() => reports[0]?.files.map(({ path }) => path.replace('/home/ci/project/', ''))))

const parts: Part[] = reports.map((report, index) => ({
  source: report.source,
  origin: {
    suite: 'unit', leg: '', place: { index: index + 1, of: SHARDS }, attempt: 1, model: null, repository: 'bench', provider: 'local', build: '1', commit: 'c', tree: 't',
    dirty: [], job: { name: null, status: 'passed' }, environment: { suspect: {}, recorded: {}, tools: {}, options: {} },
  },
  reports: [normaliseReport(report, resolver).report],
  unreadable: [],
  digests: [{ source: report.source, sha256: String(index).repeat(64) }],
}))
const expected = { suite: 'unit', leg: '', model: `sharded:${SHARDS}`, shards: SHARDS, commit: 'c', mergeTree: null, repository: 'bench' }
const scopes = [{ name: 'project', holds: () => true }]
const blobs = new Map(tracked.map((path, index) => [path, String(index).padStart(40, '0')]))
row(`merge ${SHARDS} shards`, await least(() => merge(parts, expected, scopes, blobs), 3),
  'istanbul-lib-coverage: merge, summary', await least(() => {
    const map = istanbulCoverage.createCoverageMap(JSON.parse(first) as CoverageMapData)
    for (const other of others) map.merge(JSON.parse(other) as CoverageMapData)
    return map.getCoverageSummary()
  }, 3))

const folder = mkdtempSync(join(tmpdir(), 'datum-bench-'))
try {
  const store = value(await openStore('bench.db', folder))
  const merged = merge(parts, expected, scopes, blobs)
  const draft = (build: number) => ({
    slot: { repository: 'bench', provider: 'local', build: String(build), suite: 'unit', model: `sharded:${SHARDS}`, leg: '', commit: String(build).padStart(40, '0') },
    root: '', tree: String(build).padStart(40, '1'), measuredTree: String(build).padStart(40, '2'), parents: [], head: null, base: null, synthetic: false, dirty: [], branch: 'main',
    baseBranch: null, assumed: false, fingerprint: merged.fingerprint, selection: 'all' as const, parts: merged.parts, tests: merged.tests, values: merged.values,
    defects: merged.defects, whole: merged.whole,
  })
  const plain = JSON.stringify(merged.files, (_key, member: unknown) => (member instanceof Uint8Array ? Array.from(member) : member))
  row('store the first measurement', await least(async () => value(await store.add(draft(1), merged.files, '2026-01-01T00:00:00Z')), 1),
    'JSON.parse of its detail', await least(() => JSON.parse(plain)))
  let build = 1
  row('store the next one, 5 files changed', await least(async () => {
    build += 1
    const files = merged.files.map((file, index) => {
      const kind = file.kinds.line
      if (index >= 5 || kind?.form !== 'listed') return file
      const states = kind.states.map((state, at) => (at === build % kind.states.length ? 1 - state : state))
      return { ...file, kinds: { ...file.kinds, line: { ...kind, states } } }
    })
    value(await store.add(draft(build), files, '2026-01-01T00:00:00Z'))
  }, 5), 'JSON.parse of its detail', await least(() => JSON.parse(plain)))
  await store.close()
  rows.push([`${build} measurements on disk`, `${(statSync(join(folder, 'bench.db')).size / 1e6).toFixed(1)} MB`, 'one as JSON', `${(plain.length / 1e6).toFixed(1)} MB`, ''])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const cli = join(root, 'dist/src/cli.js')
const nodeAlone = await least(() => execFileSync(process.execPath, ['-e', '0']))
row('datum --version', await least(() => execFileSync(process.execPath, [cli, '--version'])), 'node -e 0', nodeAlone)
row('datum --help', await least(() => execFileSync(process.execPath, [cli, '--help'])), 'node -e 0', nodeAlone)
row('datum explain 4', await least(() => execFileSync(process.execPath, [cli, 'explain', '4'])), 'node -e 0', nodeAlone)

process.stdout.write(`\n${tableText(['what', 'datum', 'beside', 'that takes', 'ratio'], rows)}\n`)
