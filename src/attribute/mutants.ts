import { MUTANT_STATUSES, type MutantStatus } from '../model/element.js'
import { METRIC_DEFINITIONS } from '../model/metric.js'
import type { MutantChange } from '../model/mutants.js'
import type { FilePair } from './file-pairs.js'
import { listedOf, matchElements } from './flow.js'

/** Matches the mutants of two runs by place, operator and replacement. Files that are equal on both sides need not be among the pairs. */
export function mutantChange(pairs: readonly FilePair[]): MutantChange | null {
  const transitions = new Map<string, { readonly from: MutantStatus; readonly to: MutantStatus; count: number }>()
  const [came, went] = [{ counted: 0, detected: 0 }, { counted: 0, detected: 0 }]
  let [lost, gained] = [0, 0]
  const add = (side: { counted: number; detected: number }, state: number): void => {
    const contribution = METRIC_DEFINITIONS['mutation.score'].contribution('mutant', state)
    if (contribution === 'covered' || contribution === 'uncovered') side.counted += 1
    if (contribution === 'covered') side.detected += 1
  }
  for (const { before, after, change } of pairs) {
    const [a, b] = [listedOf(before, 'mutant'), listedOf(after, 'mutant')]
    if (!a || !b) return null
    for (const match of matchElements({ kind: 'mutant', a, b, change })) {
      const [was, now] = [match.before === undefined ? undefined : a.states[match.before] ?? 0, match.after === undefined ? undefined : b.states[match.after] ?? 0]
      if (was === undefined && now !== undefined) add(came, now)
      else if (now === undefined && was !== undefined) add(went, was)
      else if (was !== undefined && now !== undefined && was !== now) {
        const [from, to] = [statusOf(was), statusOf(now)]
        const one = transitions.get(`${from} ${to}`) ?? { from, to, count: 0 }
        one.count += 1
        transitions.set(`${from} ${to}`, one)
        const [then, today] = [was, now].map((state) => METRIC_DEFINITIONS['mutation.score'].contribution('mutant', state))
        if (then === 'covered' && today === 'uncovered') lost += 1
        if (then === 'uncovered' && today === 'covered') gained += 1
      }
    }
  }
  return { transitions: [...transitions.values()].sort((x, y) => y.count - x.count || (`${x.from} ${x.to}` < `${y.from} ${y.to}` ? -1 : 1)), lost, gained, came, went }
}

function statusOf(state: number): MutantStatus {
  return MUTANT_STATUSES[state] ?? 'Unknown'
}
