/** Which words a file has, of those that were asked for; the words stand for files that may be meant. */
export type Mentions = ReadonlyMap<string, ReadonlySet<string>>

/** How other files call a file: by its name without extension, or by its folder's where the name says nothing. */
export function stemOf(path: string): string {
  const parts = path.replace(/\.[^/]*$/, '').split('/')
  const name = /^(?:index|__init__|mod|main|lib)$/.test(parts.at(-1) ?? '') ? parts.at(-2) ?? parts.at(-1) : parts.at(-1)
  return plain(name ?? '')
}

/** `user_profile`, `user-profile` and `UserProfile` are one word. */
function plain(word: string): string {
  return word.replace(/[-_]/g, '').toLowerCase()
}

/**
 * Of the files that moved, those that a change cannot have reached as far as the text of the project shows: no file that
 * leads to a changed one, through whatever files, also leads to them. What these lead to may have moved with them. The
 * text shows no plug-ins, no globals and no names put together while a program runs: so this excludes no cause, and only
 * keeps the change from being the only one.
 */
export function notReached(moved: readonly string[], changed: readonly string[], mentions: Mentions): ReadonlySet<string> {
  const graph = new Graph([...new Set([...mentions.keys(), ...moved, ...changed])], mentions)
  const reached = graph.down(graph.up(changed))
  const apart = moved.filter((path) => !reached.has(path))
  const beyond = graph.down(new Set(apart))
  return new Set([...apart, ...moved.filter((path) => beyond.has(path))])
}

class Graph {
  readonly #byStem = new Map<string, string[]>()
  readonly #leads = new Map<string, readonly string[]>()
  readonly #ledTo = new Map<string, string[]>()

  constructor(files: readonly string[], mentions: Mentions) {
    for (const path of files) push(this.#byStem, stemOf(path), path)
    for (const [path, words] of mentions) {
      const to = [...new Set([...words].flatMap((word) => this.#byStem.get(plain(word)) ?? []))].filter((other) => other !== path)
      this.#leads.set(path, to)
      for (const other of to) push(this.#ledTo, other, path)
    }
  }

  /** The files and all that lead to them. */
  up(from: Iterable<string>): ReadonlySet<string> {
    return closure(from, (path) => this.#ledTo.get(path) ?? [])
  }

  /** The files and all they lead to. */
  down(from: Iterable<string>): ReadonlySet<string> {
    return closure(from, (path) => this.#leads.get(path) ?? [])
  }
}

function closure(from: Iterable<string>, next: (path: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(from)
  for (const path of found) for (const other of next(path)) found.add(other)
  return found
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
