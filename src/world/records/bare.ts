import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

/** Hooks that a user has for all repositories are not meant for this one. */
const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n\thooksPath = /dev/null\n'
const FOLDERS = ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']

/**
 * Makes a bare repository, or makes one whole. `git init` takes locks and can be killed half-way; this takes none and
 * may be done again, by several at once: what makes a folder a repository, `HEAD`, is written last.
 */
export async function makeBare(folder: string, config = CONFIG): Promise<void> {
  for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true })
  await writeAtOnce(folder, 'config', config)
  await writeAtOnce(folder, 'HEAD', 'ref: refs/heads/main\n')
}

/**
 * A file of a repository appears whole or not at all, and needs no lock. It is written at the repository's top first: a
 * half that a killed process leaves among the refs would be one.
 */
export async function writeAtOnce(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name)
  const temporary = join(folder, `${name.replaceAll('/', '-')}.${randomUUID()}.tmp`)
  try {
    await writeFile(temporary, text)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** What a folder is, that a user named as a home: there is none or nothing in it; a repository; one half made; other things. */
export async function folderKind(folder: string): Promise<'none' | 'repository' | 'half' | 'other'> {
  const names = await readdir(folder).catch((error: unknown): string[] | undefined => ((error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined))
  if (names === undefined) return 'other'
  if (names.length === 0) return 'none'
  if (names.includes('.git') || ['HEAD', 'objects', 'refs'].every((name) => names.includes(name))) return 'repository'
  return names.every((name) => /^(?:objects|refs|config)$|\.tmp$/.test(name)) ? 'half' : 'other'
}
