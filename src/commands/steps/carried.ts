import { comparableFiles, testDifference, type FileDigest } from '../../attribute/index.js'
import { carryOver, measuredValues } from '../../merge/index.js'
import type { Failure } from '../../model/failure.js'
import type { Reference } from '../../model/judgement.js'
import type { FileDetail, Measurement } from '../../model/measurement.js'
import { ok, type Result } from '../../model/result.js'
import { scopeFilter, scopesOf } from '../../policy/scopes.js'
import type { Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import type { Files } from './compare-files.js'
import type { Project } from './project.js'

/** A run of selected tests as it is judged, and the files it took from its reference. */
export interface Carried {
  readonly candidate: Measurement
  readonly files: Files
  readonly carried: readonly string[]
}

/** Completes a run of selected tests from its reference: unchanged files that no selected test reached are as they were. */
export async function carriedFrom(world: World, store: Store, of: { readonly project: Project; readonly candidate: Measurement; readonly reference: Reference | null; readonly files: Files }): Promise<Result<Carried, Failure>> {
  const { project: { policy }, candidate, reference, files } = of
  if (candidate.selection === 'all' || !reference || !files.known) return ok({ candidate, files, carried: [] })
  const whole = await store.detail(reference.measurement.id)
  if (!whole.ok) return whole
  const selected = await store.detail(candidate.id)
  if (!selected.ok) return selected
  if (!whole.value || !selected.value) return ok({ candidate, files, carried: [] })
  const tracked = new Map((await world.git.files(candidate.tree)).map(({ path, blob }) => [path, blob]))
  // Containers of tests that are no files of git cannot have changed by themselves.
  const united = carryOver(whole.value, selected.value, (path, blob) => (blob === null ? !tracked.has(path) : tracked.get(path) === blob))
  const suite = policy.suites.find(({ name }) => name === candidate.slot.suite)
  const scopes = suite ? scopesOf(suite, policy.scopes).map(scopeFilter) : []
  const compared = comparableFiles(whole.value.map(digestOf), united.files.map(digestOf))
  const differing = new Set(compared.differing)
  const [before, after] = [whole.value.filter(({ path }) => differing.has(path)), united.files.filter(({ path }) => differing.has(path))]
  return ok({
    carried: united.carried,
    candidate: { ...candidate, values: measuredValues(united.files, scopes, candidate.fingerprint) },
    files: { ...files, ...compared, known: true, reference: before, candidate: after, tests: testDifference(before, after) },
  })
}

/** Content as text: equal texts are equal shapes and states. */
function digestOf({ path, blob, kinds }: FileDetail): FileDigest {
  const state = JSON.stringify(Object.entries(kinds).map(([kind, merged]) => (merged.form === 'listed' ? [kind, [...merged.states], merged.surplus] : [kind, merged])))
  const shape = Object.entries(kinds).map(([kind, merged]) => (merged.form === 'listed' ? `${kind}\n${merged.shape}` : kind)).join('\n')
  return { path, blob, shape, state }
}
