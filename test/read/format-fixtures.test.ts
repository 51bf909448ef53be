import test from 'ava'
import type { ElementKind } from '../../src/model/element.js'
import { formats, openDocument, read } from '../../src/read/index.js'
import { formatFixture, formatFixtures, formatReport } from '../support/format-fixtures.js'
import { brokenPromises, bytesOf, reportOf, totals } from '../support/reports.js'

const KINDS: readonly ElementKind[] = ['line', 'statement', 'function', 'branch']

/**
 * Totals as the tools print them (`lcov --summary`, `gcovr --print-summary`, `llvm-cov report`, `go tool cover -func`,
 * `coverage report`, `phpunit --coverage-text`, counters of JaCoCo's report, nyc's text): line, statement, function, branch.
 */
const NATIVE: Readonly<Record<string, readonly [line: string, statement: string, functions: string, branch: string]>> = {
  'lcov/gcc-one.info': ['20/36', '-', '4/8', '12/47'],
  'lcov/gcc-two.info': ['26/36', '-', '6/8', '18/47'],
  'lcov/gcc-both.info': ['32/36', '-', '7/8', '24/47'],
  'lcov/gcc-one+two.info': ['32/36', '-', '7/8', '28/47'],
  'gcovr/one.json': ['20/36', '-', '3/6', '10/43'],
  'gcovr/two.json': ['26/36', '-', '5/6', '17/43'],
  'gcovr/both.json': ['32/36', '-', '5/6', '21/43'],
  'gcovr/both-summary.json': ['32/36', '-', '5/6', '21/43'],
  'cobertura/gcovr-both.xml': ['32/36', '-', '-', '21/43'],
  'sonarqube/gcovr-both.xml': ['32/36', '-', '-', '21/43'],
  'llvm-cov/one.json': ['27/47', '20/43', '4/7', '11/34'],
  'llvm-cov/two.json': ['34/47', '28/43', '6/7', '15/34'],
  'llvm-cov/one+two.json': ['42/47', '34/43', '6/7', '22/34'],
  'llvm-cov/one+two-summary.json': ['42/47', '34/43', '6/7', '22/34'],
  'go/one.out': ['-', '9/13', '-', '-'],
  'go/two.out': ['-', '8/13', '-', '-'],
  'go/both.out': ['-', '11/13', '-', '-'],
  'go/set.out': ['-', '11/13', '-', '-'],
  'coverage-py/both.json': ['17/18', '-', '-', '8/10'],
  'cobertura/coverage-py-both.xml': ['17/18', '-', '-', '8/10'],
  'clover/phpunit-one.xml': ['6/10', '6/10', '0/3', '-'],
  'clover/phpunit-two.xml': ['7/10', '7/10', '0/3', '-'],
  'clover/phpunit-both.xml': ['9/10', '9/10', '2/3', '-'],
  'cobertura/phpunit-both.xml': ['9/10', '-', '2/3', '-'],
  'jacoco/one.xml': ['15/24', '65/123', '5/8', '8/26'],
  'jacoco/two.xml': ['20/24', '88/123', '7/8', '11/26'],
  'jacoco/one+two.xml': ['23/24', '111/123', '7/8', '17/26'],
  'lcov/nyc-shards-2.info': ['48/78', '-', '6/13', '30/60'],
  'clover/nyc-shards-2.xml': ['48/78', '48/78', '6/13', '30/60'],
  'istanbul-summary/nyc-shards-2.json': ['48/78', '48/80', '6/13', '30/60'],
}

test('totals are those that the tool prints', (t) => {
  for (const [name, native] of Object.entries(NATIVE)) {
    const report = formatReport(name)
    const told = KINDS.map((kind, index) => (native[index] === '-' ? '-' : totals(report, kind)))
    t.deepEqual(told, [...native], name)
    t.deepEqual(report.notes, [], name)
  }
})

test('every report is claimed by one format, sound, and held in its own file', (t) => {
  const names = formatFixtures()
  t.true(names.length >= 50, String(names.length))
  for (const name of names) {
    const document = openDocument(name, formatFixture(name))
    t.true(document.ok, name)
    if (!document.ok) continue
    t.deepEqual(formats.filter((format) => format.claims(document.value)).map(({ id }) => id), [formatReport(name).format], name)
    t.deepEqual(brokenPromises(formatReport(name)), [], name)
    t.true(formatReport(name).files.every(({ path }) => !path.includes('/tmp/')), name)
  }
})

test('the formats of one run give the same lines', (t) => {
  const lines = (name: string): unknown => formatReport(name).files.map(({ path, kinds }) => [path.split('/').at(-1), kinds.line] as const).sort(([a], [b]) => (a! < b! ? -1 : 1))
  for (const half of ['one', 'two', 'both']) {
    for (const other of [`lcov/gcc-${half}.info`, `cobertura/gcovr-${half}.xml`, `sonarqube/gcovr-${half}.xml`]) t.deepEqual(lines(other), lines(`gcovr/${half}.json`), other)
    t.deepEqual(lines(`cobertura/phpunit-${half}.xml`), lines(`clover/phpunit-${half}.xml`))
    const json = formatReport(`coverage-py/${half}.json`)
    t.is(totals(formatReport(`cobertura/coverage-py-${half}.xml`), 'line'), totals(json, 'line'))
  }
  for (const shard of [1, 2, 3]) t.deepEqual(lines(`clover/nyc-shards-${shard}.xml`), lines(`lcov/nyc-shards-${shard}.info`))
})

test("coverage.py 6 lists the docstring in its lcov file and states other totals: that is noted", (t) => {
  const report = formatReport('lcov/coverage-py-both.info')
  t.is(totals(report, 'line'), '18/19')
  t.deepEqual(report.notes, [{ note: 'totals-disagree', what: 'lines', counted: '18/19', stated: '18/18' }])
})

test("istanbul's Cobertura leaves out branches that its header counts: that is noted", (t) => {
  t.deepEqual(formatReport('cobertura/nyc-shards-2.xml').notes, [{ note: 'totals-disagree', what: 'branches', counted: '27/55', stated: '30/60' }])
})

/** A UTF-16 file, little end first, with its mark. */
function utf16(text: string): Uint8Array {
  const units = Uint16Array.from(`\ufeff${text}`, (character) => character.charCodeAt(0))
  return new Uint8Array(units.buffer)
}

test('a byte order mark, Windows line ends and UTF-16 change nothing', (t) => {
  for (const name of formatFixtures()) {
    const text = new TextDecoder().decode(formatFixture(name))
    const plain = formatReport(name).files
    const windows = text.replaceAll(/\r?\n/g, '\r\n')
    for (const [what, bytes] of [['BOM', bytesOf(`\ufeff${text}`)], ['CRLF', bytesOf(windows)], ['UTF-16', utf16(windows)]] as const) {
      t.deepEqual(reportOf(name, bytes).files, plain, `${name} with ${what}`)
    }
  }
})

test('a report that was cut off is never counted in part', (t) => {
  let cuts = 0
  for (const name of formatFixtures()) {
    const bytes = formatFixture(name)
    const whole = new TextDecoder().decode(bytes).trimEnd()
    for (let share = 1; share < 200; share += 1) {
      const cut = Math.floor((whole.length * share) / 200)
      const text = whole.slice(0, cut)
      // Nobody can tell a tracefile or profile that ends between two of its records from a shorter one.
      if (/end_of_record\s*$/.test(text) || (name.startsWith('go/') && text.endsWith('\n'))) continue
      cuts += 1
      t.false(read(name, bytesOf(text)).ok, `${name} cut at ${cut}`)
    }
  }
  t.log(`${cuts} cuts`)
})
