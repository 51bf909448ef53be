import { INSTRUMENT_CLASSES, mayTouch } from '../../model/changes.js'
import type { Origin } from '../../model/verdict.js'
import type { Detector, Evidence } from '../evidence.js'
import { knownReasons } from '../knowledge/reasons.js'

/** The ruler is another one: its model, its tools, or how they are set. */
export const instrumentChanged: Detector<'instrument-changed'> = (evidence) => {
  const { reference, candidate, differences, unchanged } = evidence
  if (!reference || !candidate.whole) return []
  const from = reference.measurement.slot.model
  const model = from === candidate.slot.model ? null : { from, to: candidate.slot.model }
  const moved = differences.filter((difference) => difference.class !== 'recorded')
  if (!model && moved.length === 0) return []
  // Where what did not change measured the same, nothing has to be explained.
  const known = unchanged.equal && unchanged.compared > 0 ? [] : knownReasons(evidence)
  return [{ evidence: { differences: moved, model, equal: unchanged.equal, compared: unchanged.compared, known }, origin: rulerOrigin(evidence) }]
}

/** The machine is another one, as far as it is recorded. */
export const environmentChanged: Detector<'environment-changed'> = (evidence) => {
  const recorded = evidence.differences.filter((difference) => difference.class === 'recorded')
  return recorded.length === 0 ? [] : [{ evidence: { differences: recorded }, origin: 'inherited' }]
}

/** No limit in force was set for this model and instrument, and its numbers are not those of one that was. */
export const uncalibrated: Detector<'uncalibrated'> = (evidence) => {
  const { differs, basis } = evidence.calibration
  return differs.length === 0 ? [] : [{ evidence: { model: evidence.candidate.slot.model, basis, differs, known: knownReasons(evidence) }, origin: rulerOrigin(evidence) }]
}

export const noThreshold: Detector<'no-threshold'> = ({ limits, candidate }) =>
  (limits > 0 ? [] : [{ evidence: { suite: candidate.slot.suite, model: candidate.slot.model }, origin: 'inherited' }])

/** Whoever touches the pipeline, the tools or the policy moved the ruler; else it was moved under them. */
function rulerOrigin({ author }: Evidence): Origin {
  return mayTouch(author, [...INSTRUMENT_CLASSES, 'decisions']) ? 'introduced' : 'inherited'
}
