import type { CiContext } from '../../model/context.js'
import type { Place } from '../../model/place.js'

export type Env = Readonly<Record<string, string | undefined>>

/** What a file of the build tells (GitHub's event, TeamCity's parameters), by member; null when there is none. */
export type Event = Readonly<Record<string, unknown>> | null

export interface EventFile {
  /** The next file to read, given what is known so far: one may name another. */
  readonly path: (env: Env, known: Event) => string | undefined
  readonly parse: (text: string) => Event
}

/**
 * One CI provider: pure over the environment and what the build's files tell. What it does not tell is undefined,
 * never invented, and never taken from another provider's variables.
 */
export interface Provider {
  readonly id: string
  readonly detect: (env: Env) => boolean
  readonly describe: (env: Env, event: Event) => Omit<CiContext, 'provider'>
  readonly event?: EventFile
}

/** A variable's text; empty is as good as unset. */
export function text(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim()
}

/** A positive integer of a variable. */
export function positive(value: string | undefined): number | undefined {
  return value !== undefined && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined
}

/** `refs/heads/x` is `x`. */
export function shortRef(value: string | undefined): string | undefined {
  return text(value)?.replace(/^refs\/heads\//, '')
}

/** Only `refs/heads/…` is a branch; `refs/tags/…` and `refs/pull/…` are none. */
export function branchRef(ref: string | undefined): string | undefined {
  return ref?.startsWith('refs/heads/') ? shortRef(ref) : undefined
}

/** Where a push began: the first commit of a range such as `a...b`. */
export function pushedFrom(range: string | undefined): string | undefined {
  return hash(range?.split('..')[0])
}

/**
 * A shard's place from an index and a total variable. A total of 1 is no sharding, and an index beyond the total is
 * refused: the provider counts something else.
 */
export function placeOf(index: string | undefined, total: string | undefined, base: 0 | 1): Place | undefined {
  const of = positive(total)
  if (of === undefined || of < 2 || index === undefined || !/^\d{1,4}$/.test(index)) return undefined
  const place = { index: Number(index) + 1 - base, of }
  return place.index >= 1 && place.index <= of ? place : undefined
}

/** A member of the event, by path; undefined when it is not text. */
export function eventText(event: Event, ...path: readonly string[]): string | undefined {
  let value: unknown = event
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined
  }
  return typeof value === 'string' ? text(value) : typeof value === 'number' ? String(value) : undefined
}

/** A commit hash, not a symbolic name and not the all-zero hash of "no commit". */
export function hash(value: string | undefined): string | undefined {
  return value !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) && !/^0+$/.test(value) ? value : undefined
}
