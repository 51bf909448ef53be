import type { CoveredBy } from '../model/measurement.js'
import type { ListedVariant } from './union.js'

/**
 * Which parts covered each element (ran the test, classified the mutant): any state above 0. Sets are shared: each step from a set to the set with one part more is made
 * once, so that the work is one look-up an element and part.
 */
export function coveredBy(variant: ListedVariant): CoveredBy {
  const size = [...variant.byPart.values()][0]?.length ?? 0
  const index = new Array<number>(size).fill(0)
  const sets: bigint[] = [0n]
  const steps = new Map<string, number>()
  for (const part of [...variant.byPart.keys()].sort((a, b) => a - b)) {
    const states = variant.byPart.get(part)
    states?.forEach((state, element) => {
      if (state === 0) return
      const before = index[element] ?? 0
      const step = `${before} ${part}`
      let after = steps.get(step)
      if (after === undefined) {
        after = sets.push((sets[before] ?? 0n) | (1n << BigInt(part))) - 1
        steps.set(step, after)
      }
      index[element] = after
    })
  }
  return { sets: sets.map((set) => set.toString(16)), index }
}
