import test from 'ava'
import { noMovement } from '../../src/model/judgement.js'
import { EMPTY_REGISTER } from '../../src/model/register.js'
import { attribute, comparableFiles, testDifference, type CauseEvidence } from '../../src/attribute/index.js'
import type { FileDigest } from '../../src/attribute/comparable.js'
import { NO_CHANGES } from '../../src/model/changes.js'
import { TEST_STATUSES, type TestStatus } from '../../src/model/element.js'
import type { FileDetail } from '../../src/model/measurement.js'
import { exactText } from '../../src/model/rational.js'
import { bounded, NO_DATA, type Value } from '../../src/model/value.js'
import { fileOf, fileOfLines, listed } from '../support/measurement.js'
import { flow, lines, measurement, touching, values } from '../support/judging.js'

const ALL = { name: 'project', holds: () => true }
const CODE: CauseEvidence = { author: touching('source'), baseMoved: NO_CHANGES, differences: [], modelDiffers: false, partsMissing: false, unreached: new Set() }

interface Sides {
  readonly before: readonly FileDetail[]
  readonly after: readonly FileDetail[]
  readonly reference: readonly [number, number]
  readonly candidate: readonly [number, number]
  readonly evidence?: CauseEvidence
}

function movement({ before, after, reference, candidate, evidence = CODE }: Sides, scope = ALL) {
  return attribute('coverage.lines', scope, { reference: lines(...reference), candidate: lines(...candidate), referenceFiles: before, candidateFiles: after, diff: null, repeats: [], register: EMPTY_REGISTER }, evidence)
}

test('a change is split by cause, with the files that carry most of it first', (t) => {
  const { attribution, files } = movement({
    before: [fileOfLines('src/a.ts', 1, 1, 1), fileOfLines('src/b.ts', 1, 0), fileOfLines('src/same.ts', 1)],
    after: [fileOfLines('src/a.ts', 1, 1, 0), fileOfLines('src/b.ts', 0, 0), fileOfLines('src/same.ts', 1), fileOfLines('src/new.ts', 0, 0, 0)],
    reference: [85, 100], candidate: [83, 103],
  })
  if (attribution.kind !== 'shares') return t.fail(attribution.kind)
  t.deepEqual(attribution.groups, [{ causes: ['code'], flow: flow({ lost: 2, enteredUncovered: 3 }) }])
  t.is(exactText(attribution.shares.code!.point), '-91/2060')
  t.deepEqual(files, ['src/new.ts', 'src/a.ts', 'src/b.ts'])
})

test('five files are named at most, equal ones by their names', (t) => {
  const paths = ['f', 'b', 'd', 'a', 'c', 'e'].map((name) => `src/${name}.ts`)
  const { files } = movement({ before: paths.map((path) => fileOfLines(path, 1)), after: paths.map((path) => fileOfLines(path, 0)), reference: [90, 100], candidate: [84, 100] })
  t.deepEqual(files, ['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/d.ts', 'src/e.ts'])
})

test('where nothing moved there is nothing to share', (t) => {
  t.like(movement({ before: [], after: [], reference: [90, 100], candidate: [90, 100] }), { attribution: { kind: 'shares', groups: [], shares: {} }, files: [], mix: null, timeouts: 0 })
})

test('moves that cancel each other are still told', (t) => {
  const { attribution } = movement({ before: [fileOfLines('src/a.ts', 1, 0)], after: [fileOfLines('src/a.ts', 0, 1)], reference: [90, 100], candidate: [90, 100] })
  t.deepEqual(attribution.kind === 'shares' && attribution.groups, [{ causes: ['code'], flow: flow({ lost: 1, gained: 1 }) }])
})

test('only files of the scope count', (t) => {
  const core = { name: 'core', holds: (path: string) => path.startsWith('core/') }
  const inCore = (covered: number, total: number) => measurement({ values: values({ 'coverage.lines': [covered, total] }, 'core') })
  const { attribution, files } = attribute('coverage.lines', core, {
    reference: inCore(9, 10), candidate: inCore(8, 10),
    referenceFiles: [fileOfLines('core/a.ts', 1), fileOfLines('lib/a.ts', 1)], candidateFiles: [fileOfLines('core/a.ts', 0), fileOfLines('lib/a.ts', 0)], diff: null, repeats: [], register: EMPTY_REGISTER,
  }, CODE)
  t.deepEqual(attribution.kind === 'shares' && attribution.groups.map((one) => one.flow), [flow({ lost: 1 })])
  t.deepEqual(files, ['core/a.ts'])
})

const none = (why: string) => ({ ...noMovement({ kind: 'none', why }), timeouts: 0 })

test('a split is refused where the elements do not tell the values', (t) => {
  t.deepEqual(movement({ before: [fileOfLines('a', 1)], after: [fileOfLines('a', 0)], reference: [90, 100], candidate: [88, 100] }), none('the elements do not add up to the values'))
  t.deepEqual(movement({ before: [fileOf('a', { line: { form: 'tally', covered: 1, total: 1 } })], after: [], reference: [90, 100], candidate: [89, 99] }), none('a file without elements cannot be compared'))
})

for (const [what, reference, candidate, expected] of [
  ['a metric that begins is an entry', NO_DATA, { kind: 'count', covered: 1, total: 2 }, { kind: 'entry' }],
  ['a metric that nobody measured before is an entry', undefined, { kind: 'count', covered: 1, total: 2 }, { kind: 'entry' }],
  ['a metric that ends is an exit', { kind: 'count', covered: 1, total: 2 }, NO_DATA, { kind: 'exit' }],
  ['a metric that is measured no more is an exit', { kind: 'count', covered: 1, total: 2 }, undefined, { kind: 'exit' }],
  ['a metric that never was is none', NO_DATA, undefined, { kind: 'none', why: 'no value on either side' }],
  ['a value that is not exact is not split', bounded([1, 2], [2, 2]), { kind: 'count', covered: 1, total: 2 }, { kind: 'none', why: 'a value that is not exact cannot be split' }],
  ['a value that is exact no more is not split', { kind: 'count', covered: 1, total: 2 }, bounded([1, 2], [2, 2]), { kind: 'none', why: 'a value that is not exact cannot be split' }],
] as const satisfies readonly (readonly [string, Value | undefined, Value | undefined, object])[]) {
  test(what, (t) => {
    const of = (value: Value | undefined) => measurement({ values: value ? values({ 'coverage.lines': value }) : [] })
    t.deepEqual(attribute('coverage.lines', ALL, { reference: of(reference), candidate: of(candidate), referenceFiles: [], candidateFiles: [], diff: null, repeats: [], register: EMPTY_REGISTER }, CODE).attribution, expected)
  })
}

test("a user's own number has no elements", (t) => {
  t.like(attribute('bundle.bytes', ALL, { reference: lines(1, 2), candidate: lines(1, 2), referenceFiles: [], candidateFiles: [], diff: null, repeats: [], register: EMPTY_REGISTER }, CODE), { attribution: { kind: 'none', why: 'the metric has no elements' }, files: [], mix: null, timeouts: 0 })
})

// ---- files of one content

const digest = (path: string, { blob = 'b1', shape = 's1', state = 't1' }: Partial<Omit<FileDigest, 'blob'>> & { blob?: string | null } = {}): FileDigest => ({ path, blob, shape, state })

test('files of one content are compared, and are equal when shapes and states are', (t) => {
  t.deepEqual(comparableFiles([digest('a'), digest('b')], [digest('a'), digest('b')]), { compared: 2, equal: true, differing: [], gone: [] })
  t.deepEqual(comparableFiles([digest('a')], [digest('a', { state: 't2' })]), { compared: 1, equal: false, differing: ['a'], gone: [] })
  t.deepEqual(comparableFiles([digest('a')], [digest('a', { shape: 's2' })]), { compared: 1, equal: false, differing: ['a'], gone: [] })
})

test('files of other or unknown content are not compared, but differ', (t) => {
  t.deepEqual(comparableFiles([digest('a')], [digest('a', { blob: 'b2', state: 't2' })]), { compared: 0, equal: true, differing: ['a'], gone: [] })
  t.deepEqual(comparableFiles([digest('a', { blob: null })], [digest('a', { blob: null, state: 't2' })]), { compared: 0, equal: true, differing: ['a'], gone: [] })
  t.deepEqual(comparableFiles([digest('a')], [digest('a', { blob: 'b2' })]), { compared: 0, equal: true, differing: [], gone: [] })
})

test('files of one side only differ, and those that went are named', (t) => {
  t.deepEqual(comparableFiles([digest('a'), digest('gone')], [digest('a'), digest('new')]), { compared: 1, equal: true, differing: ['new', 'gone'], gone: [digest('gone')] })
  t.deepEqual(comparableFiles([], []), { compared: 0, equal: true, differing: [], gone: [] })
})

// ---- tests

const tests = (path: string, cases: Readonly<Record<string, TestStatus>>): FileDetail =>
  fileOf(path, { test: listed(Object.keys(cases).join('\n'), ...Object.values(cases).map((status) => TEST_STATUSES.indexOf(status))) })

test('tests that did not run any more are missing, new ones are added', (t) => {
  t.deepEqual(testDifference([tests('a', { x: 'passed', y: 'passed', z: 'failed' })], [tests('a', { x: 'passed' }), tests('b', { x: 'passed' })]), { missing: ['a y', 'a z'], added: ['b x'] })
  t.deepEqual(testDifference([tests('a', { x: 'passed', y: 'passed' })], []), { missing: ['a x', 'a y'], added: [] })
})

test('a test that was skipped did not run', (t) => {
  t.deepEqual(testDifference([tests('a', { x: 'passed', y: 'passed' })], [tests('a', { x: 'passed', y: 'skipped' })]), { missing: ['a y'], added: [] })
  t.deepEqual(testDifference([tests('a', { x: 'passed', y: 'skipped' })], [tests('a', { x: 'passed' })]), { missing: [], added: [] })
})

test('as many tests under other names are missing none', (t) => {
  t.deepEqual(testDifference([tests('a', { 'x /tmp/1': 'passed', y: 'passed' })], [tests('a', { 'x /tmp/2': 'passed', y: 'passed' })]), { missing: [], added: ['a x /tmp/2'] })
})

test('files without listed tests have none', (t) => {
  t.deepEqual(testDifference([fileOfLines('src/a.ts', 1)], [fileOf('a', { test: { form: 'tally', covered: 1, total: 1 } })]), { missing: [], added: [] })
})
