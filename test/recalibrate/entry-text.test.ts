import test from 'ava'
import type { FrontMatter, FrontValue } from '../../src/model/recalibration.js'
import { approvedText, confirmation } from '../../src/recalibrate/approve.js'
import { entryDigest, plainProse, setDigest } from '../../src/recalibrate/digest.js'
import { entryText } from '../../src/recalibrate/entry-text.js'
import { parseFrontMatter } from '../../src/recalibrate/front-matter.js'
import { readYaml } from '../../src/read/yaml.js'
import { ADA, BOB, entry, frontOf, moves, parsed, problemsOf } from '../support/judging.js'
import { fc } from '../support/properties.js'

/** An entry as a team's repository may hold it for years. Neither this text nor its digest may ever change. */
const OLD = `---
id: 2026-11-23-unit-in-4-shards
title: 'Unit tests in 4 shards: café'
suite: unit
cause: instrument
author: Ada <ada@example.org>
changes:
  - kind: threshold
    key:
      suite: unit
      model: sharded:4
      metric: coverage.lines
      scope: project
      limit: min
    prev: "null"
    from: "null"
    to: "91.5"
    basis:
      suite: unit
      model: "*"
      metric: coverage.lines
      scope: project
      limit: min
  - kind: parts
    expected: "4"
evidence:
  candidate:
    values:
      coverage.lines project: 83/86
  models:
    - sharded:4
expires: 2027-05-01
approval:
  who: Bob <bob@example.org>
  when: 2026-11-24T09:30:00Z
  digest: v1:8e793a873584b708d6e16fe4db72278eb33a008f9b9c5fa0862e1a4e8401d039
---

The suite runs in four shards since Monday.

The same commit measured 83 of 86 lines both ways: naïve merging lost none.
`
const DIGEST = 'v1:8e793a873584b708d6e16fe4db72278eb33a008f9b9c5fa0862e1a4e8401d039'

test('an entry of years ago still has the digest it was approved with', (t) => {
  t.is(parsed(OLD).digest, DIGEST)
  t.deepEqual(parsed(OLD).approvals.map(({ digest }) => digest), [DIGEST])
})

test('an entry is read as its text says', (t) => {
  const { front: _front, ...read } = parsed(OLD, 'baselines/recalibrations/2026-11-23-unit-in-4-shards.md')
  t.deepEqual(read, {
    file: 'baselines/recalibrations/2026-11-23-unit-in-4-shards.md',
    id: '2026-11-23-unit-in-4-shards', title: 'Unit tests in 4 shards: café', suite: 'unit', cause: 'instrument', author: ADA,
    changes: [
      {
        kind: 'threshold', key: { suite: 'unit', model: 'sharded:4', metric: 'coverage.lines', scope: 'project', limit: 'min' }, prev: null, from: null, to: '91.5',
        basis: { suite: 'unit', model: '*', metric: 'coverage.lines', scope: 'project', limit: 'min' },
      },
      { kind: 'parts', fields: { expected: '4' } },
    ],
    evidence: { candidate: { values: { 'coverage.lines project': '83/86' } }, models: ['sharded:4'] },
    expires: '2027-05-01',
    renews: [],
    approvals: [{ who: BOB, when: '2026-11-24T09:30:00Z', digest: DIGEST, signature: null }],
    digest: DIGEST,
    prose: 'The suite runs in four shards since Monday.\n\nThe same commit measured 83 of 86 lines both ways: naïve merging lost none.',
  })
})

const approval = OLD.slice(OLD.indexOf('approval:'), OLD.indexOf('---\n\n'))
for (const [what, text] of [
  ['CR LF', OLD.replaceAll('\n', '\r\n')],
  ['decomposed characters', OLD.normalize('NFD')],
  ['blank lines at the end', `${OLD}\n\n \n\t\n`],
  ['no line feed at the end', OLD.trimEnd()],
  ['blank lines before the prose', OLD.replace('---\n\n', '---\n\n\n  \n')],
  ['no blank line before the prose', OLD.replace('---\n\n', '---\n')],
  ['a byte order mark', `\uFEFF${OLD}`],
  ['no approval', OLD.replace(approval, '')],
  ['no approval in the list', OLD.replace(approval, 'approval: []\n')],
  ['a list of approvals', OLD.replace(approval, `approval:\n  - who: a\n    when: 2026-11-24T09:30:00Z\n    digest: ${DIGEST}\n    signature: x\n  - who: b\n    when: 2026-11-25T09:30:00Z\n    digest: ${DIGEST}\n`)],
  ['another approval', OLD.replace('who: Bob', 'who: Eve')],
  ['other quotes', OLD.replace("'Unit tests in 4 shards: café'", '"Unit tests in 4 shards: caf\\u00e9"').replace('"null"', 'null').replace('2027-05-01', "'2027-05-01'")],
  ['settings in another order', OLD.replace('suite: unit\ncause: instrument\n', 'cause: instrument\nsuite: unit\n')],
  ['comments', OLD.replace('cause: instrument', '# why\ncause: instrument # indeed')],
] as const) {
  test(`${what} changes no digest`, (t) => {
    t.not(text, OLD)
    t.is(parsed(text).digest, DIGEST)
  })
}

for (const [what, from, to] of [
  ['another limit', 'to: "91.5"', 'to: "91.4"'],
  ['a limit in other words', 'expires: 2027-05-01', 'expires: 2027-05-02'],
  ['another title', 'café', 'cafe'],
  ['another author', 'author: Ada', 'author: Eve'],
  ['other evidence', '83/86', '84/86'],
  ['another change', 'expected: "4"', 'expected: "5"'],
  ['a change less', '  - kind: parts\n    expected: "4"\n', ''],
  ['an owner', 'suite: unit\ncause', 'suite: unit\nowner: Ada\ncause'],
  ['a word of the prose', 'Monday', 'Tuesday'],
  ['a space in the prose', 'since Monday', 'since  Monday'],
  ['a line break in the prose', 'four shards', 'four\nshards'],
] as const) {
  test(`${what} is another digest`, (t) => {
    t.true(OLD.includes(from))
    t.not(parsed(OLD.replace(from, to)).digest, DIGEST)
  })
}

test('keys that are spelled with decomposed characters are the same keys', (t) => {
  const composed = entryText(frontOf('2026-a', [], { evidence: { z: '1', é: '2', a: '3' } }), 'x')
  t.is(parsed(composed.normalize('NFD')).digest, parsed(composed).digest)
  t.not(composed.normalize('NFD'), composed)
})

// ---- what cannot be read

const FRONT = `---
id: 2026-11-23-a
title: a
suite: unit
cause: import
author: Ada
changes: []
---

Why.
`

for (const [what, text, expected] of [
  ['no front matter', 'Why.\n', ['1:1 expected front matter between two lines of `---`']],
  ['front matter that never ends', FRONT.replace(/---\n\nWhy/, '\nWhy'), ['1:1 expected front matter between two lines of `---`']],
  ['an empty file', '', ['1:1 expected front matter between two lines of `---`']],
  ['front matter that is a list', '---\n- a\n---\nWhy.\n', ['2:1 expected settings, one a line']],
  ['front matter that is blank', '---\n---\nWhy.\n', ['2:1 expected settings, one a line']],
  ['no reason', FRONT.replace('Why.', ' '), ['1:1 expected the reason in prose below the front matter']],
  ['a setting twice', FRONT.replace('title: a', 'title: a\ntitle: b'), ['4:1 Map keys must be unique']],
  ['an anchor', FRONT.replace('title: a', 'title: &a a'), ['3:11 an anchor (`&name`): write the value out']],
  ['a tag', FRONT.replace('title: a', 'title: !a a'), ['3:11 a tag (`!a`): only text, lists and maps are read']],
  ['settings nobody knows', FRONT.replace('title: a', 'title: a\nbeacuse: x\nnever: y'), ['4:1 beacuse: no such setting', '5:1 never: no such setting']],
  ['an id that is no file name', FRONT.replace('2026-11-23-a', '../a'), ['2:5 id: expected lower case letters, digits, `.` and `-`']],
  ['a cause nobody knows', FRONT.replace('import', 'because'), ['5:8 cause: expected one of import, instrument, noise, accepted-loss, tightening, quarantine, revert']],
  ['many mistakes', FRONT.replace('title: a', 'title:').replace('author: Ada\n', '').replace('changes: []', 'changes: none\nexpires: tomorrow'), [
    '2:1 author: expected an author', '3:7 title: expected a title, found nothing', '6:10 changes: expected a list of changes', '7:10 expires: expected a day such as 2026-11-23',
  ]],
  ['an approval without a digest', FRONT.replace('changes: []', 'changes: []\napproval: {who: a}'), ['8:11 approval: expected who, when and digest of the approval']],
] as const) {
  test(`${what} is refused at its place`, (t) => {
    t.deepEqual(problemsOf(text), expected)
  })
}

const change = (text: string): string[] => problemsOf(FRONT.replace('changes: []', `changes:\n  - ${text}`))
const KEY = 'key: {suite: unit, model: serial, metric: coverage.lines, scope: project, limit: min}'
const NONE = '"null"'

for (const [what, text, expected] of [
  ['no kind', '{}', ['8:5 changes.0.kind: expected a kind of threshold, native-config, scope, parts, quarantine, rebase, policy']],
  ['a kind nobody knows', '{kind: magic}', ['8:12 changes.0.kind: expected a kind of threshold, native-config, scope, parts, quarantine, rebase, policy']],
  ['a word', 'threshold', ['8:5 changes.0: expected a kind of threshold, native-config, scope, parts, quarantine, rebase, policy']],
  ['no key', `{kind: threshold, prev: null, from: null, to: "80"}`, ['8:5 changes.0.key: expected suite, model, metric, scope and limit']],
  ['a limit in long form', `{kind: threshold, ${KEY}, prev: ${NONE}, from: ${NONE}, to: "80.0"}`, ['8:142 changes.0.to: expected a decimal in its shortest form (80, 79.5)']],
  ['a limit that is none', `{kind: threshold, ${KEY}, prev: ${NONE}, from: ${NONE}, to: high}`, ['8:142 changes.0.to: expected a decimal in its shortest form (80, 79.5)']],
  ['a digest of another version', `{kind: threshold, ${KEY}, prev: v2:00, from: ${NONE}, to: "80"}`, ['8:116 changes.0.prev: expected a digest: v1: and 64 hex digits']],
  ['a metric nobody knows', `{kind: threshold, ${KEY.replace('coverage.lines', 'lines')}, prev: ${NONE}, from: ${NONE}, to: "80"}`, ['8:65 changes.0.key.metric: expected a metric such as coverage.lines or number.p95']],
  ['a limit nobody knows', `{kind: threshold, ${KEY.replace('min', 'least')}, prev: ${NONE}, from: ${NONE}, to: "80"}`, ['8:104 changes.0.key.limit: expected one of min, max, maxUncovered, maxDrop, maxRise, maxErosion']],
  ['a model nobody knows', `{kind: threshold, ${KEY.replace('serial', 'sharded:1')}, prev: ${NONE}, from: ${NONE}, to: "80"}`, ['8:49 changes.0.key.model: expected an execution model or a pattern such as sharded:*']],
  ['a number of tests in percentage points', `{kind: threshold, ${KEY.replace('coverage.lines', 'tests.executed').replace('min', 'maxDrop')}, prev: ${NONE}, from: ${NONE}, to: "80"}`, ['8:104 changes.0.key.limit: expected min, max or maxUncovered: tests are counted, they have no ratio']],
  ['half of a policy change', '{kind: policy, field: mode, from: enforce}', ['8:5 changes.0.to: expected a value']],
] as const) {
  test(`a change with ${what} is refused`, (t) => {
    t.deepEqual(change(text), expected)
  })
}

// ---- writing

test('approving adds one approval, and changes nothing that it covers', (t) => {
  const proposed = entry('2026-a', [moves('80')], { by: null })
  const once = parsed(approvedText(proposed, { who: ADA, when: '2026-11-23T09:30:00Z', digest: proposed.digest, signature: null }))
  const twice = parsed(approvedText(once, { who: BOB, when: '2026-11-24T09:30:00Z', digest: once.digest, signature: 'sig' }))
  t.deepEqual([once.digest, twice.digest], [proposed.digest, proposed.digest])
  t.deepEqual(twice.approvals.map(({ who, signature }) => [who, signature]), [[ADA, null], [BOB, 'sig']])
  t.is(confirmation('Ada', '2026-a'), 'I, Ada, approve 2026-a')
})

test('prose is kept without the blank lines around it', (t) => {
  for (const [prose, plain] of [['\n \n  a \n\n b \n \n', '  a \n\n b'], ['a\r\nb\r\n', 'a\nb'], ['', ''], [' \n\t\n', '']] as const) t.is(plainProse(prose), plain)
})

test('a long run of spaces costs no time', (t) => {
  const started = process.hrtime.bigint()
  t.is(plainProse(`a${' '.repeat(300_000)}b`).length, 300_002)
  t.true(process.hrtime.bigint() - started < 2_000_000_000n)
})

test('a set of recalibrations has one name, whatever their order', (t) => {
  t.is(setDigest(['b', 'a', 'b']), setDigest(['a', 'b']))
  t.not(setDigest(['a']), setDigest(['a', 'b']))
})

const HOSTILE = [
  '---', 'a\n---\nb', 'a: b', ': a', 'a:', '#', 'a # b', '# a', '- a', '? a', '"', "'", '"a"', "it's", '`', '@', '%', '&a', '*a', '!a', '!!str a', '|', '>', '|-\n a', '{a: b}', '[a]', '}', 'null', '~', 'yes', 'no', 'true',
  '1e3', '0x10', '80.0', '.5', '+1', '2026-11-23', '12:30', '<<', '=', '...', ' a', 'a ', 'a  b', 'a\tb', '\ta', 'a\\nb', 'é', 'e\u0301', '漢字', '🎴', '\u2028', '\u0085', '\u00a0', '\ufeff', 'a\rb', 'a\r', '\u0000', '\u001b[31m', '\u007f', '\n', '\n\n', ' \n ', 'a\n b\n  c',
  'x'.repeat(5_000), `${'word '.repeat(400)}: end`,
]
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(':', ' ', '#', '-', '\n', '"', "'", '\\', '|', '>', 'a', '\t', '&', '*', '!', '%', '{', ']', ',', '?', '\r', '\u2028'), { maxLength: 12 }).map((parts) => parts.join('')),
).map((one) => one.normalize('NFC'))
const named = text.filter((one) => one !== '' && one !== '__proto__')
const value: fc.Arbitrary<FrontValue> = fc.letrec<{ value: FrontValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, text, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(named, tie('value'), { maxKeys: 3 })),
})).value

test('an entry is the same after it was written and read, whatever stands in it', (t) => {
  fc.assert(fc.property(named, named, text.filter((one) => plainProse(one) !== ''), fc.dictionary(named, value, { maxKeys: 4 }), fc.array(value, { maxLength: 2 }), (title, author, prose, evidence, fields) => {
    const front: FrontMatter = { id: '2026-a', title, suite: 'unit', cause: 'import', author, changes: fields.map((field) => ({ kind: 'scope', field })), evidence }
    const written = entryText(front, prose)
    const read = parsed(written)
    t.deepEqual(read.front, front)
    t.is(read.prose, plainProse(prose))
    t.deepEqual([read.title, read.author, read.evidence], [title, author, evidence])
    t.is(read.digest, entryDigest(front, prose))
    t.is(entryText(read.front, read.prose), written)
  }), { numRuns: 1500 })
})

test('a value that is used twice is written out twice', (t) => {
  const key = { suite: 'unit', list: ['a'] }
  const written = entryText(frontOf('2026-a', [], { evidence: { one: key, two: key } }), 'x')
  t.deepEqual(parsed(written).evidence, { one: key, two: key })
})

test('front matter ends where it says, whatever the text behind it', (t) => {
  fc.assert(fc.property(fc.array(fc.constantFrom('---', 'title: b', '', ' ---', '--- ', 'x'), { maxLength: 8 }), (lines) => {
    const read = parseFrontMatter(entryText({ title: 'a' }, `x\n${lines.join('\n')}\nx`), readYaml)
    t.true(read.ok)
    if (read.ok) t.deepEqual([read.front, read.prose.trim()], [{ title: 'a' }, `x\n${lines.join('\n')}\nx`])
  }))
})
