// Format: https://ctrf.io/docs/specification/overview ; schema https://github.com/ctrf-io/ctrf/blob/main/schema/ctrf.schema.json
import type { TestStatus } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import type { Report, ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { testReport, type FoundTest } from './tests.js'

/** Common Test Report Format. */
export const ctrf: Format = {
  id: 'ctrf',
  measure: 'tests',
  title: 'CTRF JSON',
  claims: ({ json }) => isRecord(json) && isRecord(json['results']) && Array.isArray(json['results']['tests']) && isRecord(json['results']['summary']),
  read: readCtrf,
}

/** `other` is what a runner has and CTRF has not; no writer counts it as failed, nobody knows that it ran. */
const STATUSES: ReadonlyMap<unknown, TestStatus> = new Map([
  ['passed', 'passed'], ['failed', 'failed'], ['skipped', 'skipped'], ['pending', 'skipped'], ['other', 'skipped'],
])

type Json = Readonly<Record<string, unknown>>

function readCtrf(document: Document): Result<Report, Failure> {
  const json = document.json as Json
  const results = json['results'] as Json
  const tests: FoundTest[] = []
  for (const [index, test] of (results['tests'] as readonly unknown[]).entries()) {
    const one = testOf(test)
    if (typeof one === 'string') return err(broken(document, 'CTRF', `test ${index + 1}: ${one}`))
    tests.push(one)
  }
  const stamp = json['timestamp'] ?? (results['summary'] as Json)['start'] ?? null
  return ok(testReport(document.source, {
    format: 'ctrf', tests, notes: summaryNotes(tests, results['summary'] as Json),
    stamp: typeof stamp === 'string' || typeof stamp === 'number' ? String(stamp) : null,
  }))
}

function testOf(test: unknown): FoundTest | string {
  if (!isRecord(test)) return 'it is not an object'
  const { name, filePath, flaky } = test
  const status = STATUSES.get(test['status'])
  if (typeof name !== 'string') return 'it has no name'
  if (!status) return `it has no status of CTRF's`
  const file = typeof filePath === 'string' ? filePath : ''
  const suites = suitesOf(test['suite'])
  const above = file === '' ? suites.slice(1) : suites.filter((suite) => !file.endsWith(suite))
  // A name may say its suites already, as mocha's and jest's do.
  const isFull = above.length > 0 && name.startsWith(above.join(' '))
  return {
    container: file === '' ? `suite:${suites[0] ?? ''}` : file,
    name: isFull ? name : [...above, name].join(' > '),
    status: status === 'passed' && flaky === true ? 'flaky' : status,
  }
}

/** A list since 1.0, a text with arrows before. */
function suitesOf(suite: unknown): readonly string[] {
  if (typeof suite === 'string') return suite.split(' > ').filter((one) => one !== '')
  return Array.isArray(suite) ? suite.filter((one): one is string => typeof one === 'string' && one !== '') : []
}

function summaryNotes(tests: readonly FoundTest[], summary: Json): ReportNote[] {
  const counts: readonly (readonly [string, number])[] = [
    ['tests', tests.length], ['failed', tests.filter(({ status }) => status === 'failed').length],
  ]
  return counts.flatMap(([what, counted]): ReportNote[] => {
    const stated = summary[what]
    return typeof stated !== 'number' || stated === counted ? [] : [{ note: 'totals-disagree', what, counted: String(counted), stated: String(stated) }]
  })
}
