import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import type { RecordsHome, RecordsTip } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import type { NameOnTip, Refusal, Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import type { Base } from './base.js'
import type { Project } from './project.js'
import { isOfHome } from './records-home.js'
import { comparedWith, REACH } from './reference.js'

/** What came from the home of the records for one build. */
export interface Fetched {
  /** Null when there is none that could be asked. */
  readonly home: RecordsHome | null
  readonly taken: number
  readonly refused: readonly Refusal[]
  /** Why the home could not be read; what is stored here had to do. */
  readonly failure: Failure | null
}

export interface FetchInput {
  readonly world: World
  readonly store: Store
  readonly project: Project
  readonly candidate: Measurement
  readonly base: Base
  readonly home: RecordsHome
}

/** Builds of the base side that are fetched first; each further round takes four times as many. */
const FIRST_ROUND = 8
const GROWTH = 4

/**
 * Brings what judging one measurement needs: baselines, what was judged last, builds of its own commit, and those of
 * the base side, nearest first, until one of its series is among them. A home that cannot be read fails no build.
 */
export async function fetchFor(input: FetchInput): Promise<Result<Fetched, Failure>> {
  const { home } = input
  const tip = await home.pull()
  const taken = tip.ok ? await takeFor(input, tip.value) : tip
  if (taken.ok) return ok({ home, failure: null, ...taken.value })
  return isOfHome(taken.error) ? ok({ home, taken: 0, refused: [], failure: taken.error }) : err(taken.error)
}

async function takeFor(input: FetchInput, tip: RecordsTip): Promise<Result<Pick<Fetched, 'taken' | 'refused'>, Failure>> {
  const { world, store, project: { policy, checkout }, candidate, base } = input
  const names = await store.namesOn(tip)
  if (!names.ok) return names
  const queue = await nearestFirst(world, base, candidate, names.value)
  const refused = new Map<string, Refusal>()
  let taken = 0
  for (let [from, size] = [0, FIRST_ROUND]; ; [from, size] = [from + size, size * GROWTH]) {
    const wanted = new Set(queue.slice(0, from + size).flat())
    const imported = await store.importFrom(tip, { only: (name) => wanted.has(name), judged: policy.observeBuilds * policy.suites.length })
    if (!imported.ok) return imported
    taken += imported.value.taken.length
    for (const one of imported.value.refused) refused.set(`${one.name} ${one.why}`, one)
    if (from + size >= queue.length) break
    const compared = await comparedWith(world, store, candidate, base, checkout.shallow)
    if (!compared.ok) return compared
    if (compared.value.reference?.otherSeries === false) break
  }
  return ok({ taken, refused: [...refused.values()] })
}

/** Names of what was measured at the candidate's own commit, and then at each commit of the base side that has any. */
async function nearestFirst(world: World, base: Base, { slot: { commit }, tree }: Measurement, names: readonly NameOnTip[]): Promise<readonly (readonly string[])[]> {
  const byHash = new Map<string, string[]>()
  for (const one of names) for (const hash of [one.commit, one.tree]) byHash.set(hash, [...byHash.get(hash) ?? [], one.name])
  const at = (...hashes: readonly string[]): readonly string[] => [...new Set(hashes.flatMap((hash) => byHash.get(hash) ?? []))]
  const order = base.commit === null ? [] : await world.git.firstParents(base.commit, REACH)
  return [at(commit, tree), ...order.map((ancestor) => at(ancestor.commit, ancestor.tree))].filter((of) => of.length > 0)
}
