import test from 'ava'
import { decisionsHere } from '../../src/commands/steps/decisions.js'
import type { Project } from '../../src/commands/steps/project.js'
import type { World } from '../../src/world/world.js'
import { entryText } from '../../src/recalibrate/entry-text.js'
import { frontOf, moves, policyOf } from '../support/judging.js'
import { failureOf, valueOf } from '../support/result.js'

type Kind = 'file' | 'folder' | 'other'

/** A world of one folder of entries, and nothing else. */
function folder(files: Readonly<Record<string, string>>, kinds: Readonly<Record<string, Kind>> = {}): World {
  const inFolder = '/top/baselines/recalibrations'
  return {
    files: {
      list: async (path: string) => (path === inFolder ? Object.keys(files).map((name) => ({ name, kind: kinds[name] ?? 'file' })) : []),
      text: async (path: string) => ({ ok: true, value: files[path.slice(inFolder.length + 1)] }),
    },
  } as unknown as World
}

const project = { checkout: { top: '/top' }, policy: policyOf() } as unknown as Project
const text = (id: string, to: string): string => entryText(frontOf(id, [moves(to)]), 'Why.')

test('two entries of one id are one entry and one that is refused', async (t) => {
  const { entries, invalid } = valueOf(await decisionsHere(folder({ 'a.md': text('2026-1', '80'), 'b.md': text('2026-1', '10'), 'c.md': text('2026-2', '70') }), project))
  t.deepEqual(entries.map(({ file, id }) => [file, id]), [['baselines/recalibrations/a.md', '2026-1'], ['baselines/recalibrations/c.md', '2026-2']])
  t.deepEqual(invalid, [{ file: 'baselines/recalibrations/b.md', problems: ['baselines/recalibrations/b.md:1:1 another entry has the id 2026-1'] }])
})

test('what is no entry is refused with its place, and the others are read', async (t) => {
  const { entries, invalid } = valueOf(await decisionsHere(folder({ 'a.md': text('2026-1', '80').replace('cause: import', 'cause: x'), 'b.md': text('2026-2', '10'), 'notes.txt': 'x' }), project))
  t.deepEqual(entries.map(({ id }) => id), ['2026-2'])
  t.deepEqual(invalid.map(({ file, problems }) => [file, problems.length]), [['baselines/recalibrations/a.md', 1]])
  t.regex(invalid[0]!.problems[0]!, /^baselines\/recalibrations\/a\.md:5:8 cause: expected one of /)
})

test('a link among the entries is refused', async (t) => {
  const failure = failureOf(await decisionsHere(folder({ 'a.md': text('2026-1', '80') }, { 'a.md': 'other' }), project))
  t.deepEqual(failure, { code: 'entry-invalid', file: 'baselines/recalibrations/a.md', problems: [{ line: 1, column: 1, message: 'it is not a regular file; links are not followed' }] })
})
