import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { read } from '../../src/read/index.js'
import { inShort, mergeParts, origin, partOf, valueIn } from '../support/parts.js'
import { failureOf, jsonBytes, reportOf, statuses } from '../support/reports.js'

const of = (value: unknown) => reportOf('outcomes.json', jsonBytes(value))
const at = (line: number, column = 5) => ({ start: { line, column }, end: { line, column: column + 4 } })
const phases = (...results: readonly (readonly [phase: string, result: unknown])[]) =>
  results.map(([phase, process_status]) => ({ phase, duration: 0.2, process_status, argv: ['cargo'] }))
const mutant = (summary: string, line: number, changes: object = {}) => ({
  scenario: { Mutant: { package: 'shop', file: 'src/cart.rs', function: { function_name: 'Cart::total', return_type: '-> u32', span: at(1) }, span: at(line), replacement: '0', genre: 'FnValue', ...changes } },
  log_path: 'log/a.log', summary, phase_results: phases(['Build', 'Success'], ['Test', { Failure: 101 }]),
})
const baseline = (summary = 'Success') => ({ scenario: 'Baseline', log_path: 'log/baseline.log', summary, phase_results: phases(['Build', 'Success'], ['Test', 'Success']) })
const outcomes = (...list: readonly unknown[]) => ({ outcomes: list })

/** The layout of 2022: no summary, the mutation one level down, the tree built before the baseline. */
const old = (line: number, planned: number, ...results: readonly (readonly [phase: string, result: string])[]) => ({
  scenario: { Mutant: { mutation: { file: 'src/lib.rs', line, function: '<??>::new', return_type: '-> u8', replacement: 'Default::default()' }, i_mutation: 0, n_mutations: planned } },
  log_path: 'a.log', phase_results: results.map(([phase, cargo_result]) => ({ phase, duration: { secs: 1, nanos: 5 }, cargo_result })),
})
const oldTree = { scenario: 'SourceTree', phase_results: [{ phase: 'Check', cargo_result: 'Success' }, { phase: 'Build', cargo_result: 'Success' }] }
const oldBaseline = { scenario: 'Baseline', phase_results: [{ phase: 'Build', cargo_result: 'Success' }, { phase: 'Test', cargo_result: 'Success' }] }

test('mutants are counted by their summaries, the baseline is none, and unviable ones do not count', (t) => {
  const value = outcomes(baseline(), mutant('CaughtMutant', 1), mutant('MissedMutant', 2), mutant('Timeout', 3), mutant('Unviable', 4), mutant('Success', 5))
  const report = of({ ...value, total_mutants: 5, caught: 1, missed: 1, timeout: 1, unviable: 1, success: 1, failure: 0 })
  t.deepEqual(statuses(report, 'mutant'), { Killed: 1, Survived: 1, Timeout: 1, CompileError: 1, Pending: 1 })
  t.is(inShort(valueIn(mergeParts([partOf([report], origin(1, 1))]), 'mutation.score')), '2/3')
  t.deepEqual([report.notes, report.failedTests], [[], []])
})

test('the layout of 2022 has the outcomes that follow from its phases', (t) => {
  const report = of(outcomes(oldTree, oldBaseline,
    old(52, 4, ['Check', 'Failure']), old(95, 4, ['Check', 'Success'], ['Build', 'Success'], ['Test', 'Failure']),
    old(103, 4, ['Check', 'Success'], ['Build', 'Success'], ['Test', 'Success']), old(110, 4, ['Build', 'Success'], ['Test', 'Timeout'])))
  t.deepEqual(statuses(report, 'mutant'), { CompileError: 1, Killed: 1, Survived: 1, Timeout: 1 })
  t.deepEqual(report.failedTests, [])
  const { mutant: elements } = report.files[0]!.kinds
  t.deepEqual(elements?.form === 'listed' && keysOf(elements.shape)[0], '52:?-52:? mutant ["<??>::new","Default::default()"]')
})

test('tests that fail without any mutation are told: nothing is known then', (t) => {
  t.deepEqual(of(outcomes(baseline('Failure'))).failedTests, ['cargo-mutants baseline'])
  t.deepEqual(of(outcomes(baseline('Timeout'))).failedTests, ['cargo-mutants baseline'])
})

test('counters that do not follow from the outcomes are noted', (t) => {
  t.deepEqual(of({ ...outcomes(baseline(), mutant('CaughtMutant', 1)), total_mutants: 2, caught: 1, missed: 1 }).notes, [
    { note: 'totals-disagree', what: 'total_mutants', counted: '1', stated: '2' }, { note: 'totals-disagree', what: 'missed', counted: '0', stated: '1' },
  ])
})

test('an outcome nobody knows stays visible', (t) => {
  const report = of(outcomes(baseline(), mutant('Exploded', 1)))
  t.deepEqual(statuses(report, 'mutant'), { Unknown: 1 })
  t.deepEqual(report.notes, [{ note: 'unknown-status', status: 'Exploded', path: 'src/cart.rs' }])
})

test('the version is part of the fingerprint', (t) => {
  t.deepEqual(of({ ...outcomes(baseline()), cargo_mutants_version: '25.3.1' }).instrument.suspect, { version: '25.3.1' })
})

for (const [what, value] of [
  ['a run that was broken off, by its time', { ...outcomes(baseline(), mutant('CaughtMutant', 1)), start_time: '2026-11-23T10:00:00Z', end_time: null }],
  ['a run that was broken off, by its plan', outcomes(oldBaseline, old(52, 38, ['Check', 'Failure']))],
  ['a scenario that is neither baseline nor mutant', outcomes({ scenario: 'Holiday' })],
  ['a mutant without a file', outcomes(mutant('CaughtMutant', 1, { file: 3 }))],
  ['a mutant without a place', outcomes(mutant('CaughtMutant', 1, { span: { start: {} } }))],
  ['a mutant without a replacement', outcomes(mutant('CaughtMutant', 1, { replacement: null }))],
] as const) {
  test(`${what}: refused whole`, (t) => {
    t.is(failureOf(read('outcomes.json', jsonBytes(value))).code, 'report-broken')
  })
}
