import { noMovement, type Group, type Mix, type Movement } from '../model/judgement.js'
import { valueOf, type FileDetail, type Measurement } from '../model/measurement.js'
import { isMetric, METRIC_DEFINITIONS, type Metric } from '../model/metric.js'
import type { TreeDiff } from '../model/diff.js'
import { phi } from '../model/phi.js'
import type { Register } from '../model/register.js'
import { addFlows, flowDelta, isStill, NO_FLOW, type Flow } from '../model/transition.js'
import type { Count } from '../model/value.js'
import { CAUSES, type Cause } from '../model/verdict.js'
import type { Measure } from '../model/metric.js'
import { causesOf, type CauseEvidence, type Universe } from './causes.js'
import { filePairs } from './file-pairs.js'
import { countIn, mixOf, type FileCounts } from './mix.js'
import { fileFlows, type Where } from './flow.js'
import { mutantChange } from './mutants.js'
import { reasonsFor } from './reasons.js'
import { sharesOf } from './shares.js'
import { noiseIn } from './noise.js'
import { newTimeouts } from './timeouts.js'

export { comparableFiles, testDifference, type ComparableFiles, type FileDigest, type TestDifference } from './comparable.js'
export type { CauseEvidence } from './causes.js'
export { collectionSigns, type CollectionSigns } from './collection.js'
export { flappingIn, type Run } from './register.js'
export { notReached, stemOf } from './reach.js'

/** Two measurements, and the files of each that are not the same in both. */
export interface Pair {
  readonly reference: Measurement
  readonly candidate: Measurement
  readonly referenceFiles: readonly FileDetail[]
  readonly candidateFiles: readonly FileDetail[]
  /** What git says of the two tested trees; null when it could not compare them. */
  readonly diff: TreeDiff | null
  /** The candidate's files as other runs of the same content measured them; none unless mutants timed out. */
  readonly repeats: readonly (readonly FileDetail[])[]
  readonly register: Register
}

export interface Scoped {
  readonly name: string
  readonly holds: (path: string) => boolean
}

/** A movement, and the mutants whose detection rests on a timeout that is new. */
export type Moved = Movement & { readonly timeouts: number }

const LISTED_FILES = 5
const DETAILED_FILES = 20

/** Splits the change of one metric in one scope by cause. */
export function attribute(metric: string, scope: Scoped, pair: Pair, evidence: CauseEvidence): Moved {
  const reference = valueOf(pair.reference, metric, scope.name)
  const candidate = valueOf(pair.candidate, metric, scope.name)
  const none = (why: string): Moved => ({ ...noMovement({ kind: 'none', why }), timeouts: 0 })
  if (!isMetric(metric)) return none('the metric has no elements')
  if (!candidate || candidate.kind === 'none') return reference && reference.kind !== 'none' ? { ...noMovement({ kind: 'exit' }), timeouts: 0 } : none('no value on either side')
  if (!reference || reference.kind === 'none') return { ...noMovement({ kind: 'entry' }), timeouts: 0 }
  if (reference.kind !== 'count' || candidate.kind !== 'count') return none('a value that is not exact cannot be split')
  const { measure } = METRIC_DEFINITIONS[metric]
  const moves = movesByFile(metric, scope, pair, evidence)
  if (!moves) return none('a file without elements cannot be compared')
  const total = moves.reduce((sum, { flow }) => addFlows(sum, flow), NO_FLOW)
  const { dc, dt } = flowDelta(total)
  if (reference.covered + dc !== candidate.covered || reference.total + dt !== candidate.total) return none('the elements do not add up to the values')
  const groups = groupsOf(moves)
  const weight = (flow: Flow): bigint => {
    const share = phi(reference, candidate, flowDelta(flow))
    return share.n < 0n ? (-share.n * 1_000_000_000n) / share.d : (share.n * 1_000_000_000n) / share.d
  }
  const flows = [...flowsByFile(moves)].map(([path, flow]) => [path, weight(flow)] as const)
    .sort((a, b) => (a[1] === b[1] ? (a[0] < b[0] ? -1 : 1) : a[1] < b[1] ? 1 : -1)).map(([path]) => path)
  const mutated = measure === 'mutation' ? filePairs(pair).filter(({ paths }) => paths.some((path) => scope.holds(path))) : null
  const { reference: { slot: before }, candidate: { slot: after }, register } = pair
  return {
    attribution: { kind: 'shares', groups, shares: sharesOf(reference, candidate, groups) },
    files: flows.slice(0, LISTED_FILES),
    byFile: flows.slice(0, DETAILED_FILES).map((path) => ({ path, groups: groupsOf(moves.filter((one) => one.path === path)) })),
    mix: measure === 'tests' ? null : mixIn(metric, scope, pair, { reference, candidate }),
    reasons: reasonsFor(measure, evidence, { models: [before.model, after.model], flapping: register.flapping.length }),
    mutants: mutated && mutantChange(mutated),
    timeouts: mutated ? newTimeouts(mutated, pair.repeats) : 0,
  }
}

function mixIn(metric: Metric, scope: Scoped, pair: Pair, { reference, candidate }: { readonly reference: Count; readonly candidate: Count }): Mix | null {
  const files: FileCounts[] = []
  for (const { path, paths, before, after } of filePairs(pair)) {
    if (!paths.some((one) => scope.holds(one))) continue
    const [first, second] = [countIn(metric, before), countIn(metric, after)]
    if (first === undefined || second === undefined) return null
    files.push({ path, before: first, after: second })
  }
  return mixOf(reference, candidate, files)
}

/** Elements of one file that moved in one kind of place. */
interface Moves {
  readonly path: string
  readonly causes: readonly Cause[]
  readonly flow: Flow
}

function movesByFile(metric: Metric, scope: Scoped, pair: Pair, evidence: CauseEvidence): readonly Moves[] | undefined {
  const { measure } = METRIC_DEFINITIONS[metric]
  const universe = universeOf(measure, pair)
  const moves: Moves[] = []
  for (const { path, paths, before, after, change } of filePairs(pair)) {
    if (measure !== 'tests' && !paths.some((one) => scope.holds(one))) continue
    const flows = fileFlows(metric, before, after, measure === 'tests' ? { kind: 'unknown' } : change, noiseIn(pair.register, { before, after }))
    if (!flows) return undefined
    for (const [where, flow] of Object.entries(flows) as readonly [Where, Flow][]) {
      if (!isStill(flow)) moves.push({ path, causes: causesOf(measure, where, { paths, universe }, evidence), flow })
    }
  }
  return moves
}

/** An instrumenter that works on the source finds the same elements in the same text; who reads V8's ranges need not. */
export function universeOf(measure: Measure, { reference, candidate }: Pick<Pair, 'reference' | 'candidate'>): Universe {
  const tools = [reference, candidate].map(({ fingerprint }) => fingerprint.instruments[measure]?.identity['tool'] ?? '')
  return tools.every((tool) => tool.split(' + ').every((one) => FROM_SOURCE.includes(one) || measure === 'mutation')) ? 'content' : 'content-and-run'
}

/** Producers whose elements follow from the text of a file alone. */
const FROM_SOURCE: readonly string[] = ['istanbul', 'ast-v8-to-istanbul', 'coverage.py']

/** Moves that the same causes may have made, in the order of the causes. */
function groupsOf(moves: readonly Moves[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const { causes, flow } of moves) {
    const key = causes.join(' ')
    groups.set(key, { causes, flow: addFlows(groups.get(key)?.flow ?? NO_FLOW, flow) })
  }
  const rank = ({ causes }: Group): string => causes.map((cause) => String(CAUSES.indexOf(cause))).join(' ')
  return [...groups.values()].filter(({ flow }) => !isStill(flow)).sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

function flowsByFile(moves: readonly Moves[]): ReadonlyMap<string, Flow> {
  const flows = new Map<string, Flow>()
  for (const { path, flow } of moves) flows.set(path, addFlows(flows.get(path) ?? NO_FLOW, flow))
  return new Map([...flows].filter(([, flow]) => !isStill(flow)))
}
