import type { Attribution } from '../model/judgement.js'
import type { Measurement } from '../model/measurement.js'
import type { Threshold } from '../model/threshold.js'
import type { Settling } from './settle.js'

/** What a limit is tried on. */
export interface Trial {
  readonly threshold: Threshold
  readonly calibrated: boolean
  readonly candidate: Measurement
  readonly reference: Measurement | null
  readonly attribution: Attribution
  /** Values `maxDrop` and `maxErosion` count from; undefined without a baseline. */
  readonly accepted: Measurement | null
  readonly first: Measurement | null
  /** Earlier builds exist, or may, and could not be fetched: what would speak for another cause is not known. */
  readonly blind: boolean
  /** Mutants that newly timed out, and count as killed. */
  readonly timeouts: number
  /** Other runs of the candidate's content with its fingerprint, for the noise of numbers. */
  readonly repeats: readonly Measurement[]
  /** The same content was measured again under the same ruler. */
  readonly repeated: boolean
  readonly settling: Settling
}
