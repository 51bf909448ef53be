import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import type { Report } from '../../src/model/report.js'
import { read } from '../../src/read/index.js'
import { bytesOf, failureOf, jsonBytes, reportOf, totals } from '../support/reports.js'

const of = (text: string): Report => reportOf('r', bytesOf(text))
const faultOf = (text: string): string => {
  const failure = failureOf(read('r', bytesOf(text)))
  return failure.code === 'report-broken' ? `${failure.line ?? '-'}: ${failure.detail}` : failure.code
}
const keys = (report: Report, kind: 'line' | 'branch' | 'function' | 'statement'): readonly string[] => {
  const elements = report.files[0]?.kinds[kind]
  return elements?.form === 'listed' ? keysOf(elements.shape) : []
}

const lcov = (...records: readonly string[]): string => `TN:\nSF:src/a.c\n${records.join('\n')}\nend_of_record\n`

test('lcov: sections of one file are one file, and a line is covered when any of them says so', (t) => {
  const report = of(lcov('DA:1,0', 'DA:2,1', 'DA:3,0') + lcov('DA:1,4', 'DA:3,0'))
  t.is(report.files.length, 1)
  t.is(totals(report, 'line'), '2/3')
})

test('lcov: functions of version 1, of version 2 with an end, and of 2.2 by index', (t) => {
  t.is(totals(of(lcov('FN:1,a', 'FN:5,std::map<int,int>::b', 'FNDA:2,std::map<int,int>::b', 'FNDA:0,a')), 'function'), '1/2')
  t.deepEqual(keys(of(lcov('FN:1,4,a', 'FNDA:1,a')), 'function'), ['1:?-4:? "a"'])
  const indexed = of(lcov('FNL:0,1,4', 'FNA:0,1,a(int)', 'FNA:0,0,a(double, long)', 'FNL:1,7', 'FNA:1,0,b'))
  t.is(totals(indexed, 'function'), '1/3')
  t.deepEqual(keys(indexed, 'function'), ['1:?-4:? "a(double, long)"', '1:?-4:? "a(int)"', '7:?-7:? "b"'])
})

test('lcov: a name that only counts functions names none, so that a new function above moves nothing', (t) => {
  t.deepEqual(keys(of(lcov('FN:3,(anonymous_7)', 'FN:3,(anonymous_8)', 'FNDA:1,(anonymous_8)')), 'function'), ['3:?-3:?', '3:?-3:?#1'])
})

test('lcov: an arm that was not evaluated is there and not taken; arms may have words', (t) => {
  t.is(totals(of(lcov('BRDA:1,0,0,-', 'BRDA:1,0,1,-', 'BRDA:2,e0,0,1', 'BRDA:2,e0,1,0')), 'branch'), '1/4')
  const words = of(lcov('BRDA:4,0,jump to line 5, or not,1', 'BRDA:4,0,return from function,0'))
  t.deepEqual(keys(words, 'branch'), ['4:?-4:? block-0 0 ?:?-?:?', '4:?-4:? block-0 1 ?:?-?:?'])
})

test('lcov: counts beyond 2^53, as powers and negative ones', (t) => {
  t.is(totals(of(lcov('DA:1,18446744073709551615', 'DA:2,1.67e+20', 'DA:3,-1', 'DA:4,9007199254740993')), 'line'), '3/4')
})

for (const [what, text, fault] of [
  ['a count that is none', lcov('DA:1,one'), /^3: expected a DA record/],
  ['a line that is none', lcov('DA:-1,1'), /^3: expected a DA record/],
  ['no end', 'SF:a.c\nDA:1,1\n', /^1: the record of a\.c has no end_of_record/],
  ['two files in one record', 'SF:a.c\nDA:1,1\nSF:b.c\nend_of_record\n', /^3: the record of a\.c that starts in line 1/],
  ['text in a record', lcov('DA:1,1', '<<<<<<< HEAD'), /^4: expected a record/],
  ['a line outside of records', 'TN:\nDA:1,1\n', /^2: DA without the SF/],
  ['a file without a name', 'SF:\nend_of_record\n', /SF names no file/],
] as const) test(`lcov with ${what} is refused, with its line`, (t) => t.regex(faultOf(text), fault))

const cobertura = (inner: string, root = 'line-rate="1"', sources = ''): string =>
  `<?xml version="1.0"?>\n<!DOCTYPE coverage SYSTEM "http://127.0.0.1:9/coverage-04.dtd">\n<coverage ${root}>${sources}<packages><package name="p"><classes>${inner}</classes></package></packages></coverage>`
const klass = (name: string, lines: string, methods = ''): string => `<class name="${name}" filename="a.cs"><methods>${methods}</methods><lines>${lines}</lines></class>`

test('Cobertura: lines of partial classes are lines of one file', (t) => {
  t.is(totals(of(cobertura(klass('A', '<line number="1" hits="0"/><line number="2" hits="1"/>') + klass('A/B', '<line number="1" hits="3"/>'))), 'line'), '2/2')
})

test('Cobertura: thousands, huge and negative hits', (t) => {
  t.is(totals(of(cobertura(klass('A', '<line number="1" hits="1,024"/><line number="2" hits="36893488147419103232"/><line number="3" hits="-4"/>'))), 'line'), '2/3')
})

test('Cobertura: lines that only methods list count, and those that both list count once', (t) => {
  const method = '<method name="m" signature="()"><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></method>'
  t.is(totals(of(cobertura(klass('A', '', method))), 'line'), '1/2')
  const both = of(cobertura(klass('A', '<line number="1" hits="1"/><line number="2" hits="0"/>', method)))
  t.deepEqual([totals(both, 'line'), totals(both, 'function')], ['1/2', '1/1'])
})

test('Cobertura: branch="True" is a branch, and a header of NaN states nothing', (t) => {
  const report = of(cobertura(klass('A', '<line number="1" hits="1" branch="True" condition-coverage="50% (1/2)"/>'), 'line-rate="NaN" lines-valid="NaN" lines-covered="NaN"'))
  t.is(totals(report, 'branch'), '1/2')
  t.deepEqual(report.notes, [])
})

test('Cobertura: of several folders of sources each may hold the file', (t) => {
  const [file] = of(cobertura(klass('A', ''), 'line-rate="1"', '<sources><source>/repo/x/</source><source>C:\\repo\\y</source><source>.</source></sources>')).files
  t.deepEqual([file?.path, file?.elsewhere], ['a.cs', ['/repo/x/a.cs', 'C:\\repo\\y/a.cs']])
})

for (const [what, lines, fault] of [
  ['a line without hits', '<line number="1"/>', /line 1 has no hits that are a number/],
  ['hits that are text', '<line number="1" hits="many"/>', /line 1 has no hits/],
  ['more arms taken than there are', '<line number="1" hits="1" branch="true" condition-coverage="150% (3/2)"/>', /condition-coverage/],
  ['a line without a number', '<line hits="1"/>', /a line has no number/],
] as const) test(`Cobertura with ${what} is refused`, (t) => t.regex(faultOf(cobertura(klass('A', lines))), fault))

test('no reader of XML expands an entity or fetches a document type', (t) => {
  const entities = '<!DOCTYPE coverage [<!ENTITY a "1"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
  for (const [head, tail] of [
    ['<coverage line-rate="1"><packages><package><classes><class name="A" filename="', '"/></classes></package></packages></coverage>'],
    ['<coverage generated="1" clover="3.2.0"><project><file name="', '"/></project></coverage>'],
    ['<coverage version="1"><file path="', '"/></coverage>'],
    ['<report name="r"><package name="', '"/></report>'],
    ['<CoverageSession><Modules><Module hash="', '"/></Modules></CoverageSession>'],
  ] as const) {
    for (const entity of ['&a;', '&b;']) t.regex(faultOf(`${entities}${head}${entity}${tail}`), /undefined entity|entity/i, head)
    t.true(read('r', bytesOf(`${head}x${tail}`)).ok, head)
  }
})

test('counts that only say whether are no sign of one run that was uploaded twice', (t) => {
  t.is(of(cobertura(klass('A', '<line number="1" hits="1"/><line number="2" hits="0"/>'))).hits, null)
  const [here, there] = ['/a/b.c', 'C:\\x\\b.c'].map((path) => of(`SF:${path}\nDA:1,4\nend_of_record\n`).hits)
  t.truthy(here)
  t.is(here, there)
  t.not(here, of('SF:/a/b.c\nDA:1,5\nend_of_record\n').hits)
})

const clover = (lines: string, metrics: string): string => `<coverage generated="1" clover="3.2.0"><project timestamp="1"><file name="a.js" path="/repo/a.js"><metrics ${metrics}/>${lines}</file></project></coverage>`

test('Clover: counts of a condition are hits of its outcomes, or numbers of arms: the totals tell', (t) => {
  const openClover = of(clover('<line num="1" type="cond" truecount="7" falsecount="0"/>', 'conditionals="2" coveredconditionals="1" statements="1" coveredstatements="1" methods="0" coveredmethods="0"'))
  t.deepEqual([totals(openClover, 'branch'), totals(openClover, 'line')], ['1/2', '1/1'])
  const istanbul = of(clover('<line num="1" count="4" type="cond" truecount="3" falsecount="1"/>', 'conditionals="4" coveredconditionals="3" statements="1" coveredstatements="1" methods="0" coveredmethods="0"'))
  t.deepEqual([totals(istanbul, 'branch'), istanbul.files[0]?.kinds.branch?.form], ['3/4', 'listed'])
  const lossy = of(clover('<line num="1" count="4" type="cond" truecount="3" falsecount="1"/>', 'conditionals="6" coveredconditionals="3" statements="1" coveredstatements="1" methods="0" coveredmethods="0"'))
  t.deepEqual([totals(lossy, 'branch'), lossy.files[0]?.kinds.branch?.form], ['3/6', 'tally'])
})

const jacoco = (inner: string): string => `<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="r">${inner}</report>`

test('JaCoCo: groups and packages are folders below one that the report does not name', (t) => {
  const [file] = of(jacoco('<group name="app"><package name="com/example"><sourcefile name="A.java"><line nr="3" mi="1" ci="2" mb="1" cb="1"/></sourcefile></package></group>')).files
  t.deepEqual([file?.path, file?.rootless], ['app/com/example/A.java', true])
})

test('JaCoCo: lines without instructions say nothing, the counters of the file do', (t) => {
  const report = of(jacoco('<package name="p"><sourcefile name="a.cpp"><line nr="1"/><line nr="2"/><counter type="LINE" missed="1" covered="1"/><counter type="BRANCH" missed="3" covered="2"/></sourcefile></package>'))
  t.deepEqual([totals(report, 'line'), totals(report, 'branch')], ['1/2', '2/5'])
})

const opencover = (points: string): string => `<CoverageSession><Modules><Module skippedDueTo="Filter"><Classes><Class><Methods><Method><SequencePoints><SequencePoint vc="1" sl="1" sc="1" el="1" ec="2"/></SequencePoints></Method></Methods></Class></Classes></Module><Module><Files><File uid="7" fullPath="C:\\a\\A.cs"/></Files><Classes><Class><Methods><Method><FileRef uid="7"/><Name>A::m()</Name>${points}</Method></Methods></Class></Classes></Module></Modules></CoverageSession>`

test('OpenCover: what was skipped is not there, branches without a line lie where their offset does', (t) => {
  const report = of(opencover('<SequencePoints><SequencePoint vc="2" offset="0" sl="4" sc="3" el="4" ec="9"/><SequencePoint vc="0" offset="9" sl="5" sc="3" el="6" ec="9"/></SequencePoints><BranchPoints><BranchPoint vc="1" offset="4" path="0"/><BranchPoint vc="0" offset="12" path="1"/></BranchPoints>'))
  t.is(report.files.length, 1)
  t.deepEqual([totals(report, 'statement'), totals(report, 'line'), totals(report, 'branch'), totals(report, 'function')], ['1/2', '1/3', '1/2', '1/1'])
  t.deepEqual(keys(report, 'branch'), ['4:?-4:? offset-4 0 ?:?-?:?', '5:?-5:? offset-12 1 ?:?-?:?'])
})

test('Go: blocks that several test binaries repeat count once, in profiles put one after the other too', (t) => {
  const report = of('mode: count\nexample.com/m/a.go:1.1,3.2 2 0\nexample.com/m/a.go:1.1,3.2 2 5\nmode: count\nexample.com/m/a.go:4.1,5.2 1 0\n')
  t.is(totals(report, 'statement'), '2/3')
})

for (const [what, text, fault] of [
  ['without its mode', 'a.go:1.1,2.2 1 1\n', /^1: the profile does not start with its mode/],
  ['of two modes', 'mode: set\na.go:1.1,2.2 1 1\nmode: count\n', /^3: mode count after mode set/],
  ['with one block of two sizes', 'mode: set\na.go:1.1,2.2 1 1\na.go:1.1,2.2 3 1\n', /^3: block 1:1-2:2 of a\.go has 3 statements here and 1 before/],
  ['whose last line has no end', 'mode: set\na.go:1.1,2.2 1 1', /cut off/],
  ['with a line that is no block', 'mode: set\nok  example.com/m 0.01s\n', /^2: expected a block/],
] as const) test(`a Go profile ${what} is refused`, (t) => t.regex(faultOf(text), fault))

test('SimpleCov: commands are added line by line, null stays null, the old layout is a list', (t) => {
  const report = reportOf('r', jsonBytes({ a: { coverage: { '/r/a.rb': { lines: [null, 1, 0, 0, 'ignored'] } }, timestamp: 1.5 }, b: { coverage: { '/r/a.rb': [null, 0, 2, 0, null] }, timestamp: 2 } }))
  t.deepEqual([totals(report, 'line'), report.stamp], ['2/3', '2'])
  t.is(failureOf(read('r', jsonBytes({ a: { coverage: { 'a.rb': { lines: [null, '1'] } }, timestamp: 1 } }))).code, 'report-broken')
})

test('a summary without files is refused, and an empty one has nothing', (t) => {
  const counts = (total: number): object => Object.fromEntries(['lines', 'statements', 'functions', 'branches'].map((name) => [name, { total, covered: 0, skipped: 0, pct: 0 }]))
  t.is(failureOf(read('r', jsonBytes({ total: counts(3) }))).code, 'report-broken')
  t.deepEqual(reportOf('r', jsonBytes({ total: counts(0) })).files, [])
})

test('raw V8 coverage is told from reports, with nothing counted', (t) => {
  const failure = failureOf(read('coverage/tmp/coverage-1.json', jsonBytes({ result: [{ scriptId: '1', url: 'file:///repo/a.js', functions: [] }], timestamp: 1 })))
  t.deepEqual(failure, { code: 'report-raw', source: 'coverage/tmp/coverage-1.json' })
})

test('gcovr: what its markers exclude is not counted, and instances of a template share their lines', (t) => {
  const line = (number: number, count: number, more: object = {}): object => ({ line_number: number, count, branches: [], ...more })
  const report = reportOf('r', jsonBytes({ 'gcovr/format_version': '0.15', files: [{ file: 'a.cpp', lines: [
    line(1, 0, { function_name: 'f<int>' }), line(1, 2, { function_name: 'f<long>' }), line(2, 0, { 'gcovr/excluded': true }),
    line(3, 1, { branches: [{ count: 1, fallthrough: true, throw: false }, { count: 0, fallthrough: false, throw: true, 'gcovr/excluded': true }] }),
  ] }] }))
  t.deepEqual([totals(report, 'line'), totals(report, 'branch')], ['2/2', '1/1'])
})
