import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import type { Entry } from '../../model/recalibration.js'
import { err, ok, type Result } from '../../model/result.js'
import { holdsApproval, inForce } from '../../recalibrate/chain.js'
import { renewedBy } from '../../recalibrate/quarantine.js'
import { entriesText } from '../../report/entries.js'
import type { World } from '../../world/world.js'
import { decisionsHere } from '../steps/decisions.js'
import { openProject } from '../steps/project.js'

const DAY = 86_400_000

/** All entries of the ledger: proposed, in force, and past; or those that end soon, or that are owed. */
export async function recalibrateList({ expiring, debt = false }: { readonly expiring?: string | undefined; readonly debt?: boolean }, world: World): Promise<Result<Outcome, Failure>> {
  const [, number = '', unit = ''] = /^(\d{1,3})([dw])$/.exec(expiring ?? '0d') ?? []
  if (number === '') return err({ code: 'wrong-use', message: `--expiring ${expiring ?? ''}: expected days or weeks, such as 30d or 6w` })
  const project = await openProject(world)
  if (!project.ok) return project
  const decisions = await decisionsHere(world, project.value)
  if (!decisions.ok) return decisions
  const { entries, invalid } = decisions.value
  const force = inForce(entries)
  const renewed = renewedBy(entries)
  const until = new Date(Date.parse(world.clock.now()) + Number(number) * (unit === 'w' ? 7 : 1) * DAY).toISOString().slice(0, 10)
  const acts = (entry: Entry): boolean => holdsApproval(entry) && !renewed.has(entry.id) && (force.digests.includes(entry.digest) || entry.cause === 'quarantine')
  const endsSoon = (entry: Entry): boolean => entry.expires !== null && entry.expires <= until && acts(entry)
  const isOwed = (entry: Entry): boolean => entry.cause === 'accepted-loss' && acts(entry)
  const all = expiring === undefined && !debt
  const shown = all ? entries : entries.filter((entry) => (expiring !== undefined && endsSoon(entry)) || (debt && isOwed(entry)))
  world.terminal.write(shown.length === 0 && !all ? 'Nothing ends by then, and nothing is owed.\n' : entriesText(shown, all ? invalid : [], force.digests))
  return ok({ kind: 'done' })
}
