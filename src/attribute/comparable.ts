import { keysOf, TEST_STATUSES } from '../model/element.js'
import type { FileDetail } from '../model/measurement.js'

/** One file of a measurement by content: equal hashes are equal shapes and states. */
export interface FileDigest {
  readonly path: string
  readonly blob: string | null
  readonly shape: string
  readonly state: string
}

/** Files of two measurements, held against each other by content. */
export interface ComparableFiles {
  /** Files of one content on both sides, and whether all of them measured the same. */
  readonly compared: number
  readonly equal: boolean
  /** Paths whose elements or states differ, or that only one side has. */
  readonly differing: readonly string[]
  /** Paths that only the reference has. */
  readonly gone: readonly FileDigest[]
}

export function comparableFiles(reference: readonly FileDigest[], candidate: readonly FileDigest[]): ComparableFiles {
  const before = new Map(reference.map((file) => [file.path, file]))
  const differing: string[] = []
  let compared = 0
  let equal = true
  for (const file of candidate) {
    const other = before.get(file.path)
    before.delete(file.path)
    const same = other?.shape === file.shape && other.state === file.state
    if (!same) differing.push(file.path)
    if (!other || file.blob === null || other.blob !== file.blob) continue
    compared += 1
    if (!same) equal = false
  }
  return { compared, equal, differing: [...differing, ...before.keys()], gone: [...before.values()] }
}

/** Tests that only one side ran. */
export interface TestDifference {
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

/**
 * Tests of the reference that the candidate did not run, unless it ran as many as the reference: identities that
 * carry a parameter or a path vary at one content, and are compared by number.
 */
export function testDifference(reference: readonly FileDetail[], candidate: readonly FileDetail[]): TestDifference {
  const before = testNames(reference)
  const after = testNames(candidate)
  return {
    missing: after.size >= before.size ? [] : [...before].filter((name) => !after.has(name)).sort(),
    added: [...after].filter((name) => !before.has(name)).sort(),
  }
}

function testNames(files: readonly FileDetail[]): ReadonlySet<string> {
  return new Set(files.flatMap(({ path, kinds }) => {
    if (kinds.test?.form !== 'listed') return []
    const { shape, states } = kinds.test
    return keysOf(shape).filter((_, index) => TEST_STATUSES[states[index] ?? 0] !== 'skipped').map((key) => `${path} ${key}`)
  }))
}
