export const VERDICTS = [
  'pass', 'regression', 'incomplete', 'false-failure', 'false-pass', 'undetermined', 'recalibration-required',
] as const
export type Verdict = (typeof VERDICTS)[number]

export const TIERS = ['page', 'urgent', 'warning', 'info'] as const
export type Tier = (typeof TIERS)[number]

/** Who brought a finding about: the change under judgement, or what it was built on. */
export type Origin = 'introduced' | 'inherited'

export type Mode = 'observe' | 'enforce'

/**
 * Where a build stands: on a branch whose baselines count, on a pull request, or on any other branch (judged like
 * a pull request against the first baseline branch).
 */
export type Standing = 'baseline-branch' | 'pull-request' | 'branch'

/** Causes of a change of a metric, in the order in which they are told. */
export const CAUSES = [
  'code', 'tests', 'collection', 'instrument', 'noise', 'environment', 'baseline', 'unexplained',
] as const
export type Cause = (typeof CAUSES)[number]
