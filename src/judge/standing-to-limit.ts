import { slack, type Gate, type LimitUnit } from '../model/gate.js'
import type { Value } from '../model/value.js'

/** The least and the greatest slack a value can have; undefined for a value that cannot be tried. */
export function slackRange(gate: Gate, value: Value | undefined): { readonly least: bigint; readonly most: bigint } | undefined {
  if (!value || value.kind === 'none' || value.kind === 'number') return undefined
  const corners = value.kind === 'count'
    ? [slack(gate, value.covered, value.total)]
    : value.covered.flatMap((covered) => value.total.flatMap((total) => (covered <= total ? [slack(gate, covered, total)] : [])))
  const [first = 0n] = corners
  return { least: corners.reduce((a, b) => (b < a ? b : a), first), most: corners.reduce((a, b) => (b > a ? b : a), first) }
}

/** Whether a value keeps a limit: for sure, for sure not, or it cannot be told. */
export function keeps(gate: Gate, value: Value | undefined): 'yes' | 'no' | 'unknown' {
  const range = slackRange(gate, value)
  if (!range) return 'unknown'
  return range.least >= 0n ? 'yes' : range.most < 0n ? 'no' : 'unknown'
}

/**
 * True when the candidate stands worse to the limit than the reference, or when that cannot be told. Ratios are compared
 * as ratios, so that a smaller project is not a worse one; numbers of elements as they are.
 */
export function standsWorse(gate: Gate, unit: LimitUnit, reference: Value | undefined, candidate: Value | undefined): boolean {
  const before = slackRange(gate, reference)
  const after = slackRange(gate, candidate)
  if (!before || !after || reference?.kind !== 'count' || candidate?.kind !== 'count') return true
  if (unit === 'elements') return after.least < before.least
  return after.least * BigInt(reference.total) < before.least * BigInt(candidate.total)
}
