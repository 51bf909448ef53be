import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import type { RecordsTip } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import { rebuiltText } from '../../report/records.js'
import type { World } from '../../world/world.js'
import { progressNotes } from '../steps/progress.js'
import { openProject } from '../steps/project.js'
import { homeOf } from '../steps/records-home.js'
import type { OpenStore } from '../steps/stores.js'

export interface RebuildOptions {
  /** A remote, an address or a directory; the policy's home when undefined. */
  readonly from?: string | undefined
  /** The database, seen from the top of the repository. */
  readonly store: string
  /** Also when the store holds what its home lacks. */
  readonly force: boolean
}

/** Files that SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm']

/**
 * Builds the store anew from the home of the records alone, beside the one there is, which is kept under another name:
 * for a database that was damaged, or that a machine lost.
 */
export async function storeRebuild(options: RebuildOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const { policy: { sync }, checkout: { top } } = project.value
  const home = await homeOf(world, { sync, top, named: options.from })
  if (!home.ok) return home
  const tip = await home.value.pull()
  if (!tip.ok) return tip
  if (tip.value.commit === null) return err({ code: 'records-unreachable', home: home.value.name, detail: 'there are no records yet' })
  const path = options.store.startsWith('/') ? options.store : `${top}/${options.store}`
  const settled = await settleOld(options, world, { open, top, path, tip: tip.value })
  if (!settled.ok) return settled
  const fresh = `${path}.rebuilding`
  const cleared = await world.files.remove(fresh, COMPANIONS)
  if (!cleared.ok) return cleared
  const store = await open(top, fresh)
  if (!store.ok) return store
  const imported = await store.value.importFrom(tip.value, { progress: progressNotes(world, 'fetched') })
  if (!imported.ok) return imported
  await store.value.close()
  const old = world.files.exists(path) ? `${path}.old-${world.clock.now().replace(/[-:]/g, '')}` : null
  const aside = old === null ? ok(true as const) : await world.files.move(path, old, COMPANIONS)
  if (!aside.ok) return aside
  const placed = await world.files.move(fresh, path, COMPANIONS)
  if (!placed.ok) return placed
  const { taken, refused } = imported.value
  world.terminal.write(rebuiltText(home.value.name, { taken: taken.length, refused, old: old?.replace(`${top}/`, '') ?? null }))
  const [first] = refused
  return first ? err({ code: 'records-not-taken', home: home.value.name, count: refused.length, ...first }) : ok({ kind: 'done' })
}

interface Old {
  readonly open: OpenStore
  readonly top: string
  readonly path: string
  readonly tip: RecordsTip
}

/** What only the old store knows is pushed first; one that cannot be read has nothing more to lose. */
async function settleOld({ force }: RebuildOptions, { files }: World, { open, top, path, tip }: Old): Promise<Result<true, Failure>> {
  if (!files.exists(path)) return ok(true)
  const old = await open(top, path)
  if (!old.ok) return ok(true)
  const lacking = force ? null : await old.value.exportOn(tip)
  await old.value.close()
  if (!lacking?.ok || lacking.value.changes.length === 0) return ok(true)
  const { measurements, judgements } = lacking.value
  return err({ code: 'wrong-use', message: `the store holds what its home lacks (${measurements} builds, ${judgements} verdicts): push it first (npx ci-datum sync push), or leave it behind with --force` })
}
