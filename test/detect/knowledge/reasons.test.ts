import test from 'ava'
import { knownReasons } from '../../../src/detect/knowledge/reasons.js'
import type { Evidence } from '../../../src/detect/index.js'
import type { Fields, Fingerprint } from '../../../src/model/fingerprint.js'
import type { MetricOutcome } from '../../../src/model/judgement.js'
import { evidence, exact, measurement, metricOutcome, referenceTo, touching, values } from '../../support/judging.js'

const METRICS = { 'coverage.lines': [90, 100], 'coverage.branches': [9, 10] } as const

function built(tool: string, suspect: Fields, model = 'serial') {
  const fingerprint: Fingerprint = { model, instruments: { coverage: { identity: { tool, definition: 'istanbul' }, suspect, recorded: {} } } }
  return measurement({ fingerprint, slot: { model }, values: values(METRICS) })
}

const moved = (metric: string, covered: number, total: number): MetricOutcome => metricOutcome([], { metric, reference: exact(90, 100), candidate: exact(covered, total) })

function between(from: ReturnType<typeof built>, to: ReturnType<typeof built>, changes: Partial<Evidence> = {}): Evidence {
  return evidence({ reference: referenceTo(from), candidate: to, ...changes })
}

const vitest3 = built('v8-to-istanbul', { vitest: '3.2.4', '@vitest/coverage-v8': '3.2.4' })
const vitest4 = built('ast-v8-to-istanbul', { vitest: '4.0.1', '@vitest/coverage-v8': '4.0.1' })

const inShort = (reasons: ReturnType<typeof knownReasons>): string[] => reasons.map(({ fact, data }) => `${fact}: ${data}`)

test('reasons that the data agree with come first, and two are enough', (t) => {
  const risen = [moved('coverage.lines', 80, 80), moved('coverage.branches', 80, 80)]
  t.deepEqual(inShort(knownReasons(between(vitest3, vitest4, { metrics: risen }))), ['vitest-4-all-removed: agrees', 'vitest-3-to-4-v8-remapping: disagrees'])
  const remapped = [moved('coverage.lines', 60, 80), moved('coverage.branches', 100, 180)]
  t.deepEqual(inShort(knownReasons(between(vitest3, vitest4, { metrics: remapped }))), ['vitest-3-to-4-v8-remapping: agrees', 'vitest-4-all-removed: disagrees'])
})

test('of one metric only that metric tells', (t) => {
  const lines = moved('coverage.lines', 60, 80)
  const all = between(vitest3, vitest4, { metrics: [lines, moved('coverage.branches', 10, 20)] })
  t.is(inShort(knownReasons(all))[0], 'vitest-3-to-4-v8-remapping: disagrees')
  t.is(inShort(knownReasons(all, lines))[0], 'vitest-3-to-4-v8-remapping: agrees')
  t.deepEqual(knownReasons(all, moved('tests.executed', 60, 80)), [])
})

test('where code changed as well and nothing can be split, the data do not tell', (t) => {
  const reasons = knownReasons(between(vitest3, vitest4, { metrics: [moved('coverage.lines', 60, 80)], author: touching('source') }))
  t.deepEqual(inShort(reasons), ['vitest-3-to-4-v8-remapping: not told', 'vitest-4-all-removed: not told'])
})

test('what holds of every pipeline is told only where nothing else is known', (t) => {
  const sharded = (tool: string) => between(built(tool, {}), built(tool, {}, 'sharded:4'), { metrics: [moved('coverage.lines', 80, 100)] })
  t.deepEqual(inShort(knownReasons(sharded('istanbul'))), ['one-run-and-merged-shards: agrees'])
  t.deepEqual(inShort(knownReasons(sharded('coverage.py'))), ['pytest-xdist-process-state: agrees'])
})

test('without a reference nothing is known', (t) => {
  t.deepEqual(knownReasons(evidence({ candidate: vitest4 })), [])
})
