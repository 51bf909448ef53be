import fc from 'fast-check'
import { ELEMENT_KINDS, MUTANT_STATUSES, TEST_STATUSES, type ElementKind } from '../../src/model/element.js'
import type { FileDetail, MeasuredValue, MergedKind } from '../../src/model/measurement.js'
import type { Value } from '../../src/model/value.js'
import type { MeasurementDraft } from '../../src/record/store.js'
import { draftOf } from './measurement.js'

const number = fc.nat({ max: 2 ** 40 })
/** One line of any characters. */
const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => text.replaceAll(/[\n\r]/g, '⏎'))
/** What a merge that is not exact gives: both ends, in their order. */
const bounds = fc.tuple(number, number).map(([one, other]): [number, number] => [Math.min(one, other), Math.max(one, other)])
const hash = fc.stringMatching(/^[0-9a-f]{40}$/)

function statesOf(kind: ElementKind): number {
  return kind === 'mutant' ? MUTANT_STATUSES.length : kind === 'test' ? TEST_STATUSES.length : 2
}

function merged(kind: ElementKind): fc.Arbitrary<MergedKind> {
  const elements = fc.uniqueArray(fc.tuple(line, fc.nat(statesOf(kind) - 1)), { selector: ([key]) => key, maxLength: 40 })
  const listed = fc.tuple(elements, fc.nat(9), fc.boolean(), fc.array(fc.stringMatching(/^[0-9a-f]{1,8}$/), { minLength: 1, maxLength: 3 }))
    .map(([pairs, surplus, isCovered, sets]): MergedKind => ({
      form: 'listed',
      shape: pairs.map(([key]) => key).join('\n'),
      states: Uint8Array.from(pairs.map(([, state]) => state)),
      surplus,
      ...(isCovered ? { by: { sets, index: pairs.map((_, at) => (at * 7) % sets.length) } } : {}),
    }))
  return fc.oneof(
    { weight: 4, arbitrary: listed },
    fc.tuple(number, number).map(([covered, total]): MergedKind => ({ form: 'tally', covered, total })),
    fc.tuple(bounds, bounds).map(([covered, total]): MergedKind => ({ form: 'bounded', covered, total })),
    line.map((producer): MergedKind => ({ form: 'not-mergeable', producer })),
  )
}

/** A path as the merge gives it: of the repository, or above it. */
const filePath = fc.tuple(fc.constantFrom('', '', '', '../'), fc.array(line.map((name) => name.replaceAll('/', '_').replace(/^\.{1,2}$|:/, 'dot')), { minLength: 1, maxLength: 3 }))
  .map(([above, names]) => above + names.join('/'))

const file: fc.Arbitrary<FileDetail> = fc.record({
  path: fc.oneof({ weight: 4, arbitrary: filePath }, line.map((name) => `suite:${name}`)),
  blob: fc.option(hash),
  kinds: fc.record(Object.fromEntries(ELEMENT_KINDS.map((kind) => [kind, merged(kind)])), { requiredKeys: [] }),
})

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ kind: fc.constant('count' as const), covered: number, total: number.map((total) => total + 1) }),
  fc.record({ kind: fc.constant('bounded' as const), covered: bounds, total: bounds }),
  fc.record({ kind: fc.constant('number' as const), decimal: fc.constantFrom('0.1', '12', '1e3'), unit: line, direction: fc.constantFrom('lower' as const, 'higher' as const), samples: fc.array(line, { maxLength: 3 }) }),
  fc.constant({ kind: 'none' as const, why: { reason: 'no-data' as const } }),
)

const values: fc.Arbitrary<MeasuredValue[]> = fc.uniqueArray(fc.record({ metric: line, scope: line, value }), {
  selector: ({ metric, scope }) => `${metric}\n${scope}`, maxLength: 8,
})

/** Files in the order of their paths, as the merge gives them. */
export const arbitraryFiles: fc.Arbitrary<readonly FileDetail[]> = fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 8 })
  .map((files) => files.sort((a, b) => (a.path < b.path ? -1 : 1)))

export const arbitraryDraft: fc.Arbitrary<MeasurementDraft> = fc.record({
  build: fc.constantFrom('1', '2', '3'), suite: fc.constantFrom('unit', 'e2e'), root: line, dirty: fc.array(line, { maxLength: 2 }), whole: fc.boolean(), values,
}).map(({ build, suite, ...changes }) => draftOf({ slot: { build, suite }, ...changes }))
