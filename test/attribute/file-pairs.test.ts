import test from 'ava'
import { EMPTY_REGISTER } from '../../src/model/register.js'
import { attribute, type CauseEvidence } from '../../src/attribute/index.js'
import { filePairs } from '../../src/attribute/file-pairs.js'
import { NO_CHANGES } from '../../src/model/changes.js'
import { treeDiff, type FileDiff } from '../../src/model/diff.js'
import type { FileDetail } from '../../src/model/measurement.js'
import { flow, lines } from '../support/judging.js'
import { fileOf, fileOfLines, listed } from '../support/measurement.js'

const lined = (path: string, blob: string | null, ...states: readonly number[]): FileDetail => ({ ...fileOfLines(path, ...states), blob })
const changed = (path: string, ...hunks: NonNullable<FileDiff['hunks']>): FileDiff => ({ before: path, after: path, hunks })
const kinds = (referenceFiles: readonly FileDetail[], candidateFiles: readonly FileDetail[], ...diff: readonly FileDiff[]) =>
  filePairs({ referenceFiles, candidateFiles, diff: treeDiff(diff) }).map(({ path, change }) => `${path} ${change.kind}`)

test('what became of a file is told by its content, and then by the diff', (t) => {
  t.deepEqual(kinds([lined('a', '1', 1)], [lined('a', '1', 0)]), ['a same'])
  t.deepEqual(kinds([lined('a', '1', 1)], [lined('a', '2', 0)], changed('a')), ['a changed'])
  t.deepEqual(kinds([], [lined('a', '1', 1)], { before: null, after: 'a', hunks: [] }), ['a new'])
  t.deepEqual(kinds([lined('a', '1', 1)], [], { before: 'a', after: null, hunks: [] }), ['a gone'])
  t.deepEqual(kinds([lined('a', '1', 1)], []), ['a same'], 'it is there, and was not measured')
  t.deepEqual(kinds([lined('a', '1', 1)], [lined('a', '2', 1)], { before: 'a', after: 'a', hunks: null }), ['a unknown'])
  t.deepEqual(kinds([lined('a', '1', 1)], [lined('a', '2', 1)]), ['a unknown'], 'git tells of no difference')
  t.deepEqual(kinds([lined('a', null, 1)], [lined('a', null, 1)], changed('a')), ['a unknown'], 'git does not track it')
  t.deepEqual(filePairs({ referenceFiles: [lined('a', '1', 1)], candidateFiles: [lined('a', '2', 1)], diff: null })[0]?.change, { kind: 'unknown' })
})

test('a renamed file is compared with itself, also where another took its name', (t) => {
  const pairs = filePairs({
    referenceFiles: [lined('a', '1', 1), lined('b', '2', 1)], candidateFiles: [lined('a', '3', 1), lined('c', '1', 1)],
    diff: treeDiff([{ before: 'a', after: 'c', hunks: [] }, { before: null, after: 'a', hunks: [] }, { before: 'b', after: null, hunks: [] }]),
  })
  t.deepEqual(pairs.map(({ before, after, change }) => `${before?.path ?? '-'} ${after?.path ?? '-'} ${change.kind}`), ['a c same', '- a new', 'b - gone'])
})

// ---- from the diff to the groups

const EVIDENCE: CauseEvidence = {
  author: { known: true, paths: { source: ['src/a.ts'], test: [], dependency: [], build: [], 'tool-config': [], pipeline: [], docs: [], decisions: [] } },
  baseMoved: NO_CHANGES, differences: [], modelDiffers: true, partsMissing: false, unreached: new Set(),
}
const istanbul = { fingerprint: { model: 'serial', instruments: { coverage: { identity: { tool: 'istanbul' }, suspect: {}, recorded: {} } } } }

function groups(before: readonly FileDetail[], after: readonly FileDetail[], counts: readonly [readonly [number, number], readonly [number, number]], ...diff: readonly FileDiff[]) {
  const { attribution } = attribute('coverage.lines', { name: 'project', holds: () => true }, {
    reference: lines(...counts[0], istanbul), candidate: lines(...counts[1], istanbul), referenceFiles: before, candidateFiles: after, diff: treeDiff(diff), repeats: [], register: EMPTY_REGISTER,
  }, EVIDENCE)
  return attribution.kind === 'shares' ? attribution.groups : attribution
}

test('lines the author added are code, though the ruler moved; what flipped elsewhere may be either', (t) => {
  const before = [lined('src/a.ts', '1', 1, 1, 1), lined('src/b.ts', '9', 1, 1)]
  const after = [lined('src/a.ts', '2', 1, 0, 0, 1, 1), lined('src/b.ts', '9', 1, 0)]
  t.deepEqual(groups(before, after, [[90, 100], [89, 102]], changed('src/a.ts', { from: 1, removed: 0, to: 2, added: 2 })), [
    { causes: ['code'], flow: flow({ enteredUncovered: 2 }) },
    { causes: ['code', 'instrument'], flow: flow({ lost: 1 }) },
  ])
})

test('lines that moved down with the text are the lines they were', (t) => {
  const before = [lined('src/a.ts', '1', 1, 0, 1)]
  const after = [lined('src/a.ts', '2', 1, 1, 1, 0, 1)]
  t.deepEqual(groups(before, after, [[90, 100], [92, 102]], changed('src/a.ts', { from: 0, removed: 0, to: 1, added: 2 })), [{ causes: ['code'], flow: flow({ enteredCovered: 2 }) }])
})

test('elements that appear in a file of one content are the instrument\'s', (t) => {
  const before = [lined('src/b.ts', '9', 1)]
  const after = [fileOf('src/b.ts', { line: listed('1\n2\n3', 1, 0, 0) }, '9')]
  t.deepEqual(groups(before, after, [[90, 100], [90, 102]]), [{ causes: ['instrument'], flow: flow({ enteredUncovered: 2 }) }])
})

test('a file the author took away took its lines with it', (t) => {
  t.deepEqual(groups([lined('src/a.ts', '1', 1, 0)], [], [[90, 100], [89, 98]], { before: 'src/a.ts', after: null, hunks: [{ from: 1, removed: 2, to: 0, added: 0 }] }),
    [{ causes: ['code'], flow: flow({ leftCovered: 1, leftUncovered: 1 }) }])
})
