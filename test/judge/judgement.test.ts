import test from 'ava'
import { judgementOf, type Gathered } from '../../src/commands/steps/judgement.js'
import { EMPTY_REGISTER } from '../../src/model/register.js'
import type { Measurement } from '../../src/model/measurement.js'
import { count } from '../../src/model/value.js'
import { deepFreeze } from '../support/generate.js'
import { entry, lines, moves, POLICY, policyOf, referenceTo, threshold, touching } from '../support/judging.js'
import { fileOfLines } from '../support/measurement.js'
import { NO_CHANGES } from '../../src/model/changes.js'

const set = entry('2026-1', [moves('80', { model: 'serial' })])
const limit = threshold('80', { model: 'serial' }, set.digest)
const before = fileOfLines('src/a.js', ...Array.from({ length: 100 }, (_, line) => (line < 90 ? 1 : 0)))
const after = fileOfLines('src/a.js', ...Array.from({ length: 100 }, (_, line) => (line < 75 ? 1 : 0)))
const at = (covered: number, of: Partial<Measurement> = {}): Measurement => lines(covered, 100, of)

function gathered(changes: Partial<Gathered> = {}): Gathered {
  return {
    policy: policyOf(`${POLICY}maxErosion: 'off'\n`), candidate: at(75), base: { standing: 'pull-request', branch: 'main', commit: 'b'.repeat(40), how: 'parent' },
    ledger: { thresholds: [limit], entries: [set], problems: [], mode: 'enforce', digests: () => [set.digest] }, limits: [limit],
    compared: { reference: referenceTo(at(90)), noReference: null, historyEnded: null, baseline: null, order: null },
    files: {
      known: true, compared: 1, equal: false, differing: ['src/a.js'], gone: [], measured: new Set(['src/a.js']), reference: [before], candidate: [after],
      tests: { missing: [], added: [] }, diff: null, repeats: [],
    },
    carried: [], anchors: { accepted: null, first: null }, changes: { author: touching('source'), baseMoved: NO_CHANGES }, differences: [],
    missing: { files: [], tests: [], measures: [] }, register: EMPTY_REGISTER, cells: { oldOnNew: null, repeated: false }, repeats: [], overrides: [], unreached: new Set(),
    overdue: [], unfetched: false, now: '2026-11-23T10:00:00Z', ...changes,
  }
}

const told = (changes: Partial<Gathered> = {}): readonly [string, readonly string[]] => {
  const { verdict, metrics } = judgementOf(gathered(changes))
  return [verdict, metrics.flatMap(({ limits }) => limits.flatMap(({ causes }) => causes))]
}

test('the judge is a function of what was gathered: the same record gives the same judgement, and is left as it was', (t) => {
  const record = deepFreeze(gathered())
  t.deepEqual(judgementOf(record), judgementOf(record))
  t.deepEqual(judgementOf(gathered()), judgementOf(record))
})

test('each thing that is gathered can move the verdict', (t) => {
  t.deepEqual(told(), ['regression', ['code']])
  t.deepEqual(told({ changes: { author: NO_CHANGES, baseMoved: NO_CHANGES } }), ['undetermined', ['unexplained']])
  t.deepEqual(told({ changes: { author: touching('source', 'pipeline'), baseMoved: NO_CHANGES } }), ['undetermined', ['code', 'instrument']])
  t.deepEqual(told({ changes: { author: touching('pipeline'), baseMoved: NO_CHANGES } }), ['false-failure', ['instrument']])
  t.deepEqual(told({ unreached: new Set(['src/a.js']) }), ['undetermined', ['code', 'unexplained']])
  t.deepEqual(told({ unreached: new Set(['src/a.js']), cells: { oldOnNew: null, repeated: true } }), ['regression', ['code']])
  t.deepEqual(told({ limits: [] })[0], 'recalibration-required')
  t.deepEqual(told({ missing: { files: ['src/b.js'], tests: [], measures: [] } })[0], 'incomplete')
  t.deepEqual(told({ candidate: at(85), files: { ...gathered().files, candidate: [fileOfLines('src/a.js', ...Array.from({ length: 100 }, (_, line) => (line < 85 ? 1 : 0)))] } })[0], 'pass')
})

test('what the register knows to flip by itself, or a quarantine names, is nobody\'s where nothing changed', (t) => {
  const flapping = Array.from({ length: 15 }, (_, index) => ({ path: 'src/a.js', blob: before.blob ?? '', kind: 'line' as const, key: String(76 + index), flips: 1, runs: 2, last: 'm_1', block: 1 }))
  t.deepEqual(told({ changes: { author: NO_CHANGES, baseMoved: NO_CHANGES }, register: { flapping, quarantined: [] } }), ['false-failure', ['noise']])
  t.deepEqual(told({ register: { flapping, quarantined: [] } }), ['undetermined', ['code', 'noise']])
  t.deepEqual(told({ register: { flapping: [], quarantined: [{ path: 'src/a.js', lines: { from: 70, to: 95 }, entry: 'e', expires: '2026-12-31' }] } }), ['false-failure', ['noise']])
})

test('a run of the old pipeline on the new content settles what two runs leave open', (t) => {
  const changes = { author: touching('source', 'pipeline'), baseMoved: NO_CHANGES }
  const cell = (covered: number): Gathered['cells'] => ({
    repeated: false,
    oldOnNew: { measurement: at(covered, { tree: 'c'.repeat(40) }), files: { ...gathered().files, candidate: [fileOfLines('src/a.js', ...Array.from({ length: 100 }, (_, line) => (line < covered ? 1 : 0)))] } },
  })
  t.is(told({ changes, cells: cell(88) })[0], 'false-failure')
  t.is(told({ changes, cells: cell(75) })[0], 'regression')
  t.deepEqual(judgementOf(gathered({ changes, cells: cell(75) })).metrics[0]?.candidate, count(75, 100))
})
