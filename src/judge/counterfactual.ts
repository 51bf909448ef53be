import { slack, type Gate } from '../model/gate.js'
import type { Group } from '../model/judgement.js'
import { MOVE_DELTAS, MOVES } from '../model/transition.js'
import type { Count } from '../model/value.js'
import type { Cause } from '../model/verdict.js'

/** Causes a change under judgement answers for. */
const OWN: readonly Cause[] = ['code', 'tests']

/** Where the reference would stand to a limit had only code and tests changed: inclusive bounds of the slack. */
export interface Bounds {
  readonly lower: bigint
  readonly upper: bigint
}

/**
 * The counterfactual state: the reference with the elements of code and tests applied. Groups whose causes lie
 * within these enter; groups whose causes exclude both stay out; of an ambiguous group each element may have moved
 * for either reason, so it adds `min(0, g)` below and `max(0, g)` above.
 */
export function counterfactual(gate: Gate, reference: Count, groups: readonly Group[]): Bounds {
  const start = slack(gate, reference.covered, reference.total)
  let lower = start
  let upper = start
  for (const { causes, flow } of groups) {
    const sure = causes.every((cause) => OWN.includes(cause))
    const possible = sure || causes.some((cause) => OWN.includes(cause) || cause === 'unexplained')
    if (!possible) continue
    for (const move of MOVES) {
      const { dc, dt } = MOVE_DELTAS[move]
      const moved = (gate.covered * BigInt(dc) + gate.counted * BigInt(dt)) * BigInt(flow[move])
      if (sure || moved < 0n) lower += moved
      if (sure || moved > 0n) upper += moved
    }
  }
  return { lower, upper }
}
