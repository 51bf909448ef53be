import { fieldDifferences, identityText } from '../model/fingerprint.js'
import type { Measurement } from '../model/measurement.js'
import type { FrontMatter } from '../model/recalibration.js'
import type { Value } from '../model/value.js'

/** Evidence as front matter: what a reviewer needs without the store. */
export function measurementEvidence(candidate: Measurement, reference: Measurement | null): FrontMatter {
  return {
    candidate: described(candidate),
    ...(reference === null ? {} : { reference: described(reference), differs: differences(reference, candidate) }),
    models: [candidate.slot.model],
    instruments: instrumentTexts(candidate),
  }
}

function described(measurement: Measurement): FrontMatter {
  return {
    measurement: measurement.id,
    commit: measurement.slot.commit,
    tree: measurement.measuredTree,
    model: measurement.slot.model,
    values: Object.fromEntries(measurement.values.map(({ metric, scope, value }) => [`${metric} ${scope}`, valueText(value)])),
  }
}

/** Identity of each measuring tool: limits were set for this instrument and no other. */
function instrumentTexts(measurement: Measurement): FrontMatter {
  return Object.fromEntries(Object.entries(measurement.fingerprint.instruments).flatMap(([name, instrument]) =>
    name === 'runner' ? [] : [[name, identityText(instrument)]]))
}

function differences(from: Measurement, to: Measurement): string[] {
  const model = from.slot.model === to.slot.model ? [] : [`model: ${from.slot.model} -> ${to.slot.model}`]
  return [...model, ...fieldDifferences(from.fingerprint, to.fingerprint).map((one) =>
    `${one.instrument} ${one.field}: ${one.from ?? '(none)'} -> ${one.to ?? '(none)'}`)]
}

/** A value as it is embedded: the integers it was made of. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case 'count':
      return `${value.covered}/${value.total}`
    case 'bounded':
      return `${value.covered[0]}..${value.covered[1]}/${value.total[0]}..${value.total[1]}`
    case 'number':
      return `${value.decimal} ${value.unit}`
    case 'none':
      return `none (${value.why.reason})`
  }
}
