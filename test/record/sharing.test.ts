import test from 'ava'
import type { FileDetail } from '../../src/model/measurement.js'
import { draftOf, fileOf, fileOfLines, hashOf, listed } from '../support/measurement.js'
import { valueOf } from '../support/result.js'
import { countOf, freshStore, NOW, rowsOf } from '../support/store.js'

const build = (number: number) => draftOf({ slot: { build: String(number), commit: hashOf(`commit ${number}`) } })

test('what did not change is stored once', async (t) => {
  const { store, file } = await freshStore(t)
  const files = Array.from({ length: 50 }, (_, index) => fileOfLines(`src/${index}.ts`, 1, 0, index % 2, ...Array.from({ length: index }, () => 1)))
  const sizes = () => ['blob', 'manifest', 'manifest_entry', 'path', 'fingerprint', 'measurement'].map((table) => countOf(file, table))

  valueOf(await store.add(build(1), files, NOW))
  const [blobs = 0] = sizes()
  t.deepEqual(sizes(), [blobs, 1, 50, 50, 1, 1])

  valueOf(await store.add(build(2), files, NOW))
  t.deepEqual(sizes(), [blobs, 1, 50, 50, 1, 2], 'nothing moved: one row for the measurement')

  valueOf(await store.add(build(3), files.with(0, fileOfLines('src/0.ts', 0, 0, 1)), NOW))
  t.deepEqual(sizes(), [blobs + 1, 2, 51, 50, 1, 3], 'one state moved: one blob and one entry')

  valueOf(await store.add(build(4), files.slice(1), NOW))
  t.deepEqual(sizes().slice(0, 3), [blobs + 1, 3, 52], 'a file that is gone costs one entry')
})

/** A file that grows and shrinks as people edit it; every tenth revision is nearly another one. */
function revision(number: number): FileDetail[] {
  const lines = Array.from({ length: 300 + (number % 40) }, (_, at) => at * 3 + (at > (number * 7) % 300 ? number % 5 : 0))
  const states = lines.map((line) => (line * 31 + number) % 7 === 0 ? 0 : 1)
  const still = Array.from({ length: 20 }, (_, at) => fileOfLines(`src/still/${at}.ts`, 1, 0, 1))
  const here = still.filter((_, at) => (number + at) % 9 !== 0)
  const edited = fileOf('src/edited.ts', { line: listed(lines.join('\n'), ...states) }, hashOf(`edited ${number}`))
  return [edited, ...here].sort((a, b) => (a.path < b.path ? -1 : 1))
}

test('after two hundred revisions chains are short and all of them read back', async (t) => {
  const { store, file } = await freshStore(t)
  const ids: string[] = []
  for (let number = 0; number < 200; number += 1) {
    ids.push(valueOf(await store.add(build(number), revision(number), NOW)).measurement.id)
  }
  t.true(Number(rowsOf(file, 'select max(depth) as deepest from blob')[0]?.['deepest']) === 16)
  const deepest = Number(rowsOf(file, 'select max(depth) as deepest from manifest')[0]?.['deepest'])
  t.true(deepest > 16 && deepest <= 64, String(deepest))
  t.deepEqual(rowsOf(file, 'select a.key from blob a join blob b on b.key = a.base_key where a.depth <> b.depth + 1'), [])
  t.deepEqual(rowsOf(file, 'select key from blob where base_key is null and depth <> 0'), [])
  for (const [number, id] of ids.entries()) t.deepEqual(valueOf(await store.detail(id)), revision(number))

  const [{ stored, whole } = {}] = rowsOf(file, 'select sum(length(bytes)) as stored, sum(size) as whole from blob')
  t.true(Number(stored) < Number(whole) / 3, `${String(stored)} of ${String(whole)} bytes`)
})

test('a state that comes back is the state that was there', async (t) => {
  const { store, file } = await freshStore(t)
  for (let number = 0; number < 10; number += 1) valueOf(await store.add(build(number), [fileOfLines('a.ts', number % 2, 1)], NOW))
  t.is(countOf(file, 'blob'), 3, 'one shape and two states')
  t.is(countOf(file, 'manifest'), 2)
})

test('equal files have equal hashes, whatever their path and series', async (t) => {
  const { store } = await freshStore(t)
  const one = valueOf(await store.add(build(1), [fileOfLines('a.ts', 1, 0)], NOW)).measurement
  const two = valueOf(await store.add(draftOf({ slot: { suite: 'e2e' } }), [fileOfLines('b.ts', 1, 0), fileOfLines('c.ts', 1, 1)], NOW)).measurement
  const [a] = valueOf(await store.files(one.id)) ?? []
  const [b, c] = valueOf(await store.files(two.id)) ?? []
  t.deepEqual([b?.shape, b?.state], [a?.shape, a?.state])
  t.is(c?.shape, a?.shape)
  t.not(c?.state, a?.state)
  t.not(one.manifest, two.manifest)
})
