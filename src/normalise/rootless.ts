import type { ResolvedPath } from './resolved-path.js'

/** What stands before a path in the report (a module's name), and what stands before it in git (a folder of sources). */
interface Root {
  readonly prefix: string
  readonly folder: string
}

/**
 * Paths that begin at a folder the report does not name: packages (`com/example/App.java`), modules
 * (`example.com/app/main.go`). What stands before them in git is what most of them agree on.
 */
export function resolveRootless(paths: readonly string[], tracked: readonly string[], suiteRoot: string): ResolvedPath[] {
  const exact = new Set(tracked)
  const roots = rootsOf(paths, tracked, suiteRoot)
  return paths.map((path) => {
    const own = suiteRoot === '' ? path : `${suiteRoot}/${path}`
    const candidates = [own, path, ...roots.filter(({ prefix }) => path.startsWith(prefix)).map(({ prefix, folder }) => folder + path.slice(prefix.length))]
    const found = candidates.find((candidate) => exact.has(candidate))
    return found === undefined ? { path: own, known: false } : { path: found, known: true }
  })
}

/** Most votes first; of equal ones the suite's own folder, then the one that leaves more of the path. */
function rootsOf(paths: readonly string[], tracked: readonly string[], suiteRoot: string): readonly Root[] {
  const byName = new Map<string, string[]>()
  for (const path of tracked) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const same = byName.get(name)
    if (same) same.push(path)
    else byName.set(name, [path])
  }
  const votes = new Map<string, Root & { votes: number }>()
  for (const path of paths) {
    for (const candidate of byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? []) {
      const root = rootBetween(path, candidate)
      const key = `${root.prefix}\0${root.folder}`
      const there = votes.get(key)
      if (there) there.votes += 1
      else votes.set(key, { ...root, votes: 1 })
    }
  }
  const inSuite = ({ folder }: Root): number => Number(suiteRoot !== '' && folder.startsWith(`${suiteRoot}/`))
  return [...votes.values()]
    // One file that agrees with one other by its name alone is chance; the whole path, or a whole path of git, is not.
    .filter(({ prefix, folder, votes: count }) => prefix === '' || folder === '' || count > 1 || paths.length === 1)
    .sort((a, b) => b.votes - a.votes || inSuite(b) - inSuite(a) || a.prefix.length - b.prefix.length || (a.folder < b.folder ? -1 : 1))
}

/** What is left of both paths before the segments that they end alike with. */
function rootBetween(reported: string, tracked: string): Root {
  const [a, b] = [reported.split('/'), tracked.split('/')]
  let same = 0
  while (same < a.length && same < b.length && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1
  const before = (segments: readonly string[]): string => segments.slice(0, segments.length - same).map((segment) => `${segment}/`).join('')
  return { prefix: before(a), folder: before(b) }
}
