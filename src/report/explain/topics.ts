import { failureWords } from '../catalogue/failures.js'
import { findingWords } from '../catalogue/index.js'
import { exitWords, verdictWords } from '../catalogue/verdicts.js'

/** Words of the field that have a page of their own. */
const CONCEPTS = [
  'baseline', 'environment-file', 'execution-model', 'formats', 'ledger', 'mutants', 'numbers', 'observe', 'override', 'part', 'quarantine', 'recalibration',
  'records', 'reference', 'threshold',
] as const

/** Every page there is, under the heading it is listed by. */
export const TOPICS: readonly { readonly heading: string; readonly topics: readonly string[] }[] = [
  { heading: 'Verdicts', topics: Object.keys(verdictWords) },
  { heading: 'Findings', topics: Object.keys(findingWords).sort() },
  { heading: 'Failures', topics: Object.keys(failureWords).sort() },
  { heading: 'Exit codes', topics: Object.keys(exitWords).map((code) => `exit-${code}`) },
  { heading: 'Words', topics: CONCEPTS },
]

/** The page a word means: `4` is `exit-4`, `False Failure` is `false-failure`; undefined when there is none. */
export function topicName(text: string): string | undefined {
  const name = text.trim().toLowerCase().replace(/[\s_]+/g, '-')
  const wanted = /^\d+$/.test(name) ? `exit-${name}` : name
  return TOPICS.some(({ topics }) => topics.includes(wanted)) ? wanted : undefined
}
