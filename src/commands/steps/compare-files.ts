import { comparableFiles, testDifference, type ComparableFiles, type TestDifference } from '../../attribute/index.js'
import type { Failure } from '../../model/failure.js'
import type { Reference } from '../../model/judgement.js'
import type { FileDetail, Measurement } from '../../model/measurement.js'
import { ok, type Result } from '../../model/result.js'
import type { Baseline, Store } from '../../record/store.js'

/** Files of the candidate held against those of its reference. */
export interface Files extends ComparableFiles {
  readonly reference: readonly FileDetail[]
  readonly candidate: readonly FileDetail[]
  readonly tests: TestDifference
  /** Paths that have elements in either measurement. */
  readonly measured: ReadonlySet<string>
}

/** Detail only of files that are not the same in both: an unchanged file costs nothing. */
export async function filesOf(store: Store, reference: Reference | null, candidate: Measurement): Promise<Result<Files, Failure>> {
  const after = await store.files(candidate.id)
  if (!after.ok) return after
  const nothing = { reference: [], candidate: [], tests: { missing: [], added: [] } }
  if (!reference) return ok({ ...nothing, compared: 0, equal: false, differing: [], gone: [], measured: new Set(after.value.map(({ path }) => path)) })
  const before = await store.files(reference.measurement.id)
  if (!before.ok) return before
  const measured = new Set([...before.value, ...after.value].map(({ path }) => path))
  const files = comparableFiles(before.value, after.value)
  if (files.differing.length === 0) return ok({ ...nothing, ...files, measured })
  const details = [await store.detail(reference.measurement.id, files.differing), await store.detail(candidate.id, files.differing)] as const
  if (!details[0].ok) return details[0]
  if (!details[1].ok) return details[1]
  return ok({ ...files, measured, reference: details[0].value, candidate: details[1].value, tests: testDifference(details[0].value, details[1].value) })
}

/** The measurements `maxDrop` and `maxErosion` count from. */
export interface Anchors {
  readonly accepted: Measurement | null
  readonly first: Measurement | null
}

export async function anchorsOf(store: Store, baseline: Baseline | null): Promise<Result<Anchors, Failure>> {
  if (!baseline) return ok({ accepted: null, first: null })
  const accepted = await store.byId(baseline.measurement)
  if (!accepted.ok) return accepted
  const first = await store.byId(baseline.first)
  if (!first.ok) return first
  return ok({ accepted: accepted.value ?? null, first: first.value ?? null })
}
