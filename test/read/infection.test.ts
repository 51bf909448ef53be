import test from 'ava'
import { keysOf } from '../../src/model/element.js'
import { WHOLE } from '../../src/model/report.js'
import { read } from '../../src/read/index.js'
import { inShort, mergeParts, origin, partOf, valueIn } from '../support/parts.js'
import { brokenPromises, failureOf, jsonBytes, reportOf, statuses } from '../support/reports.js'

const of = (value: unknown) => reportOf('infection.json', jsonBytes(value))
const stats = (changes: Readonly<Record<string, number>> = {}) => ({
  totalMutantsCount: 10, killedCount: 4, notCoveredCount: 1, escapedCount: 2, errorCount: 1, syntaxErrorCount: 1, skippedCount: 0, ignoredCount: 0, timeOutCount: 1,
  msi: 70, mutationCodeCoverage: 90, coveredCodeMsi: 77.78, ...changes,
})
let line = 0
const mutant = (changes: object = {}) => ({
  mutator: { mutatorName: 'Plus', originalSourceCode: '<?php', mutatedSourceCode: '<?php', originalFilePath: '/app/src/Sum.php', originalStartLine: (line += 1), ...changes },
  diff: '--- Original\n+++ New\n@@ @@\n {\n-    return $a + $b;\n+    return $a - $b;\n }', processOutput: 'PHPUnit',
})
const times = (count: number) => Array.from({ length: count }, () => mutant())
const full = (changes: object = {}) => ({ stats: stats(), escaped: times(2), timeouted: times(1), killed: times(4), errored: times(1), syntaxErrors: times(1), uncovered: times(1), ignored: [], ...changes })
const score = (value: unknown, metric = 'mutation.score') => inShort(valueIn(mergeParts([partOf([of(value)], origin(1, 1))]), metric))

test('every list is read, and errors count as detected as in Infection', (t) => {
  const report = of(full())
  t.deepEqual(statuses(report, 'mutant'), { Killed: 4, Error: 2, Timeout: 1, Survived: 2, NoCoverage: 1 })
  t.deepEqual(report.files.map(({ path }) => path), ['/app/src/Sum.php'])
  t.deepEqual(report.notes, [])
  t.deepEqual(brokenPromises(report), [])
  t.is(score(full()), '7/10')
  t.is(score(full(), 'mutation.coveredScore'), '7/9')
})

for (const [what, summary] of [['under "stats"', { stats: stats() }], ['flat', stats()]] as const) {
  test(`a summary ${what} gives the score without any element, and no covered score`, (t) => {
    t.deepEqual(of(summary).files, [{ path: WHOLE, loaded: true, kinds: { mutant: { form: 'tally', covered: 7, total: 10 } } }])
    t.is(score(summary), '7/10')
    t.is(score(summary, 'mutation.coveredScore'), 'not-measured')
  })
}

test('what a log counts and does not list still counts', (t) => {
  const { killed: _, ...rest } = full()
  t.is(score(rest), '7/10')
  t.deepEqual(of(rest).notes, [])
})

test('two summaries of shards are no sum: the score has bounds', (t) => {
  const merged = mergeParts([partOf([of(stats())], origin(1, 2)), partOf([of(stats({ skippedCount: 1, totalMutantsCount: 11 }))], origin(2, 2))])
  t.is(inShort(valueIn(merged, 'mutation.score')), '[7..14]/[10..20]')
})

test('timeouts that a project counts as escaped are told by the score, and are an option of the instrument', (t) => {
  const escaping = full({ stats: stats({ msi: 60, coveredCodeMsi: 66.67 }) })
  t.deepEqual(statuses(of(escaping), 'mutant'), { Killed: 4, Error: 2, Survived: 3, NoCoverage: 1 })
  t.is(score(escaping), '6/10')
  t.deepEqual(of(escaping).instrument.suspect, { 'option timeoutsAsEscaped': 'true' })
  t.deepEqual(of(full()).instrument.suspect, {})
  t.is(score({ stats: stats({ msi: 60 }) }), '6/10')
})

test('a score, a total or a list that does not follow from the counts is noted', (t) => {
  t.deepEqual(of({ stats: stats({ msi: 99 }) }).notes, [{ note: 'totals-disagree', what: 'msi', counted: '7/10', stated: '99' }])
  t.deepEqual(of({ stats: stats({ totalMutantsCount: 12 }) }).notes, [{ note: 'totals-disagree', what: 'mutants', counted: '10', stated: '12' }])
  t.deepEqual(of(full({ uncovered: times(3) })).notes, [{ note: 'totals-disagree', what: 'notCoveredCount', counted: '3', stated: '1' }])
})

test('a mutant is its line, its mutator and what it changes, not the text around it', (t) => {
  line = 0
  const [a, b] = [mutant(), mutant({ originalStartLine: 1 })]
  const keys = (one: object) => of({ stats: stats(), killed: [one] }).files.flatMap(({ kinds }) => (kinds.mutant?.form === 'listed' ? keysOf(kinds.mutant.shape) : []))
  t.deepEqual(keys(a), keys({ ...b, diff: b.diff.replace(' {\n', ' {\n     // a comment above\n') }))
  t.notDeepEqual(keys(a), keys({ ...b, diff: b.diff.replace('$a - $b', '$b') }))
})

for (const [what, value] of [
  ['a list that is an object', full({ killed: {} })],
  ['a mutant without a file', full({ killed: [mutant({ originalFilePath: '' })] })],
  ['a mutant without a line', full({ killed: [mutant({ originalStartLine: '3' })] })],
  ['a mutant that is null', full({ escaped: [null] })],
  ['a negative count', full({ stats: stats({ errorCount: -1 }) })],
] as const) {
  test(`${what}: refused whole`, (t) => {
    t.is(failureOf(read('infection.json', jsonBytes(value))).code, 'report-broken')
  })
}
