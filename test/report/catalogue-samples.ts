import type { Failure, FailureCode } from '../../src/model/failure.js'
import type { FindingEvidence, FindingKind, LimitEvidence, RulerEvidence } from '../../src/model/finding.js'
import type { FieldDifference } from '../../src/model/fingerprint.js'
import type { KnownReason } from '../../src/model/known-reason.js'
import type { Place } from '../../src/model/place.js'
import type { ThresholdKey } from '../../src/model/threshold.js'
import type { Value } from '../../src/model/value.js'
import type { Context } from '../../src/report/catalogue/words.js'

export const COMMIT = '4f2a1c9d0b8e7f6a5d4c3b2a190807060504030f'
const OTHER = '9e8d7c6b5a493827160504f3e2d1c0b9a8f7e6d5'

export const context: Context = {
  suite: 'unit', model: 'sharded:4', branch: 'topic', commit: COMMIT, referenceCommit: OTHER, referenceModel: 'serial',
  reports: [1, 2, 4].map((index) => `parts/datum-unit-${index}-of-4-attempt-1.part.gz`), build: null, kept: true, origin: 'introduced',
}

/** Contexts that lack what others have, and one whose names are as hostile as names can be. */
export const contexts: readonly Context[] = [
  context,
  { ...context, origin: 'inherited' },
  { ...context, model: 'serial', branch: null, referenceCommit: null, referenceModel: null, reports: ['reports'] },
  { ...context, referenceModel: 'sharded:4', reports: [], build: '77', kept: false },
  { ...context, suite: 'unit $(rm -rf x)\n\u001b[31m', model: 'sharded:4+parallel:auto', branch: 'it\'s; "x"', reports: ['parts/a\nb.json'] },
]

const place = (index: number, of = 4): Place => ({ index, of })
const count = (covered: number, total: number): Value => ({ kind: 'count', covered, total })
const key: ThresholdKey = { suite: 'unit', model: '*', metric: 'coverage.lines', scope: 'project', limit: 'min' }
const long = `packages/${'deep/'.repeat(40)}coverage-final.json`

const reason: KnownReason = { fact: 'vitest-3-to-4-v8-remapping', title: 'vitest 4 maps V8 coverage through the syntax tree', data: 'agrees' }
/** None, one and two, of every agreement. */
const reasons: readonly (readonly KnownReason[])[] = [[], [reason], [{ ...reason, data: 'not told' }, { ...reason, fact: 'vitest-4-all-removed', data: 'disagrees' }]]
const withReasons = <E extends object>(one: E): readonly (E & { readonly known: readonly KnownReason[] })[] => reasons.map((known) => ({ ...one, known }))

export const lines: RulerEvidence = {
  known: [],
  metric: 'coverage.lines', scope: 'project', limit: 'min', limitValue: '92', reference: count(83, 86), candidate: count(75, 86),
  lower: '-120', upper: '-40', causes: ['code', 'tests'], files: ['src/a.ts', 'src/b.ts'], settledBy: null,
}
const bounded: Value = { kind: 'bounded', covered: [70, 76], total: [86, 88] }
const manyFiles = ['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/d.ts', 'src/e.ts']

const limits: readonly LimitEvidence[] = [
  lines,
  { ...lines, reference: null, lower: null, upper: null, causes: [], files: [] },
  { ...lines, metric: 'mutation.score', scope: 'core', limit: 'maxDrop', limitValue: '0.5', causes: ['instrument'], files: manyFiles },
  { ...lines, metric: 'tests.executed', limit: 'min', limitValue: '120', causes: ['tests'] },
  { ...lines, metric: 'coverage.branches', limit: 'maxUncovered', limitValue: '5', causes: ['baseline'] },
  { ...lines, metric: 'coverage.combined', limit: 'maxErosion', limitValue: '1', causes: ['noise'] },
  { ...lines, candidate: bounded, lower: null, upper: null, causes: [] },
  { ...lines, reference: count(960_001, 1_000_000), candidate: count(960_002, 1_000_000), causes: ['code', 'instrument', 'environment', 'unexplained'] },
  { ...lines, reference: { kind: 'none', why: { reason: 'no-data' } } },
]

const differences: readonly FieldDifference[] = [
  { instrument: 'coverage', field: 'vitest', class: 'suspect', from: '3.2.1', to: '4.0.0' },
  { instrument: 'tests', field: 'vitest', class: 'suspect', from: '3.2.1', to: '4.0.0' },
  { instrument: 'coverage', field: 'provider', class: 'identity', from: 'istanbul', to: 'v8' },
  { instrument: 'runner', field: 'node', class: 'suspect', from: '20', to: '22' },
  { instrument: 'coverage', field: 'options', class: 'suspect', from: null, to: '0123456789abcdef'.repeat(8) },
]

/** Evidence of every kind, in every form that has words of its own. */
export const samples: { readonly [K in FindingKind]: readonly FindingEvidence[K][] } = {
  'part-missing': [{ place: place(3), measure: null }, { place: place(3), measure: 'coverage' }, { place: place(1, 1), measure: 'tests' }],
  'part-doubled': [
    { places: [place(1)], sources: ['a.part.gz', 'b.part.gz'], why: 'same-attempt' },
    { places: [place(1), place(2), place(3)], sources: ['a.part.gz', 'b.part.gz', long], why: 'equal-reports' },
  ],
  'part-foreign': (['commit', 'suite', 'model', 'repository', 'leg'] as const).map((what) => ({ place: place(2), source: long, what, found: OTHER, expected: COMMIT })),
  'part-empty': [{ place: place(4), source: 'coverage.json', measure: 'coverage' }, { place: place(1, 1), source: long, measure: 'mutation' }],
  'part-silent': [{ place: place(2), tests: 1 }, { place: place(2), tests: 31 }],
  'test-doubled': [{ count: 1, examples: ['adds'], places: [place(1), place(2)] }, { count: 30, examples: ['adds', 'subtracts'], places: [place(1), place(2), place(3)] }],
  'report-stale': [{ place: place(2), source: 'junit.xml', stamp: '2026-11-20T10:00:00', committed: '2026-11-23T10:00:00.000Z' }, { place: place(1, 1), source: long, stamp: 'x'.repeat(80), committed: '2026-11-23T10:00:00.000Z' }],
  'test-skipped': [{ count: 1, examples: ['adds'] }, { count: 12, examples: ['adds', 'subtracts'] }],
  'file-uncovered': [{ count: 7, examples: manyFiles }, { count: 1, examples: ['src/a.ts'] }],
  'universe-moved': [{ count: 7, examples: manyFiles }, { count: 1, examples: ['src/a.ts'] }],
  'selection-carried': [{ count: 0, examples: [] }, { count: 1, examples: ['src/a.ts'] }, { count: 7, examples: manyFiles }],
  'suite-overdue': [{ suite: 'mutation', cadence: 'nightly', last: '2026-11-20T02:00:00.000Z' }],
  'part-unreadable': [{ place: place(3), source: 'coverage.json', reason: 'report-broken' }, { place: place(1, 1), source: long, reason: 'part-broken' }],
  'part-superseded': [{ place: place(2), attempt: 1, by: 2 }],
  'config-differs': [
    { instrument: 'coverage', field: 'vitest', values: [{ value: '3.2.1', places: [place(1), place(2)] }, { value: '4.0.0', places: [place(3), place(4)] }] },
    { instrument: 'runner', field: 'node', values: ['18', '20', '22', '24', '26'].map((value, index) => ({ value, places: [place(index + 1, 5)] })) },
  ],
  'mixed-producers': [{ measure: 'coverage', producers: ['definition=lines tool=istanbul', 'definition=lines tool=v8-to-istanbul'] }],
  'tests-failed': [
    { count: 3, examples: ['adds', 'subtracts', 'divides'], jobs: [] }, { count: 0, examples: [], jobs: [place(2)] },
    { count: 1, examples: ['x'.repeat(300)], jobs: [place(2), place(3)] },
  ],
  'nothing-counted': [{ measures: ['coverage', 'tests'] }, { measures: [] }],
  'universe-differs': [{ element: 'branch', count: 7, examples: manyFiles }],
  'not-mergeable': [{ element: 'branch', producer: 'v8-to-istanbul', count: 1, examples: ['src/a.ts'] }, { element: 'branch', producer: '', count: 2, examples: ['a', 'b'] }],
  'unknown-status': [{ status: 'Weird', count: 2, examples: ['src/a.ts'] }, { status: 'x'.repeat(200), count: 1, examples: ['src/a.ts'] }],
  'totals-disagree': [{ source: long, what: 'src/a.ts branches', counted: '9/12', stated: '10/12' }],
  'foreign-report': [{ source: 'coverage.json', known: 12, reported: 20, examples: ['dist/a.js'] }],
  'model-assumed': [{ model: 'sharded:4', allowed: ['serial'] }],
  'dirty-tree': [{ paths: ['src/a.ts'], count: 1 }, { paths: manyFiles, count: 9 }],
  'file-missing': [{ count: 7, examples: manyFiles }, { count: 1, examples: ['src/a.ts'] }],
  'metric-missing': [{ measure: 'mutation' }],
  'test-missing': [{ count: 12, examples: ['adds', 'subtracts'] }],
  'no-reference': (['first', 'none-whole', 'other-series', 'no-detail', 'not-fetched'] as const).map((why) => ({ why, searched: 12 })),
  'history-shallow': [{ searched: 1 }],
  'instrument-changed': [
    { differences, model: { from: 'serial', to: 'sharded:4' }, equal: false, compared: 120 }, { differences, model: null, equal: true, compared: 1 },
    { differences: differences.slice(0, 2), model: null, equal: true, compared: 0 }, { differences: [], model: { from: 'serial', to: 'sharded:4' }, equal: true, compared: 120 },
  ].flatMap(withReasons),
  'environment-changed': [{ differences: [{ instrument: 'runner', field: 'cpus', class: 'recorded', from: '4', to: '2' }] }, { differences }],
  uncalibrated: [
    { model: 'sharded:4', basis: 'serial', differs: ['model: set for serial, ran as sharded:4'] },
    { model: 'sharded:4', basis: '*', differs: ['model: set for serial, ran as sharded:4', 'coverage: a -> b', 'tests: a -> b', 'mutation: a -> b'] },
    { model: 'serial', basis: null, differs: ['coverage: tool=istanbul -> tool=v8'] },
  ].flatMap(withReasons),
  'no-threshold': [{ suite: 'unit', model: 'serial' }],
  'no-value': [
    { metric: 'coverage.branches', scope: 'core', limit: 'min', why: { reason: 'not-mergeable', files: 3, producer: 'v8-to-istanbul' } },
    { metric: 'coverage.branches', scope: 'project', limit: 'min', why: { reason: 'no-data' } },
    { metric: 'mutation.score', scope: 'project', limit: 'maxDrop', why: { reason: 'not-measured' } },
  ],
  'few-samples': [{ metric: 'number.p95', limit: 'max', samples: 1, needed: 5 }, { metric: 'number.size', limit: 'maxRise', samples: 4, needed: 5 }],
  'first-baseline': [{ series: 'unit sharded:4 (node20)', branch: 'release/2' }],
  regression: limits,
  'false-failure': limits.flatMap((one) => [true, false].map((calibrated) => ({ ...one, calibrated }))).flatMap(withReasons),
  'false-pass': limits.flatMap(withReasons),
  undetermined: limits.flatMap((one) => (['repeat', 'old-pipeline', 'base', 'both', 'fetch', 'unloaded'] as const).map((decide) => ({ ...one, decide, timeouts: decide === 'unloaded' ? 3 : 0 }))).flatMap(withReasons),
  'pass-unsure': limits,
  'threshold-moved': [
    { key, ledger: '80', file: '70' }, { key, ledger: '80', file: null }, { key: { ...key, scope: 'core', model: 'sharded:4' }, ledger: null, file: '70' },
    { key: { suite: 'x', model: '', metric: '', scope: '', limit: 'nonsense' as 'min' }, ledger: null, file: '1' },
  ],
  'ledger-altered': (['digest', 'changed', 'removed', 'unanchored'] as const).map((what) => ({ entry: '2026-11-23-unit-in-4-shards', file: 'baselines/recalibrations/2026-11-23-unit-in-4-shards.md', what })),
  'ledger-fork': [{ key, entries: ['2026-11-23-a', '2026-11-24-b'] }],
  'ledger-unverifiable': [{ why: 'commit 4f2a1c9d0b8e is not in this clone' }, { why: `the commit on ${'x'.repeat(120)} is not in this clone` }],
  'entry-invalid': [{ file: 'baselines/thresholds.yaml', problems: ['it is not what `recalibrate project` writes'] }, { file: long, problems: ['a:1:1 x', 'a:2:1 y', 'a:3:1 z'] }],
  'entry-proposed': [{ entry: '2026-11-23-unit-in-4-shards', title: 'Unit in 4 shards' }],
  'recalibration-reverted': [{ entries: ['2026-11-23-a'] }, { entries: ['2026-11-23-a', '2026-11-24-b', '2026-11-25-c'] }],
  'approval-expired': [{ entry: '2026-08-01-importer', expires: '2026-11-01', frozen: false }, { entry: '2026-08-01-importer', expires: '2026-11-01', frozen: true }],
  'approver-unknown': [
    { entry: '2026-11-23-a', who: 'Ada <ada@example.org>', why: 'not-listed' }, { entry: '2026-11-23-a', who: 'Ada <ada@example.org>', why: 'unsigned' }, { entry: '2026-11-23-a', who: '', why: 'not-listed' },
  ],
  'policy-weakened': [{ field: 'mode', from: 'enforce', to: 'observe' }, { field: 'suites.unit.include', from: `${long}, ${long}`, to: '(none)' }],
  'scope-moved': [{ scope: 'core', entry: `v1:${'0123456789abcdef'.repeat(4)}` }],
  'override-active': [{ file: 'baselines/overrides/a.md', reason: 'Fix for\nthe outage', ticket: 'OPS-123', until: '2026-11-25T10:00:00Z', kinds: ['regression', 'undetermined'] }],
  'override-expired': [{ file: 'baselines/overrides/it\'s.md', until: '2026-11-25T10:00:00Z' }],
}

type Data<C extends FailureCode> = Omit<Extract<Failure, { readonly code: C }>, 'code'>
const mistake = { line: 4, column: 7, message: 'mode: expected observe or enforce' }

export const failureSamples: { readonly [C in FailureCode]: readonly Data<C>[] } = {
  'wrong-use': [{ message: '' }, { message: 'Unknown argument: foo' }, { message: `--set x: expected ${'coverage.lines, '.repeat(20)}\nand more.` }],
  'policy-missing': [{ file: 'baselines/policy.yaml' }],
  'policy-invalid': [{ file: 'baselines/policy.yaml', problems: [mistake] }, { file: 'baselines/policy.yaml', problems: [mistake, mistake, mistake, mistake, mistake, mistake] }],
  'suite-unknown': [{ suite: 'Unit', suites: ['unit', 'e2e'] }],
  'suite-ambiguous': [{ suites: ['unit', 'e2e'] }],
  'model-not-allowed': [{ model: 'sharded:5', suite: 'unit', allowed: ['serial', 'sharded:4'] }],
  'model-ambiguous': [{ suite: 'unit', allowed: ['serial', 'parallel:4'] }],
  'no-terminal': [{ command: 'npx ci-datum recalibrate approve 2026-11-23-a' }],
  cancelled: [{ what: 'the prompt' }],
  'not-a-repository': [{ folder: '/tmp/x' }],
  'entry-unknown': [{ entry: '4-shards', known: [] }, { entry: '4-shards', known: ['2026-11-23-a-4-shards', '2026-11-23-b-4-shards'] }],
  'entry-invalid': [{ file: 'baselines/recalibrations/a.md', problems: [mistake] }],
  'entry-refused': [{ entry: '2026-11-23-a', reason: 'it is approved already, by Ada' }, { entry: '2026-11-23-a', reason: `Ada is not among the approvers of the policy: ${'bob@example.org, '.repeat(20)}` }],
  'topic-unknown': [{ topic: 'shards', near: [] }, { topic: 'missing', near: ['part-missing', 'file-missing'] }],
  'already-there': [{ file: 'baselines/policy.yaml' }, { file: 'baselines/overrides/a.md' }],
  'nothing-to-propose': [{ why: 'every limit already has the wanted value' }],
  'report-missing': [{ patterns: ['coverage/*.json'] }, { patterns: ['a', 'b'] }],
  'report-unreadable': (['directory', 'permission', 'vanished', 'other'] as const).map((why) => ({ source: 'coverage', why, detail: why === 'directory' ? '' : 'EIO: i/o error' })),
  'report-empty': [{ source: long }],
  'report-too-large': [{ source: 'coverage.json', bytes: 812_345_678, limit: 536_870_888 }],
  'report-broken': [
    { source: 'coverage.json', format: 'istanbul', line: 3, column: 5, detail: 'it ends in the middle' }, { source: long, format: 'junit', line: 3, column: null, detail: 'x'.repeat(400) },
    { source: 'a.gz', format: 'gzip', line: null, column: null, detail: 'unexpected end of file' },
  ],
  'report-raw': [{ source: 'coverage/tmp/coverage-1-2-0.json' }, { source: `it's here/${long}` }],
  'report-unknown-format': [{ source: 'coverage.html', head: '<html>\n<body>' }, { source: 'a', head: '\u0000\u0001' }],
  'report-foreign': [{ source: 'coverage.json', reported: 20, examples: ['dist/a.js'] }, { source: 'coverage.json', reported: 1, examples: ['dist/a.js'] }],
  'part-broken': [{ source: 'a.part.gz', detail: 'it is cut off' }],
  'environment-file-broken': [
    { source: 'shard-2/datum.env', line: 3, detail: 'there is no key parts', known: ['part', 'attempt', 'commit'] },
    { source: long, line: null, detail: 'it does not say which part it speaks for: the key part is missing', known: ['part'] },
    { source: long, line: 14, detail: 'model: expected serial, parallel:W, sharded:N or sharded:N+parallel:W', known: [] },
  ],
  'environment-file-doubled': [
    { sources: ['shard-1/datum.env', long], place: '1/4', attempt: 1 }, { sources: ['a/datum.env', 'a/b.datum-env'], place: null, attempt: null },
  ],
  'measurement-unknown': [{ what: 'm_0123' }, { what: 'unit at commit 4f2a1c9d0b8e' }, { what: 'baseline main@v3' }],
  'baseline-refused': [{ measurement: 'm_0123456789abcdef', why: 'it is not whole' }],
  'git-failed': [{ command: 'git rev-parse HEAD', detail: 'the repository has no commit yet' }, { command: 'git rev-parse x', detail: 'this clone does not have the commit' }],
  'file-unwritable': [{ file: 'x.part.gz', detail: 'EACCES: permission denied' }],
  'store-binding': [{ detail: 'Could not locate the bindings file. Tried:' }],
  'store-corrupt': [{ file: '.datum/datum.db', detail: 'file is not a database' }],
  'store-newer': [{ file: '.datum/datum.db', unknown: ['002-next'] }],
  'store-unwritable': [{ file: '.datum/datum.db', detail: 'permission denied' }],
  'store-busy': [{ file: '.datum/datum.db', seconds: 30 }],
  'store-full': [{ file: '.datum/datum.db', detail: 'database or disk is full' }],
  'records-unreachable': [{ home: 'origin', detail: 'Could not resolve host: git.example.org' }, { home: long, detail: `Failed to connect to ${'x'.repeat(200)}` }],
  'records-refused': (['read-only', 'denied', 'other'] as const).map((why) => ({ home: 'origin', why, detail: 'The requested URL returned error: 403' })),
  'records-busy': [{ home: 'origin', attempts: 20 }, { home: '/mnt/records', attempts: 1 }],
  'records-damaged': [{ home: 'origin', what: 'measurements/2026-11-23/a', detail: 'its content is not what its name says' }, { home: long, what: long, detail: 'it is no bundle' }],
  'records-not-taken': [{ home: 'origin', count: 1, name: 'measurements/2026-11-23/x', why: 'its content is not what its name says' }, { home: 'records.bundle', count: 2, name: '\u001b[31m\n'.repeat(50), why: 'it is of build 8' }],
  'records-newer': [{ home: 'origin', format: 'datum-records/2' }, { home: 'origin', format: '\u001b[31m\n'.repeat(50) }],
}
