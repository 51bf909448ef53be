import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { err, ok, type Result } from '../../model/result.js'
import { makeBare, writeAtOnce } from './bare.js'
import { isObjectName } from './names.js'
import type { Trouble } from './trouble.js'

/** Git shall do what it is told and nothing beside: no collecting, no graphs, no signatures. */
const CONFIG = `[core]
	repositoryformatversion = 0
	bare = true
	logAllRefUpdates = false
[gc]
	auto = 0
[maintenance]
	auto = false
[fetch]
	writeCommitGraph = false
	recurseSubmodules = false
	prune = false
[push]
	gpgSign = false
	followTags = false
	recurseSubmodules = no
`

/** Milliseconds after which what a killed process left is taken away. */
const LEFT = 3_600_000

/**
 * Our own repository, that holds what was fetched: `.datum/records.git`. Processes share its objects, which are written
 * once and never changed. Whatever git locks (refs, the list of shallow commits) is in a session, a repository of one
 * attempt that borrows the objects: so no lock that a killed process leaves can be in the way of another.
 */
export interface Local {
  readonly folder: string
  /** A session that knows what is here of one home; without a key, of all. */
  readonly begin: (key?: string) => Promise<Result<Session, Trouble>>
  /** Keeps in mind which commit of a home is here: the next fetch brings only what is new since. */
  readonly remember: (key: string, commit: string | null) => Promise<void>
  /** There are so many small files that git becomes slow, and nobody is at work here. */
  readonly untidy: () => Promise<boolean>
  /** Throws all away: it is a copy. */
  readonly renew: () => Promise<void>
}

export interface Session {
  /** Variables that say which repository is meant. */
  readonly env: Readonly<Record<string, string>>
  /** The hash a ref of the session has. */
  readonly ref: (name: string) => Promise<string | null>
  readonly end: () => Promise<void>
}

export function openLocal(folder: string): Local {
  const sessions = join(folder, 'sessions')
  return {
    folder,
    begin: async (key) => {
      try {
        if (!(await isWhole(folder))) await makeAnew(folder)
        const known = await tipsIn(folder, key)
        const own = join(sessions, `${process.pid}-${randomUUID()}`)
        for (const name of ['refs/homes', 'objects']) await mkdir(join(own, name), { recursive: true })
        await writeFile(join(own, 'config'), CONFIG)
        for (const hash of known) await writeFile(join(own, 'refs/homes', hash), `${hash}\n`)
        if (known.length > 0) await writeFile(join(own, 'shallow'), shallow(known))
        await writeFile(join(own, 'HEAD'), 'ref: refs/heads/main\n')
        await takeAwayLeft(folder)
        return ok({
          env: { GIT_DIR: own, GIT_OBJECT_DIRECTORY: join(folder, 'objects') },
          ref: (name) => hashIn(join(own, name)),
          end: () => remove(own),
        })
      } catch (error) {
        return err(troubleWith(error))
      }
    },
    remember: async (key, commit) => {
      const file = join(folder, 'refs/homes', key)
      if ((await hashIn(file)) === commit) return
      // Only a memory: where it cannot be kept, the next fetch brings more than it had to.
      try {
        if (commit === null) await rm(file, { force: true })
        else {
          await mkdir(dirname(file), { recursive: true })
          await writeAtOnce(folder, `refs/homes/${key}`, `${commit}\n`)
        }
        await writeAtOnce(folder, 'shallow', shallow(await tipsIn(folder)))
      } catch { /* see above */ }
    },
    untidy: async () => (await isUntidy(folder)) && (await namesIn(sessions)).length === 0,
    renew: () => throwAway(folder),
  }
}

async function tipsIn(folder: string, key?: string): Promise<readonly string[]> {
  const homes = join(folder, 'refs/homes')
  const hashes = await Promise.all((key === undefined ? await namesIn(homes) : [key]).map((name) => hashIn(join(homes, name))))
  return [...new Set(hashes)].filter((hash) => hash !== null)
}

/** The parents of these commits are not here, and git is told so. */
function shallow(commits: readonly string[]): string {
  return commits.map((hash) => `${hash}\n`).join('')
}

/** As git itself counts: packs, and the small files in one of 256 folders. */
async function isUntidy(folder: string): Promise<boolean> {
  const packs = (await namesIn(join(folder, 'objects/pack'))).filter((name) => name.endsWith('.pack'))
  return packs.length > 50 || (await namesIn(join(folder, 'objects/17'))).length > 27
}

async function isWhole(folder: string): Promise<boolean> {
  const facts = (name: string) => stat(join(folder, name)).catch(() => undefined)
  const files = await Promise.all(['HEAD', 'config'].map(facts))
  const folders = await Promise.all(['objects/pack', 'refs'].map(facts))
  return files.every((one) => one?.isFile() && one.size > 0) && folders.every((one) => one?.isDirectory())
}

async function makeAnew(folder: string): Promise<void> {
  try {
    await makeBare(folder, CONFIG)
  } catch (error) {
    // A file stands where a folder should be: whatever it is, it is none of ours.
    if (!['EEXIST', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    await throwAway(folder)
    await makeBare(folder, CONFIG)
  }
}

/** Moved first, so that nobody begins with half of it. */
async function throwAway(folder: string): Promise<void> {
  const gone = `${folder}.${randomUUID()}.gone`
  const moved = await rename(folder, gone).then(() => gone, () => folder)
  await remove(moved)
}

/** What processes left that were killed: sessions, files half written, repositories half thrown away. */
async function takeAwayLeft(folder: string): Promise<void> {
  const [packs, sessions, beside] = [join(folder, 'objects/pack'), join(folder, 'sessions'), dirname(folder)]
  const old = async (within: string, pattern: RegExp): Promise<void> => {
    for (const name of (await namesIn(within)).filter((one) => pattern.test(one))) {
      const path = join(within, name)
      const age = await stat(path).then((facts) => Date.now() - facts.mtimeMs, () => 0)
      if (age > LEFT) await remove(path)
    }
  }
  await old(sessions, /^\d+-/)
  await old(folder, /\.tmp$/)
  await old(packs, /^(?:tmp_|\.tmp)|\.keep$/)
  await old(beside, new RegExp(`^${basename(folder).replaceAll('.', '\\.')}\\..*\\.gone$`))
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
}

async function hashIn(file: string): Promise<string | null> {
  const text = (await readFile(file, 'utf8').catch(() => '')).trim()
  return isObjectName(text) ? text : null
}

function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}

function troubleWith(error: unknown): Trouble {
  const { code = '', message } = error as NodeJS.ErrnoException
  return { kind: ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code) ? 'full' : 'unwritable', detail: message }
}

/** For messages: where it lies in the user's repository. */
export const LOCAL = '.datum/records.git'
