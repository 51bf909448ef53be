// Format: no single specification; https://github.com/testmoapp/junitxml lists what writers do
import type { Failure } from '../../model/failure.js'
import type { TestStatus } from '../../model/element.js'
import type { Report, ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, type Document, type Format } from '../format.js'
import { walkXml } from '../xml.js'
import { testReport, withRetries, type FoundTest } from './tests.js'

/**
 * JUnit XML as the runners write it. Test cases are counted, never the totals that suites state: these are missing,
 * doubled by nesting, or count reruns.
 */
export const junit: Format = {
  id: 'junit',
  measure: 'tests',
  title: 'JUnit XML (any runner)',
  claims: ({ root }) => root === 'testsuites' || root === 'testsuite',
  read: readJunit,
}

interface Suite {
  readonly name: string
  readonly file: string
}

interface OpenCase extends Omit<FoundTest, 'status'> {
  readonly attribute: string
  readonly results: Set<string>
}

const RESULTS = new Set(['failure', 'error', 'skipped', 'disabled', 'flakyFailure', 'flakyError'])

function readJunit(document: Document): Result<Report, Failure> {
  const suites: Suite[] = []
  const cases: FoundTest[] = []
  let isGo = false
  let stated: number | null = null
  let stamp: string | null = null
  let open: OpenCase | null = null
  const walked = walkXml(document, 'JUnit XML', {
    open: (name, attributes) => {
      if (name === 'testsuite' || name === 'testsuites') {
        if (attributes['tests'] !== undefined) stated ||= Number(attributes['tests'])
        const stampHere = attributes['timestamp'] ?? null
        stamp ??= stampHere
        const outer = suites.at(-1)
        suites.push({ name: attributes['name'] ?? outer?.name ?? '', file: attributes['file'] ?? attributes['filepath'] ?? outer?.file ?? '' })
      } else if (name === 'testcase') {
        open = openCase(attributes, suites.at(-1))
      } else if (open && RESULTS.has(name)) {
        open.results.add(name === 'skipped' && attributes['type'] === 'todo' ? 'todo' : name)
      } else if (name === 'property' && attributes['name'] === 'go.version') {
        isGo = true
      }
    },
    close: (name) => {
      if (name === 'testsuite' || name === 'testsuites') suites.pop()
      if (name !== 'testcase' || !open) return
      cases.push({ container: open.container, name: open.name, status: statusOf(open) })
      open = null
    },
  })
  if (!walked.ok) return walked
  if (stated !== null && cases.length === 0 && Number.isNaN(stated)) {
    return err(broken(document, 'JUnit XML', 'the "tests" attribute of the first suite is not a number and no test case follows'))
  }
  return ok(testReport(document.source, {
    format: 'junit',
    // In a package of Go a name is one test: it is there again when it was run again (gotestsum --rerun-fails).
    tests: isGo ? withRetries(cases) : cases,
    notes: statedNotes(cases.length, stated),
    stamp,
  }))
}

/** A test is known by its file (or suite), class and name; the file is a path, a suite is marked as none. */
function openCase(attributes: Readonly<Record<string, string>>, suite: Suite | undefined): OpenCase {
  const file = attributes['file'] ?? suite?.file ?? ''
  const classname = attributes['classname'] ?? attributes['class'] ?? ''
  return {
    container: file === '' ? `suite:${suite?.name ?? ''}` : file,
    name: [classname, attributes['name'] ?? ''].filter((text) => text !== '' && text !== file).join(' > '),
    attribute: attributes['status'] ?? attributes['result'] ?? '',
    results: new Set(),
  }
}

/** A case can hold several results: failure counts before error, error before skipped (python's and Jenkins' order). */
function statusOf({ results, attribute }: OpenCase): TestStatus {
  // node:test runs what is still to do, and does not mind that it fails.
  if (results.has('todo')) return 'skipped'
  if (results.has('failure')) return 'failed'
  if (results.has('error')) return 'error'
  if (results.has('skipped') || results.has('disabled') || /^(?:notrun|disabled|skipped|suppressed)$/i.test(attribute)) return 'skipped'
  return results.has('flakyFailure') || results.has('flakyError') ? 'flaky' : 'passed'
}

/** Only a suite that states tests and lists none is worth a word; other disagreements are the writers' daily bread. */
function statedNotes(counted: number, stated: number | null): ReportNote[] {
  if (stated === null || stated === 0 || counted > 0) return []
  return [{ note: 'totals-disagree', what: 'test cases', counted: String(counted), stated: String(stated) }]
}
