import { statSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import type { FileDetail } from '../../src/model/measurement.js'
import type { Store } from '../../src/record/store.js'
import { arbitraryFiles } from '../support/arbitrary-measurement.js'
import { draftOf, fileOf, fileOfLines, hashOf, listed } from '../support/measurement.js'
import { MemoryTree } from '../support/records-tip.js'
import { valueOf } from '../support/result.js'
import { countOf, freshStore, rowsOf } from '../support/store.js'

const day = (number: number): string => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString().slice(0, 10)
const build = (number: number, suite = 'unit') => draftOf({ slot: { build: String(number), suite, commit: hashOf(`commit ${number}`) } })

/** Every file is edited now and then, so that contents and lists rest on earlier ones. */
function revision(number: number): FileDetail[] {
  return Array.from({ length: 40 }, (_, at) => {
    const edits = Math.floor((number + at) / 5)
    const lines = Array.from({ length: 120 + edits }, (__, line) => line * 3 + (line > (edits * 7) % 100 ? edits % 5 : 0))
    return fileOf(`src/${at}.ts`, { line: listed(lines.join('\n'), ...lines.map((line) => ((line * 31 + number) % 7 === 0 ? 0 : 1))) }, hashOf(`${at} ${edits}`))
  }).filter((_, at) => (number + at) % 17 !== 0).sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function yearOf(t: ExecutionContext, builds: number) {
  const { store, file } = await freshStore(t)
  const ids: string[] = []
  for (let number = 0; number < builds; number += 1) ids.push(await record(store, number, revision(number)))
  return { store, file, ids }
}

async function record(store: Store, number: number, files: readonly FileDetail[], suite?: string): Promise<string> {
  return valueOf(await store.add(build(number, suite), files, `${day(number)}T12:00:00Z`)).measurement.id
}

const promote = async (store: Store, measurement: string, entry: string, number: number) =>
  valueOf(await store.promote({ series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'i', branch: 'main', measurement, entry, commits: null, now: `${day(number)}T12:00:00Z` }))

/** What a sound store never has: chains that lead nowhere or are miscounted, contents that nothing lists. */
function faults(file: string): unknown {
  return {
    integrity: rowsOf(file, 'pragma integrity_check'),
    references: rowsOf(file, 'pragma foreign_key_check'),
    blobs: rowsOf(file, 'select a.key from blob a left join blob b on b.key = a.base_key where a.depth <> coalesce(b.depth + 1, 0)'),
    lists: rowsOf(file, 'select a.key from manifest a left join manifest b on b.key = a.base_key where a.depth <> coalesce(b.depth + 1, 0)'),
    dropped: rowsOf(file, 'select key from manifest where stored = 0 and key in (select manifest_key from manifest_entry)'),
    unlisted: rowsOf(file, 'select key from blob where key not in (select shape_key from manifest_entry where shape_key is not null union select state_key from manifest_entry where state_key is not null)'),
  }
}

const NO_FAULTS = { integrity: [{ integrity_check: 'ok' }], references: [], blobs: [], lists: [], dropped: [], unlisted: [] }

test('detail of old measurements goes, and what they measured stays', async (t) => {
  const { store, file, ids } = await yearOf(t, 150)
  const before = [...ids].reverse()
  const facts = valueOf(await store.find({ limit: 999 }))
  const size = statSync(file).size
  const pruned = valueOf(await store.prune({ before: day(100) }))
  t.like(pruned, { measurements: 100, parts: 0 })
  t.true(pruned.blobs > 100 && pruned.lists >= 90, JSON.stringify(pruned))
  t.deepEqual(faults(file), NO_FAULTS)
  t.deepEqual(valueOf(await store.find({ limit: 999 })), facts)
  t.deepEqual(facts.map(({ id }) => id), before)
  for (const [number, id] of ids.entries()) {
    t.deepEqual(valueOf(await store.detail(id)), number < 100 ? undefined : revision(number), String(number))
    t.is(valueOf(await store.files(id)) === undefined, number < 100)
  }
  await store.close()
  t.true(pruned.bytes > size / 4 && statSync(file).size < size - pruned.bytes / 2, `${pruned.bytes} of ${size} bytes, ${statSync(file).size} left`)
})

test('detail that baselines need stays for ever', async (t) => {
  const { store, file, ids } = await yearOf(t, 60)
  await promote(store, ids[5]!, 'a', 5)
  await promote(store, ids[9]!, 'a', 9)
  await promote(store, ids[20]!, 'b', 20)
  await promote(store, ids[30]!, 'b', 30)
  await promote(store, ids[31]!, 'b', 31)
  t.is(valueOf(await store.prune({ before: day(50), keep: [ids[2]!] })).measurements, 46)
  t.deepEqual(faults(file), NO_FAULTS)
  const left = []
  for (const [number, id] of ids.entries()) {
    const detail = valueOf(await store.detail(id))
    if (!detail) continue
    left.push(number)
    t.deepEqual(detail, revision(number))
  }
  t.deepEqual(left, [2, 5, 20, 31, ...Array.from({ length: 10 }, (_, at) => 50 + at)], 'the first of each version, the newest promotion, and what was named')
  t.is(valueOf(await store.prune({ before: day(50) })).measurements, 1)
  t.like(valueOf(await store.prune({ before: day(50) })), { measurements: 0, lists: 0, blobs: 0, bytes: 0 })
})

test('a measurement that is recorded again has its detail again', async (t) => {
  const { store, file, ids } = await yearOf(t, 4)
  valueOf(await store.prune({ before: day(3) }))
  t.is(valueOf(await store.detail(ids[1]!)), undefined)
  const again = valueOf(await store.add(build(1), revision(1), `${day(9)}T00:00:00Z`))
  t.deepEqual([again.how, again.measurement.id], ['same', ids[1]])
  t.deepEqual(valueOf(await store.detail(ids[1]!)), revision(1))
  t.is(await record(store, 0, revision(0)), ids[0]!)
  t.deepEqual(faults(file), NO_FAULTS)
})

test('a list that two measurements share goes with the last of them', async (t) => {
  const { store, file } = await freshStore(t)
  const files = [fileOfLines('a.ts', 1, 0)]
  const [old, young] = [await record(store, 1, files), await record(store, 9, files)]
  valueOf(await store.prune({ before: day(5) }))
  t.is(valueOf(await store.detail(old)), undefined)
  t.deepEqual(valueOf(await store.detail(young)), files)
  valueOf(await store.prune({ before: day(10) }))
  t.is(valueOf(await store.detail(young)), undefined)
  t.deepEqual([countOf(file, 'manifest_entry'), countOf(file, 'blob')], [0, 0])
  t.deepEqual(valueOf(await store.detail(await record(store, 12, files))), files, 'and comes back with the next')
})

test('parts of builds that were never whole go too', async (t) => {
  const { store, file } = await freshStore(t)
  const { slot } = build(1)
  valueOf(await store.keepParts(slot, [{ source: 'a', bytes: Buffer.from('a') }], `${day(1)}T00:00:00Z`))
  valueOf(await store.keepParts(build(2).slot, [{ source: 'b', bytes: Buffer.from('b') }], `${day(8)}T00:00:00Z`))
  t.like(valueOf(await store.prune({ before: day(5) })), { parts: 1 })
  t.is(countOf(file, 'part_file'), 1)
})

test('what was pruned is not fetched again, and what was pruned there is not pushed again', async (t) => {
  const { store, ids } = await yearOf(t, 12)
  await promote(store, ids[1]!, 'a', 1)
  const tree = new MemoryTree()
  await tree.take(store)
  const { store: other } = await freshStore(t)
  valueOf(await other.importFrom(tree.tip()))
  valueOf(await other.prune({ before: day(6) }))
  t.deepEqual(valueOf(await other.importFrom(tree.tip())).taken, [])
  t.is(valueOf(await other.detail(ids[3]!)), undefined)

  const pruned = valueOf(await store.pruneOn(tree.tip(), { before: day(8) }))
  tree.apply(pruned.changes)
  t.is(pruned.measurements, 7)
  t.deepEqual(valueOf(await store.pruneOn(tree.tip(), { before: day(8) })), { changes: [], measurements: 0 })
  t.deepEqual([...tree.files.keys()].filter((path) => path.includes('/shape/src/5.ts~')).map((path) => path.split('/')[1]!).sort(), [day(1), day(8), day(9), day(10), day(11)])
  t.deepEqual(valueOf(await store.exportOn(tree.tip())).changes, [])
  const { store: rebuilt } = await freshStore(t)
  t.deepEqual(valueOf(await rebuilt.importFrom(tree.tip())).refused, [])
  t.deepEqual(valueOf(await rebuilt.find({ limit: 99 })), valueOf(await store.find({ limit: 99 })))
  t.is(valueOf(await rebuilt.detail(ids[3]!)), undefined)
  t.deepEqual(valueOf(await rebuilt.detail(ids[1]!)), revision(1), 'a baseline keeps it there too')

  const late = await record(store, 2, revision(3), 'late')
  await tree.take(store)
  t.deepEqual([...tree.files.keys()].filter((path) => path.includes(late)).map((path) => path.split('/').at(-1)), ['facts.json'])
})

test('whatever is pruned, what stays reads back', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(arbitraryFiles, { minLength: 3, maxLength: 8 }), fc.array(fc.nat(8), { minLength: 1, maxLength: 3 }), fc.array(fc.nat(7), { maxLength: 3 }), async (all, prunings, kept) => {
    const { store, file } = await freshStore(t)
    const ids: string[] = []
    for (const [number, files] of all.entries()) ids.push(await record(store, number, files))
    const keep = kept.flatMap((index) => ids[index] ?? [])
    for (const before of prunings) valueOf(await store.prune({ before: day(before), keep }))
    t.deepEqual(faults(file), NO_FAULTS)
    const most = Math.max(...prunings)
    for (const [number, files] of all.entries()) {
      t.deepEqual(valueOf(await store.detail(ids[number]!)), number >= most || keep.includes(ids[number]!) ? files : undefined)
    }
    await store.close()
  }), { numRuns: 40 })
})
