import { rm, stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds: git holds such a lock for a few, so one that does not change for this long belongs to nobody. */
const HELD = 8000

/**
 * Locks in a directory of records. Whoever pushes there may be killed with a lock in hand, and no server cleans up
 * after it. Age is what this process saw, not what the clock of another machine wrote.
 */
export function lockWatch(directory: string, ref: string, held = HELD): () => Promise<void> {
  const folder = existsSync(join(directory, '.git')) ? join(directory, '.git') : directory
  const seen = new Map<string, { readonly mark: string; readonly since: number }>()
  return async () => {
    for (const file of [`${ref}.lock`, 'packed-refs.lock', 'shallow.lock'].map((name) => join(folder, name))) {
      const mark = await stat(file).then(({ ino, mtimeMs }) => `${ino} ${mtimeMs}`, () => undefined)
      const before = seen.get(file)
      if (mark === undefined) seen.delete(file)
      else if (before?.mark !== mark) seen.set(file, { mark, since: performance.now() })
      else if (performance.now() - before.since > held) await rm(file, { force: true }).catch(() => undefined)
    }
  }
}
