import type { RecordChange } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import { importStream } from './changes.js'
import { clean } from './clean.js'
import type { Local, Session } from './local.js'
import { isObjectName } from './names.js'
import { runGit, type Ended } from './process.js'
import { gitEnvironment, REMOTE, withSettings } from './settings.js'
import { troubleOf, type Trouble } from './trouble.js'
import type { Place } from './where.js'

/** Refs of a session. */
const FETCHED = 'refs/datum/fetched'
const NEXT = 'refs/datum/next'

/** What git is told, in one session of our own repository. */
export interface Commands {
  /** The commit the home has, whose tree is here then; null when it has none. */
  readonly fetch: (ref: string) => Promise<Result<string | null, Trouble>>
  /** A commit with the changes on the tip; null when they change nothing. */
  readonly build: (changes: readonly RecordChange[], tip: string | null, message: string) => Promise<Result<string | null, Trouble>>
  /** Taken only if the home still has what was fetched: a plain push is a compare-and-set. */
  readonly push: (commit: string) => Promise<Result<true, Trouble>>
  /** Packs what many sessions left in small files. */
  readonly tidy: () => Promise<void>
  /** What was built, in one file that needs nothing beside. */
  readonly bundle: () => Promise<Result<Uint8Array, Trouble>>
}

/** Progress is wanted: a connection that says nothing for long is dead. */
const FETCH = ['fetch', '--no-tags', '--no-recurse-submodules', '--progress']
const PUSH = ['push', '--porcelain', '--progress', '--no-verify', '--recurse-submodules=no']

/** Seconds: a server's hook may think for a while, a connection that stands still this long is lost. */
const PATIENCE = 120

export function commandsIn(session: Session, place: Place, own: NodeJS.ProcessEnv, patience = PATIENCE): Commands {
  const { cwd, directory, secrets } = place
  const env = gitEnvironment(own, session.env)
  const cleaned = (trouble: Trouble): Trouble => ({ ...trouble, detail: clean(trouble.detail, secrets).slice(0, 500) })
  const said = (doing: 'fetch' | 'push', ended: Ended): Result<Buffer, Trouble> => (ended.code === 0 ? ok(ended.out) : err(cleaned(troubleOf(doing, ended, directory))))
  const overThere = async (doing: 'fetch' | 'push', args: readonly string[]): Promise<Result<Buffer, Trouble>> =>
    said(doing, await runGit(args, { cwd, env: withSettings(env, place.settings[doing]), patience }))
  const here = async (args: readonly string[], input?: Iterable<Uint8Array | string>): Promise<Result<Buffer, Trouble>> =>
    said('fetch', await runGit(args, { cwd, env: withSettings(env, []), ...(input ? { input } : {}) }))
  return {
    fetch: async (ref) => {
      const fetched = await overThere('fetch', [...FETCH, ...(place.bundle ? [] : ['--depth=1']), REMOTE, `+${ref}:${FETCHED}`])
      if (!fetched.ok) return fetched.error.kind === 'absent' ? ok(null) : fetched
      return ok(await session.ref(FETCHED))
    },
    build: async (changes, tip, message) => {
      const input = importStream(changes, tip, message, tip === null ? place.ref : NEXT)
      const made = await here(['fast-import', '--quiet'], input)
      if (!made.ok) return made
      const commit = made.value.toString('utf8').trim()
      if (!isObjectName(commit)) return err({ kind: 'unknown', detail: 'git fast-import made no commit' })
      if (tip === null) return ok(commit)
      const trees = await here(['rev-parse', `${commit}^{tree}`, `${tip}^{tree}`])
      if (!trees.ok) return trees
      const [after, before] = trees.value.toString('utf8').split('\n')
      return ok(after === before ? null : commit)
    },
    push: async (commit) => {
      const pushed = await overThere('push', [...PUSH, REMOTE, `${commit}:${place.ref}`])
      return pushed.ok ? ok(true) : pushed
    },
    tidy: async () => {
      await here(['repack', '-a', '-d', '-q'])
      await here(['prune', '--expire=1.hour.ago'])
    },
    bundle: () => here(['bundle', 'create', '--quiet', '-', place.ref]),
  }
}

/** Work in a session of its own, which is gone afterwards whatever came of it. */
export async function inSession<T>(local: Local, key: string | undefined, work: (session: Session) => Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>> {
  const session = await local.begin(key)
  if (!session.ok) return session
  try {
    return await work(session.value)
  } finally {
    await session.value.end()
  }
}
