import { isNumberMetric } from './metric.js'
import { subtract, add, rational, parseDecimal, type Rational } from './rational.js'
import type { LimitKind } from './threshold.js'

/**
 * A limit in linear form: it passes when `covered * C + counted * T + constant >= 0`, in integers. Nothing is
 * rounded before it is compared.
 */
export interface Gate {
  readonly covered: bigint
  readonly counted: bigint
  readonly constant: bigint
}

/**
 * How a limit reads: percent of a ratio, percentage points against an earlier ratio, a number of elements, or for a
 * user's number as that, and in percent of an earlier one.
 */
export type LimitUnit = '%' | 'pp' | 'elements' | 'number' | '% of it'

export function limitUnit(limit: LimitKind, metric: string): LimitUnit {
  if (isNumberMetric(metric)) return limit === 'min' || limit === 'max' ? 'number' : '% of it'
  if (limit === 'maxUncovered' || metric === 'tests.executed') return 'elements'
  return limit === 'min' || limit === 'max' ? '%' : 'pp'
}

/** True when a metric can have the limit: what is counted in elements has no ratio to drop or rise from, a number none of either. */
export function isLimitOf(limit: LimitKind, metric: string): boolean {
  if (isNumberMetric(metric)) return limit === 'min' || limit === 'max' || limit === 'maxDrop' || limit === 'maxRise'
  return limitUnit(limit, metric) !== 'elements' || limit === 'min' || limit === 'max' || limit === 'maxUncovered'
}

/** The anchor is the ratio that `maxDrop`, `maxRise` and `maxErosion` are measured from. */
export function gateOf(limit: LimitKind, value: string, metric: string, anchor: Rational | undefined): Gate | undefined {
  const number = parseDecimal(value)
  if (!number || isNumberMetric(metric)) return undefined
  if (limitUnit(limit, metric) === 'elements') return countGate(limit, number)
  const ratio = rational(number.n, number.d * 100n)
  switch (limit) {
    case 'min':
      return atLeast(ratio)
    case 'max':
      return atMost(ratio)
    case 'maxDrop':
    case 'maxErosion':
      return anchor && atLeast(subtract(anchor, ratio))
    case 'maxRise':
      return anchor && atMost(add(anchor, ratio))
    case 'maxUncovered':
      return undefined
  }
}

/** The slack of the gate at `covered` of `total`: negative when the limit is broken. */
export function slack(gate: Gate, covered: number | bigint, total: number | bigint): bigint {
  return gate.covered * BigInt(covered) + gate.counted * BigInt(total) + gate.constant
}

function atLeast(ratio: Rational): Gate {
  return { covered: ratio.d, counted: -ratio.n, constant: 0n }
}

function atMost(ratio: Rational): Gate {
  return { covered: -ratio.d, counted: ratio.n, constant: 0n }
}

/** Limits in elements: so many covered, so many uncovered. */
function countGate(limit: LimitKind, number: Rational): Gate | undefined {
  switch (limit) {
    case 'min':
      return { covered: number.d, counted: 0n, constant: -number.n }
    case 'max':
      return { covered: -number.d, counted: 0n, constant: number.n }
    case 'maxUncovered':
      return { covered: number.d, counted: -number.d, constant: number.n }
    default:
      return undefined
  }
}
