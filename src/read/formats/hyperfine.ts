// Format: https://github.com/sharkdp/hyperfine#json (--export-json)
import type { Failure } from '../../model/failure.js'
import type { NamedNumber, Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { decimalOf, numberName, numberReport } from '../named-numbers.js'

/** hyperfine's runs: each a sample of seconds, named after the command. */
export const hyperfine: Format = {
  id: 'hyperfine',
  measure: 'number',
  title: 'hyperfine JSON',
  claims: ({ json }) => isRecord(json) && Array.isArray(json['results']) && json['results'].length > 0
    && (json['results'] as readonly unknown[]).every((result) => isRecord(result) && typeof result['command'] === 'string' && ('times' in result || 'mean' in result)),
  read: readHyperfine,
}

function readHyperfine(document: Document): Result<Report, Failure> {
  const { results } = document.json as { readonly results: readonly Readonly<Record<string, unknown>>[] }
  const numbers: NamedNumber[] = []
  const failed: string[] = []
  for (const [index, result] of results.entries()) {
    const { command, times, mean, exit_codes: codes } = result
    const samples = (Array.isArray(times) && times.length > 0 ? times as readonly unknown[] : [mean]).map(decimalOf)
    if (samples.includes(undefined)) return err(broken(document, 'hyperfine', `result ${index + 1}: a time is not a number of seconds`))
    const name = nameOf(String(command), result['parameters'], numbers)
    numbers.push({ name, unit: 's', direction: 'lower', samples: samples.flatMap((sample) => sample ?? []) })
    // With --ignore-failure the time of a command that did not do its work is kept.
    if (Array.isArray(codes) && codes.some((code) => code !== 0)) failed.push(String(command))
  }
  return ok(numberReport(document.source, 'hyperfine', numbers, failed))
}

/** A command that was given several parameters is another number with each. */
function nameOf(command: string, parameters: unknown, numbers: readonly NamedNumber[]): string {
  const given = isRecord(parameters) ? Object.entries(parameters).map(([name, value]) => `${name}=${typeof value === 'string' || typeof value === 'number' ? value : ''}`) : []
  const isTaken = (name: string): boolean => numbers.some((number) => number.name === name)
  const plain = numberName(command) || 'command'
  const full = isTaken(plain) ? numberName([command, ...given].join(' ')) : plain
  let name = full
  for (let count = 2; isTaken(name); count += 1) name = `${full}-${count}`
  return name
}
