import type { Failure } from '../../model/failure.js'
import type { RecordsHome } from '../../model/records.js'
import { ok, type Result } from '../../model/result.js'
import type { Exported, Renumbered, Store } from '../../record/store.js'

/** What one push did. */
export interface Pushed {
  readonly measurements: number
  readonly judgements: number
  readonly retries: number
  /** Versions of baselines that got another number, as others had pushed theirs first. */
  readonly renumbered: readonly Renumbered[]
}

export interface PushInput {
  readonly store: Store
  readonly home: RecordsHome
  readonly message: string
  /** Ids of measurements; all of the store when left out. */
  readonly only?: readonly string[]
  readonly progress?: (pushed: number, left: number) => void
}

/** Measurements of one commit: a first push of a whole store is cut into pieces that are done when they are done. */
const AT_ONCE = 200

/** Pushes what the home lacks, and takes over the numbers its versions of baselines got there. */
export async function pushRecords({ store, home, message, only, progress }: PushInput): Promise<Result<Pushed, Failure>> {
  const total = { measurements: 0, judgements: 0, retries: 0 }
  for (;;) {
    const pushed = await pushOnce({ store, home, message, ...(only ? { only } : {}) })
    if (!pushed.ok) return pushed
    const { exported, retries } = pushed.value
    total.measurements += exported.measurements
    total.judgements += exported.judgements
    total.retries += retries
    if (exported.left === 0) return ok({ ...total, renumbered: exported.renumbered })
    progress?.(total.measurements, exported.left)
  }
}

async function pushOnce({ store, home, message, only }: PushInput): Promise<Result<{ readonly exported: Exported; readonly retries: number }, Failure>> {
  let exported: Exported | undefined
  const pushed = await home.push(async (tip) => {
    const changes = await store.exportOn(tip, { most: AT_ONCE, ...(only ? { only } : {}) })
    if (!changes.ok) return changes
    exported = changes.value
    return ok(changes.value.changes)
  }, message)
  if (!pushed.ok) return pushed
  if (!exported) throw new Error('A home pushed without asking what')
  if (only === undefined && exported.left === 0) {
    const numbered = await store.importFrom(pushed.value.tip, { only: () => false })
    if (!numbered.ok) return numbered
  }
  return ok({ exported, retries: pushed.value.retries })
}
