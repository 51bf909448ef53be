import test from 'ava'
import { readYaml } from '../../src/read/yaml.js'
import { isInForce, overrideText, parseOverride, untilHours } from '../../src/recalibrate/override-text.js'
import { ADA } from '../support/judging.js'

const FILE = 'baselines/overrides/2026-11-24-hotfix.md'
const WRITTEN = { suite: 'unit', branch: 'main', kinds: ['regression'], ticket: 'OPS-1', author: ADA, from: '2026-11-24T10:00:00Z', until: '2026-11-25T10:00:00Z', reason: 'The shop is down.' }
const TEXT = overrideText(WRITTEN)

const problems = (text: string): string[] => {
  const reading = parseOverride(FILE, text, readYaml)
  return reading.ok ? [] : reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

test('an override is read as it was written', (t) => {
  t.deepEqual(parseOverride(FILE, TEXT, readYaml), { ok: true, override: { file: FILE, ...WRITTEN } })
  t.deepEqual(parseOverride(FILE, TEXT.replaceAll('\n', '\r\n'), readYaml), parseOverride(FILE, TEXT, readYaml))
})

for (const [what, from, to, expected] of [
  ['more than a day', 'until: 2026-11-25T10:00:00Z', 'until: 2026-11-25T10:00:01Z', '9:8 until: expected at most 24 hours after from'],
  ['no time at all', 'until: 2026-11-25T10:00:00Z', 'until: 2026-11-24T10:00:00Z', '9:8 until: expected at most 24 hours after from'],
  ['an end before its beginning', 'until: 2026-11-25', 'until: 2026-11-23', '9:8 until: expected at most 24 hours after from'],
  ['a day that does not exist', 'from: 2026-11-24', 'from: 2026-13-24', '9:8 until: expected at most 24 hours after from'],
  ['a local time', 'until: 2026-11-25T10:00:00Z', 'until: 2026-11-25T10:00:00+01:00', '9:8 until: expected a time such as 2026-11-23T09:30:00Z'],
  ['no finding', 'kinds:\n  - regression', 'kinds: []', '4:8 kinds: expected at least one finding to let through'],
  ['no ticket', 'ticket: OPS-1\n', '', '2:1 ticket: expected a ticket'],
  ['no reason', 'The shop is down.', '', '1:1 expected the reason in prose below the front matter'],
  ['a setting nobody knows', 'ticket: OPS-1', 'ticket: OPS-1\nforever: true', '7:1 forever: no such setting'],
] as const) {
  test(`an override with ${what} is refused at its place`, (t) => {
    t.true(TEXT.includes(from))
    t.deepEqual(problems(TEXT.replace(from, to)), [expected])
  })
}

test('an override holds for its suite and branch, from its first second to its last', (t) => {
  const override = { file: FILE, ...WRITTEN }
  const of = (changes: object) => isInForce(override, { suite: 'unit', branch: 'main', now: '2026-11-24T12:00:00Z', ...changes })
  t.true(of({}))
  t.true(of({ now: WRITTEN.from }))
  t.true(of({ now: WRITTEN.until }))
  t.false(of({ now: '2026-11-24T09:59:59Z' }))
  t.false(of({ now: '2026-11-25T10:00:01Z' }))
  t.false(of({ suite: 'e2e' }))
  t.false(of({ branch: 'next' }))
  t.false(of({ branch: null }))
})

test('a day has 24 hours', (t) => {
  t.is(untilHours('2026-12-31T23:00:00Z', 24), '2027-01-01T23:00:00Z')
  t.deepEqual(problems(overrideText({ ...WRITTEN, until: untilHours(WRITTEN.from, 24) })), [])
})
