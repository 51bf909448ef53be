import type { Failure } from '../../model/failure.js'
import type { ChangesOn, Pushed, RecordsHome, RecordsTip } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import { folderKind, makeBare } from './bare.js'
import { commandsIn, inSession } from './commands.js'
import type { Local } from './local.js'
import { lockWatch } from './lock.js'
import { patiently, type Means } from './patience.js'
import { tipOf } from './tip.js'
import type { Trouble } from './trouble.js'
import type { Place } from './where.js'

/** What tests choose: the seconds a silent connection is waited for, the milliseconds of a lock, the attempts. */
export interface HomeOptions {
  readonly env: NodeJS.ProcessEnv
  readonly patience?: number
  readonly held?: number
  readonly attempts?: number
}

/** A home of records behind git: every pull and push is a session of its own in our repository. */
export function homeAt(place: Place, local: Local, options: HomeOptions): RecordsHome {
  const { name, key, directory } = place
  const means: Means = {
    home: name,
    renew: local.renew,
    locked: directory === null ? async () => undefined : lockWatch(directory, place.ref, options.held),
    ...(options.attempts === undefined ? {} : { attempts: options.attempts }),
  }
  const fetch = (ref: string): Promise<Result<string | null, Trouble>> => inSession(local, key, async (session) => {
    const found = await commandsIn(session, place, options.env, options.patience).fetch(ref)
    if (found.ok) await local.remember(key, found.value)
    return found
  })
  const mend = async (commit: string): Promise<Result<unknown, Failure>> => {
    await local.renew()
    // Not every host gives a commit by its hash; then what the ref has now, and most of the records are in it.
    return patiently(async () => {
      const same = await fetch(commit)
      return same.ok && same.value !== null ? same : fetch(place.ref)
    }, means)
  }
  const tip = (commit: string | null): RecordsTip => tipOf(commit, { home: name, cwd: place.cwd, env: options.env, folder: local.folder, mend })

  return {
    name,
    pull: async () => {
      const ready = directory === null ? ok('repository' as const) : await directoryReady(directory, name, false)
      if (!ready.ok) return ready
      if (ready.value === 'none') return ok(tip(null))
      const found = await patiently(() => fetch(place.ref), means)
      if (!found.ok) return found
      await tidied(local, place, options)
      return ok(tip(found.value.value))
    },
    push: async (changesOn, message) => {
      const ready = directory === null ? ok('repository' as const) : await directoryReady(directory, name, true)
      if (!ready.ok) return ready
      const pushed = await patiently(() => attempt(changesOn, message), means)
      if (!pushed.ok) return pushed
      await tidied(local, place, options)
      const { value, retries } = pushed.value
      return value.ok ? ok({ tip: tip(value.value), retries } satisfies Pushed) : value
    },
  }

  /** Once: the commit the home has now, or what the caller could not do. */
  function attempt(changesOn: ChangesOn, message: string): Promise<Result<Result<string | null, Failure>, Trouble>> {
    return inSession(local, key, async (session): Promise<Result<Result<string | null, Failure>, Trouble>> => {
      const git = commandsIn(session, place, options.env, options.patience)
      const found = await git.fetch(place.ref)
      if (!found.ok) return found
      await local.remember(key, found.value)
      const changes = await changesOn(tip(found.value))
      if (!changes.ok) return ok(changes)
      if (changes.value.length === 0) return ok(ok(found.value))
      const built = await git.build(changes.value, found.value, message)
      if (!built.ok) return built
      if (built.value === null) return ok(ok(found.value))
      const pushed = await git.push(built.value)
      if (!pushed.ok) return pushed
      await local.remember(key, built.value)
      return ok(ok(built.value))
    })
  }
}

/** A directory becomes a home when it is first pushed to: nothing, an empty folder, or one half made. */
async function directoryReady(directory: string, home: string, make: boolean): Promise<Result<'repository' | 'none', Failure>> {
  const kind = await folderKind(directory)
  if (kind === 'repository') return ok(kind)
  if (kind === 'other') return err({ code: 'records-refused', home, why: 'other', detail: 'the directory is not empty and is no repository of records' })
  if (!make) return ok('none')
  try {
    await makeBare(directory)
    return ok('repository')
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    return err({ code: 'records-refused', home, why: ['EACCES', 'EPERM', 'EROFS'].includes(code) ? 'read-only' : 'other', detail: message })
  }
}

async function tidied(local: Local, place: Place, { env }: HomeOptions): Promise<void> {
  if (!(await local.untidy())) return
  await inSession(local, undefined, async (session) => {
    await commandsIn(session, place, env).tidy()
    return ok(true)
  })
}
