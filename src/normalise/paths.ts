/** Resolves the paths reports use (absolute, relative, of other machines) to git-top-relative ones. */
export interface PathResolver {
  /** Paths in the order given; `known` is false for a path that neither git nor the work tree has. */
  readonly resolve: (reported: readonly string[]) => readonly ResolvedPath[]
}

export interface ResolvedPath {
  readonly path: string
  readonly known: boolean
}

export interface PathFacts {
  /** Paths git tracks at the measured commit: git-top-relative, `/`. */
  readonly tracked: readonly string[]
  /** Absolute folder of the checkout, and the folder (git-top-relative) that relative paths are meant from. */
  readonly top: string
  readonly root: string
  /** True for a git-top-relative path that exists in the work tree though git does not track it (generated code). */
  readonly exists: (path: string) => boolean
}

/**
 * What git tracks decides: the checkout root of a report is the prefix under which most of its files are tracked
 * files, so that reports from different runners name the same files.
 */
export function pathResolver(facts: PathFacts): PathResolver {
  const index = new TrackedIndex(facts.tracked)
  const top = posix(facts.top).replace(/\/$/, '')
  return {
    resolve: (reported) => {
      const paths = reported.map(posix)
      const roots = rootsOf(paths, index)
      return paths.map((path) => resolveOne(path, { facts, index, top, roots }))
    },
  }
}

interface Known {
  readonly facts: PathFacts
  readonly index: TrackedIndex
  readonly top: string
  readonly roots: readonly string[]
}

function resolveOne(path: string, { facts, index, top, roots }: Known): ResolvedPath {
  const tries = candidates(path, facts.root, top, roots)
  for (const candidate of tries) {
    const tracked = index.get(candidate)
    if (tracked !== undefined) return { path: tracked, known: true }
  }
  const longest = index.longestSuffixOf(path)
  if (longest !== undefined) return { path: longest, known: true }
  for (const candidate of tries) {
    if (facts.exists(candidate)) return { path: candidate, known: true }
  }
  return { path: tries[0] ?? path.replace(/^(?:[A-Za-z]:)?\/+/, ''), known: false }
}

/** Git-top-relative readings of a path, most likely first. */
function candidates(path: string, root: string, top: string, roots: readonly string[]): string[] {
  if (!isAbsolute(path)) {
    const clean = path.replace(/^(?:\.\/)+/, '')
    return root === '' ? [clean] : [`${root}/${clean}`, clean]
  }
  return [`${top}/`, ...roots].flatMap((prefix) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []))
}

/** Checkout roots the paths vote for, most votes first; of equal ones the shortest, which leaves the longest path. */
function rootsOf(paths: readonly string[], index: TrackedIndex): string[] {
  const votes = new Map<string, number>()
  for (const path of paths) {
    if (!isAbsolute(path)) continue
    for (const tracked of index.suffixesOf(path)) {
      const root = path.slice(0, path.length - tracked.length)
      votes.set(root, (votes.get(root) ?? 0) + 1)
    }
  }
  return [...votes].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length).map(([root]) => root)
}

class TrackedIndex {
  readonly #exact: Set<string>
  readonly #folded: Map<string, string>
  readonly #byName = new Map<string, string[]>()

  constructor(tracked: readonly string[]) {
    const paths = tracked.map((path) => path.normalize('NFC'))
    this.#exact = new Set(paths)
    this.#folded = new Map(paths.map((path) => [path.toLowerCase(), path]))
    for (const path of paths) {
      const name = baseName(path)
      const same = this.#byName.get(name)
      if (same) same.push(path)
      else this.#byName.set(name, [path])
    }
  }

  /** The tracked spelling of a path; case is folded only when the exact path is not tracked. */
  get(path: string): string | undefined {
    return this.#exact.has(path) ? path : this.#folded.get(path.toLowerCase())
  }

  /** Tracked paths that the given path ends with, on a folder boundary. */
  suffixesOf(path: string): string[] {
    return (this.#byName.get(baseName(path)) ?? []).filter((tracked) => path.endsWith(`/${tracked}`))
  }

  longestSuffixOf(path: string): string | undefined {
    return this.suffixesOf(path).sort((a, b) => b.length - a.length)[0]
  }
}

/** Forward slashes, NFC, no `file://`, no empty or `.` segments. */
function posix(path: string): string {
  return path
    .replace(/^file:\/\/(?=\/)/, '')
    .replace(/^\/(?=[A-Za-z]:\/)/, '')
    .replaceAll('\\', '/')
    .replace(/\/(?:\.\/)+/g, '/')
    .replace(/(?<!^)\/{2,}/g, '/')
    .normalize('NFC')
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path)
}
