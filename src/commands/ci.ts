import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { fingerprintIdentity } from '../model/fingerprint.js'
import { baselineText } from '../model/judgement.js'
import { seriesOf } from '../model/measurement.js'
import { ok, type Result } from '../model/result.js'
import type { Baseline, Store } from '../record/store.js'
import { promotedText } from '../report/promoted.js'
import { recordedLine } from '../report/recorded.js'
import type { World } from '../world/world.js'
import type { CiOptions } from './options.js'
import { judgeBuild, type Judged } from './steps/judge-build.js'
import { recordBuild } from './steps/record-build.js'
import type { OpenStore } from './steps/stores.js'
import { tell, wantedFormats } from './steps/tell.js'

/** The one line for a CI file: record, check, and on a baseline branch promote what passes. */
export async function ci(options: CiOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const wanted = wantedFormats(options.format)
  if (!wanted.ok) return wanted
  const recorded = await recordBuild(options, world, open)
  if (!recorded.ok) return recorded
  const { project, store, stored, build, failures, guessed } = recorded.value
  world.terminal.note(recordedLine(stored, { failures, guessed }))
  const judged = await judgeBuild({ world, store, project, candidate: stored.measurement, before: build.before })
  if (!judged.ok) return judged
  const now = world.clock.now()
  const kept = await store.addJudgement(judged.value.judgement, now)
  if (!kept.ok) return kept
  const promoted = await promoteIfSound(store, judged.value, now)
  if (!promoted.ok) return promoted
  const told = await tell(world, store, project.policy, judged.value.judgement, wanted.value)
  if (told.ok && promoted.value) world.terminal.note(promotedText(baselineText(promoted.value), promoted.value.series.model, promoted.value.later === 0))
  return told
}

/** A build becomes a baseline on its branch when it is whole, clean, judged to pass, and limits are in force. */
async function promoteIfSound(store: Store, { judgement, base, entry, order }: Judged, now: string): Promise<Result<Baseline | null, Failure>> {
  const { measurement } = judgement
  const sound = judgement.standing === 'baseline-branch' && judgement.verdict === 'pass' && entry !== null
    && measurement.whole && !measurement.assumed && measurement.dirty.length === 0
  if (!sound) return ok(null)
  return store.promote({ series: seriesOf(measurement), identity: fingerprintIdentity(measurement.fingerprint), branch: base.branch, measurement: measurement.id, entry, commits: order, now })
}
