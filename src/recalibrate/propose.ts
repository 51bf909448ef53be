import { canonicalDecimal } from '../model/rational.js'
import type { Failure } from '../model/failure.js'
import { valueOf, type Measurement } from '../model/measurement.js'
import type { Change, FrontMatter, FrontValue, RecalibrationCause, ThresholdChange } from '../model/recalibration.js'
import { err, ok, type Result } from '../model/result.js'
import { keyText, type Threshold, type ThresholdKey } from '../model/threshold.js'
import { isLooser } from './chain.js'
import { keyFront } from './entry-text.js'
import { limitsFor } from './limits-for.js'
import { limitAtValue, limitByBias } from './move-limit.js'

/** What an entry is drafted from. */
export interface Draft {
  readonly title: string
  readonly suite: string
  readonly cause: RecalibrationCause
  readonly changes: readonly Change[]
  readonly evidence: FrontMatter
  readonly author: string
  readonly expires: string | null
  readonly owner: string | null
  /** The entry whose time this one prolongs or ends. */
  readonly renews?: string
  readonly day: string
}

/** File name and front matter of a draft. The name says when and what; `taken` are the ids that exist. */
export function draftEntry(draft: Draft, taken: readonly string[]): { readonly id: string; readonly file: string; readonly front: FrontMatter } {
  const stem = `${draft.day}-${slug(draft.title)}`
  let id = stem
  for (let number = 2; taken.includes(id); number += 1) id = `${stem}-${number}`
  const front: Record<string, FrontValue> = {
    id, title: draft.title, suite: draft.suite, cause: draft.cause, author: draft.author,
    changes: draft.changes.map(changeFront), evidence: draft.evidence,
  }
  if (draft.expires !== null) front['expires'] = draft.expires
  if (draft.owner !== null) front['owner'] = draft.owner
  if (draft.renews !== undefined) front['renews'] = draft.renews
  return { id, file: `baselines/recalibrations/${id}.md`, front }
}

function changeFront(change: Change): FrontMatter {
  switch (change.kind) {
    case 'threshold':
      return {
        kind: 'threshold', key: keyFront(change.key), prev: change.prev ?? 'null', from: change.from ?? 'null', to: change.to ?? 'null',
        ...(change.basis === null ? {} : { basis: keyFront(change.basis) }),
        ...(change.settles === undefined ? {} : { settles: change.settles }),
      }
    case 'policy':
      return { kind: 'policy', field: change.field, from: change.from, to: change.to }
    default:
      return { kind: change.kind, ...change.fields }
  }
}

function slug(title: string): string {
  const text = title.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60).replace(/-+$/, '')
  return text === '' ? 'recalibration' : text
}

/**
 * Limits for a model that has none of its own, or whose instrument changed: each limit that holds for the basis
 * moves by the measured bias. The two measurements must be of the same inputs.
 */
export function changesByBias(
  basis: readonly Threshold[],
  own: readonly Threshold[],
  { candidate, reference }: { readonly candidate: Measurement; readonly reference: Measurement },
): Result<readonly ThresholdChange[], Failure> {
  const { model } = candidate.slot
  const changes: ThresholdChange[] = []
  for (const threshold of basis) {
    const key: ThresholdKey = { ...threshold.key, model }
    const to = limitByBias(key.limit, threshold.value, key.metric, {
      reference: valueOf(reference, key.metric, key.scope),
      candidate: valueOf(candidate, key.metric, key.scope),
    })
    if (to === undefined) {
      return err({ code: 'nothing-to-propose', why: `${key.metric} has no exact value in both measurements, so the bias of the new instrument is not known` })
    }
    const current = own.find((one) => keyText(one.key) === keyText(key))
    if (current?.value === to) continue
    changes.push({
      kind: 'threshold', key, prev: current?.entry ?? null, from: current?.value ?? null, to,
      basis: keyText(threshold.key) === keyText(key) ? null : threshold.key,
    })
  }
  return ok(changes)
}

/** One limit that a person names: `coverage.lines.min=80`, for a model pattern. */
export interface WantedLimit {
  readonly key: ThresholdKey
  readonly to: string | null
}

/** Limits that a person set, checked against the rules of the cause; a new key against the one that held for its model. */
export function changesAsSet(
  wanted: readonly WantedLimit[],
  inForce: readonly Threshold[],
  { cause, measured }: { readonly cause: RecalibrationCause; readonly measured: Measurement | null },
): Result<readonly ThresholdChange[], Failure> {
  const changes: ThresholdChange[] = []
  for (const { key, to: text } of wanted) {
    const current = inForce.find((one) => keyText(one.key) === keyText(key))
    const to = text === null ? null : canonicalDecimal(text) ?? null
    const from = current?.value ?? null
    if (from === to) continue
    const held = current ?? limitsFor(inForce, key.suite, key.model).find((one) => areOfOneLimit(one.key, key))
    const before = held?.value ?? null
    if (cause === 'tightening' && isLooser(key.limit, before, to)) {
      return err({ code: 'nothing-to-propose', why: `${keyText(key)} from ${before ?? 'none'} to ${to ?? 'none'} is looser; a tightening cannot be` })
    }
    if (cause === 'accepted-loss') {
      const floor = limitAtValue(key.limit, key.metric, measured === null ? undefined : valueOf(measured, key.metric, key.scope))
      if (floor === undefined || to === null || isLooser(key.limit, floor, to)) {
        return err({ code: 'nothing-to-propose', why: `an accepted loss may lower ${key.metric} to the measured ${floor ?? 'value (there is none)'} and no lower` })
      }
    }
    changes.push({ kind: 'threshold', key, prev: current?.entry ?? null, from, to, basis: held && !current ? held.key : null })
  }
  return changes.length === 0 ? err({ code: 'nothing-to-propose', why: 'every limit already has the wanted value' }) : ok(changes)
}

function areOfOneLimit(a: ThresholdKey, b: ThresholdKey): boolean {
  return a.metric === b.metric && a.scope === b.scope && a.limit === b.limit
}
