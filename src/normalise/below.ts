/**
 * Relative paths that begin below a folder the report does not name, because the tool ran there: the folder under which
 * most of them are tracked files. Undefined when none is, or two are as likely.
 */
export function folderOf(paths: readonly string[], tracked: readonly string[], suiteRoot: string): string | undefined {
  const wanted = new Set(paths.map(clean))
  const votes = new Map<string, number>()
  const names = new Set([...wanted].map((path) => path.slice(path.lastIndexOf('/') + 1)))
  for (const path of tracked) {
    if (!names.has(path.slice(path.lastIndexOf('/') + 1))) continue
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      if (wanted.has(path.slice(at + 1))) votes.set(path.slice(0, at + 1), (votes.get(path.slice(0, at + 1)) ?? 0) + 1)
    }
  }
  const inSuite = (folder: string): number => Number(suiteRoot === '' || folder.startsWith(`${suiteRoot}/`))
  const [first, second] = [...votes].sort(([a, m], [b, n]) => inSuite(b) - inSuite(a) || n - m)
  if (!first || (second && second[1] === first[1] && inSuite(second[0]) === inSuite(first[0]))) return undefined
  // One name without a folder is found somewhere in every repository.
  const [folder] = first
  return [...wanted].some((path) => path.includes('/')) || first[1] > 1 ? folder : undefined
}

function clean(path: string): string {
  return path.replace(/^(?:\.\/)+/, '')
}
