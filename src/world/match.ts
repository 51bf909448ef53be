import { existsSync } from 'node:fs'
import { isAbsolute, join, normalize, resolve, sep } from 'node:path'

/** Folders where other people's reports lie. */
const FOREIGN = ['**/node_modules/**', '**/.git/**']

/**
 * Files that match patterns, each once, however it was spelled. A name that exists is that file, whatever pattern it
 * looks like; a pattern after `!` takes files away.
 */
export async function matching(patterns: readonly string[], folder: string): Promise<readonly string[]> {
  const found = new Map<string, string>()
  const add = (path: string): unknown => found.set(resolve(folder, path), isAbsolute(path) ? path : normalize(path))
  const isThere = (pattern: string): boolean => pattern !== '' && existsSync(isAbsolute(pattern) ? pattern : join(folder, pattern))
  const without = patterns.filter((pattern) => pattern.startsWith('!') && !isThere(pattern)).map((pattern) => slashed(pattern.slice(1)))
  for (const pattern of patterns) {
    if (isThere(pattern)) add(pattern)
    else if (!pattern.startsWith('!')) for (const path of await globbed(slashed(pattern), without, folder)) add(path)
  }
  return [...found.values()].map((path) => path.split(sep).join('/')).sort()
}

/** tinyglobby is loaded for the first pattern. Reports of dependencies are found only by those who ask for them. */
async function globbed(pattern: string, without: readonly string[], folder: string): Promise<readonly string[]> {
  const { glob, isDynamicPattern } = await import('tinyglobby')
  if (!isDynamicPattern(pattern)) return []
  const ignore = [...without, ...FOREIGN.filter((foreign) => !pattern.includes(foreign.slice(3, -3)))]
  return glob([pattern], { cwd: folder, dot: true, absolute: isAbsolute(pattern), expandDirectories: false, ignore })
}

/** On Windows `\` separates folders; elsewhere it takes a character's meaning away. */
function slashed(pattern: string): string {
  return sep === '\\' ? pattern.replaceAll('\\', '/') : pattern
}
