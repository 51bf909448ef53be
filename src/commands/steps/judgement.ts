import { attribute, collectionSigns, universeOf, type CauseEvidence, type CollectionSigns } from '../../attribute/index.js'
import { detect, type Evidence } from '../../detect/index.js'
import { judgeFindings, tryLimits, type MovementOf, type Tried } from '../../judge/index.js'
import { mayTouch, type Changes } from '../../model/changes.js'
import { fieldDifferences, type FieldDifference } from '../../model/fingerprint.js'
import { noMovement, type BaselineVersion, type Judgement } from '../../model/judgement.js'
import { seriesOf, type Measurement } from '../../model/measurement.js'
import type { Policy } from '../../model/policy.js'
import type { Override } from '../../model/recalibration.js'
import type { Register } from '../../model/register.js'
import type { Threshold } from '../../model/threshold.js'
import { scopeFilter, scopesOf } from '../../policy/scopes.js'
import { isInForce } from '../../recalibrate/override-text.js'
import type { Baseline } from '../../record/store.js'
import type { Base } from './base.js'
import type { Cells } from './cells.js'
import type { ChangeSet } from './changes.js'
import type { Anchors, Files } from './compare-files.js'
import type { LedgerState } from './ledger.js'
import { overriddenBy } from './overridden.js'
import type { Compared } from './reference.js'

/** Everything a build is judged by, gathered: nothing outside this record moves a verdict. */
export interface Gathered {
  readonly policy: Policy
  readonly candidate: Measurement
  readonly base: Base
  readonly ledger: LedgerState
  /** Limits in force for the suite and model, and those of the reference's model that stand in for them. */
  readonly limits: readonly Threshold[]
  readonly compared: Compared
  readonly files: Files
  /** Files a run of selected tests took from its reference. */
  readonly carried: readonly string[]
  readonly anchors: Anchors
  readonly changes: ChangeSet
  readonly differences: readonly FieldDifference[]
  readonly missing: Evidence['missing']
  readonly register: Register
  readonly cells: Cells
  /** Other runs of the content with its fingerprint, for the noise of numbers. */
  readonly repeats: readonly Measurement[]
  readonly overrides: readonly Override[]
  /** Files that flipped and that the change cannot have reached, as far as text shows. */
  readonly unreached: ReadonlySet<string>
  readonly overdue: Evidence['overdue']
  /** Earlier builds exist, or may, and could not be fetched. */
  readonly unfetched: boolean
  readonly now: string
}

/** The judge: one pure function of what was gathered. The same record gives the same judgement, whoever asks and when. */
export function judgementOf(of: Gathered): Judgement {
  const { candidate, base, compared, files, ledger } = of
  const evidence = evidenceOf(of)
  const detected = detect(evidence)
  const verdict = judgeFindings(detected, base.standing)
  const findings = verdict.verdict === 'pass' ? detected : detected.filter(({ kind }) => kind !== 'first-baseline')
  return {
    ...verdict,
    overridden: overriddenBy(evidence.overrides.active, findings, base.standing, verdict.blocking),
    mode: ledger.mode,
    standing: base.standing,
    measurement: candidate,
    reference: compared.reference,
    base: { branch: base.branch, commit: base.commit, how: base.how },
    baseline: versionOf(compared.baseline),
    tests: { missing: evidence.missing.tests.length, added: files.tests.added.length },
    metrics: evidence.metrics,
    findings,
  }
}

function evidenceOf(of: Gathered): Evidence {
  const { candidate, base, ledger, limits, compared, files, changes, differences, missing, now, overrides } = of
  const { reference } = compared
  const collection = signsOf(of)
  const isWhole = candidate.whole && missing.files.length + missing.tests.length + missing.measures.length + collection.uncovered.length === 0
  const tried = triedLimits(of, { thresholds: isWhole ? limits : [], maxErosion: isWhole ? of.policy.maxErosion : null })
  return {
    candidate,
    standing: base.standing,
    mode: ledger.mode,
    reference,
    noReference: of.unfetched && !reference ? { why: 'not-fetched', searched: compared.noReference?.searched ?? 0 } : compared.noReference ?? (files.known ? null : { why: 'no-detail', searched: reference?.distance ?? 0 }),
    historyEnded: compared.historyEnded,
    author: changes.author,
    differences,
    unchanged: { compared: files.compared, equal: files.equal },
    missing,
    collection,
    overdue: of.overdue,
    carried: of.carried,
    ledger: ledger.problems,
    metrics: tried.metrics,
    calibration: tried,
    limits: limits.length,
    overrides: {
      active: overrides.find((one) => isInForce(one, { suite: candidate.slot.suite, branch: ownBranch(candidate, base), now })) ?? null,
      expired: overrides.filter((one) => one.suite === candidate.slot.suite && one.until < now),
    },
    firstBaseline: base.standing === 'baseline-branch' && !compared.baseline && limits.length > 0 && isWhole && !candidate.assumed && candidate.selection === 'all' && candidate.dirty.length === 0
      ? { series: seriesOf(candidate), branch: base.branch } : null,
  }
}

const NO_SIGNS: CollectionSigns = { uncovered: [], skipped: [], otherUniverse: [] }

function signsOf({ candidate, compared, files, changes: { author, baseMoved }, differences, register }: Gathered): CollectionSigns {
  const reference = compared.reference?.measurement
  if (!reference || !files.known) return NO_SIGNS
  const touched = (...classes: Parameters<typeof mayTouch>[1]): boolean => [author, baseMoved].some((changes) => mayTouch(changes, classes))
  return collectionSigns({
    reference: files.reference, candidate: files.candidate, register,
    sameRuler: reference.slot.model === candidate.slot.model && differences.every((one) => one.class === 'recorded') && !touched('tool-config', 'dependency', 'build'),
    sameContent: !touched('source', 'test'),
    fromSource: universeOf('coverage', { reference, candidate }) === 'content',
  })
}

/** The branch a build answers for. A fork's branch that is called like the target is not the target. */
function ownBranch({ branch }: Measurement, base: Base): string | null {
  return base.standing === 'pull-request' && branch === base.branch ? null : branch
}

function triedLimits(of: Gathered, { thresholds, maxErosion }: Pick<Parameters<typeof tryLimits>[0], 'thresholds' | 'maxErosion'>): Tried {
  const { candidate, ledger, compared, anchors, files, missing, cells, unfetched } = of
  const reference = compared.reference?.measurement ?? null
  const { oldOnNew } = cells
  return tryLimits({
    candidate,
    reference,
    thresholds,
    entries: ledger.entries,
    maxErosion,
    accepted: anchors.accepted ?? (compared.reference?.otherSeries === false ? reference : null),
    first: anchors.first,
    blind: unfetched,
    carriesOver: reference !== null && files.equal && files.compared > 0 && missing.tests.length === 0,
    repeats: of.repeats,
    repeated: cells.repeated,
    movementOf: movements(of, reference, candidate, files),
    // Two runs that lost the same are neither chance nor a loss.
    oldOnNew: oldOnNew && { measurement: oldOnNew.measurement, movementOf: movements({ ...of, changes: withoutRuler(of.changes), unreached: new Set() }, reference, oldOnNew.measurement, oldOnNew.files) },
  })
}

/** How metrics moved from one run to another, with what could have moved them between the two. */
function movements({ policy, changes, register, cells, unreached, candidate: { slot } }: Gathered, from: Measurement | null, to: Measurement, files: Files): MovementOf {
  const nothing = (why: string): ReturnType<MovementOf> => ({ ...noMovement({ kind: 'none', why }), timeouts: 0 })
  if (!from) return () => nothing('there is no reference')
  if (!files.known) return () => nothing('the files of one of the two builds are no longer kept')
  const suite = policy.suites.find(({ name }) => name === slot.suite)
  const scopes = suite ? scopesOf(suite, policy.scopes).map(scopeFilter) : []
  const evidence: CauseEvidence = {
    ...changes,
    differences: fieldDifferences(from.fingerprint, to.fingerprint),
    modelDiffers: from.slot.model !== to.slot.model,
    // What a second run shows again is neither chance nor a loss.
    unreached: cells.repeated ? new Set() : unreached,
    partsMissing: to.parts.missing.length > 0 || to.parts.seen.length < to.parts.expected,
  }
  const pair = { reference: from, candidate: to, referenceFiles: files.reference, candidateFiles: files.candidate, diff: files.diff, repeats: files.repeats, register }
  return (metric, scope) => {
    const filter = scopes.find(({ name }) => name === scope)
    return filter ? attribute(metric, filter, pair, evidence) : nothing('the scope is not defined')
  }
}

/** A run of the old pipeline was not moved by the change of the pipeline. What the tools read from the tree it was. */
function withoutRuler({ author, baseMoved }: ChangeSet): ChangeSet {
  const without = (changes: Changes): Changes => (changes.known ? { ...changes, paths: { ...changes.paths, pipeline: [] } } : changes)
  return { author: without(author), baseMoved: without(baseMoved) }
}

function versionOf(baseline: Baseline | null): BaselineVersion | null {
  return baseline && { branch: baseline.branch, version: baseline.version, later: baseline.later, measurement: baseline.measurement, entry: baseline.entry }
}
