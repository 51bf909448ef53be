import { fieldDifferences, type Fingerprint } from '../../model/fingerprint.js'
import type { PathClass } from '../../model/changes.js'
import type { Failure } from '../../model/failure.js'
import type { Reference } from '../../model/judgement.js'
import type { Measurement } from '../../model/measurement.js'
import { ok, type Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import { filesOf, type Files } from './compare-files.js'

/** A further run that may settle what two runs cannot, and its files held against the run it is compared with. */
interface Cell {
  readonly measurement: Measurement
  readonly files: Files
}

/**
 * Further runs of the candidate's content, as far as they were recorded. The fourth cell of the 2x2, the reference's
 * content under the candidate's ruler, is of the candidate's series and becomes its reference.
 */
export interface Cells {
  /** The candidate's content under the reference's ruler, against the reference. */
  readonly oldOnNew: Cell | null
  /** The candidate's commit was measured again under its own ruler. */
  readonly repeated: boolean
}

const NO_CELLS: Cells = { oldOnNew: null, repeated: false }

/** Old tools may stand in a work tree of the new commit: what they are installed and set by does not count as dirty. */
const OF_THE_RULER: readonly PathClass[] = ['dependency', 'tool-config', 'pipeline']
const LOOKED_AT = 50

/** Finds further runs of the candidate's content; `classOf` tells what kind of file a path is. */
export async function cellsOf(world: World, store: Store, of: { readonly candidate: Measurement; readonly reference: Reference | null; readonly classOf: (path: string) => PathClass }): Promise<Result<Cells, Failure>> {
  const { candidate, reference, classOf } = of
  if (!reference) return ok(NO_CELLS)
  const old = reference.measurement
  const isClean = ({ dirty }: Measurement): boolean => dirty.every((path) => OF_THE_RULER.includes(classOf(path)))
  const onNew = await runsOf(store, candidate)
  if (!onNew.ok) return onNew
  const repeated = onNew.value.some((one) => one.id !== candidate.id && one.slot.commit === candidate.slot.commit && isSameRuler(one, candidate))
  const oldOnNew = isSameRuler(old, candidate) ? undefined : onNew.value.find((one) => isSameRuler(one, old) && isClean(one))
  if (!oldOnNew) return ok({ repeated, oldOnNew: null })
  const files = await filesOf(world, store, reference, oldOnNew)
  return files.ok ? ok({ repeated, oldOnNew: { measurement: oldOnNew, files: files.value } }) : files
}

/** Whole runs of one content, of every model and tool, newest first. */
async function runsOf(store: Store, { slot: { suite, leg, commit }, measuredTree }: Measurement): Promise<Result<readonly Measurement[], Failure>> {
  const of = { suite, leg, whole: true, limit: LOOKED_AT }
  const byTree = await store.find({ ...of, measuredTree })
  if (!byTree.ok) return byTree
  const byCommit = await store.find({ ...of, commits: [commit] })
  return byCommit.ok ? ok([...new Map([...byTree.value, ...byCommit.value].map((one) => [one.id, one])).values()]) : byCommit
}

/** One model, and the same tools as they were set: the machine aside. */
function isSameRuler(one: Measurement, other: Measurement): boolean {
  return one.slot.model === other.slot.model && sameTools(one.fingerprint, other.fingerprint)
}

function sameTools(one: Fingerprint, other: Fingerprint): boolean {
  return fieldDifferences(one, other).every((difference) => difference.class === 'recorded')
}
