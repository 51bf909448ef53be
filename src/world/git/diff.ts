import type { FileDiff, Hunk } from '../../model/diff.js'

/** Only plumbing, and nothing that a user's configuration changes. */
export const DIFF = ['diff-tree', '-r', '-M', '--no-color', '--no-ext-diff', '--no-textconv'] as const

/**
 * Files that differ between two trees: the names of `--raw -z`, which are exact, with the hunks of `-p -U0`, whose files
 * come in the same order. Undefined when the two do not tell of the same files.
 */
export function parseDiff(raw: string, patch: string): readonly FileDiff[] | undefined {
  const names = namesOf(raw)
  const hunks = hunksOf(patch)
  if (!names || names.length !== hunks.length) return undefined
  return names.map((name, index) => ({ ...name, hunks: hunks[index] ?? null }))
}

type Names = Pick<FileDiff, 'before' | 'after'>

function namesOf(raw: string): readonly Names[] | undefined {
  const fields = raw.split('\0')
  const names: Names[] = []
  for (let at = 0; at < fields.length && fields[at] !== '';) {
    const status = /^:\d{6} \d{6} [0-9a-f]+ [0-9a-f]+ ([ACDMRTUX])\d*$/.exec(fields[at] ?? '')?.[1]
    const [first = '', second = ''] = [fields[at + 1]?.normalize('NFC'), fields[at + 2]?.normalize('NFC')]
    if (status === undefined || first === '') return undefined
    at += status === 'R' || status === 'C' ? 3 : 2
    // A file that became a link is one that went and one that came.
    if (status === 'T') names.push({ before: first, after: null }, { before: null, after: first })
    else if (status === 'A') names.push({ before: null, after: first })
    else if (status === 'D') names.push({ before: first, after: null })
    else if (status === 'C') names.push({ before: null, after: second })
    else names.push({ before: first, after: status === 'R' ? second : first })
  }
  return names
}

/** Hunks of each file of a patch without context; null for contents that are no text. Lines of files begin with a sign. */
function hunksOf(patch: string): readonly (readonly Hunk[] | null)[] {
  const files: (Hunk[] | null)[] = []
  for (const line of patch.split('\n')) {
    if (line.startsWith('diff --git ')) files.push([])
    else if (line.startsWith('@@ ')) {
      const [, from, removed = '1', to, added = '1'] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? []
      if (from !== undefined && to !== undefined) files.at(-1)?.push({ from: Number(from), removed: Number(removed), to: Number(to), added: Number(added) })
    } else if (line.startsWith('Binary files ') && files.length > 0) files[files.length - 1] = null
  }
  return files
}
