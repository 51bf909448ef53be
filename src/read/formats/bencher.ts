// Format: https://bencher.dev/docs/reference/bencher-metric-format/
import type { Failure } from '../../model/failure.js'
import type { NamedNumber, Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { decimalOf, numberName, numberReport } from '../named-numbers.js'

const KEYS: readonly string[] = ['value', 'lower_value', 'upper_value']

/** Bencher Metric Format: benchmarks, their measures, a value each. Its lower and upper values are no samples. */
export const bencher: Format = {
  id: 'bencher',
  measure: 'number',
  title: 'Bencher Metric Format',
  claims: ({ json }) => isRecord(json) && Object.keys(json).some((key) => key !== 'metrics' && key !== '$schema') && Object.values(json).every((measures) =>
    isRecord(measures) && Object.keys(measures).length > 0 && Object.values(measures).every((metric) =>
      isRecord(metric) && 'value' in metric && Object.keys(metric).every((key) => KEYS.includes(key)))),
  read: readBencher,
}

/** The measures that every Bencher project has, and others of its built-in adapters; the unit of any other is the user's to know. */
const UNITS: Readonly<Record<string, Pick<NamedNumber, 'unit' | 'direction'>>> = {
  latency: { unit: 'ns', direction: 'lower' }, throughput: { unit: 'ops/s', direction: 'higher' },
  'build-time': { unit: 's', direction: 'lower' }, 'file-size': { unit: 'B', direction: 'lower' },
}

function readBencher(document: Document): Result<Report, Failure> {
  const json = document.json as Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
  const numbers: NamedNumber[] = []
  for (const [benchmark, measures] of Object.entries(json)) {
    for (const [measure, { value }] of Object.entries(measures)) {
      const name = numberName(`${benchmark}.${measure}`)
      const decimal = decimalOf(value)
      if (decimal === undefined) return err(broken(document, 'Bencher Metric Format', `the value of ${JSON.stringify(measure)} of ${JSON.stringify(benchmark)} is not a number`))
      if (name === '' || numbers.some((other) => other.name === name)) return err(broken(document, 'Bencher Metric Format', `two numbers are called ${JSON.stringify(name)}`))
      const known = Object.hasOwn(UNITS, measure) ? UNITS[measure] : undefined
      numbers.push({ name, ...(known ?? { unit: '', direction: 'lower' as const }), samples: [decimal] })
    }
  }
  return ok(numberReport(document.source, 'bencher', numbers))
}
