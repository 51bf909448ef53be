import type { Agreement } from '../../model/known-reason.js'
import type { Direction, Prediction } from '../../model/tool-fact.js'
import type { Sense } from './match.js'

/** The sign of a change; null when code or tests may have made it. */
export type Sign = -1 | 0 | 1 | null

/** How the measurement moved a metric: its ratio, and what is counted. */
export interface Observed {
  readonly metric: string
  readonly ratio: Sign
  readonly counted: Sign
}

/** What a fact predicts of a change that was made this way. */
export function predictionsOf(moves: readonly Prediction[], sense: Sense): readonly Prediction[] {
  return moves.map((prediction) => ({ ...prediction, ratio: turned(prediction.ratio, sense), counted: turned(prediction.counted, sense) }))
}

function turned(direction: Direction, sense: Sense): Direction {
  if (sense === 'forward' || direction === 'none' || direction === 'either') return direction
  return sense === 'sideways' ? 'either' : direction === 'up' ? 'down' : 'up'
}

/**
 * Whether the metrics moved as predicted. One that moved the other way, or moved though it should stand still, speaks
 * against the fact whatever the others did. What stood still speaks for nothing: the change may concern no line here.
 */
export function agrees(predictions: readonly Prediction[], observed: readonly Observed[]): Agreement {
  const told = observed.flatMap(({ metric, ratio, counted }) => predictions
    .filter(({ metrics }) => (metrics as readonly string[]).includes(metric))
    .flatMap((prediction) => [held(prediction.ratio, ratio), held(prediction.counted, counted)]))
  return told.includes('disagrees') ? 'disagrees' : told.includes('agrees') ? 'agrees' : 'not told'
}

function held(direction: Direction, sign: Sign): Agreement {
  if (direction === 'either' || sign === 0 || sign === null) return 'not told'
  if (direction === 'none') return 'disagrees'
  return (direction === 'up') === (sign > 0) ? 'agrees' : 'disagrees'
}
