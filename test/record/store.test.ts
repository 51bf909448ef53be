import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import test from 'ava'
import type { FileDetail } from '../../src/model/measurement.js'
import type { JudgementFacts } from '../../src/record/store.js'
import { draftOf, fileOf, fileOfLines, hashOf, listed, part } from '../support/measurement.js'
import { valueOf } from '../support/result.js'
import { freshStore, NOW, storeIn } from '../support/store.js'

const FILES: readonly FileDetail[] = [
  fileOf('src/a b/ünï.ts', {
    line: { ...listed('1\n2\n3', 1, 0, 1), surplus: 1 },
    branch: { ...listed('1:0/0\n1:0/1', 1, 1), by: { sets: ['1', '3'], index: [0, 1] } },
    function: listed(''),
  }),
  fileOf('src/bounded.ts', { statement: { form: 'bounded', covered: [1, 4], total: [5, 9] } }, null),
  fileOf('src/mutants.ts', { mutant: listed('1:2 Block {}\n3:4 Boolean true', 7, 3) }),
  fileOf('src/tally.ts', { line: { form: 'tally', covered: 3, total: 4 } }),
  fileOf('src/v8.ts', { branch: { form: 'not-mergeable', producer: 'v8' }, line: listed('1', 1) }),
  fileOf('suite of tests', { test: listed('first\nsecond#1', 4, 0) }, null),
]

const DRAFT = draftOf({
  dirty: ['src/new.ts'],
  head: hashOf('head'),
  base: hashOf('base'),
  baseBranch: 'main',
  synthetic: true,
  parents: [hashOf('one'), hashOf('two')],
  tests: { executed: 12, failed: 1 },
  whole: false,
  parts: { expected: 3, seen: [{ index: 1, of: 3 }], missing: [{ index: 2, of: 3 }], table: [part(1, 3), part(1, 3, 2, 'superseded')] },
  values: [
    { metric: 'mutation.score', scope: 'project', value: { kind: 'count', covered: 1, total: 2 } },
    { metric: 'coverage.statements', scope: 'ünï', value: { kind: 'bounded', covered: [1, 4], total: [5, 9] } },
    { metric: 'coverage.branches', scope: 'project', value: { kind: 'none', why: { reason: 'not-mergeable', files: 1, producer: 'v8' } } },
    { metric: 'p95', scope: 'project', value: { kind: 'number', direction: 'lower' as const, decimal: '12.50', unit: 'ms', samples: ['12.50', '13'] } },
  ],
  defects: [
    { kind: 'part-missing', evidence: { place: { index: 2, of: 3 }, measure: null } },
    { kind: 'tests-failed', evidence: { count: 1, examples: ['first'], jobs: [] } },
  ],
})

test('a measurement is read back as it was added, also by another process', async (t) => {
  const { store, file } = await freshStore(t)
  const { measurement, how } = valueOf(await store.add(DRAFT, FILES, NOW))
  const { id, manifest, files, ...content } = measurement
  t.is(how, 'new')
  t.regex(id, /^m_[0-9a-f]{40}$/)
  t.regex(manifest, /^[0-9a-f]{64}$/)
  t.is(files, FILES.length)
  t.deepEqual(content, DRAFT)

  for (const reader of [store, await storeIn(t, file)]) {
    t.deepEqual(valueOf(await reader.byId(id)), measurement)
    t.deepEqual(valueOf(await reader.find({ suite: 'unit', limit: 5 })), [measurement])
    t.deepEqual(valueOf(await reader.detail(id)), FILES)
    t.deepEqual(valueOf(await reader.files(id))!.map(({ path, blob }) => ({ path, blob })), FILES.map(({ path, blob }) => ({ path, blob })))
    t.deepEqual(valueOf(await reader.detail(id, ['src/tally.ts', 'src/nowhere.ts'])), FILES.filter(({ path }) => path === 'src/tally.ts'))
  }
})

test('what is not there is undefined or empty', async (t) => {
  const { store } = await freshStore(t)
  t.is(valueOf(await store.byId('m_0')), undefined)
  t.deepEqual(valueOf(await store.find({ limit: 5 })), [])
  t.deepEqual(valueOf(await store.keptParts(DRAFT.slot)), [])
  t.deepEqual(valueOf(await store.judgements('unit', 5)), [])
})

test('a measurement may have no files and no values', async (t) => {
  const { store } = await freshStore(t)
  const { measurement } = valueOf(await store.add(draftOf({ values: [], whole: false }), [], NOW))
  t.deepEqual(valueOf(await store.byId(measurement.id)), measurement)
  t.deepEqual(valueOf(await store.detail(measurement.id)), [])
})

test('the same build recorded twice is one measurement, in whatever order it was read', async (t) => {
  const { store } = await freshStore(t)
  const one = valueOf(await store.add(DRAFT, FILES, NOW)).measurement
  const { parts, values } = DRAFT
  const again = { ...DRAFT, parts: { ...parts, table: parts.table.toReversed().map((row) => ({ ...row, source: 'moved.json' })) }, values: values.toReversed() }
  const two = valueOf(await store.add(again, FILES.toReversed(), '2026-11-24T00:00:00Z'))
  t.is(two.how, 'same')
  t.deepEqual(two.measurement, one, 'what is stored is what comes back')
  t.is(valueOf(await store.find({ limit: 5 })).length, 1)
})

test('anything that was counted otherwise is another measurement', async (t) => {
  const { store } = await freshStore(t)
  const base = valueOf(await store.add(draftOf(), [fileOfLines('a.ts', 1, 0)], NOW)).measurement.id
  const others = [
    [draftOf(), [fileOfLines('a.ts', 1, 1)]],
    [draftOf(), [{ ...fileOfLines('a.ts', 1, 0), blob: null }]],
    [draftOf({ selection: 'affected' }), [fileOfLines('a.ts', 1, 0)]],
    [draftOf({ dirty: ['x'] }), [fileOfLines('a.ts', 1, 0)]],
    [draftOf({ slot: { leg: 'node 22' } }), [fileOfLines('a.ts', 1, 0)]],
    [draftOf({ values: [] }), [fileOfLines('a.ts', 1, 0)]],
  ] as const
  const ids = [base]
  for (const [draft, files] of others) ids.push(valueOf(await store.add(draft, files, NOW)).measurement.id)
  t.is(new Set(ids).size, ids.length)
})

test('a newer revision of a slot supersedes the older one, which stays readable', async (t) => {
  const { store } = await freshStore(t)
  const first = valueOf(await store.add(draftOf(), [fileOfLines('a.ts', 1, 0)], NOW)).measurement
  const second = valueOf(await store.add(draftOf(), [fileOfLines('a.ts', 1, 1)], NOW))
  t.is(second.how, 'superseding')
  t.deepEqual(valueOf(await store.find({ limit: 5 })), [second.measurement])
  t.deepEqual(valueOf(await store.byId(first.id)), first)
  t.is(valueOf(await store.add(draftOf({ slot: { build: '2' } }), [fileOfLines('a.ts', 1, 1)], NOW)).how, 'new')
})

test('a revision of older attempts only stays behind the one that is there', async (t) => {
  const { store } = await freshStore(t)
  const revision = (attempts: readonly number[], covered: number) => draftOf({
    slot: { model: 'sharded:2' },
    parts: { expected: 2, seen: [], missing: [], table: attempts.map((attempt, index) => part(index + 1, 2, attempt)) },
    values: [{ metric: 'coverage.lines', scope: 'project', value: { kind: 'count', covered, total: 9 } }],
  })
  const add = async (attempts: readonly number[], covered: number) => valueOf(await store.add(revision(attempts, covered), [], NOW)).how
  const current = async () => valueOf(await store.find({ limit: 5 })).map(({ values }) => (values[0]?.value as { covered: number }).covered)

  t.is(await add([2, 1], 1), 'new')
  t.is(await add([1, 1], 2), 'behind')
  t.is(await add([2], 3), 'behind', 'a part of it')
  t.is(await add([], 4), 'behind', 'nothing at all')
  t.deepEqual(await current(), [1])
  t.is(await add([2, 1], 5), 'superseding', 'equal attempts')
  t.is(await add([1, 2], 6), 'superseding', 'one is newer')
  t.deepEqual(await current(), [6])
})

test('measurements are found by each of their coordinates', async (t) => {
  const { store } = await freshStore(t)
  const add = async (name: string, changes: Parameters<typeof draftOf>[0]) =>
    [name, valueOf(await store.add(draftOf(changes), [], NOW)).measurement.id] as const
  const ids = Object.fromEntries([
    await add('plain', { slot: { build: '1', commit: hashOf('c1') } }),
    await add('leg', { slot: { build: '2', leg: 'windows', commit: hashOf('c2') } }),
    await add('model', { slot: { build: '3', model: 'parallel:4', commit: hashOf('c3') }, measuredTree: hashOf('other') }),
    await add('broken', { slot: { build: '4', suite: 'e2e', commit: hashOf('c4') }, whole: false, branch: 'topic' }),
    await add('foreign', { slot: { build: '5', repository: 'example.org/fork/app', commit: hashOf('c5') }, branch: null }),
  ])
  const found = async (wanted: Parameters<typeof store.find>[0]) =>
    valueOf(await store.find(wanted)).map(({ id }) => Object.keys(ids).find((name) => ids[name] === id))

  t.deepEqual(await found({ limit: 9 }), ['foreign', 'broken', 'model', 'leg', 'plain'])
  t.deepEqual(await found({ limit: 2 }), ['foreign', 'broken'])
  t.deepEqual(await found({ leg: '', model: 'serial', suite: 'unit', limit: 9 }), ['foreign', 'plain'])
  t.deepEqual(await found({ leg: 'windows', limit: 9 }), ['leg'])
  t.deepEqual(await found({ whole: false, limit: 9 }), ['broken'])
  t.deepEqual(await found({ whole: true, branch: 'main', limit: 9 }), ['model', 'leg', 'plain'])
  t.deepEqual(await found({ measuredTree: hashOf('other'), limit: 9 }), ['model'])
  t.deepEqual(await found({ repository: 'example.org/fork/app', limit: 9 }), ['foreign'])
  t.deepEqual(await found({ commits: [hashOf('c3'), hashOf('c1'), hashOf('c9')], limit: 9 }), ['model', 'plain'])
  t.deepEqual(await found({ trees: [draftOf({ slot: { commit: hashOf('c2') } }).tree], commits: [hashOf('c1')], limit: 9 }), ['leg', 'plain'], 'one or the other')
  t.deepEqual(await found({ commits: [], limit: 9 }), [])

  const long = Array.from({ length: 40_000 }, (_, index) => hashOf(`x${index}`))
  t.deepEqual(await found({ commits: [...long, hashOf('c1')], limit: 9 }), ['plain'], 'more than SQLite takes at once')
})

test('parts are kept until the slot is whole', async (t) => {
  const { store } = await freshStore(t)
  const draft = draftOf({ slot: { model: 'sharded:2' }, whole: false })
  const [one, two] = [Buffer.from('one'), Buffer.from([0, 255, 128])]
  valueOf(await store.keepParts(draft.slot, [{ source: 'b', bytes: two }, { source: 'a', bytes: one }], NOW))
  valueOf(await store.keepParts(draft.slot, [{ source: 'a', bytes: one }], NOW))
  t.deepEqual(valueOf(await store.keptParts(draft.slot)).map(({ source, bytes }) => [source, ...bytes]), [['a', ...one], ['b', ...two]])
  t.deepEqual(valueOf(await store.keptParts({ ...draft.slot, build: '2' })), [])

  valueOf(await store.add(draft, [], NOW))
  t.is(valueOf(await store.keptParts(draft.slot)).length, 2, 'it is not whole')
  valueOf(await store.add({ ...draft, whole: true }, [], NOW))
  t.deepEqual(valueOf(await store.keptParts(draft.slot)), [])
})

test('an old whole revision does not drop the parts of the newer one', async (t) => {
  const { store } = await freshStore(t)
  const attempt = (number: number, whole: boolean) => draftOf({ whole, parts: { expected: 1, seen: [], missing: [], table: [part(1, 1, number)] } })
  valueOf(await store.add(attempt(2, false), [], NOW))
  valueOf(await store.keepParts(draftOf().slot, [{ source: 'a', bytes: Buffer.from('a') }], NOW))
  t.is(valueOf(await store.add(attempt(1, true), [], NOW)).how, 'behind')
  t.is(valueOf(await store.keptParts(draftOf().slot)).length, 1)
})

test('judgements come newest first, one a measurement', async (t) => {
  const { store } = await freshStore(t)
  const judge = async (build: string, verdict: JudgementFacts['verdict'], suite = 'unit', at = NOW) => {
    const { measurement } = valueOf(await store.add(draftOf({ slot: { build, suite, commit: hashOf(build) } }), [], NOW))
    const judgement: JudgementFacts = {
      verdict, blocking: 'pass', overridden: false, mode: 'enforce', measurement,
      findings: [{ kind: 'dirty-tree', tier: 'info', origin: 'introduced', evidence: { paths: [], count: 0 } }],
    }
    valueOf(await store.addJudgement(judgement, at))
  }
  await judge('1', 'regression')
  await judge('2', 'pass')
  await judge('3', 'incomplete', 'e2e')
  await judge('1', 'false-failure', 'unit', '2026-11-24T00:00:00Z')
  const past = valueOf(await store.judgements('unit', 9))
  t.deepEqual(past.map(({ commit, verdict }) => [commit, verdict]), [[hashOf('1'), 'false-failure'], [hashOf('2'), 'pass']])
  t.like(past[0], { blocking: 'pass', mode: 'enforce', at: '2026-11-24T00:00:00Z' })
  t.is(valueOf(await store.judgements('unit', 1)).length, 1)
})

test('closing folds the log back: the file is the whole store', async (t) => {
  const { store, file } = await freshStore(t)
  valueOf(await store.add(draftOf(), FILES, NOW))
  await store.close()
  t.deepEqual(readdirSync(dirname(file)), ['datum.db'])
})
