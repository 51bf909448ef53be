import type { Git } from '../world.js'
import { checkoutOf } from './checkout.js'
import { treeDiff } from '../../model/diff.js'
import { DIFF, parseDiff } from './diff.js'
import { hashFiles } from './hash.js'
import { isHash, isName, lines, paths, parseAncestors, parseCommit, parseMentions, parseTree, withoutNewline } from './parse.js'
import { openRunner } from './run.js'

/** Paths that fit on a command line; for more the whole trees are compared. */
const MOST_PATHS = 300

/**
 * git through simple-git: only plumbing, whose output no user's configuration changes. A name that begins with `-`
 * would be an option and is no name; behind each stands `--`, so that none is taken for a file.
 */
export function openGit(cwd: string): Git {
  const { run, ask } = openRunner(cwd)
  const resolve = async (name: string): Promise<string | undefined> => {
    if (!isName(name)) return undefined
    const hash = withoutNewline(await ask(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]))
    return isHash(hash) ? hash : undefined
  }
  return {
    checkout: () => checkoutOf(cwd, run, ask),
    resolve,
    commit: async (hash) => {
      const text = isName(hash) ? await ask(['cat-file', 'commit', hash]) : undefined
      return text === undefined || text === '' ? undefined : parseCommit(text)
    },
    files: async (tree, within = '') => {
      const folder = within.replace(/^(?:\.?\/)+|^\.$|\/+$/g, '')
      const listing = isName(tree) ? await ask(['ls-tree', '-r', '-z', '--full-tree', tree, ...(folder === '' ? [] : ['--', `${folder}/`])]) : undefined
      return parseTree(listing)
    },
    text: async (commit, path) => (isName(commit) ? ask(['cat-file', 'blob', `${commit}:${path}`]) : undefined),
    firstParents: async (commit, limit) => {
      if (!isName(commit)) return []
      return parseAncestors(await ask(['rev-list', '--first-parent', '--format=tformat:%H %T', `--max-count=${limit}`, commit, '--']))
    },
    branches: async () => lines(await ask(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/remotes'])).flatMap((line) => {
      const [, commit = '', name] = /^([0-9a-f]{40,64}) refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(line) ?? []
      return name === undefined || name === 'HEAD' ? [] : [{ name, commit }]
    }),
    mergeBase: async (a, b) => {
      if (!isName(a) || !isName(b)) return undefined
      const [hash] = lines(await ask(['merge-base', a, b]))
      return isHash(hash) ? hash : undefined
    },
    changed: async (from, to) => {
      if (!isName(from) || !isName(to)) return undefined
      const names = await ask(['diff-tree', '-r', '--name-only', '--no-renames', '-z', from, to, '--'])
      return names === undefined ? undefined : paths(names)
    },
    diff: async (from, to, within = []) => {
      if (!isName(from) || !isName(to)) return undefined
      const files = within.length > 0 && within.length <= MOST_PATHS ? ['--', ...within] : ['--']
      const raw = await ask([...DIFF, '--raw', '-z', from, to, ...files])
      const patch = raw === undefined || raw === '' ? raw : await ask([...DIFF, '-p', '-U0', from, to, ...files])
      const changed = raw === undefined || patch === undefined ? undefined : parseDiff(raw, patch)
      return changed && treeDiff(changed)
    },
    mentions: async (tree, words) => {
      const wanted = words.filter((word) => /^[\w.-]+$/.test(word))
      if (!isName(tree)) return undefined
      // It ends with 1 when nothing is found, which reads as no answer: then there is nothing.
      const found = wanted.length === 0 ? '' : await ask(['grep', '-I', '-i', '-o', '-w', '-F', '--null', '--no-color', ...wanted.flatMap((word) => ['-e', word]), tree, '--']) ?? ''
      return parseMentions(found, tree)
    },
    hash: (wanted) => hashFiles(cwd, ask, wanted),
    setting: async (name) => {
      const value = /^[\w.-]+$/.test(name) ? await ask(['config', '--get', name]) : undefined
      return value === undefined ? undefined : withoutNewline(value)
    },
    identity: async () => {
      const name = (await ask(['config', 'user.name']))?.trim()
      const email = (await ask(['config', 'user.email']))?.trim()
      return name && email ? { name, email } : undefined
    },
  }
}
