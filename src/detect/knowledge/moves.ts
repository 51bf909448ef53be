import type { Metric } from '../../model/metric.js'
import type { Direction, Prediction } from '../../model/tool-fact.js'

/** Metrics that facts speak of together. */
export const LINES: readonly Metric[] = ['coverage.lines', 'coverage.statements', 'coverage.combined']
export const BRANCHES: readonly Metric[] = ['coverage.branches']
export const COVERAGE: readonly Metric[] = ['coverage.lines', 'coverage.statements', 'coverage.functions', 'coverage.branches', 'coverage.combined']
export const SCORE: readonly Metric[] = ['mutation.score', 'mutation.coveredScore']
export const TESTS: readonly Metric[] = ['tests.executed']

/** `down, and no more or less is counted`: the ratio first, then the number counted. */
export function moves(metrics: readonly Metric[], ratio: Direction, counted: Direction = 'either'): Prediction {
  return { metrics, ratio, counted }
}

/** Numbers that datum counts by itself stand still: only the tool's own gate or report is concerned. */
export const NOTHING: readonly Prediction[] = []
