import { attribute, type CauseEvidence } from '../../attribute/index.js'
import { detect, type Evidence } from '../../detect/index.js'
import { judgeFindings, tryLimits, type Tried } from '../../judge/index.js'
import type { Failure } from '../../model/failure.js'
import { fieldDifferences, type FieldDifference } from '../../model/fingerprint.js'
import type { BaselineVersion, Judgement } from '../../model/judgement.js'
import { seriesOf, type Measurement } from '../../model/measurement.js'
import type { Override } from '../../model/recalibration.js'
import { ok, type Result } from '../../model/result.js'
import { scopeFilter, scopesOf } from '../../policy/scopes.js'
import { setDigest } from '../../recalibrate/digest.js'
import { limitsWithBasis } from '../../recalibrate/limits-for.js'
import { isInForce } from '../../recalibrate/override-text.js'
import type { Baseline, Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import { baseOf, type Base } from './base.js'
import { changesOf, type ChangeSet } from './changes.js'
import { anchorsOf, filesOf, type Anchors, type Files } from './compare-files.js'
import { overridesHere } from './decisions.js'
import { ledgerOf, type LedgerState } from './ledger.js'
import { missingOf } from './missing.js'
import { numberRepeats } from './number-repeats.js'
import { overriddenBy } from './overridden.js'
import type { Project } from './project.js'
import { comparedWith, type Compared } from './reference.js'

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
  const { world, store, project, candidate } = input
  const { policy, checkout } = project
  const base = await baseOf(world, { measurement: candidate, before: input.before, policy, checkout })
  const ledger = await ledgerOf(world, project, base, candidate.branch)
  if (!ledger.ok) return ledger
  const compared = await comparedWith(world, store, candidate, base, checkout.shallow)
  if (!compared.ok) return compared
  const overrides = await overridesHere(world, checkout.top)
  if (!overrides.ok) return overrides
  const files = await filesOf(world, store, compared.value.reference, candidate)
  if (!files.ok) return files
  const anchors = await anchorsOf(store, compared.value.baseline)
  if (!anchors.ok) return anchors
  const repeats = await numberRepeats(store, candidate)
  if (!repeats.ok) return repeats
  const changes = await changesOf(world, policy, { candidate, base, reference: compared.value.reference, measured: files.value.measured })
  const evidence = await evidenceOf(input, { base, ledger: ledger.value, compared: compared.value, files: files.value, anchors: anchors.value, repeats: repeats.value, changes, overrides: overrides.value })
  const detected = detect(evidence)
  const { mode } = ledger.value
  const verdict = judgeFindings(detected, base.standing)
  const findings = verdict.verdict === 'pass' ? detected : detected.filter(({ kind }) => kind !== 'first-baseline')
  const judgement: Judgement = {
    ...verdict,
    overridden: overriddenBy(evidence.overrides.active, findings, base.standing, verdict.blocking),
    mode,
    standing: base.standing,
    measurement: candidate,
    reference: compared.value.reference,
    base: { branch: base.branch, commit: base.commit, how: base.how },
    baseline: versionOf(compared.value.baseline),
    tests: { missing: evidence.missing.tests.length, added: files.value.tests.added.length },
    metrics: evidence.metrics,
    findings,
  }
  return ok({ judgement, base, entry: evidence.limits > 0 ? setDigest(ledger.value.digests(candidate.slot.suite)) : null, order: compared.value.order && [candidate.slot.commit, ...compared.value.order.map(({ commit }) => commit)] })
}

interface Parts {
  readonly base: Base
  readonly ledger: LedgerState
  readonly compared: Compared
  readonly files: Files
  readonly anchors: Anchors
  readonly repeats: readonly Measurement[]
  readonly changes: ChangeSet
  readonly overrides: readonly Override[]
}

async function evidenceOf(input: JudgeInput, parts: Parts): Promise<Evidence> {
  const { candidate, world } = input
  const { base, ledger, compared, files, changes } = parts
  const { reference } = compared
  const differences = reference ? fieldDifferences(reference.measurement.fingerprint, candidate.fingerprint) : []
  const missing = await missingOf({ world, candidate, reference, files, changes, differences })
  const inForceHere = limitsWithBasis(ledger.thresholds, candidate.slot.suite, candidate.slot.model, reference?.measurement.slot.model ?? null)
  const isWhole = candidate.whole && missing.files.length + missing.tests.length + missing.measures.length === 0
  const tried = triedLimits(input, parts, { thresholds: isWhole ? inForceHere : [], maxErosion: isWhole ? input.project.policy.maxErosion : null, differences, testsMissing: missing.tests.length > 0 })
  const now = world.clock.now()
  return {
    candidate,
    standing: base.standing,
    mode: ledger.mode,
    reference,
    noReference: input.unfetched && !reference ? { why: 'not-fetched', searched: compared.noReference?.searched ?? 0 } : compared.noReference ?? (files.known ? null : { why: 'no-detail', searched: reference?.distance ?? 0 }),
    historyEnded: compared.historyEnded,
    author: changes.author,
    differences,
    unchanged: { compared: files.compared, equal: files.equal },
    missing,
    ledger: ledger.problems,
    metrics: tried.metrics,
    calibration: tried,
    limits: inForceHere.length,
    overrides: {
      active: parts.overrides.find((one) => isInForce(one, { suite: candidate.slot.suite, branch: ownBranch(candidate, base), now })) ?? null,
      expired: parts.overrides.filter((one) => one.suite === candidate.slot.suite && one.until < now),
    },
    firstBaseline: base.standing === 'baseline-branch' && !compared.baseline && inForceHere.length > 0 && isWhole && !candidate.assumed && candidate.dirty.length === 0
      ? { series: seriesOf(candidate), branch: base.branch } : null,
  }
}

/** The branch a build answers for. A fork's branch that is called like the target is not the target. */
function ownBranch({ branch }: Measurement, base: Base): string | null {
  return base.standing === 'pull-request' && branch === base.branch ? null : branch
}

interface LimitInput {
  readonly thresholds: ReturnType<typeof limitsWithBasis>
  readonly maxErosion: string | null
  readonly differences: readonly FieldDifference[]
  readonly testsMissing: boolean
}

function triedLimits({ project, candidate, unfetched }: JudgeInput, { ledger, compared, files, anchors, repeats, changes }: Parts, { thresholds, maxErosion, differences, testsMissing }: LimitInput): Tried {
  const reference = compared.reference?.measurement ?? null
  const suite = project.policy.suites.find(({ name }) => name === candidate.slot.suite)
  const scopes = suite ? scopesOf(suite, project.policy.scopes).map(scopeFilter) : []
  const causes: CauseEvidence = {
    ...changes, differences,
    modelDiffers: reference !== null && reference.slot.model !== candidate.slot.model,
    partsMissing: candidate.parts.missing.length > 0 || candidate.parts.seen.length < candidate.parts.expected,
  }
  return tryLimits({
    candidate,
    reference,
    thresholds,
    entries: ledger.entries,
    maxErosion,
    accepted: anchors.accepted ?? (compared.reference?.otherSeries === false ? reference : null),
    first: anchors.first,
    blind: Boolean(unfetched),
    repeats,
    carriesOver: reference !== null && files.equal && files.compared > 0 && !testsMissing,
    movementOf: (metric, scope) => {
      const filter = scopes.find(({ name }) => name === scope)
      if (!reference || !filter) return { attribution: { kind: 'none', why: reference ? 'the scope is not defined' : 'there is no reference' }, files: [], mix: null, timeouts: 0 }
      if (!files.known) return { attribution: { kind: 'none', why: 'the files of one of the two builds are no longer kept' }, files: [], mix: null, timeouts: 0 }
      return attribute(metric, filter, { reference, candidate, referenceFiles: files.reference, candidateFiles: files.candidate, diff: files.diff, repeats: files.repeats }, causes)
    },
  })
}

function versionOf(baseline: Baseline | null): BaselineVersion | null {
  return baseline && { branch: baseline.branch, version: baseline.version, later: baseline.later, measurement: baseline.measurement, entry: baseline.entry }
}
