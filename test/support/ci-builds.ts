import test from 'ava'
import type { CiContext } from '../../src/model/context.js'
import { ciContext } from '../../src/world/ci/index.js'
import type { Event } from '../../src/world/ci/provider.js'

export const [TESTED, HEAD, BASE, BEFORE] = ['1', '2', '3', '4'].map((digit) => digit.repeat(40)) as [string, string, string, string]
export const ZERO = '0'.repeat(40)

export type Variables = Readonly<Record<string, string>>

/** A build as a provider shows it, and all that datum may take from it. */
interface Build {
  readonly env: Variables
  readonly event?: Event
  readonly says: CiContext
}

/** One test a build: what is taken from it, no field more or less, and nothing secret. */
export function tells(builds: Readonly<Record<string, Build>>): void {
  for (const [what, { env, event = null, says }] of Object.entries(builds)) {
    test(what, (t) => {
      const context = ciContext(env, event)
      t.deepEqual(said(context), said(says))
      t.notRegex(JSON.stringify(context), /secret|token@|:token/)
    })
  }
}

/** The fields that are told. */
export function said(context: object | null): object {
  return Object.fromEntries(Object.entries(context ?? {}).filter(([, value]) => value !== undefined))
}
