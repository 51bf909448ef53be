import { modelMatches } from '../model/execution-model.js'
import type { Threshold } from '../model/threshold.js'

/** Limits whose pattern names the model, the most specific of each metric, scope and limit. */
export function limitsFor(thresholds: readonly Threshold[], suite: string, model: string): readonly Threshold[] {
  const chosen = new Map<string, Threshold>()
  for (const threshold of thresholds) {
    const { key } = threshold
    if (key.suite !== suite || !modelMatches(key.model, model)) continue
    const other = chosen.get(subject(threshold))
    if (!other || specificity(key.model) > specificity(other.key.model)) chosen.set(subject(threshold), threshold)
  }
  return [...chosen.values()]
}

/**
 * Limits a build is tried with: its model's own, and for what that model has no limit of the basis': the model of the
 * reference, else whichever model has one. A basis is not calibrated for the build, and says so when it is tried.
 */
export function limitsWithBasis(thresholds: readonly Threshold[], suite: string, model: string, basis: string | null): readonly Threshold[] {
  const own = limitsFor(thresholds, suite, model)
  const others = basis === null ? thresholds.filter(({ key }) => key.suite === suite) : limitsFor(thresholds, suite, basis)
  const known = new Set(own.map(subject))
  const added = new Map(others.filter((threshold) => !known.has(subject(threshold))).map((threshold) => [subject(threshold), threshold]))
  return [...own, ...added.values()]
}

function subject({ key }: Threshold): string {
  return `${key.metric} ${key.scope} ${key.limit}`
}

function specificity(pattern: string): number {
  return pattern === '*' ? 0 : pattern.includes('*') ? 1 : 2
}
