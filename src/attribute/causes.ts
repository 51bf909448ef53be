import { CODE_CLASSES, mayTouch, type Changes } from '../model/changes.js'
import type { FieldDifference, InstrumentName } from '../model/fingerprint.js'
import type { Measure } from '../model/metric.js'
import { CAUSES, type Cause } from '../model/verdict.js'

/** What could have moved a number between the reference and the candidate. */
export interface CauseEvidence {
  /** The change under judgement: base side to tested tree. */
  readonly author: Changes
  /** From the reference to the base side. */
  readonly baseMoved: Changes
  readonly differences: readonly FieldDifference[]
  readonly modelDiffers: boolean
  readonly partsMissing: boolean
}

/**
 * The causes that evidence does not exclude for a flip of an element of a measure. Unknown changes can be anything.
 * With nothing to explain it, a flip is `unexplained`: that is not the same as noise.
 */
export function possibleCauses(measure: Measure, evidence: CauseEvidence): readonly Cause[] {
  const { author, baseMoved, differences } = evidence
  const own = differences.filter(({ instrument }) => concerns(instrument, measure))
  const moved = own.some((difference) => difference.class !== 'recorded')
  const possible: { readonly [C in Cause]: boolean } = {
    code: mayTouch(author, CODE_CLASSES),
    tests: mayTouch(author, ['test']),
    collection: evidence.partsMissing,
    instrument: evidence.modelDiffers || moved || mayTouch(author, ['tool-config', 'pipeline']) || mayTouch(baseMoved, ['tool-config', 'pipeline']),
    noise: false,
    environment: own.some((difference) => difference.class === 'recorded'),
    baseline: mayTouch(baseMoved, [...CODE_CLASSES, 'test']),
    unexplained: false,
  }
  const causes = CAUSES.filter((cause) => possible[cause])
  return causes.length === 0 ? ['unexplained'] : causes
}

/** The runner's own fields (runtime, machine) concern every measure. */
function concerns(instrument: InstrumentName, measure: Measure): boolean {
  return instrument === measure || instrument === 'runner'
}
