import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import type { RecordsHome } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import { pulledText } from '../../report/records.js'
import type { Imported, Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import { baseOf } from '../steps/base.js'
import { fetchFor } from '../steps/fetch-records.js'
import { openProject, type Project } from '../steps/project.js'
import { progressNotes } from '../steps/progress.js'
import { homeOf } from '../steps/records-home.js'
import type { OpenStore } from '../steps/stores.js'

export interface PullOptions {
  /** A remote, an address, a directory, or an artifact; the policy's home when undefined. */
  readonly from?: string | undefined
  /** Only what judging this measurement needs. */
  readonly measurement?: string | undefined
  readonly json: boolean
}

type Pulled = Pick<Imported, 'refused'> & { readonly home: string; readonly taken: number; readonly known: number }

/** Takes what the home of the records has and this store lacks. What is damaged there is named, and the rest is taken. */
export async function syncPull(options: PullOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const store = await open(project.value.checkout.top)
  if (!store.ok) return store
  const pulled = options.measurement === undefined ? await all(options, world, project.value, store.value) : await forOne(options.measurement, options, world, project.value, store.value)
  if (!pulled.ok) return pulled
  const { home, refused } = pulled.value
  world.terminal.write(options.json ? `${JSON.stringify(pulled.value, null, 2)}\n` : pulledText(home, pulled.value))
  const [first] = refused
  return first ? err({ code: 'records-not-taken', home, count: refused.length, ...first }) : ok({ kind: 'done' })
}

async function all({ from }: PullOptions, world: World, { policy: { sync }, checkout: { top } }: Project, store: Store): Promise<Result<Pulled, Failure>> {
  const home = await homeOf(world, { sync, top, named: from })
  if (!home.ok) return home
  const tip = await home.value.pull()
  if (!tip.ok) return tip
  const imported = await store.importFrom(tip.value, { progress: progressNotes(world, 'fetched') })
  if (!imported.ok) return imported
  const { taken, known, refused } = imported.value
  return ok({ home: home.value.name, taken: taken.length, known: known.length, refused })
}

async function forOne(id: string, { from }: PullOptions, world: World, project: Project, store: Store): Promise<Result<Pulled, Failure>> {
  const { policy, checkout } = project
  const home = await homeOf(world, { sync: policy.sync, top: checkout.top, named: from })
  if (!home.ok) return home
  const candidate = await broughtHere(id, home.value, store)
  if (!candidate.ok) return candidate
  const base = await baseOf(world, { measurement: candidate.value, before: null, policy, checkout })
  const fetched = await fetchFor({ world, store, project, candidate: candidate.value, base, home: home.value })
  if (!fetched.ok) return fetched
  const { taken, refused, failure } = fetched.value
  return failure ? err(failure) : ok({ home: home.value.name, taken, known: 0, refused })
}

async function broughtHere(id: string, home: RecordsHome, store: Store): Promise<Result<Measurement, Failure>> {
  const here = await store.byId(id)
  if (!here.ok) return here
  if (here.value) return ok(here.value)
  const tip = await home.pull()
  if (!tip.ok) return tip
  const imported = await store.importFrom(tip.value, { only: (name) => name.endsWith(`.${id}`) })
  if (!imported.ok) return imported
  const brought = await store.byId(id)
  if (!brought.ok) return brought
  return brought.value ? ok(brought.value) : err({ code: 'measurement-unknown', what: id })
}
