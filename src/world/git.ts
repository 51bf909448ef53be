import { simpleGit, type SimpleGit } from 'simple-git'
import type { Checkout } from '../model/context.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { repositoryName } from './url.js'
import type { Ancestor, Git, TrackedFile } from './world.js'

/** git through simple-git. Names go behind `--end-of-options`, so that none is taken for one. */
export function openGit(cwd: string): Git {
  const git = simpleGit({ baseDir: cwd, trimmed: false })
  const run = (args: readonly string[]): Promise<string> => git.raw([...args])
  /** Output, or undefined when git refuses: an unknown object, a missing history. */
  const ask = async (args: readonly string[]): Promise<string | undefined> => {
    try {
      return await run(args)
    } catch {
      return undefined
    }
  }
  const resolve = async (name: string): Promise<string | undefined> => {
    const hash = await ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
    return hash?.trim() || undefined
  }
  return {
    checkout: () => checkout(cwd, git, ask),
    resolve,
    commit: async (hash) => {
      const text = await ask(['cat-file', 'commit', hash])
      return text === undefined ? undefined : parseCommit(text)
    },
    files: async (tree, within) => {
      const listing = await ask(['ls-tree', '-r', '-z', '--full-tree', tree, ...(within === undefined ? [] : ['--', `${within}/`])])
      return parseTree(listing ?? '')
    },
    text: async (commit, path) => ask(['cat-file', 'blob', `${commit}:${path}`]),
    firstParents: async (commit, limit) => {
      const log = await ask(['log', '--first-parent', '--format=%H %T', `--max-count=${limit}`, '--end-of-options', commit])
      return lines(log).map((line): Ancestor => {
        const [hash = '', tree = ''] = line.split(' ')
        return { commit: hash, tree }
      })
    },
    mergeBase: async (a, b) => (await ask(['merge-base', '--end-of-options', a, b]))?.trim() || undefined,
    changed: async (from, to) => {
      const names = await ask(['diff', '--name-only', '--no-renames', '-z', '--end-of-options', from, to])
      return names === undefined ? undefined : names.split('\0').filter((path) => path !== '')
    },
    hash: (paths) => hashFiles(cwd, ask, paths),
    identity: async () => {
      const name = (await ask(['config', 'user.name']))?.trim()
      const email = (await ask(['config', 'user.email']))?.trim()
      return name && email ? { name, email } : undefined
    },
  }
}

type Ask = (args: readonly string[]) => Promise<string | undefined>

async function checkout(cwd: string, git: SimpleGit, ask: Ask): Promise<Result<Checkout, Failure>> {
  const top = (await ask(['rev-parse', '--show-toplevel']))?.trim()
  if (!top) return err({ code: 'not-a-repository', folder: cwd })
  const head = await ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  if (!head?.trim()) return err({ code: 'git-failed', command: 'git rev-parse HEAD', detail: 'the repository has no commit yet' })
  const commit = head.trim()
  const facts = parseCommit(await git.raw(['cat-file', 'commit', commit]))
  const status = await ask(['status', '--porcelain', '-z', '--untracked-files=normal', '--no-renames'])
  const remote = (await ask(['config', '--get', 'remote.origin.url']))?.trim()
  return ok({
    top,
    commit,
    tree: facts.tree,
    parents: facts.parents,
    branch: (await ask(['symbolic-ref', '--quiet', '--short', 'HEAD']))?.trim() || null,
    shallow: (await ask(['rev-parse', '--is-shallow-repository']))?.trim() === 'true',
    dirty: (status ?? '').split('\0').filter((line) => line.length > 3).map((line) => line.slice(3)),
    repository: remote ? repositoryName(remote) ?? null : null,
  })
}

/** Read from the object itself: `git log` shows no parents at the edge of a shallow clone. */
function parseCommit(text: string): { readonly tree: string; readonly parents: readonly string[]; readonly time: string } {
  const header = text.slice(0, text.indexOf('\n\n')).split('\n')
  const values = (key: string): string[] => header.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
  const seconds = Number(/ (\d+) [+-]\d{4}$/.exec(values('committer')[0] ?? '')?.[1] ?? 0)
  return { tree: values('tree')[0] ?? '', parents: values('parent'), time: new Date(seconds * 1000).toISOString() }
}

function parseTree(listing: string): TrackedFile[] {
  return listing.split('\0').flatMap((line) => {
    const match = /^(\d{6}) blob ([0-9a-f]{40,64})\t([\s\S]+)$/.exec(line)
    return match ? [{ path: (match[3] ?? '').normalize('NFC'), blob: match[2] ?? '', symlink: match[1] === '120000' }] : []
  })
}

async function hashFiles(cwd: string, ask: Ask, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const top = (await ask(['rev-parse', '--show-toplevel']))?.trim() ?? cwd
  const hashes = new Map<string, string>()
  for (const path of paths) {
    const hash = (await ask(['hash-object', `--path=${path}`, '--', `${top}/${path}`]))?.trim()
    if (hash) hashes.set(path, hash)
  }
  return hashes
}

function lines(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((line) => line !== '')
}
