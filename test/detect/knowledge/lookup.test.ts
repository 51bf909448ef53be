import test from 'ava'
import { agrees, predictionsOf, type Observed } from '../../../src/detect/knowledge/agreement.js'
import { TOOL_FACTS } from '../../../src/detect/knowledge/index.js'
import { knownChanges, type Sense } from '../../../src/detect/knowledge/match.js'
import { observedOf } from '../../../src/detect/knowledge/observed.js'
import type { Merged } from '../../../src/merge/index.js'
import { NO_CHANGES } from '../../../src/model/changes.js'
import type { Fields, Fingerprint } from '../../../src/model/fingerprint.js'
import type { Agreement } from '../../../src/model/known-reason.js'
import { metricOutcome, touching } from '../../support/judging.js'
import { fixturePart, mergeParts } from '../../support/parts.js'

// Fingerprints and values are those of real reports: the fixtures, with the tools that wrote them.

interface Run {
  readonly tools?: Fields
  readonly runner?: Fields
  readonly recorded?: Fields
  readonly model?: string
}

function merged(runs: readonly string[], { tools = {}, runner = {}, recorded = {}, model }: Run = {}): Merged {
  const parts = runs.map((run, index) => fixturePart(run, index + 1, runs.length, { environment: { tools, suspect: { os: 'linux', ...runner }, recorded, options: {} } }))
  return mergeParts(parts, model === undefined ? {} : { model })
}

const shards = (tool: string): readonly string[] => [1, 2, 3].map((index) => `${tool}/shards/${index}`)

function found(from: Fingerprint, to: Fingerprint): readonly (readonly [string, Sense])[] {
  return knownChanges(from, to, TOOL_FACTS).map(({ fact, sense }) => [fact.id, sense])
}

function observed(from: Merged, to: Merged): readonly Observed[] {
  return observedOf(from.values.map(({ metric, value }) => metricOutcome([], {
    metric, reference: value, candidate: to.values.find((one) => one.metric === metric)?.value ?? { kind: 'none', why: { reason: 'not-measured' } },
  })), NO_CHANGES)
}

/** What the numbers of two builds say to a fact that is known of the change between them. */
function data(id: string, from: Merged, to: Merged): Agreement {
  const known = knownChanges(from.fingerprint, to.fingerprint, TOOL_FACTS).find(({ fact }) => fact.id === id)
  if (!known) throw new Error(`${id} was not found`)
  return agrees(predictionsOf(known.fact.moves, known.sense), observed(from, to))
}

const VITEST_3 = merged(['vitest3-v8/serial'], { model: 'serial', tools: { vitest: '3.2.4', '@vitest/coverage-v8': '3.2.4' } })
const VITEST_4 = merged(['vitest-v8/serial'], { model: 'serial', tools: { vitest: '4.0.1', '@vitest/coverage-v8': '4.0.1' } })

test('vitest 3.2.4 -> 4.0.1 is the remapping of V8 coverage, and the reports of both agree', (t) => {
  const known = found(VITEST_3.fingerprint, VITEST_4.fingerprint)
  t.deepEqual(known.slice(0, 2), [['vitest-3-to-4-v8-remapping', 'forward'], ['vitest-4-all-removed', 'forward']])
  t.is(data('vitest-3-to-4-v8-remapping', VITEST_3, VITEST_4), 'agrees')
})

test('the way back is the same fact backward, and its prediction turns', (t) => {
  t.deepEqual(found(VITEST_4.fingerprint, VITEST_3.fingerprint)[0], ['vitest-3-to-4-v8-remapping', 'backward'])
  t.is(data('vitest-3-to-4-v8-remapping', VITEST_4, VITEST_3), 'agrees')
})

test('vitest 4 with the istanbul provider remaps nothing', (t) => {
  const istanbul = (version: string): Fingerprint => merged(['vitest-istanbul/serial'], { tools: { vitest: version, '@vitest/coverage-istanbul': version } }).fingerprint
  t.deepEqual(found(istanbul('3.2.4'), istanbul('4.0.1')), [['vitest-4-all-removed', 'forward']])
  t.deepEqual(found(istanbul('4.0.1'), istanbul('4.1.0')), [])
})

test('serial -> two workers of pytest is the state of one process, and the reports agree', (t) => {
  const serial = merged(['pytest-cov/serial'], { model: 'serial' })
  const workers = merged(['pytest-cov/n2'], { model: 'parallel:2' })
  t.is(found(serial.fingerprint, workers.fingerprint)[0]?.[0], 'pytest-xdist-process-state')
  t.is(data('pytest-xdist-process-state', serial, workers), 'agrees')
  t.is(data('pytest-xdist-process-state', workers, serial), 'agrees')
})

test('numbers that stood still say nothing, and those that moved the other way disagree', (t) => {
  const serial = merged(['pytest-cov/serial'], { model: 'serial' })
  t.is(data('pytest-xdist-process-state', serial, merged(['pytest-cov/serial'], { model: 'parallel:2' })), 'not told')
  const worse = merged(['pytest-cov/n2'], { model: 'serial' })
  t.is(data('pytest-xdist-process-state', worse, merged(['pytest-cov/serial'], { model: 'parallel:2' })), 'disagrees')
})

test('pytest-cov 6 -> 7 is about child processes', (t) => {
  const run = (version: string): Fingerprint => merged(['pytest-cov/serial'], { tools: { 'pytest-cov': version, pytest: '8.4.0' } }).fingerprint
  t.deepEqual(found(run('6.2.1'), run('7.0.0')), [['pytest-cov-7-subprocesses', 'forward']])
  t.deepEqual(found(run('7.0.0'), run('7.1.0')), [])
})

test('coverage run without pytest-cov comes before what is known of every parallel pytest', (t) => {
  const run = (model: string, tools: Fields): Fingerprint => merged(['pytest-cov/serial'], { model, tools }).fingerprint
  const bare = { 'pytest-xdist': '3.8.0' }
  t.deepEqual(found(run('serial', bare), run('parallel:auto', bare)).slice(0, 2).map(([id]) => id), ['coverage-run-does-not-see-xdist-workers', 'pytest-xdist-process-state'])
  const plugin = { ...bare, 'pytest-cov': '6.0.0' }
  t.false(found(run('serial', plugin), run('parallel:auto', plugin)).some(([id]) => id === 'coverage-run-does-not-see-xdist-workers'))
})

test('c8 from one run to shards: branches depend on the run, and lines are counted alike', (t) => {
  const serial = merged(['c8/serial'], { model: 'serial', tools: { c8: '11.0.0' } })
  const sharded = merged(shards('c8'), { tools: { c8: '11.0.0' } })
  t.true(found(serial.fingerprint, sharded.fingerprint).slice(0, 2).some(([id]) => id === 'v8-branches-depend-on-the-run'))
  t.not(data('v8-branches-depend-on-the-run', serial, sharded), 'disagrees')
})

test('Go 1.21 -> 1.22 counts packages without tests, and another release is only another release', (t) => {
  const run = (go: string): Fingerprint => merged(['nyc-mocha/serial'], { runner: { go: go.split('.').slice(0, 2).join('.') }, recorded: { 'go version': go } }).fingerprint
  t.deepEqual(found(run('1.21.5'), run('1.22.1')).map(([id]) => id), ['go-1-22-untested-packages', 'go-release-cuts-other-blocks'])
  t.deepEqual(found(run('1.22.1'), run('1.24.0')).map(([id]) => id), ['go-release-cuts-other-blocks'])
})

test('istanbul-lib-coverage 3.2.0 -> 3.2.2 passes 3.2.1', (t) => {
  const run = (version: string): Fingerprint => merged(shards('nyc-mocha'), { tools: { 'istanbul-lib-coverage': version, nyc: '18.0.0' } }).fingerprint
  t.deepEqual(found(run('3.2.0'), run('3.2.2')), [['istanbul-lib-coverage-3-2-1-merge', 'forward']])
  t.deepEqual(found(run('3.2.1'), run('3.2.2')), [])
})

test('a tight time limit of Stryker kills by time, and the reports agree', (t) => {
  const usual = merged(['stryker/concurrency-1'], { model: 'serial' })
  const tight = merged(['stryker/tight-timeout'], { model: 'serial' })
  t.is(found(usual.fingerprint, tight.fingerprint)[0]?.[0], 'mutants-that-time-out-count-as-killed')
  t.is(data('mutants-that-time-out-count-as-killed', usual, tight), 'agrees')
})

test('another runner with fewer processors is looked up, and is the least specific', (t) => {
  const run = (cpus: string, jest: string): Fingerprint => merged(['jest-babel/serial'], { tools: { jest }, recorded: { cpus } }).fingerprint
  const known = found(run('4', '30.3.0'), run('2', '30.5.2'))
  t.deepEqual(known.slice(0, 2).map(([id]) => id), ['jest-30-4-global-threshold', 'jest-30-4-projects-coverage'])
  t.deepEqual(known.at(-1), ['workers-follow-the-processors', 'backward'])
})

test('nothing is known of two equal fingerprints, nor of tools that nobody names', (t) => {
  t.deepEqual(found(VITEST_3.fingerprint, VITEST_3.fingerprint), [])
  const other = (version: string): Fingerprint => merged(['nyc-mocha/serial'], { tools: { typescript: version } }).fingerprint
  t.deepEqual(found(other('5.8.0'), other('5.9.0')), [])
})

// ---- agreement

test('what code may have moved tells no direction; what it cannot have moved does', (t) => {
  const outcome = (causes: readonly ('code' | 'instrument')[]) => metricOutcome([], {
    attribution: { kind: 'shares', groups: [{ causes, flow: { lost: 5, gained: 0, enteredCovered: 0, enteredUncovered: 0, leftCovered: 0, leftUncovered: 0 } }], shares: {} },
  })
  t.deepEqual(observedOf([outcome(['instrument'])], touching('source')), [{ metric: 'coverage.lines', ratio: -1, counted: 0 }])
  t.deepEqual(observedOf([outcome(['code'])], touching('source')), [{ metric: 'coverage.lines', ratio: 0, counted: 0 }])
  t.deepEqual(observedOf([outcome(['code', 'instrument'])], touching('source')), [{ metric: 'coverage.lines', ratio: null, counted: 0 }])
})

test('without attribution the values tell, unless code changed', (t) => {
  t.deepEqual(observedOf([metricOutcome([])], NO_CHANGES), [{ metric: 'coverage.lines', ratio: -1, counted: 0 }])
  t.deepEqual(observedOf([metricOutcome([])], touching('source')), [])
})

const SIGNS = [-1, 0, 1, null] as const
const DIRECTIONS = ['up', 'down', 'either', 'none'] as const

test('every direction against every move', (t) => {
  const table = Object.fromEntries(DIRECTIONS.map((ratio) => [ratio, SIGNS.map((sign) =>
    agrees([{ metrics: ['coverage.lines'], ratio, counted: 'either' }], [{ metric: 'coverage.lines', ratio: sign, counted: 0 }]))]))
  t.deepEqual(table, {
    up: ['disagrees', 'not told', 'agrees', 'not told'],
    down: ['agrees', 'not told', 'disagrees', 'not told'],
    either: ['not told', 'not told', 'not told', 'not told'],
    none: ['disagrees', 'not told', 'disagrees', 'not told'],
  })
})

test('predictions turned twice are what they were, and a change sideways tells no direction', (t) => {
  for (const { moves } of TOOL_FACTS) {
    t.deepEqual(predictionsOf(predictionsOf(moves, 'backward'), 'backward'), moves)
    t.true(predictionsOf(moves, 'sideways').every(({ ratio, counted }) => ['either', 'none'].includes(ratio) && ['either', 'none'].includes(counted)))
  }
})
