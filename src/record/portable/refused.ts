import type { Failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'

/** A record that is not taken, and why: damaged, forged, or of another make. The others are. */
export class Refused extends Error {}

/** A home that could not answer: it ends the whole import or export, as the failure it is. */
export class HomeFailed extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

/** What a home answered. */
export function answered<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new HomeFailed(result.error)
  return result.value
}
