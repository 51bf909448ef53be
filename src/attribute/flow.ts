import { keysOf, type Contribution, type ElementKind } from '../model/element.js'
import type { FileDetail, MergedKind } from '../model/measurement.js'
import { METRIC_DEFINITIONS, type Metric } from '../model/metric.js'
import { addFlows, NO_FLOW, withMove, type Flow, type Move } from '../model/transition.js'

/** How the elements of one file moved for a metric; undefined where a side has no elements to compare. */
export function fileFlow(metric: Metric, before: FileDetail | undefined, after: FileDetail | undefined): Flow | undefined {
  const { kinds, contribution } = METRIC_DEFINITIONS[metric]
  let flow: Flow = NO_FLOW
  for (const kind of kinds) {
    const a = listedOf(before, kind)
    const b = listedOf(after, kind)
    if (!a || !b) return undefined
    flow = addFlows(flow, withSurplus(kindFlow(a, b, (state) => contribution(kind, state)), b.surplus - a.surplus))
  }
  return flow
}

interface Listed {
  readonly keys: readonly string[]
  readonly states: Uint8Array
  readonly surplus: number
}

const NOTHING: Listed = { keys: [], states: new Uint8Array(), surplus: 0 }

function listedOf(file: FileDetail | undefined, kind: ElementKind): Listed | undefined {
  const merged: MergedKind | undefined = file?.kinds[kind]
  if (!merged) return NOTHING
  return merged.form === 'listed' ? { keys: keysOf(merged.shape), states: merged.states, surplus: merged.surplus } : undefined
}

function kindFlow(a: Listed, b: Listed, contribution: (state: number) => Contribution): Flow {
  const before = new Map(a.keys.map((key, index) => [key, contribution(a.states[index] ?? 0)]))
  const counts: { -readonly [M in Move]: number } = { ...NO_FLOW }
  b.keys.forEach((key, index) => {
    const move = moveOf(before.get(key) ?? 'absent', contribution(b.states[index] ?? 0))
    if (move) counts[move] += 1
    before.delete(key)
  })
  for (const left of before.values()) {
    const move = moveOf(left, 'absent')
    if (move) counts[move] += 1
  }
  return counts
}

/** An unknown status counts for nothing here; the value is bounded then, and nothing is told from it. */
function moveOf(before: Contribution, after: Contribution): Move | undefined {
  if (before === after) return undefined
  if (before === 'covered') return after === 'uncovered' ? 'lost' : 'leftCovered'
  if (before === 'uncovered') return after === 'covered' ? 'gained' : 'leftUncovered'
  return after === 'covered' ? 'enteredCovered' : after === 'uncovered' ? 'enteredUncovered' : undefined
}

/** Listed elements that the tool itself does not count (coverage.py's docstring lines) neither came nor went. */
function withSurplus(flow: Flow, change: number): Flow {
  if (change === 0) return flow
  const [move, opposite]: readonly [Move, Move] = change > 0 ? ['enteredCovered', 'leftCovered'] : ['leftCovered', 'enteredCovered']
  const size = Math.abs(change)
  const taken = Math.min(size, flow[move])
  return withMove(withMove(flow, move, -taken), opposite, size - taken)
}
