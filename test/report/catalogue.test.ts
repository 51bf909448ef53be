import test from 'ava'
import { COMMANDS } from '../../src/commands/table.js'
import { verdictExitCode } from '../../src/exit-code.js'
import type { Failure, FailureCode } from '../../src/model/failure.js'
import type { Finding, FindingEvidence, FindingKind } from '../../src/model/finding.js'
import type { KnownReason } from '../../src/model/known-reason.js'
import { VERDICTS } from '../../src/model/verdict.js'
import { failureText, failureWords } from '../../src/report/catalogue/failures.js'
import { defectWords, findingWords, ledgerWords, wordsOf } from '../../src/report/catalogue/index.js'
import { exitWords, verdictWords } from '../../src/report/catalogue/verdicts.js'
import type { Context, Words } from '../../src/report/catalogue/words.js'
import { context, contexts, failureSamples, lines, samples } from './catalogue-samples.js'

function tell<K extends FindingKind>(kind: K, evidence: FindingEvidence[K], of: Context = context): Words {
  return wordsOf({ kind, tier: 'urgent', origin: of.origin, evidence } as unknown as Finding, of)
}

const explain = <C extends FailureCode>(code: C, data: object): Words => failureText({ code, ...data } as unknown as Failure)

/** Lines of `npx ci-datum` in a text, as words. */
function linesIn(text: string): string[][] {
  return text.split('npx ci-datum ').slice(1).map((line) => [...line.matchAll(/"[^"]*"|'(?:[^']|'\\'')*'|[^\s;)]+/g)].map(([word]) => word))
}

/** What is wrong with a line that is given to copy; undefined when the command and its options exist. */
function mistakeIn(words: readonly string[]): string | undefined {
  const spec = COMMANDS.find(({ path }) => path.every((name, index) => words[index]?.replace(/[,.]$/, '') === name))
  if (!spec) return `no command: ${words.join(' ')}`
  const unknown = words.find((word) => word.startsWith('--') && !(spec.options as readonly string[]).includes(word.slice(2)))
  return unknown === undefined ? undefined : `${spec.path.join(' ')} has no ${unknown}`
}

function mistakesOf({ title, detail, remedy }: Words): string[] {
  const all = [title, ...detail, remedy]
  return [
    ...(title === '' || remedy === '' ? ['an empty line'] : []),
    ...(title.length > 160 ? [`title of ${title.length} characters`] : []),
    ...(/(?<!\.)\.$/.test(title) ? ['the title ends like a sentence'] : []),
    ...all.flatMap((line) => [
      ...(/[\u0000-\u001f\u007f-\u009f]/.test(line) ? ['a control character'] : []),
      ...(/undefined|\[object|NaN|null(?!\w)/.test(line) ? [`a value that is none: ${line}`] : []),
      ...(/ {2}|\(\)|: *$/.test(line) ? [`something is missing: ${line}`] : []),
      ...(/\b(?:I|we|our|my)\b|[!\u{1f300}-\u{1faff}]/u.test(line) ? [`not a plain tone: ${line}`] : []),
      ...linesIn(line).flatMap((words) => mistakeIn(words) ?? []),
    ]),
  ]
}

for (const kind of Object.keys(findingWords) as FindingKind[]) {
  test(`${kind} is told in one line, with a next step that exists`, (t) => {
    const evidences = samples[kind] as readonly FindingEvidence[typeof kind][]
    t.true(evidences.length > 0)
    for (const of of contexts) {
      for (const evidence of evidences) {
        const words = tell(kind, evidence, of)
        t.deepEqual(mistakesOf(words), [], JSON.stringify(words, null, 2))
        if (kind !== 'entry-invalid') t.true(words.detail.length <= 5, words.detail.join('\n'))
      }
    }
  })
}

for (const code of Object.keys(failureWords) as FailureCode[]) {
  test(`the failure ${code} is told in one line, with a next step that exists`, (t) => {
    for (const data of failureSamples[code]) {
      const words = explain(code, data)
      t.deepEqual(mistakesOf(words), [], JSON.stringify(words, null, 2))
    }
  })
}

test('a missing shard is named, with the line that records it beside the others', (t) => {
  t.deepEqual(tell('part-missing', { place: { index: 3, of: 4 }, measure: null }), {
    title: 'Shard 3/4 is missing: 3 of 4 parts came, nothing was judged',
    detail: ['came: parts/datum-unit-1-of-4-attempt-1.part.gz, parts/datum-unit-2-of-4-attempt-1.part.gz, parts/datum-unit-4-of-4-attempt-1.part.gz'],
    remedy: 'Re-run shard 3/4, then record it (the other parts are kept): npx ci-datum ci --suite unit --model sharded:4 "parts/datum-unit-*-of-4-*.part.gz"',
  })
})

test('a regression names the limit, the numbers and the files', (t) => {
  t.deepEqual(tell('regression', lines), {
    title: 'coverage.lines fails its limit (at least 92 %) because code or tests changed: 96.51 % -> 87.20 %',
    detail: [
      'reference (commit 9e8d7c6b5) 96.51 % (83/86), this build 87.20 % (75/86), change -9.30 pp',
      'with only the changes of code and tests the limit fails as well',
      'most of the change: src/a.ts, src/b.ts',
    ],
    remedy: 'Cover the lines in src/a.ts, src/b.ts, or see what moved: npx ci-datum check --suite unit --format json',
  })
})

test('a false failure says that the code is not the reason, and how the limit is moved on the record', (t) => {
  t.deepEqual(tell('false-failure', { ...lines, lower: '4', upper: '4', causes: ['instrument'], calibrated: true }), {
    title: 'coverage.lines fails its limit (at least 92 %) because the measurement changed, not the code: 96.51 % -> 87.20 %',
    detail: ['reference (commit 9e8d7c6b5) 96.51 % (83/86), this build 87.20 % (75/86), change -9.30 pp', 'with only the changes of code and tests the limit would pass'],
    remedy: 'Take the change of the pipeline back, or propose limits for it: npx ci-datum recalibrate propose --cause instrument --suite unit --model sharded:4 --title "unit in 4 shards"',
  })
})

test('what is inherited is said not to be caused by this change', (t) => {
  const { detail, remedy } = tell('false-failure', { ...lines, causes: ['instrument'], calibrated: true }, { ...context, origin: 'inherited' })
  t.is(detail.at(-1), 'not caused by this change: it touches nothing that measures')
  t.true(remedy.startsWith('Nothing in this change; the owners of the pipeline propose limits for it: npx ci-datum'))
  t.deepEqual(ledgerWords({ kind: 'ledger-unverifiable', evidence: { why: 'x' } }, 'inherited').detail, ['not caused by this change: the base has it too'])
})

for (const [decide, remedy] of [
  ['repeat', 'Run the same commit again and record it: npx ci-datum ci --suite unit --model sharded:4 "parts/datum-unit-*-of-4-*.part.gz"'],
  ['old-pipeline', 'Run the old pipeline (model serial) on this commit and record it: npx ci-datum record --suite unit --model serial'],
  ['base', 'Check out the commit this change starts from, run its tests and record it: npx ci-datum record --suite unit --model sharded:4'],
  ['both', 'Run the base commit in the new way and this commit in the old way, and record both: npx ci-datum record --suite unit --model serial'],
] as const) {
  test(`undetermined: the run that decides is "${decide}"`, (t) => {
    const words = tell('undetermined', { ...lines, upper: '3', causes: ['code', 'instrument'], decide, timeouts: 0 })
    t.is(words.title, 'coverage.lines fails its limit (at least 92 %); code or ruler, it cannot be told yet: 96.51 % -> 87.20 %')
    t.is(words.remedy, remedy)
  })
}

test('a range is not decided by a repeat', (t) => {
  const words = tell('undetermined', { ...lines, limitValue: '85', candidate: { kind: 'bounded', covered: [70, 76], total: [86, 88] }, causes: [], decide: 'repeat', timeouts: 0 })
  t.is(words.title, 'coverage.lines is 79.54 % to 88.37 %: it cannot be told whether that passes its limit (at least 85 %)')
  t.is(words.remedy, 'A repeat decides nothing, the value has to be exact: npx ci-datum explain universe-differs')
})

test('a model without a limit of its own is told with the line that gives it one', (t) => {
  t.deepEqual(tell('uncalibrated', { model: 'sharded:4', basis: 'serial', differs: ['model: set for serial, ran as sharded:4'], known: [] }), {
    title: 'The limits of unit were set for serial and are not calibrated for sharded:4',
    detail: ['model: set for serial, ran as sharded:4'],
    remedy: 'If it is meant to run so, propose limits for it: npx ci-datum recalibrate propose --cause instrument --suite unit --model sharded:4 --title "unit in 4 shards"',
  })
})

test('a changed tool is named once, from and to', (t) => {
  const difference = { field: 'vitest', class: 'suspect', from: '3.2.1', to: '4.0.0' } as const
  const words = tell('instrument-changed', {
    differences: [{ instrument: 'coverage', ...difference }, { instrument: 'tests', ...difference }], model: null, equal: false, compared: 120, known: [],
  })
  t.is(words.title, 'The instrument changed: vitest: 3.2.1 -> 4.0.0')
  t.deepEqual(words.detail, ['unchanged files measured differently (120 compared): the instrument is a possible cause of every change'])
})

test('an edited limit is told with both values and the line that restores it', (t) => {
  const key = { suite: 'unit', model: '*', metric: 'coverage.lines', scope: 'project', limit: 'min' } as const
  t.deepEqual(tell('threshold-moved', { key, ledger: '80', file: '70' }), {
    title: 'thresholds.yaml says at least 70 % for coverage.lines of unit (every model), the approved entries say at least 80 %',
    detail: ['a limit moves by an approved entry only; the file is written from the entries'],
    remedy: 'Write the file from the ledger again and commit it: npx ci-datum recalibrate project',
  })
})

test('the line that mends the SQLite binding is there to copy, also for pnpm', (t) => {
  t.is(explain('store-binding', { detail: 'x' }).remedy, 'npm rebuild better-sqlite3 (with pnpm: npm pkg set "pnpm.onlyBuiltDependencies[0]=better-sqlite3" && pnpm rebuild better-sqlite3)')
})

test('all mistakes of a policy are listed with their places', (t) => {
  const problems = [1, 2, 3, 4, 5, 6].map((line) => ({ line, column: 1, message: 'x' }))
  const { title, detail } = explain('policy-invalid', { file: 'baselines/policy.yaml', problems })
  t.is(title, 'baselines/policy.yaml has 6 mistakes')
  t.is(detail.length, 6)
  t.is(detail[0], 'baselines/policy.yaml:1:1 x')
  t.is(explain('policy-invalid', { file: 'baselines/policy.yaml', problems: problems.slice(0, 1) }).title, 'baselines/policy.yaml:1:1 x')
})

test('a percentage is never rounded up to its limit', (t) => {
  const words = tell('regression', { ...lines, limitValue: '80', candidate: { kind: 'count', covered: 79_996, total: 100_000 } })
  t.true(words.title.endsWith('-> 79.99 %'), words.title)
})

test('a name that others chose cannot leave its place in a line to copy', (t) => {
  const { remedy } = tell('regression', lines, { ...context, suite: 'a$(id)\'; b' })
  t.true(remedy.endsWith(`--suite 'a$(id)'\\''; b' --format json`), remedy)
})

test('a defect is told before anybody judged it', (t) => {
  const words = defectWords({ kind: 'part-missing', evidence: { place: { index: 2, of: 2 }, measure: null } }, {
    slot: { repository: 'r', provider: 'p', build: 'b', suite: 'unit', model: 'sharded:2', leg: '', commit: 'c' },
    parts: { expected: 2, seen: [{ index: 1, of: 2 }], missing: [{ index: 2, of: 2 }], table: [] },
  })
  t.is(words.remedy, 'Re-run shard 2/2, then record it (the other parts are kept): npx ci-datum ci --suite unit --model sharded:2')
})

test('every verdict and every exit code has one line', (t) => {
  for (const verdict of VERDICTS) {
    t.regex(verdictWords[verdict], /^[A-Z][^\n]{20,110}\.$/)
    t.true(exitWords[verdictExitCode(verdict)] !== undefined)
  }
  t.deepEqual(Object.keys(exitWords), ['0', '1', '2', '3', '4', '5', '70'])
})

test('what is known of a tool is told with its page and whether the data agree; of two the second only by its name', (t) => {
  const first = { fact: 'vitest-3-to-4-v8-remapping', title: 'vitest 4 maps V8 coverage through the syntax tree', data: 'agrees' } as const
  const told = (known: readonly KnownReason[]): string | undefined => tell('false-failure', { ...lines, causes: ['instrument'], calibrated: true, known }).detail.at(2)
  t.is(told([]), undefined)
  t.is(told([first]), 'known, and the data agree: vitest 4 maps V8 coverage through the syntax tree (npx ci-datum explain vitest-3-to-4-v8-remapping)')
  t.true(told([first, { ...first, fact: 'vitest-4-all-removed', data: 'disagrees' }])?.endsWith('; perhaps also vitest-4-all-removed (the data do not agree)'))
})
