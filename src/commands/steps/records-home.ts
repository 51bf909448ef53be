import type { Failure } from '../../model/failure.js'
import type { SyncPolicy } from '../../model/policy.js'
import type { RecordsHome } from '../../model/records.js'
import type { Result } from '../../model/result.js'
import type { World } from '../../world/world.js'

/** Where records are kept where nobody named a home. */
const REMOTE = 'origin'

export interface HomeWanted {
  readonly sync: SyncPolicy | null
  readonly top: string
  /** A remote, an address or a directory instead of the policy's. */
  readonly named?: string | undefined
}

/** The home of the records: the one that is named, else the policy's, else the repository's `origin`. */
export async function homeOf(world: World, { sync, top, named }: HomeWanted): Promise<Result<RecordsHome, Failure>> {
  const remote = sync?.remote ?? REMOTE
  // A folder in the policy is meant from the top; one that is named, from where its name was typed.
  const where = named ?? (/^\.\.?(?:\/|$)/.test(remote) ? `${top}/${remote}` : remote)
  return world.records(where, sync?.ref)
}

/** Failures that are the home's and not this machine's: what was measured is stored here all the same. */
export function isOfHome({ code }: Failure): boolean {
  return code.startsWith('records-') || code === 'git-failed'
}
