import { setTimeout as pause } from 'node:timers/promises'
import type { Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { failureOf } from './failure.js'
import type { Trouble } from './trouble.js'

/** How often somebody may be faster before this one gives up. */
const ATTEMPTS = 40
/** How often the wait doubles: who was unlucky often must not stand back for those who just came. */
const DOUBLINGS = 5
/** How often a lost connection is made again. */
const LOST = 2
/** Milliseconds: the longest wait. */
const LONGEST = 10_000
const SHORTEST = 50

export interface Means {
  readonly home: string
  /** Our own repository is thrown away: what git cannot name may be damage. */
  readonly renew: () => Promise<void>
  /** A lock is in the way. */
  readonly locked: () => Promise<void>
  readonly attempts?: number
}

/**
 * Tries until it is done, or will not be done. Who was too late waits for a random time that doubles, measured by how
 * long a try takes: the slower the remote, the more of the others' pushes fall into one.
 */
export async function patiently<T>(attempt: () => Promise<Result<T, Trouble>>, { home, renew, locked, attempts = ATTEMPTS }: Means): Promise<Result<{ readonly value: T; readonly retries: number }, Failure>> {
  const count = { faster: 0, unreachable: 0, unknown: 0 }
  for (;;) {
    const began = performance.now()
    const result = await attempt()
    const retries = count.faster + count.unreachable
    if (result.ok) return ok({ value: result.value, retries })
    const trouble = result.error
    if (!(trouble.kind in count)) return err(failureOf(trouble, home, retries + 1))
    const kind = trouble.kind as keyof typeof count
    count[kind] += 1
    const isOver = trouble.kind === 'faster' ? count.faster >= attempts
      : trouble.kind === 'unreachable' ? trouble.lasting || count.unreachable > LOST
        : count.unknown > 2
    if (isOver) return err(failureOf(trouble, home, count.faster))
    if (trouble.kind === 'faster' && trouble.lock) await locked()
    // The first time it may be that another process threw the repository away; the second time it is ours to do.
    if (count.unknown === 2 && kind === 'unknown') await renew()
    const took = Math.max(performance.now() - began, SHORTEST)
    await pause(Math.random() * Math.min(took * 2 ** Math.min(Math.max(count.faster, count.unreachable), DOUBLINGS), LONGEST))
  }
}
