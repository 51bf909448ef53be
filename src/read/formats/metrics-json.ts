// Format: datum's own, `datum explain numbers`
import type { Failure } from '../../model/failure.js'
import type { NamedNumber, Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { decimalOf, numberName, numberReport } from '../named-numbers.js'

/** `{"metrics": {"p95": {"samples": [181, 183], "unit": "ms"}, "size": 1200}}`: also what `--metric` becomes. */
export const metricsJson: Format = {
  id: 'metrics',
  measure: 'number',
  title: 'JSON of metrics',
  claims: ({ json }) => isRecord(json) && isRecord(json['metrics']) && Object.keys(json).every((key) => key === 'metrics' || key === '$schema')
    && Object.values(json['metrics']).every((one) => typeof one === 'number' || (isRecord(one) && ('value' in one || 'samples' in one))),
  read: readMetrics,
}

function readMetrics(document: Document): Result<Report, Failure> {
  const { metrics } = document.json as { readonly metrics: Readonly<Record<string, unknown>> }
  const numbers: NamedNumber[] = []
  for (const [name, given] of Object.entries(metrics)) {
    const number = namedNumber(name, isRecord(given) ? given : { value: given })
    if (typeof number === 'string') return err(broken(document, 'metrics', `${JSON.stringify(name)}: ${number}`))
    if (numbers.some((other) => other.name === number.name)) return err(broken(document, 'metrics', `two numbers are called ${number.name}`))
    numbers.push(number)
  }
  return ok(numberReport(document.source, 'metrics', numbers))
}

function namedNumber(given: string, { value, samples, unit = '', direction = 'lower' }: Readonly<Record<string, unknown>>): NamedNumber | string {
  const name = numberName(given)
  const list: unknown = samples ?? [value]
  if (name === '') return 'a name has letters or digits'
  if (!Array.isArray(list) || list.length === 0) return 'samples are a list of at least one number'
  const decimals = (list as readonly unknown[]).map(decimalOf)
  if (decimals.includes(undefined)) return 'a sample is not a decimal number'
  if (typeof unit !== 'string' || unit.length > 40) return 'the unit is not a short text'
  if (direction !== 'lower' && direction !== 'higher') return 'the direction is neither lower nor higher'
  return { name, unit, direction, samples: decimals.flatMap((decimal) => decimal ?? []) }
}
