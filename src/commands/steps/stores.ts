import type { Failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'

/** Opens the store of a repository, whose top folder is given, or another file; whoever made it closes it. */
export type OpenStore = (top: string, file?: string) => Promise<Result<Store, Failure>>
