import type { Hunk } from '../model/diff.js'
import { keysOf, type Contribution, type ElementKind } from '../model/element.js'
import type { FileDetail, MergedKind } from '../model/measurement.js'
import { METRIC_DEFINITIONS, type Metric } from '../model/metric.js'
import { NO_FLOW, type Flow, type Move } from '../model/transition.js'
import { isTouched, lineAfter, reversed } from './lines.js'
import { keyWith, spanOf } from './places.js'

/**
 * Where an element moved, as far as the diff tells. `flip`: it is on both sides and its state is another; `flapping` if
 * the register knows it to flip by itself, `quarantined` if a person has set its flips aside. The others came or went:
 * `changed` where the diff changed lines, `beside` elsewhere in a file of the diff, `same` in a file of one content,
 * `file` with a whole file the other side does not measure, `unknown` where nothing is known of the content.
 */
export type Where = 'flip' | 'flapping' | 'quarantined' | 'changed' | 'beside' | 'same' | 'file' | 'unknown'

/** Whether an element that moved is known to do so by itself, by the keys it has on either side. */
export type NoiseOf = (kind: ElementKind, before: string | undefined, after: string | undefined) => 'flapping' | 'quarantined' | undefined

const noNoise: NoiseOf = () => undefined

/** What became of a file's content. */
export type ContentChange =
  | { readonly kind: 'same' | 'new' | 'gone' | 'unknown' }
  | { readonly kind: 'changed'; readonly hunks: readonly Hunk[] }

export type Flows = { readonly [W in Where]?: Flow }

/** How the elements of one file moved for a metric; undefined where a side has no elements to compare. */
export function fileFlows(metric: Metric, before: FileDetail | undefined, after: FileDetail | undefined, change: ContentChange, noise: NoiseOf = noNoise): Flows | undefined {
  const { kinds, contribution } = METRIC_DEFINITIONS[metric]
  const tally = new Tally()
  for (const kind of kinds) {
    const a = listedOf(before, kind)
    const b = listedOf(after, kind)
    if (!a || !b) return undefined
    const own = new Tally()
    kindMoves({ kind, a, b, change, isOneSided: !before || !after, noise, contribution: (state) => contribution(kind, state) }, own)
    own.surplus(b.surplus - a.surplus)
    tally.add(own)
  }
  return tally.flows()
}

export interface Listed {
  readonly keys: readonly string[]
  readonly states: Uint8Array
  readonly surplus: number
}

const NOTHING: Listed = { keys: [], states: new Uint8Array(), surplus: 0 }

export function listedOf(file: FileDetail | undefined, kind: ElementKind): Listed | undefined {
  const merged: MergedKind | undefined = file?.kinds[kind]
  if (!merged) return NOTHING
  return merged.form === 'listed' ? { keys: keysOf(merged.shape), states: merged.states, surplus: merged.surplus } : undefined
}

interface Kind {
  readonly kind: ElementKind
  readonly a: Listed
  readonly b: Listed
  readonly change: ContentChange
  /** Only one side measured the file at all. */
  readonly isOneSided: boolean
  readonly noise: NoiseOf
  readonly contribution: (state: number) => Contribution
}

/** An element of either side with its index on each; undefined where it is not. */
export interface Match {
  readonly key: string
  readonly before: number | undefined
  readonly after: number | undefined
}

interface Shapes {
  readonly kind: ElementKind
  readonly a: { readonly keys: readonly string[] }
  readonly b: { readonly keys: readonly string[] }
  readonly change: ContentChange
}

/** Elements are the same by kind, place and ordinal; places of the older side are put on the lines of the newer one. */
export function matchElements({ kind, a, b, change }: Shapes): readonly Match[] {
  const hunks = change.kind === 'changed' ? change.hunks : []
  const left = new Map<string, number>()
  const gone: number[] = []
  a.keys.forEach((key, index) => {
    const there = hunks.length === 0 ? key : keyWith(kind, key, (line) => lineAfter(hunks, line))
    if (there === undefined || left.has(there)) gone.push(index)
    else left.set(there, index)
  })
  const matches = b.keys.map((key, after): Match => {
    const before = left.get(key)
    left.delete(key)
    return { key, before, after }
  })
  return [...matches, ...[...left.values(), ...gone].map((before): Match => ({ key: a.keys[before] ?? '', before, after: undefined }))]
}

function kindMoves({ kind, a, b, change, isOneSided, noise, contribution }: Kind, tally: Tally): void {
  const hunks = change.kind === 'changed' ? change.hunks : []
  const [came, went] = [whereOf(kind, change, isOneSided, reversed(hunks)), whereOf(kind, change, isOneSided, hunks)]
  for (const { key, before, after } of matchElements({ kind, a, b, change })) {
    const was = before === undefined ? 'absent' : contribution(a.states[before] ?? 0)
    const now = after === undefined ? 'absent' : contribution(b.states[after] ?? 0)
    // A status that does not count (an ignored mutant) is a place that was there all the time.
    const where = before === undefined ? came(key) : after === undefined ? went(key) : 'flip'
    tally.count(where === 'flip' || where === 'same' ? noise(kind, before === undefined ? undefined : a.keys[before], after === undefined ? undefined : key) ?? where : where, was, now)
  }
}

function whereOf(kind: ElementKind, change: ContentChange, isOneSided: boolean, hunks: readonly Hunk[]): (key: string) => Where {
  switch (change.kind) {
    case 'new':
    case 'gone':
      return () => 'changed'
    case 'same':
      return () => (isOneSided ? 'file' : 'same')
    case 'unknown':
      return () => 'unknown'
    case 'changed':
      return (key) => {
        const span = spanOf(kind, key)
        if (!span) return 'unknown'
        return isTouched(hunks, span.start, span.end) ? 'changed' : isOneSided ? 'file' : 'beside'
      }
  }
}

type Counts = { -readonly [M in Move]: number }

/** Counts of moves by where they were. */
class Tally {
  readonly #counts = new Map<Where, Counts>()

  count(where: Where, before: Contribution, after: Contribution): void {
    const move = moveOf(before, after)
    if (move) this.#of(where)[move] += 1
  }

  add(other: Tally): void {
    for (const [where, counts] of other.#counts) for (const move of Object.keys(counts) as Move[]) this.#of(where)[move] += counts[move]
  }

  /** Listed elements that the tool itself does not count (coverage.py's docstring lines) neither came nor went. */
  surplus(change: number): void {
    if (change === 0) return
    const [move, opposite]: readonly [Move, Move] = change > 0 ? ['enteredCovered', 'leftCovered'] : ['leftCovered', 'enteredCovered']
    let size = Math.abs(change)
    for (const counts of this.#counts.values()) {
      const taken = Math.min(size, counts[move])
      counts[move] -= taken
      size -= taken
    }
    if (size > 0) this.#of('unknown')[opposite] += size
  }

  flows(): Flows {
    return Object.fromEntries(this.#counts)
  }

  #of(where: Where): Counts {
    const counts = this.#counts.get(where) ?? { ...NO_FLOW }
    this.#counts.set(where, counts)
    return counts
  }
}

/** An unknown status counts for nothing here; the value is bounded then, and nothing is told from it. */
function moveOf(before: Contribution, after: Contribution): Move | undefined {
  if (before === after) return undefined
  if (before === 'covered') return after === 'uncovered' ? 'lost' : 'leftCovered'
  if (before === 'uncovered') return after === 'covered' ? 'gained' : 'leftUncovered'
  return after === 'covered' ? 'enteredCovered' : after === 'uncovered' ? 'enteredUncovered' : undefined
}
