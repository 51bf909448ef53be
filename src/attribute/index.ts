import type { Attribution, Group } from '../model/judgement.js'
import { valueOf, type FileDetail, type Measurement } from '../model/measurement.js'
import { isMetric, METRIC_DEFINITIONS, type Metric } from '../model/metric.js'
import { addFlows, flowDelta, isStill, NO_FLOW, type Flow } from '../model/transition.js'
import { possibleCauses, type CauseEvidence } from './causes.js'
import { fileFlow } from './flow.js'
import { phi, sharesOf } from './shares.js'

export { comparableFiles, testDifference, type ComparableFiles, type TestDifference } from './comparable.js'
export type { CauseEvidence } from './causes.js'

/** Two measurements, and the files of each that are not the same in both. */
export interface Pair {
  readonly reference: Measurement
  readonly candidate: Measurement
  readonly referenceFiles: readonly FileDetail[]
  readonly candidateFiles: readonly FileDetail[]
}

export interface Scoped {
  readonly name: string
  readonly holds: (path: string) => boolean
}

/** Why a metric moved, and the files that carry the most of it. */
export interface Movement {
  readonly attribution: Attribution
  readonly files: readonly string[]
}

const LISTED_FILES = 5

/** Splits the change of one metric in one scope by cause. */
export function attribute(metric: string, scope: Scoped, pair: Pair, evidence: CauseEvidence): Movement {
  const reference = valueOf(pair.reference, metric, scope.name)
  const candidate = valueOf(pair.candidate, metric, scope.name)
  const none = (why: string): Movement => ({ attribution: { kind: 'none', why }, files: [] })
  if (!isMetric(metric)) return none('the metric has no elements')
  if (!candidate || candidate.kind === 'none') return reference && reference.kind !== 'none' ? { attribution: { kind: 'exit' }, files: [] } : none('no value on either side')
  if (!reference || reference.kind === 'none') return { attribution: { kind: 'entry' }, files: [] }
  if (reference.kind !== 'count' || candidate.kind !== 'count') return none('a value that is not exact cannot be split')
  const flows = flowsByFile(metric, scope, pair)
  if (!flows) return none('a file without elements cannot be compared')
  const total = [...flows.values()].reduce(addFlows, NO_FLOW)
  const { dc, dt } = flowDelta(total)
  if (reference.covered + dc !== candidate.covered || reference.total + dt !== candidate.total) return none('the elements do not add up to the values')
  const groups: Group[] = isStill(total) ? [] : [{ causes: possibleCauses(METRIC_DEFINITIONS[metric].measure, evidence), flow: total }]
  const weight = (flow: Flow): bigint => {
    const share = phi(reference, candidate, flowDelta(flow))
    return share.n < 0n ? (-share.n * 1_000_000_000n) / share.d : (share.n * 1_000_000_000n) / share.d
  }
  return {
    attribution: { kind: 'shares', groups, shares: sharesOf(reference, candidate, groups) },
    files: [...flows].filter(([, flow]) => !isStill(flow))
      .map(([path, flow]) => [path, weight(flow)] as const)
      .sort((a, b) => (a[1] === b[1] ? (a[0] < b[0] ? -1 : 1) : a[1] < b[1] ? 1 : -1))
      .slice(0, LISTED_FILES).map(([path]) => path),
  }
}

function flowsByFile(metric: Metric, scope: Scoped, pair: Pair): ReadonlyMap<string, Flow> | undefined {
  const before = new Map(pair.referenceFiles.map((file) => [file.path, file]))
  const after = new Map(pair.candidateFiles.map((file) => [file.path, file]))
  const flows = new Map<string, Flow>()
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (METRIC_DEFINITIONS[metric].measure !== 'tests' && !scope.holds(path)) continue
    const flow = fileFlow(metric, before.get(path), after.get(path))
    if (!flow) return undefined
    flows.set(path, flow)
  }
  return flows
}
