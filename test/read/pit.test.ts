import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { METRIC_DEFINITIONS } from '../../src/model/metric.js'
import { read } from '../../src/read/index.js'
import { brokenPromises, bytesOf, failureOf, reportOf, statuses } from '../support/reports.js'

interface Changes {
  readonly status?: string
  readonly detected?: string
  readonly line?: string
  readonly index?: number
  readonly of?: string
  readonly file?: string
}

function mutation({ status = 'KILLED', detected = 'true', line = '7', index = 3, of = 'com.acme.Order', file = 'Order.java' }: Changes = {}): string {
  return `<mutation detected='${detected}' status='${status}' numberOfTestsRun='1'><sourceFile>${file}</sourceFile><mutatedClass>${of}</mutatedClass>` +
    `<mutatedMethod>&lt;init&gt;</mutatedMethod><methodDescription>()V</methodDescription><lineNumber>${line}</lineNumber><mutator>org.pitest.MathMutator</mutator>` +
    `<indexes><index>${index}</index></indexes><blocks><block>1</block></blocks><killingTest/><description>Replaced + with -</description></mutation>`
}
const mutations = (...inner: readonly string[]): Uint8Array => bytesOf(`<?xml version="1.0" encoding="UTF-8"?>\n<mutations partial="true">${inner.join('\n')}</mutations>`)
const of = (bytes: Uint8Array) => reportOf('mutations.xml', bytes)
const keys = (bytes: Uint8Array): readonly string[] => of(bytes).files.flatMap(({ kinds }) => (kinds.mutant?.form === 'listed' ? keysOf(kinds.mutant.shape) : []))

test('the file of a mutant is that of its class', (t) => {
  const report = of(mutations(mutation(), mutation({ of: 'com.acme.Order$Line' }), mutation({ of: 'Main', file: 'Main.kt' })))
  t.deepEqual(report.files.map(({ path, kinds }) => [path, kinds.mutant?.form === 'listed' && kinds.mutant.states.length]), [['com/acme/Order.java', 2], ['Main.kt', 1]])
})

for (const [status, contribution, covered] of [
  ['KILLED', 'covered', 'covered'], ['TIMED_OUT', 'covered', 'covered'], ['MEMORY_ERROR', 'covered', 'covered'], ['RUN_ERROR', 'covered', 'covered'],
  ['NON_VIABLE', 'covered', 'covered'], ['EQUIVALENT', 'covered', 'covered'], ['SURVIVED', 'uncovered', 'uncovered'], ['NOT_STARTED', 'uncovered', 'uncovered'],
  ['STARTED', 'uncovered', 'uncovered'], ['NO_COVERAGE', 'uncovered', 'absent'],
] as const) {
  test(`${status} counts for the score and for the test strength as in PIT`, (t) => {
    const report = of(mutations(mutation({ status, detected: String(contribution === 'covered') })))
    const elements = report.files[0]!.kinds.mutant!
    const state = elements.form === 'listed' ? elements.states[0]! : -1
    t.is(METRIC_DEFINITIONS['mutation.score'].contribution('mutant', state), contribution)
    t.is(METRIC_DEFINITIONS['mutation.coveredScore'].contribution('mutant', state), covered)
    t.deepEqual(report.notes, [])
  })
}

test('PIT and Stryker never share a series: what counts is part of the identity', (t) => {
  t.deepEqual(of(mutations(mutation())).instrument.identity, { tool: 'pitest', definition: 'errors are detected, invalid mutants count' })
})

test('a mutant keeps its name when the instructions before it change', (t) => {
  t.deepEqual(keys(mutations(mutation({ index: 3 }))), keys(mutations(mutation({ index: 40 }))))
})

test('equal mutants of one line are told apart by the order of their instructions, wherever they are listed', (t) => {
  const states = (bytes: Uint8Array): readonly number[] => of(bytes).files.flatMap(({ kinds }) => (kinds.mutant?.form === 'listed' ? [...kinds.mutant.states] : []))
  const [first, second] = [mutation({ index: 9 }), mutation({ index: 10, status: 'SURVIVED', detected: 'false' })]
  t.is(new Set(keys(mutations(first, second))).size, 2)
  t.deepEqual(states(mutations(first, second)), states(mutations(second, first)))
})

test('a status PIT does not know is kept and noted', (t) => {
  const report = of(mutations(mutation(), mutation({ status: 'VAPORISED' })))
  t.deepEqual(statuses(report, 'mutant'), { Killed: 1, Unknown: 1 })
  t.deepEqual(report.notes, [{ note: 'unknown-status', status: 'VAPORISED', path: 'com/acme/Order.java' }])
})

test('a mutant that PIT calls detected against its status is noted, with both counts', (t) => {
  t.deepEqual(of(mutations(mutation(), mutation({ status: 'SURVIVED', detected: 'true' }))).notes,
    [{ note: 'totals-disagree', what: 'detected mutants', counted: '1/2', stated: '2/2' }])
})

test('a report without mutants has no files', (t) => {
  t.deepEqual(of(mutations()).files, [])
})

for (const [what, bytes] of [
  ['a report cut off within a mutation', bytesOf(new TextDecoder().decode(mutations(mutation(), mutation())).slice(0, -60))],
  ['a mutation without a status', bytesOf('<mutations><mutation detected="true"><sourceFile>A.java</sourceFile><mutatedClass>A</mutatedClass><lineNumber>1</lineNumber><mutator>m</mutator></mutation></mutations>')],
  ['a mutation without a class', mutations(mutation({ of: '' }))],
  ['a mutation without a source file', mutations(mutation({ file: '' }))],
  ['a line that is no number', mutations(mutation({ line: '1e3' }))],
  ['a document type with an entity', bytesOf(`<!DOCTYPE mutations [<!ENTITY e "x">]><mutations>${mutation({ of: '&e;' })}</mutations>`)],
] as const) {
  test(`${what}: refused whole`, (t) => {
    t.is(failureOf(read('mutations.xml', bytes)).code, 'report-broken')
  })
}

test('names with line breaks, and entities, stay one key', (t) => {
  t.deepEqual(brokenPromises(of(mutations(mutation({ of: 'com.acme.A&#10;B' }), mutation({ of: 'com.acme.A B' })))), [])
})
