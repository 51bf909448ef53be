import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import { err, ok, type Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'

export interface WhichMeasurement {
  readonly measurement: string | undefined
  readonly suite: string
  readonly leg: string
  readonly model: string | undefined
  readonly commit: string
}

/** The measurement that is named, else the newest of the commit; undefined when nothing was recorded for it. */
export async function newestMeasurement(store: Store, { measurement, suite, leg, model, commit }: WhichMeasurement): Promise<Result<Measurement | undefined, Failure>> {
  if (measurement !== undefined) {
    const one = await store.byId(measurement)
    return one.ok && !one.value ? err({ code: 'measurement-unknown', what: measurement }) : one
  }
  const exact = model === undefined || /[*]/.test(model) ? {} : { model }
  const found = await store.find({ suite, leg, commits: [commit], ...exact, limit: 1 })
  return found.ok ? ok(found.value[0]) : found
}
