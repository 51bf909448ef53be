import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { fingerprintIdentity } from '../model/fingerprint.js'
import { baselineText } from '../model/judgement.js'
import { seriesOf } from '../model/measurement.js'
import type { Policy } from '../model/policy.js'
import { ok, type Result } from '../model/result.js'
import type { Baseline, Store } from '../record/store.js'
import { promotedText } from '../report/promoted.js'
import { recordedLine } from '../report/recorded.js'
import type { World } from '../world/world.js'
import type { CiOptions } from './options.js'
import { baseOf } from './steps/base.js'
import { fetchFor, type Fetched } from './steps/fetch-records.js'
import { judgeBuild, type Judged } from './steps/judge-build.js'
import { refusedAsBaseline } from './steps/promotable.js'
import { recordBuild, type Recorded } from './steps/record-build.js'
import { homeOf, isOfHome } from './steps/records-home.js'
import { shareBuild, tellFetched, writeRecord } from './steps/share-build.js'
import type { OpenStore } from './steps/stores.js'
import { tell, wantedFormats } from './steps/tell.js'
import { trustedSync } from './steps/trusted-sync.js'

/**
 * The one line for a CI file: record, fetch what earlier builds left, check, promote on a baseline branch what passes,
 * and push the record for the builds to come.
 */
export async function ci(options: CiOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const wanted = wantedFormats(options.format)
  if (!wanted.ok) return wanted
  const recorded = await recordBuild(options, world, open)
  if (!recorded.ok) return recorded
  const { project, store, stored: { measurement }, build, failures, guessed } = recorded.value
  world.terminal.note(recordedLine(recorded.value.stored, { failures, guessed }))
  const fetched = await fetchFromHome(recorded.value, world)
  if (!fetched.ok) return fetched
  if (fetched.value) tellFetched(world, fetched.value)
  const judged = await judgeBuild({ world, store, project, candidate: measurement, before: build.before, unfetched: fetched.value?.failure ?? null })
  if (!judged.ok) return judged
  const now = world.clock.now()
  const kept = await store.addJudgement(judged.value.judgement, now)
  if (!kept.ok) return kept
  const promoted = await promoteIfSound(world, store, project.policy, judged.value, now)
  if (!promoted.ok) return promoted
  const artifact = options.artifact ?? null
  const written = artifact === null ? ok(true) : await writeRecord(world, store, measurement, artifact)
  if (!written.ok) return written
  const told = await tell(world, store, project.policy, judged.value.judgement, wanted.value)
  const shared = await shareBuild({ world, store, measurement, fetched: fetched.value, artifact })
  if (promoted.value) {
    const numbered = await asNumbered(store, promoted.value)
    if (!numbered.ok) return numbered
    world.terminal.note(promotedText(baselineText(numbered.value), numbered.value.series.model, numbered.value.later === 0))
  }
  return told.ok && !shared.ok ? shared : told
}

/** What earlier builds left; null where records are kept in no home. */
async function fetchFromHome({ project, store, stored: { measurement }, build }: Recorded, world: World): Promise<Result<Fetched | null, Failure>> {
  const { policy, checkout } = project
  const base = await baseOf(world, { measurement, before: build.before, policy, checkout })
  const sync = await trustedSync(world, policy, base)
  if (!sync) return ok(null)
  const home = await homeOf(world, { sync, top: checkout.top })
  if (home.ok) return fetchFor({ world, store, project, candidate: measurement, base, home: home.value })
  return isOfHome(home.error) ? ok({ home: null, taken: 0, refused: [], failure: home.error }) : home
}

/** A build becomes a baseline on its branch when it is whole, clean, judged to pass, and limits are in force. */
async function promoteIfSound(world: World, store: Store, policy: Policy, { judgement, base, entry, order }: Judged, now: string): Promise<Result<Baseline | null, Failure>> {
  const { measurement } = judgement
  if (judgement.standing !== 'baseline-branch' || judgement.verdict !== 'pass' || entry === null) return ok(null)
  const refused = await refusedAsBaseline(store, policy, measurement, now)
  if (!refused.ok) return refused
  if (refused.value !== undefined) {
    world.terminal.note(`not accepted as a baseline: ${refused.value}`)
    return ok(null)
  }
  return store.promote({ series: seriesOf(measurement), identity: fingerprintIdentity(measurement.fingerprint), branch: base.branch, measurement: measurement.id, entry, commits: order, now })
}

/** A promotion as it is numbered after a push: others may have begun a version meanwhile. */
async function asNumbered(store: Store, promoted: Baseline): Promise<Result<Baseline, Failure>> {
  const { series, identity, branch, commit } = promoted
  const now = await store.baselineAt({ series, identity, branch }, [commit])
  return now.ok ? ok(now.value ?? promoted) : now
}
