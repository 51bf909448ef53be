import type { FindingEvidence } from '../../model/finding.js'
import { fingerprintIdentity, identityText } from '../../model/fingerprint.js'
import type { Failure } from '../../model/failure.js'
import type { Reference } from '../../model/judgement.js'
import { seriesOf, type Measurement } from '../../model/measurement.js'
import { ok, type Result } from '../../model/result.js'
import type { Baseline, Store } from '../../record/store.js'
import type { Ancestor, World } from '../../world/world.js'
import type { Base } from './base.js'

/** How far back a reference is looked for, in first-parent steps. */
export const REACH = 1000
const BATCH = 50

/** What a build is compared with. */
export interface Compared {
  readonly reference: Reference | null
  readonly noReference: FindingEvidence['no-reference'] | null
  readonly historyEnded: number | null
  readonly baseline: Baseline | null
  /** First-parent order of the base side, nearest first; null when the history is not here. */
  readonly order: readonly Ancestor[] | null
}

/** The nearest whole measurement on the base side, and the baseline that stands there. */
export async function comparedWith(world: World, store: Store, candidate: Measurement, base: Base, shallow: boolean): Promise<Result<Compared, Failure>> {
  const order = base.commit === null ? [] : await world.git.firstParents(base.commit, REACH)
  const found = await nearest(store, candidate, order, base)
  if (!found.ok) return found
  const ended = shallow && (order.length < REACH) && !found.value.same
  const baseline = await baselineOf(store, candidate, base, ended ? null : order.map(({ commit }) => commit))
  if (!baseline.ok) return baseline
  let reference = found.value.same ?? found.value.other
  if (!reference && ended) {
    const tip = await branchTip(store, candidate, base, baseline.value)
    if (!tip.ok) return tip
    reference = tip.value
  }
  return ok({
    reference: reference ?? null,
    noReference: reference && !reference.otherSeries ? null : { why: reference ? 'other-series' : found.value.any ? 'none-whole' : 'first', searched: order.length },
    historyEnded: ended && (!reference || reference.how === 'branch-tip') ? order.length : null,
    baseline: baseline.value,
    order: ended ? null : order,
  })
}

interface Nearest {
  readonly same: Reference | undefined
  readonly other: Reference | undefined
  readonly any: boolean
}

/** Walks the first parents in batches: the same series wins however far, else the nearest of another one. */
async function nearest(store: Store, candidate: Measurement, order: readonly Ancestor[], base: Base): Promise<Result<Nearest, Failure>> {
  let other: Reference | undefined
  let any = false
  for (let from = 0; from < order.length; from += BATCH) {
    const batch = order.slice(from, from + BATCH)
    const measurements = await store.find({
      suite: candidate.slot.suite, leg: candidate.slot.leg, commits: batch.map(({ commit }) => commit), trees: batch.map(({ tree }) => tree), limit: BATCH * 20,
    })
    if (!measurements.ok) return measurements
    any ||= measurements.value.some(({ id }) => id !== candidate.id)
    for (const [index, ancestor] of batch.entries()) {
      const here = measurements.value.filter((one) => isUsable(one, candidate) && (one.slot.commit === ancestor.commit || one.tree === ancestor.tree))
      const distance = from + index
      const same = here.find((one) => isSameSeries(one, candidate))
      if (same) return ok({ same: referenceOf(same, distance, base, ancestor, false), other, any })
      const [first] = here
      if (first) other ??= referenceOf(first, distance, base, ancestor, true)
    }
  }
  return ok({ same: undefined, other, any })
}

/** Another revision of the candidate's own slot is no reference, and neither is a dirty or assumed one. */
function isUsable(one: Measurement, candidate: Measurement): boolean {
  return one.id !== candidate.id && one.whole && one.selection === 'all' && one.dirty.length === 0 && !one.assumed && JSON.stringify(one.slot) !== JSON.stringify(candidate.slot)
}

/**
 * The same model, and the same instrument for what both measured: a measure that only one of them has is missing or
 * new, and no other series. Else a dropped report would find an old build to agree with.
 */
function isSameSeries(one: Measurement, candidate: Measurement): boolean {
  const [before, after] = [one.fingerprint.instruments, candidate.fingerprint.instruments]
  const shared = (['coverage', 'mutation', 'tests'] as const).flatMap((measure) => {
    const [a, b] = [before[measure], after[measure]]
    return a && b ? [identityText(a) === identityText(b)] : []
  })
  return one.slot.model === candidate.slot.model && shared.length > 0 && shared.every((same) => same)
}

function referenceOf(measurement: Measurement, distance: number, base: Base, ancestor: Ancestor, otherSeries: boolean): Reference {
  const how = measurement.slot.commit !== ancestor.commit ? 'same-tree' : distance > 0 ? 'ancestor' : base.how === 'merge-base' ? 'merge-base' : 'parent'
  return { measurement, distance, how, otherSeries }
}

async function baselineOf(store: Store, candidate: Measurement, base: Base, commits: readonly string[] | null): Promise<Result<Baseline | null, Failure>> {
  const of = { series: seriesOf(candidate), identity: fingerprintIdentity(candidate.fingerprint), branch: base.branch }
  const baseline = await store.baselineAt(of, commits)
  return baseline.ok ? ok(baseline.value ?? null) : baseline
}

/** Without a history the newest baseline of the branch has to do. */
async function branchTip(store: Store, candidate: Measurement, base: Base, baseline: Baseline | null): Promise<Result<Reference | undefined, Failure>> {
  let id = baseline?.measurement
  if (id === undefined) {
    const all = await store.baselines({ suite: candidate.slot.suite, branch: base.branch })
    if (!all.ok) return all
    id = all.value.filter(({ series }) => series.leg === candidate.slot.leg).sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.measurement
  }
  if (id === undefined) return ok(undefined)
  const measurement = await store.byId(id)
  if (!measurement.ok) return measurement
  const found = measurement.value
  return ok(found && found.id !== candidate.id ? { measurement: found, distance: null, how: 'branch-tip', otherSeries: !isSameSeries(found, candidate) } : undefined)
}
