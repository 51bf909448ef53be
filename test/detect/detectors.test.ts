import test from 'ava'
import { detect, detectors, FINDING_KINDS, type Evidence } from '../../src/detect/index.js'
import type { Detector } from '../../src/detect/evidence.js'
import { tierOf } from '../../src/detect/tiers.js'
import { INSTRUMENT_CLASSES, PATH_CLASSES } from '../../src/model/changes.js'
import { DEFECT_KINDS, type DefectKind, type FindingEvidence, type FindingKind, type LedgerKind } from '../../src/model/finding.js'
import type { FieldDifference } from '../../src/model/fingerprint.js'
import type { LimitOutcome } from '../../src/model/judgement.js'
import type { Override } from '../../src/model/recalibration.js'
import { NO_DATA } from '../../src/model/value.js'
import { TIERS, type Origin, type Tier } from '../../src/model/verdict.js'
import { evidence, exact, lines, measurement, metricOutcome, outcome, referenceTo, touching, UNKNOWN_CHANGES } from '../support/judging.js'
import { samples } from '../report/catalogue-samples.js'

// ---- the registry

// A kind without a detector does not compile, nor does a detector under another's name.
type Registry = { readonly [K in FindingKind]: Detector<K> }
const { regression: _regression, ...incomplete } = detectors
// @ts-expect-error Property 'regression' is missing.
const missing: Registry = incomplete
// @ts-expect-error A part-missing is not a part-empty.
const swapped: Registry = { ...detectors, 'part-missing': detectors['part-empty'] }

test('the registry has a detector for every kind, in a fixed order', (t) => {
  t.deepEqual(Object.keys(samples).sort(), [...FINDING_KINDS].sort())
  t.is(new Set(FINDING_KINDS).size, FINDING_KINDS.length)
  t.is(Object.keys(missing).length, FINDING_KINDS.length - 1)
  t.is(Object.keys(swapped).length, FINDING_KINDS.length)
})

// ---- one case that is found and one that is not, for every kind

interface Sample<K extends FindingKind> {
  readonly found: Partial<Evidence>
  readonly not: Partial<Evidence>
  readonly evidence: FindingEvidence[K]
  readonly tier: Tier
  readonly origin: Origin
}

const reference = referenceTo(lines(90, 100))
const differs = (changes: Partial<FieldDifference> = {}): FieldDifference => ({ instrument: 'coverage', field: 'version', class: 'suspect', from: '1', to: '2', ...changes })
const machine = differs({ instrument: 'runner', field: 'image', class: 'recorded' })

function defect<K extends DefectKind>(kind: K, tier: Tier): Sample<K> {
  const [own] = samples[kind]
  const other = DEFECT_KINDS.find((one) => one !== kind)!
  const withDefect = (defects: readonly unknown[]): Partial<Evidence> => ({ candidate: measurement({ defects: defects as never }) })
  return { found: withDefect([{ kind, evidence: own }]), not: withDefect([{ kind: other, evidence: samples[other][0] }]), evidence: own as FindingEvidence[K], tier, origin: 'introduced' }
}

function ledger<K extends LedgerKind>(kind: K, tier: Tier): Sample<K> {
  const [own] = samples[kind]
  const other: LedgerKind = kind === 'ledger-fork' ? 'scope-moved' : 'ledger-fork'
  const withProblem = (name: LedgerKind, told: unknown): Partial<Evidence> => ({ ledger: [{ problem: { kind: name, evidence: told } as never, origin: 'introduced' }] })
  return { found: withProblem(kind, own), not: withProblem(other, samples[other][0]), evidence: own as FindingEvidence[K], tier, origin: 'introduced' }
}

const tried = (changes: Partial<LimitOutcome>): Partial<Evidence> => ({ metrics: [metricOutcome([outcome(changes)])] })
const numberOf = (taken: readonly string[]): Partial<Evidence> => ({
  metrics: [{ ...metricOutcome([outcome({ result: 'no-value', limit: 'max' })]), metric: 'number.p95', candidate: { kind: 'number', decimal: '1', unit: 'ms', direction: 'lower', samples: taken } }],
})
const NO_SIGNS = { uncovered: [], skipped: [], otherUniverse: [] }
const bounds = { counterfactual: { lower: -30n, upper: -20n }, causes: ['code'] as const }
const told = {
  metric: 'coverage.lines', scope: 'project', limit: 'min' as const, limitValue: '80', candidate: exact(70, 100), reference: exact(90, 100), lower: '-30', upper: '-20', causes: ['code'] as const, files: ['src/a.ts'], settledBy: null,
}
const override: Override = { file: 'baselines/overrides/a.md', suite: 'unit', branch: 'main', kinds: ['regression'], reason: 'why', ticket: 'T-1', author: 'Ada', from: '2026-11-24T10:00:00Z', until: '2026-11-25T10:00:00Z' }

const SAMPLES: { readonly [K in FindingKind]: Sample<K> } = {
  'part-missing': defect('part-missing', 'urgent'), 'part-doubled': defect('part-doubled', 'urgent'), 'part-foreign': defect('part-foreign', 'urgent'), 'part-empty': defect('part-empty', 'urgent'),
  'part-unreadable': defect('part-unreadable', 'urgent'), 'part-superseded': defect('part-superseded', 'info'), 'config-differs': defect('config-differs', 'urgent'), 'mixed-producers': defect('mixed-producers', 'urgent'),
  'tests-failed': defect('tests-failed', 'urgent'), 'nothing-counted': defect('nothing-counted', 'urgent'), 'universe-differs': defect('universe-differs', 'warning'), 'not-mergeable': defect('not-mergeable', 'warning'),
  'unknown-status': defect('unknown-status', 'warning'), 'totals-disagree': defect('totals-disagree', 'warning'), 'foreign-report': defect('foreign-report', 'urgent'), 'model-assumed': defect('model-assumed', 'warning'),
  'dirty-tree': defect('dirty-tree', 'warning'),
  'part-silent': defect('part-silent', 'urgent'), 'test-doubled': defect('test-doubled', 'warning'), 'report-stale': defect('report-stale', 'warning'),
  'file-uncovered': { found: { collection: { ...NO_SIGNS, uncovered: ['a'] } }, not: { collection: { ...NO_SIGNS, skipped: ['a'], otherUniverse: ['a'] } }, evidence: { count: 1, examples: ['a'] }, tier: 'urgent', origin: 'introduced' },
  'test-skipped': { found: { collection: { ...NO_SIGNS, skipped: ['a'] } }, not: { collection: { ...NO_SIGNS, uncovered: ['a'] } }, evidence: { count: 1, examples: ['a'] }, tier: 'warning', origin: 'introduced' },
  'universe-moved': { found: { collection: { ...NO_SIGNS, otherUniverse: ['a'] } }, not: { collection: { ...NO_SIGNS, uncovered: ['a'] } }, evidence: { count: 1, examples: ['a'] }, tier: 'warning', origin: 'introduced' },
  'selection-carried': {
    found: { candidate: lines(90, 100, { selection: 'affected' }), reference, carried: ['a'] }, not: { reference, carried: [] },
    evidence: { count: 1, examples: ['a'] }, tier: 'info', origin: 'introduced',
  },
  'suite-overdue': {
    found: { overdue: [{ suite: 'mutation', cadence: 'nightly', last: '2026-11-20T02:00:00.000Z' }] }, not: { overdue: [] },
    evidence: { suite: 'mutation', cadence: 'nightly', last: '2026-11-20T02:00:00.000Z' }, tier: 'warning', origin: 'inherited',
  },
  'threshold-moved': ledger('threshold-moved', 'page'), 'ledger-altered': ledger('ledger-altered', 'page'), 'ledger-fork': ledger('ledger-fork', 'urgent'), 'ledger-unverifiable': ledger('ledger-unverifiable', 'urgent'),
  'entry-invalid': ledger('entry-invalid', 'urgent'), 'entry-proposed': ledger('entry-proposed', 'info'), 'recalibration-reverted': ledger('recalibration-reverted', 'warning'), 'approval-expired': ledger('approval-expired', 'urgent'),
  'approver-unknown': ledger('approver-unknown', 'page'), 'policy-weakened': ledger('policy-weakened', 'page'), 'scope-moved': ledger('scope-moved', 'urgent'),
  'file-missing': {
    found: { missing: { files: ['1', '2', '3', '4', '5', '6'], tests: [], measures: [] } }, not: { missing: { files: [], tests: ['a'], measures: ['tests'] } },
    evidence: { count: 6, examples: ['1', '2', '3', '4', '5'] }, tier: 'urgent', origin: 'introduced',
  },
  'test-missing': {
    found: { missing: { files: [], tests: ['a.test adds'], measures: [] } }, not: { missing: { files: ['a'], tests: [], measures: ['tests'] } },
    evidence: { count: 1, examples: ['a.test adds'] }, tier: 'urgent', origin: 'introduced',
  },
  'metric-missing': {
    found: { missing: { files: [], tests: [], measures: ['mutation'] } }, not: { missing: { files: ['a'], tests: ['b'], measures: [] } },
    evidence: { measure: 'mutation' }, tier: 'urgent', origin: 'introduced',
  },
  'no-reference': { found: { noReference: { why: 'first', searched: 3 } }, not: { noReference: null }, evidence: { why: 'first', searched: 3 }, tier: 'info', origin: 'inherited' },
  'history-shallow': { found: { historyEnded: 0 }, not: { historyEnded: null }, evidence: { searched: 0 }, tier: 'warning', origin: 'introduced' },
  'few-samples': {
    found: numberOf(['1', '2']), not: tried({ result: 'no-value' }),
    evidence: { metric: 'number.p95', limit: 'max', samples: 2, needed: 5 }, tier: 'info', origin: 'introduced',
  },
  'first-baseline': {
    found: { firstBaseline: { series: { suite: 'unit', leg: 'node20', model: 'serial' }, branch: 'main' } }, not: { firstBaseline: null },
    evidence: { series: 'unit serial (node20)', branch: 'main' }, tier: 'info', origin: 'introduced',
  },
  'instrument-changed': {
    found: { reference, differences: [differs(), machine], author: touching('pipeline') }, not: { reference, differences: [machine] },
    evidence: { differences: [differs()], model: null, equal: true, compared: 0, known: [] }, tier: 'warning', origin: 'introduced',
  },
  'environment-changed': { found: { reference, differences: [differs(), machine] }, not: { reference, differences: [differs()] }, evidence: { differences: [machine] }, tier: 'info', origin: 'inherited' },
  uncalibrated: {
    found: { calibration: { differs: ['model: set for serial, ran as sharded:4'], basis: 'serial', carried: false }, author: touching('tool-config') }, not: { calibration: { differs: [], basis: null, carried: true } },
    evidence: { model: 'serial', basis: 'serial', differs: ['model: set for serial, ran as sharded:4'], known: [] }, tier: 'urgent', origin: 'introduced',
  },
  'no-threshold': { found: { limits: 0 }, not: { limits: 1 }, evidence: { suite: 'unit', model: 'serial' }, tier: 'urgent', origin: 'inherited' },
  'no-value': {
    found: { metrics: [metricOutcome([outcome({ result: 'no-value' })], { candidate: NO_DATA })] }, not: tried({ result: 'pass' }),
    evidence: { metric: 'coverage.lines', scope: 'project', limit: 'min', why: { reason: 'no-data' } }, tier: 'urgent', origin: 'introduced',
  },
  regression: { found: tried({ result: 'regression', ...bounds }), not: tried({ result: 'undetermined', ...bounds }), evidence: told, tier: 'urgent', origin: 'introduced' },
  undetermined: { found: tried({ result: 'undetermined', decide: 'old-pipeline', ...bounds }), not: tried({ result: 'regression', ...bounds }), evidence: { ...told, decide: 'old-pipeline', timeouts: 0, known: [] }, tier: 'urgent', origin: 'introduced' },
  'false-failure': { found: tried({ result: 'false-failure', ...bounds }), not: tried({ result: 'pass', ...bounds }), evidence: { ...told, calibrated: true, known: [] }, tier: 'urgent', origin: 'inherited' },
  'false-pass': { found: tried({ result: 'false-pass', ...bounds }), not: tried({ result: 'false-failure', ...bounds }), evidence: { ...told, known: [] }, tier: 'urgent', origin: 'inherited' },
  'pass-unsure': { found: tried({ result: 'pass-unsure', ...bounds }), not: tried({ result: 'pass', ...bounds }), evidence: told, tier: 'warning', origin: 'introduced' },
  'override-active': {
    found: { overrides: { active: override, expired: [] } }, not: { overrides: { active: null, expired: [override] } },
    evidence: { file: override.file, reason: 'why', ticket: 'T-1', until: override.until, kinds: ['regression'] }, tier: 'urgent', origin: 'introduced',
  },
  'override-expired': {
    found: { overrides: { active: null, expired: [override] } }, not: { overrides: { active: override, expired: [] } },
    evidence: { file: override.file, until: override.until }, tier: 'warning', origin: 'inherited',
  },
}

const of = (kind: FindingKind, changes: Partial<Evidence>) => detect(evidence(changes)).filter((finding) => finding.kind === kind)

for (const kind of FINDING_KINDS) {
  test(`${kind} is found with its evidence, and is not where there is none`, (t) => {
    const sample = SAMPLES[kind]
    t.deepEqual(of(kind, sample.found), [{ kind, tier: sample.tier, origin: sample.origin, evidence: sample.evidence }] as never)
    t.deepEqual(of(kind, sample.not), [])
    t.deepEqual(detect(evidence()), [])
  })
}

// ---- whose doing it is

const originOf = (kind: FindingKind, changes: Partial<Evidence>): Origin | undefined => of(kind, changes)[0]?.origin

test('a regression is inherited where the reference broke the limit as badly', (t) => {
  for (const kind of ['regression', 'undetermined'] as const) {
    t.is(originOf(kind, tried({ result: kind, referencePasses: 'no', worse: false })), 'inherited')
    t.is(originOf(kind, tried({ result: kind, referencePasses: 'no', worse: true })), 'introduced')
    t.is(originOf(kind, tried({ result: kind, referencePasses: 'yes', worse: false })), 'introduced')
    t.is(originOf(kind, tried({ result: kind, referencePasses: 'unknown', worse: false })), 'introduced')
  }
})

test('a ruler that moved is the doing of whoever touched what measures', (t) => {
  for (const pathClass of PATH_CLASSES) {
    const author = touching(pathClass)
    const touched: Origin = [...INSTRUMENT_CLASSES, 'decisions'].includes(pathClass) ? 'introduced' : 'inherited'
    t.is(originOf('instrument-changed', { reference, differences: [differs()], author }), touched, pathClass)
    t.is(originOf('uncalibrated', { calibration: { differs: ['x'], basis: null, carried: false }, author }), touched, pathClass)
    const measured: Origin = [...INSTRUMENT_CLASSES, 'build'].includes(pathClass) ? 'introduced' : 'inherited'
    for (const kind of ['false-failure', 'false-pass'] as const) t.is(originOf(kind, { ...tried({ result: kind }), author }), measured, `${kind} ${pathClass}`)
  }
})

test('what a change touches that git cannot tell is its own doing', (t) => {
  const author = UNKNOWN_CHANGES
  t.is(originOf('instrument-changed', { reference, differences: [differs()], author }), 'introduced')
  t.is(originOf('uncalibrated', { calibration: { differs: ['x'], basis: null, carried: false }, author }), 'introduced')
  t.is(originOf('false-failure', { ...tried({ result: 'false-failure' }), author }), 'introduced')
})

test('a trouble of the ledger that the base has too is inherited, and pages nobody', (t) => {
  for (const kind of ['threshold-moved', 'ledger-altered', 'policy-weakened', 'approver-unknown'] as const) {
    const problem = { problem: { kind, evidence: samples[kind][0] } as never }
    t.is(of(kind, { ledger: [{ ...problem, origin: 'introduced' }] })[0]!.tier, 'page', kind)
    t.deepEqual(of(kind, { ledger: [{ ...problem, origin: 'inherited' }] }).map(({ tier, origin }) => [tier, origin]), [['urgent', 'inherited']], kind)
  }
})

// ---- tiers

test('a ruler that measures the same is information, one that nothing tells is a warning', (t) => {
  const changed = { reference, differences: [differs()] }
  t.is(of('instrument-changed', { ...changed, unchanged: { compared: 5, equal: true } })[0]!.tier, 'info')
  t.is(of('instrument-changed', { ...changed, unchanged: { compared: 5, equal: false } })[0]!.tier, 'warning')
  t.is(of('instrument-changed', { ...changed, unchanged: { compared: 0, equal: true } })[0]!.tier, 'warning')
})

test('another ruler is information where the limits were set for it', (t) => {
  const other = { reference: { ...reference, otherSeries: true }, differences: [differs()], unchanged: { compared: 5, equal: false } }
  t.is(of('instrument-changed', other)[0]!.tier, 'info')
  t.is(of('instrument-changed', { ...other, limits: 0 })[0]!.tier, 'warning')
  t.is(of('instrument-changed', { ...other, calibration: { differs: ['x'], basis: null, carried: false } })[0]!.tier, 'warning')
})

test('no threshold is information while observing', (t) => {
  t.is(of('no-threshold', { limits: 0, mode: 'observe' })[0]!.tier, 'info')
  t.is(of('no-threshold', { limits: 0, mode: 'enforce' })[0]!.tier, 'urgent')
})

test('every kind has a tier, and none is louder for being inherited', (t) => {
  for (const kind of FINDING_KINDS) {
    for (const mode of ['observe', 'enforce'] as const) {
      const [introduced, inherited] = (['introduced', 'inherited'] as const).map((origin) => TIERS.indexOf(tierOf(kind, origin, { mode, settled: false })))
      t.true(introduced! >= 0 && inherited! >= introduced!, kind)
      t.not(TIERS[inherited!], 'page', kind)
    }
  }
})

// ---- limits

test('a limit that is not calibrated passes nothing, but says where the ruler was to blame, and where the code was or may be', (t) => {
  for (const kind of ['regression', 'undetermined'] as const) t.is(of(kind, tried({ result: kind, calibrated: false })).length, 1, kind)
  for (const kind of ['false-pass', 'pass-unsure'] as const) t.deepEqual(of(kind, tried({ result: kind, calibrated: false })), [], kind)
  t.deepEqual(of('false-failure', tried({ result: 'false-failure', calibrated: false })).map((finding) => finding.kind === 'false-failure' && finding.evidence.calibrated), [false])
  t.is(of('no-value', { metrics: [metricOutcome([outcome({ result: 'no-value', calibrated: false })], { candidate: NO_DATA })] }).length, 1)
})

test('every limit is told by itself', (t) => {
  const found = detect(evidence({ metrics: [
    metricOutcome([outcome({ result: 'regression' }), outcome({ result: 'pass' }), outcome({ limit: 'maxUncovered', value: '5', result: 'regression' })]),
    metricOutcome([outcome({ result: 'regression' })], { metric: 'coverage.branches', scope: 'core' }),
  ] }))
  t.deepEqual(found.map((finding) => finding.kind === 'regression' && [finding.evidence.metric, finding.evidence.scope, finding.evidence.limit]), [
    ['coverage.lines', 'project', 'min'], ['coverage.lines', 'project', 'maxUncovered'], ['coverage.branches', 'core', 'min'],
  ])
})

const limitsFound = (...limits: readonly LimitOutcome[]) => of('regression', { metrics: [metricOutcome(limits)] }).map((finding) => finding.kind === 'regression' && `${finding.evidence.limit} ${finding.origin}`)

test('an erosion is not told beside another limit that came to the same', (t) => {
  t.deepEqual(limitsFound(outcome({ result: 'regression' }), outcome({ limit: 'maxErosion', value: '1', result: 'regression' })), ['min introduced'])
  t.deepEqual(limitsFound(outcome({ result: 'pass' }), outcome({ limit: 'maxErosion', value: '1', result: 'regression' })), ['maxErosion introduced'])
})

test('an erosion that this change brought about is told beside a limit that was broken before', (t) => {
  const before = outcome({ limit: 'maxUncovered', value: '5', result: 'regression', referencePasses: 'no', worse: false })
  t.deepEqual(limitsFound(before, outcome({ limit: 'maxErosion', value: '1', result: 'regression', worse: true })), ['maxUncovered inherited', 'maxErosion introduced'])
})

test('without a comparison there are no bounds to tell', (t) => {
  const [finding] = of('regression', tried({ result: 'regression', counterfactual: null }))
  t.deepEqual(finding?.kind === 'regression' && [finding.evidence.lower, finding.evidence.upper], [null, null])
})

test('a ruler is held against a reference only when the build is whole', (t) => {
  t.deepEqual(of('instrument-changed', { reference: null, differences: [differs()] }), [])
  t.deepEqual(of('instrument-changed', { reference, differences: [differs()], candidate: measurement({ whole: false }) }), [])
})

test('another execution model is another ruler', (t) => {
  const found = of('instrument-changed', { reference, candidate: lines(90, 100, { slot: { model: 'sharded:4' } }), unchanged: { compared: 2, equal: true } })
  t.deepEqual(found.map(({ evidence: own, tier }) => [own, tier]), [[{ differences: [], model: { from: 'serial', to: 'sharded:4' }, equal: true, compared: 2, known: [] }, 'info']])
})

// ---- order

test('the loudest comes first, and within a tier the order is that of the registry', (t) => {
  const all = evidence({
    candidate: measurement({ defects: [{ kind: 'dirty-tree', evidence: { paths: [], count: 0 } }, { kind: 'part-missing', evidence: { place: { index: 1, of: 2 }, measure: null } }] as never }),
    noReference: { why: 'first', searched: 0 }, limits: 0,
    ledger: [{ problem: { kind: 'ledger-fork', evidence: samples['ledger-fork'][0] } as never, origin: 'introduced' }, { problem: { kind: 'threshold-moved', evidence: samples['threshold-moved'][0] } as never, origin: 'introduced' }],
    ...tried({ result: 'regression' }),
  })
  t.deepEqual(detect(all).map(({ tier, kind }) => `${tier} ${kind}`), [
    'page threshold-moved', 'urgent ledger-fork', 'urgent part-missing', 'urgent no-threshold', 'urgent regression', 'warning dirty-tree', 'info no-reference',
  ])
})
