import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import type { Policy } from '../../model/policy.js'
import { ok, type Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'

/** Full runs that are looked for among so many builds. */
const LOOKED_AT = 200
const DAY = 86_400_000

/** Why a measurement may not become a baseline, whatever its verdict; undefined when it may. */
export async function refusedAsBaseline(store: Store, policy: Policy, measurement: Measurement, now: string): Promise<Result<string | undefined, Failure>> {
  if (!measurement.whole) return ok('it is not whole')
  if (measurement.selection === 'affected') return ok('it ran selected tests, and took the rest from its reference')
  if (measurement.assumed) return ok('its execution model was inferred, not declared')
  if (measurement.dirty.length > 0) return ok('it was measured in a dirty tree')
  if (!isReused(measurement)) return ok(undefined)
  const full = await lastFullRun(store, measurement)
  if (!full.ok) return full
  if (full.value !== undefined && Date.parse(now) - Date.parse(full.value) <= policy.fullEvery * DAY) return ok(undefined)
  return ok(`its mutants are reused from earlier runs (incremental), and no full run is younger than ${policy.fullEvery} days`)
}

/** An incremental run of StrykerJS takes results of mutants over from the run before. */
function isReused({ fingerprint }: Measurement): boolean {
  return fingerprint.instruments.mutation?.suspect['option incremental'] === 'true'
}

/** When the newest full run of the series was judged. */
async function lastFullRun(store: Store, { slot: { suite, leg, model } }: Measurement): Promise<Result<string | undefined, Failure>> {
  const runs = await store.find({ suite, leg, model, whole: true, limit: LOOKED_AT })
  if (!runs.ok) return runs
  const full = new Set(runs.value.filter((one) => one.fingerprint.instruments.mutation && !isReused(one)).map(({ id }) => id))
  const judged = await store.judgements(suite, LOOKED_AT)
  return judged.ok ? ok(judged.value.find(({ measurement }) => full.has(measurement))?.at) : judged
}
