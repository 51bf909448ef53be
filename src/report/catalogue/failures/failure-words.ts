import type { Failure, FailureCode } from '../../../model/failure.js'
import type { Words } from '../words.js'

/** Words of failures with the given codes; the failure itself carries what they need. */
export type FailureWords<C extends FailureCode> = { readonly [P in C]: (failure: Extract<Failure, { readonly code: P }>) => Words }
