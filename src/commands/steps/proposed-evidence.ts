import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import { ok, type Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import { baseOf } from './base.js'
import { changesBetween } from './changes.js'
import type { Project } from './project.js'
import { comparedWith } from './reference.js'
import { CODE_CLASSES, mayTouch } from '../../model/changes.js'

/** A measurement and what it is to be held against, with whether code or tests changed between them. */
export interface Evidence {
  readonly candidate: Measurement
  readonly reference: Measurement | null
  readonly sameInputs: boolean
}

/** The reference of a measurement as `check` finds it, and whether the inputs of both are the same. */
export async function evidenceFor(world: World, store: Store, project: Project, candidate: Measurement): Promise<Result<Evidence, Failure>> {
  const { checkout, policy } = project
  const base = await baseOf(world, { measurement: candidate, before: null, policy, checkout })
  const compared = await comparedWith(world, store, candidate, base, checkout.shallow)
  if (!compared.ok) return compared
  const own = await repeatOf(store, candidate)
  if (!own.ok) return own
  const reference = own.value ?? compared.value.reference?.measurement ?? null
  const changes = reference === null ? null : await changesBetween(world, policy, reference.tree, candidate.tree, candidate.dirty)
  return ok({ candidate, reference, sameInputs: changes !== null && !mayTouch(changes, [...CODE_CLASSES, 'test']) })
}

/** Another model measured on the very same inputs is the best evidence there is. */
async function repeatOf(store: Store, candidate: Measurement): Promise<Result<Measurement | undefined, Failure>> {
  const found = await store.find({ suite: candidate.slot.suite, leg: candidate.slot.leg, measuredTree: candidate.measuredTree, whole: true, limit: 50 })
  if (!found.ok) return found
  return ok(found.value.find((one) => one.slot.model !== candidate.slot.model && one.dirty.length === 0 && !one.assumed))
}
