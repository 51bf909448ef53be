import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import { ok, type Result } from '../../model/result.js'
import { entryDetailText } from '../../report/entries.js'
import type { World } from '../../world/world.js'
import { entryNamed } from '../steps/entry-named.js'
import { openProject } from '../steps/project.js'

/** One entry: what it changes, from what evidence, why, and who approved it. */
export async function recalibrateShow(options: { readonly id: string }, world: World): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const found = await entryNamed(world, project.value, options.id)
  if (!found.ok) return found
  world.terminal.write(entryDetailText(found.value))
  return ok({ kind: 'done' })
}
