import test from 'ava'
import { newTimeouts } from '../../src/attribute/timeouts.js'
import type { ContentChange } from '../../src/attribute/flow.js'
import { MUTANT_STATUSES, type MutantStatus } from '../../src/model/element.js'
import type { FileDetail } from '../../src/model/measurement.js'
import { fileOf, listed } from '../support/measurement.js'

const KEYS = ['1:0-1:9 BooleanLiteral "true"', '2:0-2:9 BooleanLiteral "true"', '3:0-3:9 BooleanLiteral "true"']
const file = (...statuses: readonly MutantStatus[]): FileDetail =>
  fileOf('src/a.ts', { mutant: listed(KEYS.slice(0, statuses.length).join('\n'), ...statuses.map((status) => MUTANT_STATUSES.indexOf(status))) })
const timeouts = (before: FileDetail | undefined, after: FileDetail, change: ContentChange = { kind: 'same' }, ...repeats: readonly FileDetail[]) =>
  newTimeouts([{ path: 'src/a.ts', paths: ['src/a.ts'], before, after, change }], repeats.map((one) => [one]))

test('a mutant that times out and was not detected before is in doubt', (t) => {
  t.is(timeouts(file('Survived', 'NoCoverage'), file('Timeout', 'Timeout')), 2)
  t.is(timeouts(undefined, file('Timeout'), { kind: 'new' }), 1)
  t.is(timeouts(file('Ignored'), file('Timeout')), 1)
})

test('one that was detected before is not', (t) => {
  t.is(timeouts(file('Killed', 'Timeout', 'Killed'), file('Timeout', 'Timeout', 'Killed')), 0)
})

test('one that moved with the text is the mutant it was', (t) => {
  t.is(timeouts(file('Killed'), fileOf('src/a.ts', { mutant: listed(KEYS[1] ?? '', MUTANT_STATUSES.indexOf('Timeout')) }), { kind: 'changed', hunks: [{ from: 0, removed: 0, to: 1, added: 1 }] }), 0)
})

test('one that another run of the same content detected is not in doubt either', (t) => {
  t.is(timeouts(file('Survived'), file('Timeout'), { kind: 'same' }, file('Survived')), 1)
  t.is(timeouts(file('Survived'), file('Timeout'), { kind: 'same' }, file('Survived'), file('Timeout')), 0)
  t.is(timeouts(file('Survived'), file('Timeout'), { kind: 'same' }, file('Killed')), 0)
})
