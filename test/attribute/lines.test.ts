import test from 'ava'
import { isTouched, lineAfter, reversed } from '../../src/attribute/lines.js'
import { keyWith, spanOf } from '../../src/attribute/places.js'
import type { Hunk } from '../../src/model/diff.js'
import { fc } from '../support/properties.js'

/** Stretches of a text: kept lines, or removed ones that gave way to others. */
const edits = fc.array(fc.record({ keep: fc.integer({ min: 1, max: 4 }), removed: fc.nat(3), added: fc.nat(3) }).filter(({ removed, added }) => removed + added > 0), { maxLength: 6 })

interface Texts {
  readonly older: readonly string[]
  readonly newer: readonly string[]
  readonly hunks: readonly Hunk[]
}

/** Two texts in which every line has a name of its own, and the hunks between them. */
function textsOf(parts: readonly { readonly keep: number; readonly removed: number; readonly added: number }[]): Texts {
  const [older, newer, hunks]: [string[], string[], Hunk[]] = [['first'], ['first'], []]
  parts.forEach(({ keep, removed, added }, part) => {
    hunks.push({ from: older.length + (removed > 0 ? 1 : 0), removed, to: newer.length + (added > 0 ? 1 : 0), added })
    for (let at = 0; at < removed; at += 1) older.push(`old ${part} ${at}`)
    for (let at = 0; at < added; at += 1) newer.push(`new ${part} ${at}`)
    for (let at = 0; at < keep; at += 1) {
      older.push(`kept ${part} ${at}`)
      newer.push(`kept ${part} ${at}`)
    }
  })
  return { older, newer, hunks }
}

test('a line that was kept is found under its new number, and one that was removed under none', (t) => {
  fc.assert(fc.property(edits, (parts) => {
    const { older, newer, hunks } = textsOf(parts)
    older.forEach((text, index) => {
      const after = lineAfter(hunks, index + 1)
      t.is(after === undefined ? undefined : newer[after - 1], text.startsWith('old') ? undefined : text)
    })
    newer.forEach((text, index) => {
      const before = lineAfter(reversed(hunks), index + 1)
      t.is(before === undefined ? undefined : older[before - 1], text.startsWith('new') ? undefined : text)
    })
  }))
})

test('a line is touched when it was removed, or others were put right beside it', (t) => {
  const removal: readonly Hunk[] = [{ from: 3, removed: 2, to: 2, added: 0 }]
  t.deepEqual([2, 3, 4, 5].map((line) => isTouched(removal, line, line)), [false, true, true, false])
  const insertion: readonly Hunk[] = [{ from: 3, removed: 0, to: 4, added: 2 }]
  t.deepEqual([2, 3, 4, 5].map((line) => isTouched(insertion, line, line)), [false, true, true, false])
  t.true(isTouched(insertion, 1, 9), 'what spans it is touched')
})

const moved = (line: number): number | undefined => (line === 99 ? undefined : line + 10)

for (const [kind, key, expected, span] of [
  ['line', '5', '15', [5, 5]],
  ['line', '5#1', '15#1', [5, 5]],
  ['statement', '5:2-7:9', '15:2-17:9', [5, 7]],
  ['statement', '5:0-5:?', '15:0-15:?', [5, 5]],
  ['function', '5:2-7:9#2', '15:2-17:9#2', [5, 7]],
  ['branch', '5:2-7:9 if 1 6:4-6:9', '15:2-17:9 if 1 16:4-16:9', [5, 7]],
  ['branch', '5:2-7:9 if 1 ?:?-?:?', '15:2-17:9 if 1 ?:?-?:?', [5, 7]],
  ['branch', '5>7', '15>17', [5, 5]],
  ['branch', '5>-3', '15>-13', [5, 5]],
  ['mutant', '5:2-5:9 BooleanLiteral "5:2-5:9"', '15:2-15:9 BooleanLiteral "5:2-5:9"', [5, 5]],
] as const) {
  test(`the ${kind} ${key} on other lines is ${expected}`, (t) => {
    t.is(keyWith(kind, key, moved), expected)
    t.deepEqual(spanOf(kind, key), { start: span[0], end: span[1] })
    t.is(keyWith(kind, key.replace(/^\d+/, '99'), moved), undefined, 'its line is gone')
    t.is(keyWith(kind, key, (line) => line), key)
  })
}

test('tests, and elements whose tool says no place, keep their keys', (t) => {
  t.is(keyWith('test', '"5:2-7:9"', moved), '"5:2-7:9"')
  t.is(spanOf('test', '5'), undefined)
  t.is(keyWith('statement', '?:?-?:?', moved), '?:?-?:?')
  t.is(spanOf('statement', '?:?-?:?'), undefined)
})
