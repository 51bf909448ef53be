import { CODE_CLASSES, mayTouch, PATH_CLASSES, type Changes } from '../model/changes.js'
import type { FieldDifference, InstrumentName } from '../model/fingerprint.js'
import type { Measure } from '../model/metric.js'
import { CAUSES, type Cause } from '../model/verdict.js'
import type { Where } from './flow.js'

/** What could have moved a number between the reference and the candidate. */
export interface CauseEvidence {
  /** The change under judgement: base side to tested tree. */
  readonly author: Changes
  /** From the reference to the base side. */
  readonly baseMoved: Changes
  readonly differences: readonly FieldDifference[]
  readonly modelDiffers: boolean
  readonly partsMissing: boolean
  /** Files of one content that the author's change cannot have reached as far as text shows. */
  readonly unreached: ReadonlySet<string>
}

/**
 * What decides which elements a file has: its content alone, or also what ran in it (V8 lists the branches of functions
 * that were entered).
 */
export type Universe = 'content' | 'content-and-run'

/** A file that elements moved in, by the paths it has on either side. */
export interface Moved {
  readonly paths: readonly string[]
  readonly universe: Universe
}

/**
 * The causes that evidence does not exclude for elements of a measure that moved in one place. Unknown changes can be
 * anything. With nothing to explain it, a move is `unexplained`: that is not the same as noise.
 */
export function causesOf(measure: Measure, where: Where, { paths, universe }: Moved, evidence: CauseEvidence): readonly Cause[] {
  const possible = possibleCauses(measure, evidence)
  switch (where) {
    case 'flip':
    case 'file': {
      // Code stays possible, and is not the only cause there can be.
      const isApart = paths.some((path) => evidence.unreached.has(path)) && possible.every((cause) => cause === 'code' || cause === 'tests')
      return isApart ? [...possible, 'unexplained'] : orUnexplained(possible)
    }
    case 'unknown':
      return orUnexplained(possible)
    case 'flapping':
      return CAUSES.filter((cause) => cause === 'noise' || possible.includes(cause))
    case 'quarantined':
      return ['noise']
    case 'changed': {
      const owners = ownersOf(paths, evidence)
      return owners.length > 0 ? owners : orUnexplained(possible)
    }
    case 'beside': {
      const owners = ownersOf(paths, evidence)
      if (universe === 'content-and-run') return orUnexplained(CAUSES.filter((cause) => owners.includes(cause) || possible.includes(cause)))
      const isRuler = (cause: Cause): boolean => ['instrument', 'environment', 'collection'].includes(cause) && possible.includes(cause)
      return orUnexplained(CAUSES.filter((cause) => owners.includes(cause) || isRuler(cause)))
    }
    case 'same':
      return orUnexplained(universe === 'content' ? withoutSource(possible, evidence) : possible)
  }
}

/** What could flip an element anywhere: a changed call site uncovers lines in files nobody touched. */
export function possibleCauses(measure: Measure, evidence: CauseEvidence): readonly Cause[] {
  const { author, baseMoved, differences } = evidence
  const own = differences.filter(({ instrument }) => concerns(instrument, measure))
  const moved = own.some((difference) => difference.class !== 'recorded')
  const possible: { readonly [C in Cause]: boolean } = {
    code: mayTouch(author, CODE_CLASSES),
    tests: mayTouch(author, ['test']),
    collection: evidence.partsMissing,
    instrument: evidence.modelDiffers || moved || mayTouch(author, ['tool-config', 'pipeline']) || mayTouch(baseMoved, ['tool-config', 'pipeline']),
    noise: false,
    environment: own.some((difference) => difference.class === 'recorded'),
    baseline: mayTouch(baseMoved, [...CODE_CLASSES, 'test']),
    unexplained: false,
  }
  return CAUSES.filter((cause) => possible[cause])
}

function orUnexplained(causes: readonly Cause[]): readonly Cause[] {
  return causes.length === 0 ? ['unexplained'] : causes
}

/** Whose change of a file it was: the author's, the base branch's, or both. */
function ownersOf(paths: readonly string[], { author, baseMoved }: CauseEvidence): readonly Cause[] {
  const inTests = (changes: Changes): boolean => changes.known && paths.some((path) => changes.paths.test.includes(path))
  const by: { readonly [C in Cause]?: boolean } = {
    code: holds(author, paths) && !inTests(author),
    tests: holds(author, paths) && inTests(author),
    baseline: holds(baseMoved, paths),
  }
  return CAUSES.filter((cause) => by[cause])
}

function holds(changes: Changes, paths: readonly string[]): boolean {
  return !changes.known || PATH_CLASSES.some((pathClass) => paths.some((path) => changes.paths[pathClass].includes(path)))
}

/**
 * The elements of a file of one content are what an instrumenter made of it: what the author wrote elsewhere cannot
 * change them, but what it is built and measured with can.
 */
function withoutSource(possible: readonly Cause[], { author, baseMoved }: CauseEvidence): readonly Cause[] {
  const builds = (changes: Changes): boolean => mayTouch(changes, ['dependency', 'build'])
  return possible.filter((cause) => (cause === 'code' ? builds(author) : cause === 'baseline' ? builds(baseMoved) : cause !== 'tests'))
}

/** The runner's own fields (runtime, machine) concern every measure. */
export function concerns(instrument: InstrumentName, measure: Measure): boolean {
  return instrument === measure || instrument === 'runner'
}
