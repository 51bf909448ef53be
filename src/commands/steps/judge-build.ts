import type { Failure } from '../../model/failure.js'
import { fieldDifferences } from '../../model/fingerprint.js'
import type { Judgement } from '../../model/judgement.js'
import type { Measurement } from '../../model/measurement.js'
import type { Register } from '../../model/register.js'
import { ok, type Result } from '../../model/result.js'
import { classifier } from '../../policy/path-class.js'
import { setDigest } from '../../recalibrate/digest.js'
import { limitsWithBasis } from '../../recalibrate/limits-for.js'
import type { Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import { baseOf, type Base } from './base.js'
import { carriedFrom } from './carried.js'
import { cellsOf } from './cells.js'
import { changesOf } from './changes.js'
import { anchorsOf, filesOf, type Files } from './compare-files.js'
import { overridesHere } from './decisions.js'
import { judgementOf } from './judgement.js'
import { ledgerOf, type LedgerState } from './ledger.js'
import { missingOf } from './missing.js'
import { numberRepeats } from './number-repeats.js'
import { overdueSuites } from './overdue.js'
import type { Project } from './project.js'
import { comparedWith } from './reference.js'
import { unreachedFiles } from './reach.js'
import { flappingOf, quarantinesOf } from './register.js'

/** A judged build, and what promoting it needs. */
export interface Judged {
  readonly judgement: Judgement
  readonly base: Base
  /** Digest of the recalibrations in force for the suite; null while there are none. */
  readonly entry: string | null
  /** The commit and its first parents, nearest first; null when the history is not here. */
  readonly order: readonly string[] | null
}

export interface JudgeInput {
  readonly world: World
  readonly store: Store
  readonly project: Project
  readonly candidate: Measurement
  readonly before: string | null
  /** Why earlier builds could not be fetched from the home of the records; null when they were, or nobody asked. */
  readonly unfetched?: Failure | null
}

/**
 * A stored measurement -> its judgement: reference, ledger, causes, limits, findings, verdict. What is not whole is not
 * held against any limit.
 */
export async function judgeBuild(input: JudgeInput): Promise<Result<Judged, Failure>> {
  const { world, store, project } = input
  const { policy, checkout } = project
  const base = await baseOf(world, { measurement: input.candidate, before: input.before, policy, checkout })
  const ledger = await ledgerOf(world, project, base, input.candidate.branch)
  if (!ledger.ok) return ledger
  const compared = await comparedWith(world, store, input.candidate, base, checkout.shallow)
  if (!compared.ok) return compared
  const overrides = await overridesHere(world, checkout.top)
  if (!overrides.ok) return overrides
  const compare = await filesOf(world, store, compared.value.reference, input.candidate)
  if (!compare.ok) return compare
  const completed = await carriedFrom(world, store, { project, candidate: input.candidate, reference: compared.value.reference, files: compare.value })
  if (!completed.ok) return completed
  const { candidate, files, carried } = completed.value
  const anchors = await anchorsOf(store, compared.value.baseline)
  if (!anchors.ok) return anchors
  const { reference } = compared.value
  const changes = await changesOf(world, policy, { candidate, base, reference, measured: files.measured })
  const differences = reference ? fieldDifferences(reference.measurement.fingerprint, candidate.fingerprint) : []
  const unreached = await unreachedFiles(world, { candidate, reference, files, changes })
  const missing = await missingOf({ unreached, world, candidate, reference, files, changes, differences })
  const register = await registerFor(input, ledger.value, files)
  if (!register.ok) return register
  const cells = await cellsOf(world, store, { candidate, reference, classOf: classifier(policy.paths) })
  if (!cells.ok) return cells
  const overdue = base.standing === 'baseline-branch' ? await overdueSuites(store, policy, world.clock.now()) : ok([])
  if (!overdue.ok) return overdue
  const repeats = await numberRepeats(store, candidate)
  if (!repeats.ok) return repeats
  const limits = limitsWithBasis(ledger.value.thresholds, candidate.slot.suite, candidate.slot.model, reference?.measurement.slot.model ?? null)
  const judgement = judgementOf({
    policy, candidate, base, ledger: ledger.value, limits, compared: compared.value, files, carried, anchors: anchors.value, changes, differences, missing,
    register: register.value, unreached, overdue: overdue.value, cells: cells.value, repeats: repeats.value, overrides: overrides.value, unfetched: Boolean(input.unfetched), now: world.clock.now(),
  })
  return ok({ judgement, base, entry: limits.length > 0 ? setDigest(ledger.value.digests(candidate.slot.suite)) : null, order: compared.value.order && [candidate.slot.commit, ...compared.value.order.map(({ commit }) => commit)] })
}

/** What is known of the files that moved though their content did not, or whose mutants timed out. */
async function registerFor({ world, store, candidate }: JudgeInput, ledger: LedgerState, files: Files): Promise<Result<Register, Failure>> {
  const quarantined = quarantinesOf(ledger.entries, candidate.slot.suite, world.clock.now().slice(0, 10))
  const blobs = new Map(files.candidate.map(({ path, blob }) => [path, blob]))
  const paths = new Set(files.reference.filter(({ path, blob }) => blob !== null && blobs.get(path) === blob).map(({ path }) => path))
  if (paths.size === 0) return ok({ flapping: [], quarantined })
  const flapping = await flappingOf(store, { suite: candidate.slot.suite, leg: candidate.slot.leg, paths, commit: candidate.slot.commit })
  return flapping.ok ? ok({ flapping: flapping.value, quarantined }) : flapping
}
