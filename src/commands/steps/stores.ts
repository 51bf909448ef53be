import type { Failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'

/** Where the store of a repository is, seen from its top. */
export const DEFAULT_STORE = '.datum/datum.db'

/** Opens the store of a repository, whose top folder is given, or another file; whoever made it closes it. */
export type OpenStore = (top: string, file?: string) => Promise<Result<Store, Failure>>
