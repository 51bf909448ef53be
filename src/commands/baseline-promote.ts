import type { Outcome } from '../exit-code.js'
import { fingerprintIdentity } from '../model/fingerprint.js'
import type { Failure } from '../model/failure.js'
import { baselineText } from '../model/judgement.js'
import { seriesOf } from '../model/measurement.js'
import { err, ok, type Result } from '../model/result.js'
import { promotedText } from '../report/promoted.js'
import type { World } from '../world/world.js'
import { judgeBuild } from './steps/judge-build.js'
import { refusedAsBaseline } from './steps/promotable.js'
import { openProject } from './steps/project.js'
import type { OpenStore } from './steps/stores.js'

/**
 * Accepts a stored measurement as its branch's baseline, under the rules `ci` promotes by: on a baseline branch,
 * whole, clean, and judged to pass under limits in force.
 */
export async function baselinePromote(options: { readonly measurement: string }, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const store = await open(project.value.checkout.top)
  if (!store.ok) return store
  const found = await store.value.byId(options.measurement)
  if (!found.ok) return found
  if (!found.value) return err({ code: 'measurement-unknown', what: options.measurement })
  const candidate = found.value
  const judged = await judgeBuild({ world, store: store.value, project: project.value, candidate, before: null })
  if (!judged.ok) return judged
  const { judgement, base, entry, order } = judged.value
  const refused = await refusedAsBaseline(store.value, project.value.policy, candidate, world.clock.now())
  if (!refused.ok) return refused
  const why = judgement.standing !== 'baseline-branch' ? `it was built on ${candidate.branch ?? 'no branch'}, which is not a baseline branch`
    : refused.value ?? (judgement.verdict === 'pass' ? undefined : `its verdict is ${judgement.verdict}`)
  if (why !== undefined || entry === null) {
    return err({ code: 'baseline-refused', measurement: candidate.id, why: why ?? 'no recalibration that sets its limits is approved' })
  }
  const promoted = await store.value.promote({
    series: seriesOf(candidate), identity: fingerprintIdentity(candidate.fingerprint), branch: base.branch, measurement: candidate.id, entry, commits: order, now: world.clock.now(),
  })
  if (!promoted.ok) return promoted
  world.terminal.write(promotedText(baselineText(promoted.value), promoted.value.series.model, promoted.value.later === 0))
  return ok({ kind: 'done' })
}
