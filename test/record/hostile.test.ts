import test, { type ExecutionContext } from 'ava'
import { canonicalJson } from '../../src/model/canonical-json.js'
import { measurementId, sha256 } from '../../src/record/hash.js'
import { manifestHash } from '../../src/record/manifests.js'
import { checkElements } from '../../src/record/portable/elements.js'
import { leafOf, pathOf } from '../../src/record/portable/names.js'
import { encodeCoveredBy, encodeFile } from '../../src/record/file-codec.js'
import { arbitraryFiles } from '../support/arbitrary-measurement.js'
import { draftOf, fileOf, fileOfLines, hashOf, listed } from '../support/measurement.js'
import { fc } from '../support/properties.js'
import { MemoryTree } from '../support/records-tip.js'
import { valueOf } from '../support/result.js'
import { countOf, freshStore, NOW, rowsOf, type StoreInFile } from '../support/store.js'

const build = (number: number) => draftOf({ slot: { build: String(number), commit: hashOf(`commit ${number}`) } })
const ENTRY = { series: { suite: 'unit', leg: '', model: 'serial' }, identity: 'i', branch: 'main', entry: 'a', commits: null, now: NOW }

/** A tree of two sound measurements with all there can be beside them; the first is what tests spoil. */
async function soundTree(t: ExecutionContext) {
  const { store } = await freshStore(t)
  const by = { sets: ['1', '3'], index: [0, 1, 1] }
  for (const number of [1, 2]) {
    const { measurement } = valueOf(await store.add(build(number), [
      fileOf('src/a.ts', { line: { ...listed('1\n2\n3', 1, 0, number % 2), by }, branch: { form: 'tally', covered: number, total: 9 } }), fileOfLines('src/b.ts', 1, number % 2),
      fileOf(`src/m${number}.ts`, { mutant: listed('1:2 Block {}', 7) }),
    ], NOW))
    valueOf(await store.addJudgement({ measurement, verdict: 'pass', blocking: 'pass', mode: 'enforce', overridden: false, findings: [] }, NOW))
    if (number === 1) valueOf(await store.promote({ ...ENTRY, measurement: measurement.id }))
  }
  const tree = new MemoryTree()
  await tree.take(store)
  const pathOfFirst = (end: string): string => [...tree.files.keys()].find((path) => path.includes(hashOf('commit 1')) && path.endsWith(end))!
  const folder = pathOfFirst('/facts.json').slice(0, -'facts.json'.length)
  return { tree, folder, pathOfFirst, bytesAt: (end: string) => Buffer.from(tree.files.get(pathOfFirst(end))!) }
}

async function importOf(t: ExecutionContext, tree: MemoryTree): Promise<StoreInFile & { readonly refused: readonly string[]; readonly taken: readonly string[] }> {
  const fresh = await freshStore(t)
  const { taken, refused } = valueOf(await fresh.store.importFrom(tree.tip()))
  t.deepEqual(rowsOf(fresh.file, 'pragma foreign_key_check'), [])
  return { ...fresh, taken, refused: refused.map(({ name, why }) => `${name}: ${why}`) }
}

/** Facts as a forger sees them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- They may hold anything.
type Facts = Record<string, any>

const edited = (json: Buffer, edit: (facts: Facts) => void): Buffer => {
  const facts = JSON.parse(json.toString()) as Facts
  edit(facts)
  return Buffer.from(canonicalJson(facts))
}

type Spoil = (sound: Awaited<ReturnType<typeof soundTree>>) => void
const spoilFacts = (edit: (facts: Facts) => void): Spoil => ({ tree, bytesAt, pathOfFirst }) => { tree.files.set(pathOfFirst('/facts.json'), edited(bytesAt('/facts.json'), edit)) }
const spoilLeaf = (end: string, edit: (bytes: Buffer) => Uint8Array): Spoil => ({ tree, bytesAt, pathOfFirst }) => { tree.files.set(pathOfFirst(end), edit(bytesAt(end))) }
const moved = (end: string, to: string): Spoil => ({ tree, pathOfFirst, folder }) => {
  tree.files.set(`${folder}${to}`, tree.files.get(pathOfFirst(end))!)
  tree.files.delete(pathOfFirst(end))
}

const forgeries: readonly { readonly what: string; readonly spoil: Spoil; readonly why: RegExp }[] = [
  { what: 'a value that was changed', spoil: spoilFacts((facts) => { facts['draft'].values[0].value.covered = 3 }), why: /not what its name says/ },
  { what: 'another commit', spoil: spoilFacts((facts) => { facts['draft'].slot.commit = hashOf('other') }), why: /not what its name says/ },
  { what: 'another day', spoil: spoilFacts((facts) => { facts['recordedAt'] = '2026-11-24T00:00:00.000Z' }), why: /not what its name says/ },
  { what: 'no day at all', spoil: spoilFacts((facts) => { facts['recordedAt'] = 'yesterday' }), why: /recordedAt/ },
  { what: 'a number where a text belongs', spoil: spoilFacts((facts) => { facts['draft'].branch = 7 }), why: /branch/ },
  { what: 'a total of nothing', spoil: spoilFacts((facts) => { facts['draft'].values[0].value.total = 0 }), why: /total/ },
  { what: 'a negative number', spoil: spoilFacts((facts) => { facts['draft'].tests.executed = -1 }), why: /executed/ },
  { what: 'evidence of another type', spoil: spoilFacts((facts) => { facts['draft'].defects = [{ kind: 'tests-failed', evidence: { count: 1, examples: 'x', jobs: [] } }] }), why: /facts/ },
  { what: 'a defect that nobody knows', spoil: spoilFacts((facts) => { facts['draft'].defects = [{ kind: 'odd', evidence: {} }] }), why: /facts/ },
  { what: 'a member that nobody knows', spoil: spoilFacts((facts) => { facts['draft'].extra = 1 }), why: /extra/ },
  { what: 'a place out of all bounds', spoil: spoilFacts((facts) => { facts['draft'].parts.seen = [{ index: 1, of: 1e9 }] }), why: /parts/ },
  { what: 'a metric with two values', spoil: spoilFacts((facts) => { facts['draft'].values.push(facts['draft'].values[0]) }), why: /two values/ },
  { what: 'facts that are not canonical', spoil: spoilLeaf('/facts.json', (bytes) => Buffer.from(` ${bytes.toString()}`)), why: /canonical/ },
  { what: 'facts that are cut off', spoil: spoilLeaf('/facts.json', (bytes) => bytes.subarray(0, 100)), why: /facts/ },
  { what: 'facts that are no text', spoil: spoilLeaf('/facts.json', () => Buffer.from([0xff, 0xfe])), why: /facts/ },
  { what: 'facts of a thousand brackets', spoil: spoilLeaf('/facts.json', () => Buffer.from('['.repeat(200_000))), why: /facts/ },
  { what: 'facts of twenty megabytes', spoil: spoilLeaf('/facts.json', () => Buffer.alloc(20_000_000, 0x20)), why: /too many/ },
  { what: 'no facts', spoil: ({ tree, pathOfFirst }) => tree.files.delete(pathOfFirst('/facts.json')), why: /no facts/ },
  { what: 'a state that was changed', spoil: spoilLeaf('/state/src/b.ts~', (bytes) => Buffer.from([...bytes.subarray(0, 4), 0])), why: /not those its facts/ },
  { what: 'a state that is cut off', spoil: spoilLeaf('/state/src/a.ts~', (bytes) => bytes.subarray(0, 4)), why: /cut off/ },
  { what: 'an empty state', spoil: spoilLeaf('/state/src/a.ts~', () => Buffer.alloc(0)), why: /cut off/ },
  { what: 'a state that says it is long', spoil: spoilLeaf('/state/src/a.ts~', () => Buffer.from([0xff, 0xff, 0xff, 0xff, 1])), why: /cut off/ },
  { what: 'a state that nothing has', spoil: spoilLeaf('/state/src/m1.ts~', (bytes) => Buffer.from([...bytes.subarray(0, 4), 99])), why: /none of those/ },
  { what: 'a shape that announces a billion elements', spoil: spoilLeaf('/shape/src/b.ts~', () => Buffer.from('-\nline 999999999 0\n1')), why: /announces/ },
  { what: 'a shape of no kind', spoil: spoilLeaf('/shape/src/b.ts~', () => Buffer.from('-\n__proto__ 1 0\n1')), why: /no kind/ },
  { what: 'a shape without its first line', spoil: spoilLeaf('/shape/src/b.ts~', () => Buffer.from('line')), why: /hash of its file/ },
  { what: 'a shape with a hash that is none', spoil: spoilLeaf('/shape/src/b.ts~', () => Buffer.from('../../x\nline 1 0\n1')), why: /hash of its file/ },
  { what: 'bytes after the elements', spoil: spoilLeaf('/shape/src/b.ts~', (bytes) => Buffer.concat([bytes, Buffer.from('\n\nmore')])), why: /not stored as it would be/ },
  { what: 'coverage by parts of other elements', spoil: spoilLeaf('/state/src/a.ts~', (bytes) => Buffer.concat([bytes, Buffer.from([1, 0])])), why: /does not fit/ },
  { what: 'coverage by a part that is none', spoil: spoilLeaf('/state/src/a.ts~', (bytes) => { bytes.writeUInt16LE(7, bytes.length - 2); return bytes }), why: /not stored as it would be/ },
  { what: 'a file that is gone', spoil: ({ tree, pathOfFirst }) => tree.files.delete(pathOfFirst('/state/src/b.ts~')), why: /3 shapes and 2 states/ },
  { what: 'all files of one side gone', spoil: ({ tree, folder }) => { for (const path of [...tree.files.keys()].filter((one) => one.startsWith(`${folder}state/`))) tree.files.delete(path) }, why: /3 shapes and 0 states/ },
  { what: 'a file too many', spoil: ({ tree, folder }) => { tree.files.set(`${folder}hooks/pre-push`, Buffer.from('#!/bin/sh')) }, why: /no file of a record/ },
  { what: 'a path that climbs', spoil: (sound) => { moved('/shape/src/b.ts~', 'shape/src/%2E./%2E./b.ts~')(sound); moved('/state/src/b.ts~', 'state/src/%2E./%2E./b.ts~')(sound) }, why: /not how a path is written/ },
  { what: 'a path that climbs in one name', spoil: (sound) => { moved('/shape/src/b.ts~', 'shape/src%2F..%2Fb.ts~')(sound); moved('/state/src/b.ts~', 'state/src%2F..%2Fb.ts~')(sound) }, why: /no path of a repository/ },
  { what: 'an absolute path', spoil: (sound) => { moved('/shape/src/b.ts~', 'shape/%2Fetc%2Fpasswd~')(sound); moved('/state/src/b.ts~', 'state/%2Fetc%2Fpasswd~')(sound) }, why: /no path of a repository/ },
  { what: 'a path in another spelling', spoil: (sound) => { moved('/shape/src/b.ts~', 'shape/src/%62.ts~')(sound); moved('/state/src/b.ts~', 'state/src/%62.ts~')(sound) }, why: /not how a path is written/ },
  { what: 'a path that is no text', spoil: (sound) => { moved('/shape/src/b.ts~', 'shape/src/%FF~')(sound); moved('/state/src/b.ts~', 'state/src/%FF~')(sound) }, why: /not how a path is written/ },
]

for (const { what, spoil, why } of forgeries) {
  test(`${what} is refused and named, and the rest is taken`, async (t) => {
    const sound = await soundTree(t)
    spoil(sound)
    const { taken, refused, store } = await importOf(t, sound.tree)
    t.is(refused.length, 1, refused.join('\n'))
    t.true(refused[0]!.startsWith(`${sound.folder.slice(0, -1)}: `), refused[0])
    t.regex(refused[0]!, why)
    t.is(taken.length, 1)
    t.is(valueOf(await store.find({ limit: 9 })).length, 1)
    t.is(valueOf(await store.detail(taken[0]!))?.length, 3)
  })
}

test('a forged file is refused also when its facts were made to fit', async (t) => {
  const { tree, folder, bytesAt } = await soundTree(t)
  const facts = JSON.parse(bytesAt('/facts.json').toString()) as { draft: ReturnType<typeof draftOf>; manifest: string; recordedAt: string; files: number }
  const shape = Buffer.from('line 2 0\n1\n2\nline 2 0\n1\n2')
  const manifest = manifestHash([{ path: 'x', blob: null, shape: sha256(shape), state: sha256(Buffer.from([1, 1])) }])
  const id = measurementId(facts.draft, manifest)
  for (const path of [...tree.files.keys()].filter((one) => one.startsWith(folder))) tree.files.delete(path)
  const to = folder.replace(/m_[0-9a-f]{40}/, id)
  tree.files.set(`${to}facts.json`, Buffer.from(canonicalJson({ ...facts, files: 1, manifest: manifest.toString('hex') })))
  tree.files.set(`${to}shape/x~`, Buffer.concat([Buffer.from('-\n'), shape]))
  tree.files.set(`${to}state/x~`, Buffer.from([0, 0, 0, 2, 1, 1]))
  const { refused, taken } = await importOf(t, tree)
  t.is(taken.length, 1)
  t.true(refused.includes(`${to.slice(0, -1)}: a file is not stored as it would be`), refused.join('\n'))
})

test('names that are none are told, without what a terminal would obey', async (t) => {
  const { tree } = await soundTree(t)
  tree.files.set('measurements/today/x/facts.json', Buffer.from('{}'))
  tree.files.set('measurements/2026-11-23/\u001b[2Jx/facts.json', Buffer.from('{}'))
  tree.files.set('judgements/2026-11-23/x.json', Buffer.from('{}'))
  tree.files.set('baselines/x/000001/version.json', Buffer.from('{}'))
  const { refused, taken } = await importOf(t, tree)
  t.is(taken.length, 2)
  t.deepEqual(refused.map((one) => one.split(': ')[0]!).sort(), ['baselines/x/000001/version.json', 'judgements/2026-11-23/x.json', 'measurements/2026-11-23/?[2Jx', 'measurements/today'])
})

test('a version or judgement that was changed is refused, and the measurements are taken', async (t) => {
  const { tree } = await soundTree(t)
  const find = (text: RegExp): string => [...tree.files.keys()].find((path) => text.test(path))!
  const version = find(/version\.json$/)
  tree.files.set(version, edited(Buffer.from(tree.files.get(version)!), (facts) => { facts['branch'] = 'release' }))
  const judgement = find(/^judgements/)
  tree.files.set(judgement, edited(Buffer.from(tree.files.get(judgement)!), (facts) => { facts['verdict'] = 'regression' }))
  const { refused, taken, file } = await importOf(t, tree)
  t.is(taken.length, 2)
  t.is(refused.length, 3, 'the promotion of the version, too')
  t.deepEqual([countOf(file, 'baseline'), countOf(file, 'judgement')], [0, 1])
})

test('every path has one name, and every name one path', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
    const leaf = leafOf(text)
    t.regex(leaf, /^(?:[A-Za-z0-9_+@=,.%-]+\/)*[A-Za-z0-9_+@=,.%-]*~$/)
    t.false(leaf.split('/').some((segment) => segment.startsWith('.') || segment === ''))
    t.is(pathOf(leafOf(`suite:${text}`)), `suite:${text}`)
  }), { numRuns: 500 })
})

test('elements are taken as they are stored, and no other bytes', (t) => {
  fc.assert(fc.property(arbitraryFiles, fc.nat(), fc.nat(255), fc.constantFrom('shape', 'state', 'coveredBy'), (files, at, byte, which) => {
    for (const { kinds } of files) {
      const coveredBy = encodeCoveredBy(kinds)
      const file = { ...encodeFile(kinds), ...(coveredBy ? { coveredBy } : {}) }
      checkElements(file.shape, file.state, coveredBy)
      const spoiled = Buffer.from(file[which as 'shape'] ?? [])
      if (spoiled.length === 0) continue
      spoiled[at % spoiled.length] = byte
      const now = { ...file, coveredBy, [which]: spoiled }
      try {
        checkElements(now.shape, now.state, now.coveredBy)
      } catch (error) {
        t.is((error as Error).constructor.name, 'Refused', String((error as Error).stack))
      }
    }
  }), { numRuns: 1000 })
})
