/**
 * How the elements of a group moved from one run to another: counts by kind of move. Elements that did not move
 * are in no group.
 */
export interface Flow {
  readonly lost: number
  readonly gained: number
  readonly enteredCovered: number
  readonly enteredUncovered: number
  readonly leftCovered: number
  readonly leftUncovered: number
}

export type Move = keyof Flow

export const NO_FLOW: Flow = {
  lost: 0, gained: 0, enteredCovered: 0, enteredUncovered: 0, leftCovered: 0, leftUncovered: 0,
}

/** What one element of a move adds to covered (`dc`) and counted (`dt`). */
export const MOVE_DELTAS: { readonly [M in Move]: { readonly dc: -1 | 0 | 1; readonly dt: -1 | 0 | 1 } } = {
  lost: { dc: -1, dt: 0 },
  gained: { dc: 1, dt: 0 },
  enteredCovered: { dc: 1, dt: 1 },
  enteredUncovered: { dc: 0, dt: 1 },
  leftCovered: { dc: -1, dt: -1 },
  leftUncovered: { dc: 0, dt: -1 },
}

export const MOVES = Object.keys(MOVE_DELTAS) as readonly Move[]

export function addFlows(a: Flow, b: Flow): Flow {
  return {
    lost: a.lost + b.lost,
    gained: a.gained + b.gained,
    enteredCovered: a.enteredCovered + b.enteredCovered,
    enteredUncovered: a.enteredUncovered + b.enteredUncovered,
    leftCovered: a.leftCovered + b.leftCovered,
    leftUncovered: a.leftUncovered + b.leftUncovered,
  }
}

/** The flow with one move counted up by `by`. */
export function withMove(flow: Flow, move: Move, by: number): Flow {
  return { ...flow, [move]: flow[move] + by }
}

/** Change of covered and of counted that a flow makes. */
export function flowDelta(flow: Flow): { readonly dc: number; readonly dt: number } {
  let dc = 0
  let dt = 0
  for (const move of MOVES) {
    dc += MOVE_DELTAS[move].dc * flow[move]
    dt += MOVE_DELTAS[move].dt * flow[move]
  }
  return { dc, dt }
}

export function isStill(flow: Flow): boolean {
  return MOVES.every((move) => flow[move] === 0)
}
