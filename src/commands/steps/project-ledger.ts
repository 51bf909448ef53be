import type { Failure } from '../../model/failure.js'
import { ok, type Result } from '../../model/result.js'
import type { InForce } from '../../recalibrate/chain.js'
import { inForce } from '../../recalibrate/chain.js'
import { projectionText, THRESHOLDS_FILE } from '../../recalibrate/projection.js'
import { baselinesReadme } from '../../report/baselines-readme.js'
import type { World } from '../../world/world.js'
import { decisionsHere } from './decisions.js'
import type { Project } from './project.js'

/** Writes the ledger's projections: `thresholds.yaml` and the folder's README. */
export async function projectLedger(world: World, project: Project): Promise<Result<InForce, Failure>> {
  const decisions = await decisionsHere(world, project)
  if (!decisions.ok) return decisions
  const force = inForce(decisions.value.entries)
  const { top } = project.checkout
  const written = await world.files.write(`${top}/${THRESHOLDS_FILE}`, projectionText(force.thresholds))
  if (!written.ok) return written
  const readme = await world.files.write(`${top}/baselines/README.md`, baselinesReadme(force.thresholds, decisions.value.entries))
  return readme.ok ? ok(force) : readme
}
