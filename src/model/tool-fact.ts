import type { FindingKind } from './finding.js'
import type { Metric } from './metric.js'

/** Where a number goes; `either` when it is known to move and not where to, `none` when it is known to stand still. */
export type Direction = 'up' | 'down' | 'either' | 'none'

/** What a known change does to metrics: to their ratio, and to how much is counted. */
export interface Prediction {
  readonly metrics: readonly Metric[]
  readonly ratio: Direction
  readonly counted: Direction
}

/**
 * What has to differ between two fingerprints for a fact to be looked up. A version `at` which the tool changed is
 * passed in either direction; without `at` any other version counts. `identity` is what a report says of its tool. Of a
 * `setting` more is forward, or `less`, and so is to switch it on.
 * `unseen` leaves no trace in a fingerprint: it is found by reading, or by the findings it shows as.
 */
export type Trigger =
  | { readonly change: 'version'; readonly tool: string; readonly at?: readonly string[] }
  | { readonly change: 'identity'; readonly field: 'tool' | 'definition'; readonly from: string; readonly to: string }
  | { readonly change: 'setting'; readonly fields: readonly string[]; readonly less?: true }
  | { readonly change: 'workers' | 'shards' | 'processors' | 'system' }
  | { readonly change: 'unseen'; readonly what: string; readonly shows: readonly FindingKind[] }

/** What has to be true of the pipeline besides: tools that take part or do not, who wrote the coverage, versions. */
export interface Given {
  readonly uses?: readonly string[]
  readonly lacks?: readonly string[]
  readonly producer?: string
  readonly version?: { readonly tool: string; readonly from?: string; readonly below?: string }
}

/** Something known of measuring tools: a change that moves numbers though no code changed. */
export interface ToolFact {
  readonly id: string
  readonly title: string
  readonly tools: readonly string[]
  /** Any of them is enough. */
  readonly when: readonly Trigger[]
  readonly given?: Given
  readonly moves: readonly Prediction[]
  readonly why: string
  readonly advice: string
  readonly sources: readonly string[]
  /** What was seen when it was tried. */
  readonly measured?: string
}
