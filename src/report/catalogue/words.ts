import type { Finding, FindingEvidence, FindingKind } from '../../model/finding.js'
import type { Origin } from '../../model/verdict.js'
import { cut, plain } from './text.js'

/** What is said of a finding or a failure: what happened, the evidence, and what to do next. Each is one line. */
export interface Words {
  readonly title: string
  readonly detail: readonly string[]
  readonly remedy: string
}

/** The build a finding is told about. */
export interface Context {
  readonly suite: string
  readonly model: string
  readonly branch: string | null
  readonly commit: string
  readonly referenceCommit: string | null
  readonly referenceModel: string | null
  /** Names of the parts that were counted. */
  readonly reports: readonly string[]
  /** Build that was named by hand; null when CI names it, or nobody. */
  readonly build: string | null
  /** Parts of an incomplete build are kept: a re-run of one shard completes it. Not so for a build nobody names. */
  readonly kept: boolean
  readonly origin: Origin
}

/** Words of the given kinds, from their evidence and what they need to know of the build. */
export type WordsFor<K extends FindingKind, C> = { readonly [P in K]: (evidence: FindingEvidence[P], context: C) => Words }

/** Words of one finding, whatever its kind. */
export function wordsIn<K extends FindingKind, C>(words: WordsFor<K, C>, finding: Pick<Finding<K>, 'kind' | 'evidence'>, context: C): Words {
  const own = words[finding.kind] as (evidence: typeof finding.evidence, context: C) => Words
  return finished(own(finding.evidence, context))
}

const LONGEST_TITLE = 160

/** Every text on one line and without control characters: names come from reports, branches and files of others. */
export function finished({ title, detail, remedy }: Words): Words {
  return { title: cut(plain(title).replace(/(?<!\.)\.$/, ''), LONGEST_TITLE), detail: detail.map(plain), remedy: plain(remedy) }
}
