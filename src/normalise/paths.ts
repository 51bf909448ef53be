import type { ResolvedPath } from './resolved-path.js'
import { folderOf } from './below.js'
import { resolveRootless } from './rootless.js'

/** Resolves the paths reports use (absolute, relative, of other machines) to git-top-relative ones. */
export interface PathResolver {
  /** Paths in the order given; `known` is false for a path that neither git nor the work tree has. */
  readonly resolve: (reported: readonly string[]) => readonly ResolvedPath[]
  /** The same for paths that begin at a folder which the report does not name. */
  readonly resolveRootless: (reported: readonly string[]) => readonly ResolvedPath[]
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
    resolveRootless: (reported) => resolveRootless(reported.map(posix), facts.tracked.map((path) => path.normalize('NFC')), facts.root),
    resolve: (reported) => {
      const paths = reported.map(posix)
      const roots = rootsOf(paths, index, facts.root)
      const read = (path: string): Reading => resolveOne(path, { facts, index, top, roots })
      const readings = paths.map(read)
      const relative = paths.filter((path) => !isAbsolute(path))
      // Where some of them are known, the others are of files that are not here, not of another folder.
      if (relative.length === 0 || readings.some(({ known }, at) => known && !isAbsolute(paths[at] ?? ''))) return keepApart(readings)
      const folder = folderOf(relative, facts.tracked.map((path) => path.normalize('NFC')), facts.root)
      return keepApart(folder === undefined ? readings : paths.map((path) => read(isAbsolute(path) ? path : folder + path.replace(/^(?:\.\/)+/, ''))))
    },
  }
}

interface Known {
  readonly facts: PathFacts
  readonly index: TrackedIndex
  readonly top: string
  readonly roots: readonly Root[]
}

/** A folder of the machine that measured, and the git-top-relative folder it was. */
interface Root {
  readonly prefix: string
  readonly folder: string
}

/** A path as it was resolved: by its first, most likely reading (`rank` 0) or a later one; `own` is what it says without git. */
interface Reading extends ResolvedPath {
  readonly rank: number
  readonly own: string
}

/** Two files never become one: of paths that end alike (`index.js`, `dist/index.js`) the most likely reading has the name. */
function keepApart(readings: readonly Reading[]): ResolvedPath[] {
  const best = new Map<string, number>()
  for (const { path, known, rank } of readings) {
    if (known) best.set(path, Math.min(rank, best.get(path) ?? rank))
  }
  return readings.map(({ path, known, rank, own }) =>
    known && rank > (best.get(path) ?? rank) ? { path: own, known: false } : { path, known })
}

function resolveOne(path: string, { facts, index, top, roots }: Known): Reading {
  const tries = candidates(path, facts.root, top, roots)
  const own = tries[0] ?? path.replace(/^(?:[A-Za-z]:)?\/+/, '')
  for (const [rank, candidate] of tries.entries()) {
    const found = index.get(candidate) ?? (facts.exists(candidate) ? candidate : undefined)
    if (found !== undefined) return { path: found, known: true, rank, own }
  }
  const longest = index.longestSuffixOf(path)
  return longest === undefined ? { path: own, known: false, rank: 0, own } : { path: longest, known: true, rank: tries.length, own }
}

/** Git-top-relative readings of a path, most likely first. */
function candidates(path: string, root: string, top: string, roots: readonly Root[]): string[] {
  if (!isAbsolute(path)) {
    const clean = path.replace(/^(?:\.\/)+/, '')
    return root === '' ? [clean] : [climbed(`${root}/${clean}`), clean]
  }
  return [{ prefix: `${top}/`, folder: '' }, ...roots].flatMap(({ prefix, folder }) => (path.startsWith(prefix) ? [folder + path.slice(prefix.length)] : []))
}

/** Checkout roots the paths vote for, most votes first; of equal ones the shortest, which leaves the longest path. */
function rootsOf(paths: readonly string[], index: TrackedIndex, suiteRoot: string): Root[] {
  const votes = new Map<string, { readonly root: Root; votes: number }>()
  for (const path of paths.filter(isAbsolute)) {
    for (const root of index.rootsOf(path, suiteRoot)) {
      const key = `${root.prefix}\0${root.folder}`
      const there = votes.get(key)
      if (there) there.votes += 1
      else votes.set(key, { root, votes: 1 })
    }
  }
  return [...votes.values()].sort((a, b) => b.votes - a.votes || a.root.prefix.length - b.root.prefix.length).map(({ root }) => root)
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

  /** Where the checkout can have been for this path to be a tracked one; a container may hold the suite's folder alone. */
  rootsOf(path: string, suiteRoot: string): Root[] {
    const folder = suiteRoot === '' ? '' : `${suiteRoot}/`
    const prefix = (tracked: string): string => path.slice(0, path.length - tracked.length)
    return (this.#byName.get(baseName(path)) ?? []).flatMap((tracked) => {
      const inSuite = folder !== '' && tracked.startsWith(folder) ? tracked.slice(folder.length) : undefined
      return [
        ...(path.endsWith(`/${tracked}`) ? [{ prefix: prefix(tracked), folder: '' }] : []),
        ...(inSuite !== undefined && path.endsWith(`/${inSuite}`) ? [{ prefix: prefix(inSuite), folder }] : []),
      ]
    })
  }

  longestSuffixOf(path: string): string | undefined {
    return this.suffixesOf(path).sort((a, b) => b.length - a.length)[0]
  }
}

/** Forward slashes, NFC, no `file://`, no empty, `.` or `..` segments; only what climbs above its start keeps `..`. */
function posix(path: string): string {
  return climbed(path
    .replace(/^file:\/\/(?=\/)/, '')
    .replace(/^\/(?=[A-Za-z]:\/)/, '')
    .replaceAll('\\', '/')
    .replace(/\/(?:\.\/)+/g, '/')
    .replace(/(?<!^)\/{2,}/g, '/')
    .normalize('NFC'))
}

function climbed(path: string): string {
  if (!path.includes('../')) return path
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..' && kept.at(-1) !== '') kept.pop()
    else kept.push(segment)
  }
  return kept.join('/')
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path)
}
