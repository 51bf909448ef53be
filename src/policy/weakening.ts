import type { Policy } from '../model/policy.js'
import { compare, parseDecimal } from '../model/rational.js'

/** A setting that lets more through than before. */
export interface Weakening {
  readonly field: string
  readonly from: string
  readonly to: string
}

/**
 * Where `next` is weaker than `base`: these changes need a recalibration. Adding a suite, a branch or a stricter
 * setting needs none.
 */
export function weakenings(base: Policy, next: Policy): Weakening[] {
  return [
    ...differs('mode', base.mode, next.mode, base.mode === 'enforce' && next.mode === 'observe'),
    ...differs('signed', String(base.signed), String(next.signed), base.signed && !next.signed),
    ...differs('fullEvery', String(base.fullEvery), String(next.fullEvery), next.fullEvery > base.fullEvery),
    ...differs('maxErosion', base.maxErosion ?? 'off', next.maxErosion ?? 'off', erodesMore(base.maxErosion, next.maxErosion)),
    ...removed('approvers', base.approvers, next.approvers, 'changed'),
    ...removed('branches', base.baselineBranches, next.baselineBranches, 'removed'),
    ...removed('frozen', next.frozenBranches, base.frozenBranches, 'removed').map(({ field }) => (
      { field, from: listText(base.frozenBranches), to: listText(next.frozenBranches) }
    )),
    ...base.suites.flatMap((suite) => suiteWeakenings(suite, next)),
    ...paths(base, next),
  ]
}

function suiteWeakenings(suite: Policy['suites'][number], next: Policy): Weakening[] {
  const field = `suites.${suite.name}`
  const after = next.suites.find(({ name }) => name === suite.name)
  if (!after) return [{ field, from: 'measured', to: 'removed' }]
  const cadences = ['every-build', 'nightly', 'weekly']
  return [
    ...differs(`${field}.root`, suite.root || '.', after.root || '.', suite.root !== after.root),
    ...differs(`${field}.cadence`, suite.cadence, after.cadence, cadences.indexOf(after.cadence) > cadences.indexOf(suite.cadence)),
    ...(['include', 'exclude'] as const).flatMap((key) =>
      differs(`${field}.${key}`, listText(suite[key]), listText(after[key]), listText(suite[key]) !== listText(after[key]))),
  ]
}

/** Moving a path class can turn source into something that does not count. */
function paths(base: Policy, next: Policy): Weakening[] {
  return (Object.keys(base.paths) as (keyof Policy['paths'])[]).flatMap((key) =>
    differs(`paths.${key}`, listText(base.paths[key]), listText(next.paths[key]), listText(base.paths[key]) !== listText(next.paths[key])))
}

/** For approvers any change counts when there were some: whoever can add themselves approves everything. */
function removed(field: string, base: readonly string[], next: readonly string[], rule: 'changed' | 'removed'): Weakening[] {
  const weaker = rule === 'removed'
    ? base.some((item) => !next.includes(item))
    : base.length > 0 && listText(base) !== listText(next)
  return differs(field, listText(base), listText(next), weaker)
}

function differs(field: string, from: string, to: string, weaker: boolean): Weakening[] {
  return weaker ? [{ field, from, to }] : []
}

function erodesMore(base: string | null, next: string | null): boolean {
  if (base === null) return false
  if (next === null) return true
  const [a, b] = [parseDecimal(base), parseDecimal(next)]
  return !a || !b || compare(b, a) > 0
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? '(none)' : [...items].sort().join(', ')
}
