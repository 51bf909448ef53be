import { COVERED, keysOf, TEST_STATUSES } from '../model/element.js'
import type { FileDetail } from '../model/measurement.js'
import type { Register } from '../model/register.js'

/** What two runs show of how the measurement was collected, beside what went missing whole. */
export interface CollectionSigns {
  /** Files of one content that lost all that was covered in them, though nothing changed that they run by. */
  readonly uncovered: readonly string[]
  /** Tests that ran in the reference and are skipped now. */
  readonly skipped: readonly string[]
  /** Files of one content in which one ruler found other elements. */
  readonly otherUniverse: readonly string[]
}

export interface CollectionInput {
  readonly reference: readonly FileDetail[]
  readonly candidate: readonly FileDetail[]
  readonly register: Register
  /** Model, tools and settings are equal, and so is what the files are run and built by. */
  readonly sameRuler: boolean
  readonly sameContent: boolean
  /** The elements of a file follow from its text alone. */
  readonly fromSource: boolean
}

const COVERAGE = ['line', 'statement', 'function', 'branch'] as const

/** Violations that need no statistics (facts: C4, U1, and C2's skipped tests). */
export function collectionSigns({ reference, candidate, register, sameRuler, sameContent, fromSource }: CollectionInput): CollectionSigns {
  const before = new Map(reference.map((file) => [file.path, file]))
  const pairs = candidate.flatMap((after) => {
    const was = before.get(after.path)
    return was && after.blob !== null && was.blob === after.blob ? [[was, after] as const] : []
  })
  const isFlapping = (path: string): boolean => register.flapping.some((one) => one.path === path) || register.quarantined.some((one) => one.path === path)
  return {
    uncovered: sameRuler && sameContent ? pairs.filter(([was, now]) => coveredIn(was) > 0 && coveredIn(now) === 0 && !isFlapping(now.path)).map(([, { path }]) => path).sort() : [],
    otherUniverse: sameRuler && fromSource ? pairs.filter(([was, now]) => COVERAGE.some((kind) => hasOther(was, now, kind))).map(([, { path }]) => path).sort() : [],
    skipped: skippedNow(reference, candidate),
  }
}

function coveredIn(file: FileDetail): number {
  return COVERAGE.reduce((sum, kind) => {
    const merged = file.kinds[kind]
    return sum + (merged?.form === 'listed' ? merged.states.filter((state) => state === COVERED).length : 0)
  }, 0)
}

/** A kind that only one side has is another report, and no other universe. */
function hasOther(was: FileDetail, now: FileDetail, kind: (typeof COVERAGE)[number]): boolean {
  const [a, b] = [was.kinds[kind], now.kinds[kind]]
  return a?.form === 'listed' && b?.form === 'listed' && a.shape !== b.shape
}

function skippedNow(reference: readonly FileDetail[], candidate: readonly FileDetail[]): readonly string[] {
  const ran = new Set(testsOf(reference).filter(({ status }) => status !== 'skipped').map(({ name }) => name))
  return testsOf(candidate).filter(({ name, status }) => status === 'skipped' && ran.has(name)).map(({ name }) => name).sort()
}

function testsOf(files: readonly FileDetail[]): readonly { readonly name: string; readonly status: string }[] {
  return files.flatMap(({ path, kinds: { test } }) => (test?.form === 'listed'
    ? keysOf(test.shape).map((key, index) => ({ name: `${path} ${key}`, status: TEST_STATUSES[test.states[index] ?? 0] ?? '' })) : []))
}
