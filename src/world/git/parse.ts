import type { Ancestor, TrackedFile } from '../world.js'

/** A commit as its object has it. */
export interface CommitFacts {
  readonly tree: string
  readonly parents: readonly string[]
  readonly time: string
}

/** Read from the object itself: a walk shows no parents at the edge of a shallow clone. */
export function parseCommit(text: string): CommitFacts {
  const header = text.slice(0, text.indexOf('\n\n')).split('\n')
  const values = (key: string): string[] => header.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
  const seconds = Number(/ (\d+) [+-]\d{4}$/.exec(values('committer')[0] ?? '')?.[1] ?? 0)
  return { tree: values('tree')[0] ?? '', parents: values('parent'), time: new Date(seconds * 1000).toISOString() }
}

/** Files of `ls-tree -z`; submodules are none. */
export function parseTree(listing: string | undefined): TrackedFile[] {
  return (listing ?? '').split('\0').flatMap((line) => {
    const match = /^(\d{6}) blob ([0-9a-f]{40,64})\t([\s\S]+)$/.exec(line)
    return match ? [{ path: (match[3] ?? '').normalize('NFC'), blob: match[2] ?? '', symlink: match[1] === '120000' }] : []
  })
}

/** `rev-list` writes a line `commit …` before each that was asked for. */
export function parseAncestors(list: string | undefined): Ancestor[] {
  return lines(list).flatMap((line) => {
    const match = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64})$/.exec(line)
    return match ? [{ commit: match[1] ?? '', tree: match[2] ?? '' }] : []
  })
}

/** Paths of a `-z` listing, in the one spelling that measurements have. */
export function paths(listing: string): string[] {
  return listing.split('\0').filter((path) => path !== '').map((path) => path.normalize('NFC'))
}

export function lines(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((line) => line !== '')
}

/** The line without its end; a path may end in white space of its own. */
export function withoutNewline(text: string | undefined): string | undefined {
  return text?.replace(/\r?\n$/, '')
}

/** What git may be given as a revision: never an option, never nothing. */
export function isName(name: string): boolean {
  return name !== '' && !name.startsWith('-') && !/[\0\n]/.test(name)
}

export function isHash(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{40,64}$/.test(text)
}

/** `git grep -o --null` writes `tree:path`, a NUL and the words on lines; with one file a line each. */
export function parseMentions(text: string, tree: string): ReadonlyMap<string, ReadonlySet<string>> {
  const mentions = new Map<string, Set<string>>()
  for (const line of text.split('\n')) {
    const [place, word] = line.split('\0')
    if (word === undefined || !place?.startsWith(`${tree}:`)) continue
    const path = place.slice(tree.length + 1).normalize('NFC')
    const words = mentions.get(path) ?? new Set<string>()
    words.add(word.toLowerCase())
    mentions.set(path, words)
  }
  return mentions
}
