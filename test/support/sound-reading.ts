import type { Failure } from '../../src/model/failure.js'
import type { Report } from '../../src/model/report.js'
import type { Result } from '../../src/model/result.js'
import { brokenPromises } from './reports.js'

const CODES: ReadonlySet<string> = new Set(['report-empty', 'report-broken', 'report-unknown-format', 'report-too-large', 'report-raw'])

/** What is wrong with a reading of anything: neither a sound report nor a failure that names its source; null when nothing is. */
export function unsoundness(result: Result<Report, Failure>, source: string): string | null {
  if (result.ok) return brokenPromises(result.value)[0] ?? null
  const { error } = result
  if (!CODES.has(error.code)) return `the failure is ${error.code}`
  return 'source' in error && error.source === source ? null : 'the failure does not name its source'
}
