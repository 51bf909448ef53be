import type { Failure } from '../../model/failure.js'
import type { Cadence, Policy } from '../../model/policy.js'
import { ok, type Result } from '../../model/result.js'
import type { Evidence } from '../../detect/index.js'
import type { Store } from '../../record/store.js'

const HOUR = 3_600_000
/** How old the last build of a suite may be: its cadence, and half as much again for a run that is late. */
const PATIENCE: { readonly [C in Cadence]: number | null } = { 'every-build': null, nightly: 36 * HOUR, weekly: 252 * HOUR }

/** Suites with a cadence that were judged before and are late now. One that never ran has not been adopted yet. */
export async function overdueSuites(store: Store, policy: Policy, now: string): Promise<Result<Evidence['overdue'], Failure>> {
  const overdue: Evidence['overdue'][number][] = []
  for (const { name, cadence } of policy.suites) {
    const patience = PATIENCE[cadence]
    if (patience === null) continue
    const judged = await store.judgements(name, 1)
    if (!judged.ok) return judged
    const [last] = judged.value
    if (last && Date.parse(now) - Date.parse(last.at) > patience) overdue.push({ suite: name, cadence, last: last.at })
  }
  return ok(overdue)
}
