import { canonicalJson } from '../../model/canonical-json.js'
import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import { ok, type Result } from '../../model/result.js'
import type { Store } from '../../record/store.js'

/** More runs of one content make the band no narrower than anybody needs. */
const MOST = 50

/** Other runs of the same content with the same fingerprint: what a number's noise is known from. */
export async function numberRepeats(store: Store, candidate: Measurement): Promise<Result<readonly Measurement[], Failure>> {
  if (!candidate.values.some(({ value }) => value.kind === 'number')) return ok([])
  const { slot: { repository, suite, leg, model }, measuredTree } = candidate
  const runs = await store.find({ repository, suite, leg, model, measuredTree, whole: true, limit: MOST })
  if (!runs.ok) return runs
  const fingerprint = canonicalJson(candidate.fingerprint)
  return ok(runs.value.filter((run) => run.id !== candidate.id && run.dirty.length === 0 && canonicalJson(run.fingerprint) === fingerprint))
}
