import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import { ok, type Result } from '../../model/result.js'
import { inForce } from '../../recalibrate/chain.js'
import { entriesText } from '../../report/entries.js'
import type { World } from '../../world/world.js'
import { decisionsHere } from '../steps/decisions.js'
import { openProject } from '../steps/project.js'

/** All entries of the ledger: proposed, in force, and past. */
export async function recalibrateList(_options: object, world: World): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const decisions = await decisionsHere(world, project.value)
  if (!decisions.ok) return decisions
  world.terminal.write(entriesText(decisions.value.entries, decisions.value.invalid, inForce(decisions.value.entries).digests))
  return ok({ kind: 'done' })
}
