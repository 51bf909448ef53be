import { MUTANT_STATUSES, TEST_STATUSES, type Contribution, type ElementKind } from './element.js'

/** What a build measures; an instrument measures one of them. Numbers are a user's own: a time, a size. */
export type Measure = 'coverage' | 'mutation' | 'tests' | 'number'

export const METRICS = [
  'coverage.lines', 'coverage.statements', 'coverage.functions', 'coverage.branches', 'coverage.combined',
  'mutation.score', 'mutation.coveredScore', 'tests.executed',
] as const

export type Metric = (typeof METRICS)[number]

/** How a metric is counted from elements. */
export interface MetricDefinition {
  readonly measure: Measure
  readonly kinds: readonly ElementKind[]
  readonly contribution: (kind: ElementKind, state: number) => Contribution
}

const covered = (_kind: ElementKind, state: number): Contribution => (state === 0 ? 'uncovered' : 'covered')

/**
 * Definitions, with their sources: istanbul-lib-coverage `file-coverage.js`; coverage.py `results.py`
 * (`combined` is executed statements + executed branches over all of both); mutation-testing-metrics
 * `calculateMetrics.js` (score = killed + timeout over these + survived + no coverage; the covered score leaves
 * `NoCoverage` out of the total). Readers of other tools' reports choose the status that counts as their tool counts.
 */
export const METRIC_DEFINITIONS: { readonly [M in Metric]: MetricDefinition } = {
  'coverage.lines': { measure: 'coverage', kinds: ['line'], contribution: covered },
  'coverage.statements': { measure: 'coverage', kinds: ['statement'], contribution: covered },
  'coverage.functions': { measure: 'coverage', kinds: ['function'], contribution: covered },
  'coverage.branches': { measure: 'coverage', kinds: ['branch'], contribution: covered },
  'coverage.combined': { measure: 'coverage', kinds: ['line', 'branch'], contribution: covered },
  'mutation.score': { measure: 'mutation', kinds: ['mutant'], contribution: mutantContribution(false) },
  'mutation.coveredScore': { measure: 'mutation', kinds: ['mutant'], contribution: mutantContribution(true) },
  'tests.executed': { measure: 'tests', kinds: ['test'], contribution: testContribution },
}

const NUMBER = /^number\.[\w./-]{1,200}$/

/** The metric of a number that users named. */
export function numberMetric(name: string): string {
  return `number.${name}`
}

export function isNumberMetric(text: string): boolean {
  return NUMBER.test(text)
}

export function isMetric(text: string): text is Metric {
  return (METRICS as readonly string[]).includes(text)
}

function mutantContribution(coveredOnly: boolean): MetricDefinition['contribution'] {
  return (_kind, state) => {
    switch (MUTANT_STATUSES[state]) {
      case 'Killed':
      case 'Timeout':
      case 'Error':
        return 'covered'
      case 'Survived':
        return 'uncovered'
      case 'NoCoverage':
        return coveredOnly ? 'absent' : 'uncovered'
      case 'Unknown':
        return 'unknown'
      default:
        return 'absent'
    }
  }
}

function testContribution(_kind: ElementKind, state: number): Contribution {
  return TEST_STATUSES[state] === 'skipped' ? 'uncovered' : 'covered'
}
