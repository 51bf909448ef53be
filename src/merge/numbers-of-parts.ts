import type { Defect } from '../model/finding.js'
import { exactDecimalText, medianOf, rationals } from '../model/median.js'
import type { MeasuredValue } from '../model/measurement.js'
import { numberMetric } from '../model/metric.js'
import type { Part } from '../model/part.js'
import type { Place } from '../model/place.js'
import { compare } from '../model/rational.js'
import type { NamedNumber } from '../model/report.js'
import { PROJECT } from '../model/scope.js'

interface Placed {
  readonly number: NamedNumber
  readonly place: Place
}

/** Numbers of all parts: samples of one name are put together, whichever parts took them. */
export function numberValues(parts: readonly Part[]): { readonly values: readonly MeasuredValue[]; readonly defects: readonly Defect[] } {
  const byName = new Map<string, Placed[]>()
  for (const { origin: { place }, reports } of parts) {
    for (const number of reports.flatMap(({ numbers = [] }) => numbers)) byName.set(number.name, [...byName.get(number.name) ?? [], { number, place }])
  }
  const names = [...byName].sort(([a], [b]) => (a < b ? -1 : 1))
  return { values: names.map(([name, placed]) => valueOf(name, placed)), defects: names.flatMap(([name, placed]) => disagreements(name, placed)) }
}

function valueOf(name: string, placed: readonly Placed[]): MeasuredValue {
  const all = rationals(placed.flatMap(({ number }) => number.samples)).sort(compare)
  const [first] = placed
  const { unit, direction } = first?.number ?? { unit: '', direction: 'lower' as const }
  return {
    metric: numberMetric(name),
    scope: PROJECT,
    value: { kind: 'number', decimal: exactDecimalText(medianOf(all)), unit, direction, samples: all.map(exactDecimalText) },
  }
}

/** Milliseconds and seconds have no common median. */
function disagreements(name: string, placed: readonly Placed[]): Defect[] {
  return (['unit', 'direction'] as const).flatMap((field): Defect[] => {
    const values = new Map<string, Place[]>()
    for (const { number, place } of placed) values.set(number[field], [...values.get(number[field]) ?? [], place])
    if (values.size < 2) return []
    return [{ kind: 'config-differs', evidence: { instrument: 'number', field: `${field} of ${name}`, values: [...values].map(([value, places]) => ({ value, places })) } }]
  })
}
