import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { read } from '../../src/read/index.js'
import { brokenPromises, bytesOf, failureOf, fixture, reportOf, statuses } from '../support/reports.js'

const suite = (content: string, attributes = 'name="s"'): Uint8Array => bytesOf(`<testsuite ${attributes}>${content}</testsuite>`)
const of = (bytes: Uint8Array) => reportOf('junit.xml', bytes)

function cases(bytes: Uint8Array): [string, readonly string[]][] {
  return of(bytes).files.map(({ path, kinds }) => [path, kinds.test?.form === 'listed' ? keysOf(kinds.test.shape) : []])
}

test('a test is its file, its class and its name', (t) => {
  t.deepEqual(cases(suite('<testcase file="test/a.js" classname="math" name="adds"/>')), [['test/a.js', ['"math > adds"']]])
})

test('without a file a test belongs to its suite, which is marked as no file', (t) => {
  t.deepEqual(cases(suite('<testcase classname="c" name="n"/>', 'name="unit"')), [['suite:unit', ['"c > n"']]])
  t.deepEqual(cases(suite('<testcase name="n"/>', 'name="unit" file="test/b.js"')), [['test/b.js', ['"n"']]])
})

test('a class that repeats the file is not part of the name', (t) => {
  t.deepEqual(cases(suite('<testcase file="a.js" classname="a.js" name="n"/>')), [['a.js', ['"n"']]])
})

test('equal names are told apart by their order', (t) => {
  const bytes = suite('<testcase name="n"/><testcase name="n"><failure/></testcase><testcase name="m"/>')
  t.deepEqual(cases(bytes), [['suite:s', ['"m"', '"n"', '"n"#1']]])
  t.deepEqual(brokenPromises(of(bytes)), [])
})

for (const [children, attributes, status] of [
  ['', '', 'passed'],
  ['<failure/>', '', 'failed'],
  ['<error/>', '', 'error'],
  ['<skipped/>', '', 'skipped'],
  ['<disabled/>', '', 'skipped'],
  ['', 'status="notrun"', 'skipped'],
  ['', 'status="disabled"', 'skipped'],
  ['', 'result="suppressed"', 'skipped'],
  ['', 'status="run"', 'passed'],
  ['<flakyFailure/>', '', 'flaky'],
  ['<flakyError/>', '', 'flaky'],
  ['<failure/><rerunFailure/>', '', 'failed'],
  ['<failure/><error/><skipped/>', '', 'failed'],
  ['<error/><skipped/>', '', 'error'],
  ['<skipped/><failure/>', '', 'failed'],
  ['<flakyFailure/><failure/>', '', 'failed'],
  ['<system-out>&lt;failure/&gt; <![CDATA[<failure/>]]></system-out>', '', 'passed'],
] as const) {
  test(`a case with ${children === '' ? 'nothing' : children}${attributes === '' ? '' : ` and ${attributes}`} is ${status}`, (t) => {
    t.deepEqual(statuses(of(suite(`<testcase name="n" ${attributes}>${children}</testcase>`)), 'test'), { [status]: 1 })
  })
}

test('what fails is named', (t) => {
  t.deepEqual(of(suite('<testcase classname="c" name="n"><failure/></testcase><testcase name="m"><error/></testcase><testcase name="o"/>')).failedTests, ['c > n', 'm'])
})

test('cases are counted, never the totals that suites state', (t) => {
  const report = of(bytesOf('<testsuites tests="90"><testsuite name="a" tests="60"><testsuite name="b" tests="30"><testcase name="n"/></testsuite><testcase name="m"/></testsuite></testsuites>'))
  t.deepEqual(statuses(report, 'test'), { passed: 2 })
  t.deepEqual(report.notes, [])
  t.deepEqual(report.files.map(({ path }) => path), ['suite:b', 'suite:a'])
})

for (const [where, text] of [
  ['on its root', '<testsuite name="s" tests="6"/>'],
  ['inside', '<testsuites><testsuite name="s" tests="6"/></testsuites>'],
] as const) {
  test(`a suite that states tests ${where} and lists none is noted`, (t) => {
    t.deepEqual(of(bytesOf(text)).notes, [{ note: 'totals-disagree', what: 'test cases', counted: '0', stated: '6' }])
  })
}

test('tests that are stated with no number, and none listed, are no report', (t) => {
  t.is(failureOf(read('junit.xml', bytesOf('<testsuite tests="many"/>'))).code, 'report-broken')
  t.true(read('junit.xml', bytesOf('<testsuite tests="many"><testcase name="n"/></testsuite>')).ok)
})

test('the time of the first suite is kept as it was written', (t) => {
  t.is(of(suite('<testcase name="n"/>', 'name="s" timestamp="Mon, 23 Nov 2026 13:23:05 GMT"')).stamp, 'Mon, 23 Nov 2026 13:23:05 GMT')
  t.is(of(suite('<testcase name="n"/>')).stamp, null)
})

test('the same test has the same name under mocha, jest and vitest of one project', (t) => {
  const names = (tool: string) => cases(fixture(`${tool}/serial/junit.xml`)).flatMap(([path, keys]) => keys.map((key) => `${path.slice(path.lastIndexOf('/') + 1)} ${key}`)).sort()
  t.is(names('nyc-mocha').length, 19)
  t.deepEqual(names('jest-babel'), names('nyc-mocha'))
})

test('names in a declared encoding, with entities and line breaks, stay one name', (t) => {
  const latin = Uint8Array.from([...bytesOf('<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="s"><testcase name="gr'), 0xf6, 0xdf, ...bytesOf('e &amp;&#10;x"/></testsuite>')])
  t.deepEqual(cases(latin), [['suite:s', [JSON.stringify('größe &\nx')]]])
})

const go = (content: string) => suite(`<properties><property name="go.version" value="go1.19"/></properties>${content}`)

for (const [tries, status] of [
  ['<testcase name="n"><failure/></testcase><testcase name="n"/>', 'flaky'],
  ['<testcase name="n"><failure/></testcase><testcase name="n"><failure/></testcase>', 'failed'],
  ['<testcase name="n"/><testcase name="n"/>', 'passed'],
] as const) {
  test(`a test of Go that is listed with each of its tries is one: ${status}`, (t) => {
    t.deepEqual(statuses(of(go(tries)), 'test'), { [status]: 1 })
  })
}

test('what is to do in node:test may fail, and was not run for the count', (t) => {
  const report = of(suite('<testcase name="n"><skipped type="todo" message="true"/><failure/></testcase>'))
  t.deepEqual(statuses(report, 'test'), { skipped: 1 })
  t.deepEqual(report.failedTests, [])
})
