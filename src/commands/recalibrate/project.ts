import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import { ok, type Result } from '../../model/result.js'
import { counted } from '../../report/numbers.js'
import type { World } from '../../world/world.js'
import { openProject } from '../steps/project.js'
import { projectLedger } from '../steps/project-ledger.js'

/** Writes `thresholds.yaml` and `baselines/README.md` from the entries. */
export async function recalibrateProject(_options: object, world: World): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const force = await projectLedger(world, project.value)
  if (!force.ok) return force
  world.terminal.write(`baselines/thresholds.yaml: ${counted(force.value.thresholds.length, 'limit')} in force\n  next: git add baselines && git commit\n`)
  return ok({ kind: 'done' })
}
