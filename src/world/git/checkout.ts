import type { Checkout } from '../../model/context.js'
import type { Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { topOf } from '../top.js'
import { repositoryName } from '../url.js'
import { paths, parseCommit, withoutNewline } from './parse.js'
import type { Ask, Run } from './run.js'

/**
 * The checked-out tree. A folder without a repository around it is one thing; a repository that git refuses (owned by
 * somebody else, broken) is another, and git's own words hold the remedy.
 */
export async function checkoutOf(cwd: string, run: Run, ask: Ask): Promise<Result<Checkout, Failure>> {
  if (topOf(cwd) === undefined) return err({ code: 'not-a-repository', folder: cwd })
  const top = await run(['rev-parse', '--show-toplevel'])
  if (!top.ok) return top
  const head = withoutNewline(await ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))
  if (!head) return err({ code: 'git-failed', command: 'git rev-parse HEAD', detail: 'the repository has no commit yet' })
  const object = await run(['cat-file', 'commit', head])
  if (!object.ok) return object
  const status = await run(['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=dirty'])
  if (!status.ok) return status
  const facts = parseCommit(object.value)
  const remote = (await ask(['config', '--get', 'remote.origin.url']))?.trim()
  return ok({
    top: withoutNewline(top.value) ?? '',
    commit: head,
    tree: facts.tree,
    parents: facts.parents,
    branch: withoutNewline(await ask(['symbolic-ref', '--quiet', 'HEAD']))?.replace(/^refs\/heads\//, '') || null,
    shallow: (await ask(['rev-parse', '--is-shallow-repository']))?.trim() === 'true',
    dirty: paths(status.value).map((line) => line.slice(3)),
    repository: remote ? repositoryName(remote) ?? null : null,
  })
}
