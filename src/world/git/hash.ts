import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { lines, withoutNewline } from './parse.js'
import { openRunner, type Ask } from './run.js'

/** Bytes of paths that one command line takes on every platform. */
const LONGEST = 16_000

/**
 * Hashes of work tree files as git would store them, through its filters and line endings; what is no regular file has
 * none. git applies a file's attributes by its path from the top, so it is asked there.
 */
export async function hashFiles(cwd: string, ask: Ask, wanted: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const top = withoutNewline(await ask(['rev-parse', '--show-toplevel']))
  if (!top) return new Map()
  const { ask: askAtTop } = top === cwd ? { ask } : openRunner(top)
  const hashOf = async (paths: readonly string[]): Promise<(readonly [string, string])[]> => {
    const hashes = lines(await askAtTop(['hash-object', '--', ...paths]))
    if (hashes.length === paths.length) return paths.map((path, index) => [path, hashes[index] ?? ''] as const)
    // One that cannot be read fails all: each is asked for alone.
    return paths.length === 1 ? [] : (await Promise.all(paths.map((path) => hashOf([path])))).flat()
  }
  const here = [...new Set(wanted)].filter((path) => isRegular(join(top, path)))
  return new Map((await Promise.all(inTurns(here).map(hashOf))).flat())
}

function isRegular(path: string): boolean {
  try {
    return lstatSync(path).isFile()
  } catch {
    return false
  }
}

function inTurns(paths: readonly string[]): string[][] {
  const turns: string[][] = []
  let room = 0
  for (const path of paths) {
    room -= Buffer.byteLength(path) + 1
    if (room < 0) {
      turns.push([])
      room = LONGEST - Buffer.byteLength(path) - 1
    }
    turns.at(-1)?.push(path)
  }
  return turns
}
