import type { Agreement, KnownReason } from '../../model/known-reason.js'
import type { MetricOutcome } from '../../model/judgement.js'
import { PROJECT } from '../../model/scope.js'
import type { Prediction, ToolFact } from '../../model/tool-fact.js'
import type { Evidence } from '../evidence.js'
import { agrees, predictionsOf } from './agreement.js'
import { TOOL_FACTS } from './index.js'
import { knownChanges } from './match.js'
import { observedOf } from './observed.js'

const NAMED = 2

const ORDER: readonly Agreement[] = ['agrees', 'not told', 'disagrees']

/**
 * The facts that may explain what moved, at most two: those that the data agree with before others, within that the
 * most specific. Of one metric only facts that speak of it; of the whole build the project's metrics decide. What holds
 * of every pipeline is told only where nothing else is known.
 */
export function knownReasons({ reference, candidate, metrics, author }: Evidence, of: MetricOutcome | null = null): readonly KnownReason[] {
  if (!reference) return []
  const observed = observedOf(of ? [of] : metrics.filter(({ scope }) => scope === PROJECT), author)
  const measured = new Set(of ? [of.metric] : candidate.values.map(({ metric }) => metric))
  const known = knownChanges(reference.measurement.fingerprint, candidate.fingerprint, TOOL_FACTS)
    .map(({ fact, sense }) => ({ fact, moves: predictionsOf(fact.moves, sense) }))
    .filter(({ moves }) => speaksOf(moves, measured))
  const particular = known.filter(({ fact }) => !isGeneral(fact))
  return (particular.length > 0 ? particular : known)
    .map(({ fact, moves }): KnownReason => ({ fact: fact.id, title: fact.title, data: agrees(moves, observed) }))
    .sort((a, b) => ORDER.indexOf(a.data) - ORDER.indexOf(b.data))
    .slice(0, NAMED)
}

/** True when something is predicted of a metric: not that it stands still, nor nothing at all. */
function speaksOf(moves: readonly Prediction[], measured: ReadonlySet<string>): boolean {
  return moves.some(({ metrics, ratio, counted }) => (ratio !== 'none' || counted !== 'none') && metrics.some((metric) => measured.has(metric)))
}

function isGeneral({ when, given }: ToolFact): boolean {
  return !given && when.every(({ change }) => change === 'shards' || change === 'workers' || change === 'processors')
}
