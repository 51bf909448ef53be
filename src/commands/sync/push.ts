import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { pushedText, refusedText } from '../../report/records.js'
import type { Refusal } from '../../record/store.js'
import type { World } from '../../world/world.js'
import { takeArtifact } from '../steps/artifact.js'
import { progressNotes } from '../steps/progress.js'
import { openProject } from '../steps/project.js'
import { pushRecords, type Pushed } from '../steps/push-records.js'
import { homeOf } from '../steps/records-home.js'
import type { OpenStore } from '../steps/stores.js'

export interface PushOptions {
  /** A remote, an address or a directory; the policy's home when undefined. */
  readonly to?: string | undefined
  /** An artifact that `ci --artifact` wrote. */
  readonly from?: string | undefined
  /** The only build whose measurements are taken from the artifact. */
  readonly build?: string | undefined
  readonly json: boolean
}

/**
 * Brings what this store holds to the home of the records. From an artifact only measurements are taken, never
 * baselines, and none of a commit of a baseline branch: it comes from a job that was not trusted to write.
 */
export async function syncPush(options: PushOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  if (options.build !== undefined && options.from === undefined) return err({ code: 'wrong-use', message: '--build says which build of an artifact is pushed: name the artifact with --from' })
  const project = await openProject(world)
  if (!project.ok) return project
  const store = await open(project.value.checkout.top)
  if (!store.ok) return store
  const home = await homeOf(world, { sync: project.value.policy.sync, top: project.value.checkout.top, named: options.to })
  if (!home.ok) return home
  const push = (message: string, only?: readonly string[]): Promise<Result<Pushed, Failure>> => {
    const notes = progressNotes(world, 'pushed')
    return pushRecords({ store: store.value, home: home.value, message, ...(only ? { only } : {}), progress: (done, left) => { notes(done, done + left) } })
  }
  if (options.from === undefined) {
    const pushed = await push('Records of a store')
    if (!pushed.ok) return pushed
    tell(world, options.json, { home: home.value.name, measurements: null, refused: [], pushed: pushed.value })
    return ok({ kind: 'done' })
  }
  const taken = await takeArtifact({ world, store: store.value, project: project.value, file: options.from, build: options.build })
  if (!taken.ok) return taken
  const { ids, refused } = taken.value
  const pushed = await push(`Records of ${options.build === undefined ? 'an artifact' : `build ${options.build}`}`, ids)
  if (!pushed.ok) return pushed
  tell(world, options.json, { home: home.value.name, measurements: ids, refused, pushed: pushed.value })
  const [first] = refused
  return first ? err({ code: 'records-not-taken', home: options.from, count: refused.length, ...first }) : ok({ kind: 'done' })
}

interface Told {
  readonly home: string
  /** Ids of what the artifact brought; null for a push of the whole store. */
  readonly measurements: readonly string[] | null
  readonly refused: readonly Refusal[]
  readonly pushed: Pushed
}

function tell({ terminal }: World, json: boolean, told: Told): void {
  terminal.write(json ? `${JSON.stringify(told, null, 2)}\n` : `${pushedText(told.home, told.pushed)}${refusedText(told.refused)}`)
}
