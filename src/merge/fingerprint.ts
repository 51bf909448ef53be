import type { Defect } from '../model/finding.js'
import { identityText, type Fields, type Fingerprint, type Instrument, type InstrumentName } from '../model/fingerprint.js'
import type { Measure } from '../model/metric.js'
import type { Part } from '../model/part.js'
import type { Place } from '../model/place.js'
import { measuresOfTool } from './tool-measures.js'

/**
 * Version of this merge. It is part of the fingerprint: another merge of the same reports can be another number
 * (istanbul-lib-coverage 3.2.0 and 3.2.2 merged the same three files to 5/12 and 12/12 branches).
 */
const MERGER = 'datum 1'

const MEASURES: readonly Measure[] = ['coverage', 'mutation', 'tests']

/** The instrument of a build, from all its parts, and where parts disagree about it. */
export function fingerprintOf(model: string, parts: readonly Part[]): { readonly fingerprint: Fingerprint; readonly defects: readonly Defect[] } {
  const defects: Defect[] = []
  const instruments: { [N in InstrumentName]?: Instrument } = {}
  for (const measure of MEASURES) {
    const reports = parts.flatMap((part) => part.reports.filter((report) => report.measure === measure))
    if (reports.length === 0) continue
    const filled = reports.filter((report) => report.files.length > 0)
    const identities = [...new Map((filled.length > 0 ? filled : reports).map((report) => [identityText(report.instrument), report.instrument])).values()]
    if (identities.length > 1) defects.push({ kind: 'mixed-producers', evidence: { measure, producers: identities.map(identityText).sort() } })
    const suspects = parts.map((part) => ({
      place: part.origin.place,
      fields: Object.assign(
        { merger: MERGER },
        ...part.reports.filter((report) => report.measure === measure).map((report) => report.instrument.suspect),
        ownFields(part.origin.environment.tools, measure),
        ownFields(part.origin.environment.options, measure),
      ) as Fields,
    }))
    defects.push(...disagreements(measure, suspects))
    instruments[measure] = { identity: identities[0]?.identity ?? {}, suspect: joined(suspects), recorded: {} }
  }
  const runner = parts.map((part) => ({ place: part.origin.place, fields: part.origin.environment.suspect }))
  defects.push(...disagreements('runner', runner))
  instruments.runner = {
    identity: {},
    suspect: joined(runner),
    recorded: joined(parts.map((part) => ({ place: part.origin.place, fields: part.origin.environment.recorded }))),
  }
  return { fingerprint: { model, instruments }, defects }
}

interface PlacedFields {
  readonly place: Place
  readonly fields: Fields
}

/** Tools and options are written `name` or `name: detail`; the name decides whom they concern. */
function ownFields(fields: Fields, measure: Measure): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => measuresOfTool(name.split(':')[0] ?? '').includes(measure)))
}

/** Fields that two parts know and state differently. A part that does not know a field disagrees with nobody. */
function disagreements(instrument: string, parts: readonly PlacedFields[]): Defect[] {
  return [...fieldNames(parts)].flatMap((field) => {
    const values = [...valuesOf(field, parts)]
    if (values.length < 2) return []
    return [{
      kind: 'config-differs' as const,
      evidence: { instrument, field, values: values.map(([value, places]) => ({ value, places })) },
    }]
  })
}

function joined(parts: readonly PlacedFields[]): Fields {
  return Object.fromEntries([...fieldNames(parts)].map((field) => [field, [...valuesOf(field, parts).keys()].sort().join(' | ')]))
}

function fieldNames(parts: readonly PlacedFields[]): ReadonlySet<string> {
  return new Set(parts.flatMap(({ fields }) => Object.keys(fields)).sort())
}

function valuesOf(field: string, parts: readonly PlacedFields[]): ReadonlyMap<string, readonly Place[]> {
  const values = new Map<string, Place[]>()
  for (const { place, fields } of parts) {
    const value = fields[field]
    if (value === undefined) continue
    const places = values.get(value) ?? []
    values.set(value, [...places, place])
  }
  return values
}
