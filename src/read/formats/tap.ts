// Format: https://testanything.org/tap-version-14-specification.html (and 12, 13)
import type { TestStatus } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, type Document, type Format } from '../format.js'
import { readPoints, type TapPoint } from './tap-points.js'
import { testReport, type FoundTest } from './tests.js'

/** Test Anything Protocol: Perl, node:test, vitest, ava, mocha, tape, bats and many more. */
export const tap: Format = {
  id: 'tap',
  measure: 'tests',
  title: 'TAP',
  claims: ({ json, root, text }) => json === undefined && root === null && startsAsTap(text),
  read: readTap,
}

/** Output of the build may stand before it, as comments at most. */
function startsAsTap(text: string): boolean {
  const lines = text.slice(0, 1 << 14).split('\n')
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? ''
  return /^(?:TAP version \d+|1\.\.\d+(?:\s|$)|(?:not )?ok(?: \d| -))/.test(first)
}

function readTap(document: Document): Result<Report, Failure> {
  const points = readPoints(document.text)
  if (!points.ok) return err(broken(document, 'TAP', points.error.detail, { line: points.error.line, column: 1 }))
  return ok(testReport(document.source, {
    format: 'tap', tests: points.value.flatMap((point) => testsOf(point, [], false)).map((test) => placed(test, document.source)), notes: [], stamp: null,
  }))
}

interface Leaf {
  readonly path: readonly string[]
  readonly status: TestStatus
}

/** The innermost tests; one that holds others counts only when it failed and none of them did. */
function testsOf(point: TapPoint, above: readonly string[], isTodo: boolean): Leaf[] {
  const path = [...above, point.name]
  const todo = isTodo || point.directive === 'todo'
  const own = todo || point.directive === 'skip' ? 'skipped' : point.ok ? 'passed' : 'failed'
  const inner = point.inner.flatMap((one) => testsOf(one, path, todo))
  return inner.length === 0 || (own === 'failed' && !inner.some(({ status }) => status === 'failed')) ? [...inner, { path, status: own }] : inner
}

/** Runners that name the file put it first; else the tests are those of the report's own file. */
function placed({ path, status }: Leaf, source: string): FoundTest {
  const [first = '', ...rest] = path.length === 1 ? (path[0] ?? '').split(' > ') : path
  const isFile = rest.length > 0 && /^\S+\.[A-Za-z]{1,4}$/.test(first)
  return isFile
    ? { container: first, name: rest.join(' > '), status }
    : { container: `suite:${source.slice(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1)}`, name: path.join(' > '), status }
}
