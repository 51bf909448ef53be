import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { prunedText } from '../../report/records.js'
import type { PruneOptions as Pruning } from '../../record/store.js'
import type { World } from '../../world/world.js'
import { decisionsHere } from '../steps/decisions.js'
import { openProject, type Project } from '../steps/project.js'
import { homeOf } from '../steps/records-home.js'
import type { OpenStore } from '../steps/stores.js'

export interface PruneOptions {
  /** Detail is kept for so many days; the policy's when undefined. */
  readonly days?: string | undefined
  /** Also in the home of the records. */
  readonly home: boolean
}

/** Days of detail where neither the command nor the policy says. */
const DAYS = 90
const DAY = 86_400_000

/**
 * Drops the elements of old builds: values, verdicts, baselines and decisions stay for ever, and so do the elements of
 * what baselines begin with, of the newest build of each, and of what a recalibration names as its evidence.
 */
export async function storePrune(options: PruneOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const { policy: { sync }, checkout: { top } } = project.value
  const days = options.days === undefined ? sync?.detailDays ?? DAYS : Number(options.days)
  if (!Number.isInteger(days) || days < 1 || days > 9999) return err({ code: 'wrong-use', message: `--days ${options.days ?? ''}: expected a number of days, from 1 to 9999` })
  const keep = await evidenceOf(world, project.value)
  if (!keep.ok) return keep
  const store = await open(top)
  if (!store.ok) return store
  const pruning: Pruning = { before: new Date(Date.parse(world.clock.now()) - days * DAY).toISOString().slice(0, 10), keep: keep.value }
  const pruned = await store.value.prune(pruning)
  if (!pruned.ok) return pruned
  world.terminal.write(prunedText({ ...pruning, ...pruned.value, home: null }))
  if (!options.home) return ok({ kind: 'done' })
  const home = await homeOf(world, { sync, top })
  if (!home.ok) return home
  let measurements = 0
  const pushed = await home.value.push(async (tip) => {
    const there = await store.value.pruneOn(tip, pruning)
    if (!there.ok) return there
    measurements = there.value.measurements
    return ok(there.value.changes)
  }, `Detail before ${pruning.before} is dropped`)
  if (!pushed.ok) return pushed
  world.terminal.write(prunedText({ ...pruning, measurements, bytes: 0, home: home.value.name }))
  return ok({ kind: 'done' })
}

/** Measurements that entries of the ledger stand on. */
async function evidenceOf(world: World, project: Project): Promise<Result<readonly string[], Failure>> {
  const decisions = await decisionsHere(world, project)
  if (!decisions.ok) return decisions
  return ok([...new Set(decisions.value.entries.flatMap(({ evidence }) => JSON.stringify(evidence).match(/m_[0-9a-f]{40}/g) ?? []))])
}
