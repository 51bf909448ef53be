import type { Measure } from './metric.js'

/**
 * What a difference in a field means: `identity` starts another series; `suspect` makes the instrument a possible
 * cause of a change; `recorded` makes the environment one.
 */
export type FieldClass = 'identity' | 'suspect' | 'recorded'

export type Fields = Readonly<Record<string, string>>

/** One measuring tool as it was: readable fields, so that a finding can name what differs. */
export interface Instrument {
  readonly identity: Fields
  readonly suspect: Fields
  readonly recorded: Fields
}

/** `runner` holds what all instruments of a build share: the runtime, the machine. */
export type InstrumentName = Measure | 'runner'

export interface Fingerprint {
  readonly model: string
  readonly instruments: { readonly [N in InstrumentName]?: Instrument }
}

export interface FieldDifference {
  readonly instrument: InstrumentName
  readonly field: string
  readonly class: FieldClass
  readonly from: string | null
  readonly to: string | null
}

const CLASSES: readonly FieldClass[] = ['identity', 'suspect', 'recorded']
const NAMES: readonly InstrumentName[] = ['coverage', 'mutation', 'tests', 'runner']

/**
 * The fields in which two fingerprints differ, for the given instruments, in a fixed order. What one side does not know
 * of its machine differs from nothing.
 */
export function fieldDifferences(
  from: Fingerprint,
  to: Fingerprint,
  names: readonly InstrumentName[] = NAMES,
): FieldDifference[] {
  const differences: FieldDifference[] = []
  for (const instrument of names) {
    const before = from.instruments[instrument]
    const after = to.instruments[instrument]
    if (!before || !after) continue
    for (const fieldClass of CLASSES) {
      const fields = new Set([...Object.keys(before[fieldClass]), ...Object.keys(after[fieldClass])])
      for (const field of [...fields].sort()) {
        const a = before[fieldClass][field] ?? null
        const b = after[fieldClass][field] ?? null
        if (a === b || (instrument === 'runner' && (a === null || b === null))) continue
        differences.push({ instrument, field, class: fieldClass, from: a, to: b })
      }
    }
  }
  return differences
}

/** What makes an instrument the same one, as text: equal texts are comparable, others are not. */
export function identityText(instrument: Instrument): string {
  return Object.keys(instrument.identity).sort().map((field) => `${field}=${instrument.identity[field] ?? ''}`).join(' ')
}

/** The identity of every measuring instrument of a fingerprint, as text. */
export function fingerprintIdentity(fingerprint: Fingerprint): string {
  return NAMES.flatMap((name) => {
    const instrument = fingerprint.instruments[name]
    return instrument && name !== 'runner' ? [`${name}(${identityText(instrument)})`] : []
  }).join(' ')
}
