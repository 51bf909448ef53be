import { comparableFiles, testDifference, type ComparableFiles, type TestDifference } from '../../attribute/index.js'
import type { TreeDiff } from '../../model/diff.js'
import { MUTANT_STATUSES } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import type { Reference } from '../../model/judgement.js'
import type { FileDetail, Measurement } from '../../model/measurement.js'
import { ok, type Result } from '../../model/result.js'
import type { Baseline, Store } from '../../record/store.js'
import type { World } from '../../world/world.js'

/** Files of the candidate held against those of its reference. */
export interface Files extends ComparableFiles {
  /** False when the detail of a side is not here: that a file differs, or is gone, or does not, is then not known. */
  readonly known: boolean
  readonly reference: readonly FileDetail[]
  readonly candidate: readonly FileDetail[]
  readonly tests: TestDifference
  /** What git says of the two tested trees; null when it was not asked, or could not tell. */
  readonly diff: TreeDiff | null
  /** The candidate's files in other runs of the same content, where mutants timed out. */
  readonly repeats: readonly (readonly FileDetail[])[]
  /** Paths that have elements in either measurement. */
  readonly measured: ReadonlySet<string>
}

/** Detail only of files that are not the same in both: an unchanged file costs nothing. */
export async function filesOf(world: World, store: Store, reference: Reference | null, candidate: Measurement): Promise<Result<Files, Failure>> {
  const after = await store.files(candidate.id)
  if (!after.ok) return after
  const now = (after.value ?? []).map(({ path }) => path)
  if (!reference) return ok({ ...NOT_COMPARED, known: true, measured: new Set(now) })
  const before = await store.files(reference.measurement.id)
  if (!before.ok) return before
  const measured = new Set([...(before.value ?? []).map(({ path }) => path), ...now])
  if (!before.value || !after.value) return ok({ ...NOT_COMPARED, measured })
  const files = comparableFiles(before.value, after.value)
  if (files.differing.length === 0) return ok({ ...NOT_COMPARED, ...files, known: true, measured })
  const details = [await store.detail(reference.measurement.id, files.differing), await store.detail(candidate.id, files.differing)] as const
  if (!details[0].ok) return details[0]
  if (!details[1].ok) return details[1]
  const [one, other] = [details[0].value, details[1].value]
  if (!one || !other) return ok({ ...NOT_COMPARED, measured })
  const repeats = await repeatsOf(store, candidate, other)
  if (!repeats.ok) return repeats
  const diff = await diffOf(world, reference.measurement, candidate, [...one, ...other])
  return ok({ ...files, known: true, measured, reference: withDirty(one, reference.measurement), candidate: withDirty(other, candidate), tests: testDifference(one, other), diff, repeats: repeats.value })
}

/** How many other runs are asked about mutants that timed out. */
const REPEATS = 5

/** Only where it matters: whether a mutant that timed out was detected in another run of the same content. */
async function repeatsOf(store: Store, candidate: Measurement, details: readonly FileDetail[]): Promise<Result<readonly (readonly FileDetail[])[], Failure>> {
  const paths = details.filter(({ kinds: { mutant } }) => mutant?.form === 'listed' && mutant.states.includes(MUTANT_STATUSES.indexOf('Timeout'))).map(({ path }) => path)
  if (paths.length === 0) return ok([])
  const runs = await store.find({ suite: candidate.slot.suite, leg: candidate.slot.leg, measuredTree: candidate.measuredTree, whole: true, limit: REPEATS + 1 })
  if (!runs.ok) return runs
  const repeats: (readonly FileDetail[])[] = []
  for (const { id } of runs.value) {
    const files = id === candidate.id ? ok(undefined) : await store.detail(id, paths)
    if (!files.ok) return files
    if (files.value) repeats.push(files.value)
  }
  return ok(repeats)
}

/** Lines that changed in the measured files whose contents differ; null when git cannot tell. */
async function diffOf({ git }: World, before: Measurement, after: Measurement, details: readonly FileDetail[]): Promise<TreeDiff | null> {
  const paths = [...new Set(details.filter(({ blob }) => blob !== null).map(({ path }) => path))]
  return paths.length === 0 ? null : await git.diff(before.tree, after.tree, paths) ?? null
}

/** What was measured of a file that was not as its commit has it is of unknown content. */
function withDirty(details: readonly FileDetail[], { dirty }: Measurement): readonly FileDetail[] {
  if (dirty.length === 0) return details
  return details.map((file) => (dirty.some((path) => path === file.path || (path.endsWith('/') && file.path.startsWith(path))) ? { ...file, blob: null } : file))
}

/** Nothing is told from nothing: no file is unchanged, none is missing, and no element moved or stayed. */
const NOT_COMPARED: Files = {
  known: false, compared: 0, equal: false, differing: [], gone: [], measured: new Set(), reference: [], candidate: [], tests: { missing: [], added: [] }, diff: null, repeats: [],
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
