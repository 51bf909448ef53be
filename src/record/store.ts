import type { Failure } from '../model/failure.js'
import type { Judgement } from '../model/judgement.js'
import type { FileDetail, Measurement, Series, Slot } from '../model/measurement.js'
import type { RecordChange, RecordsTip } from '../model/records.js'
import type { Result } from '../model/result.js'
import type { Mode, Verdict } from '../model/verdict.js'

/** A measurement before it has a name: the store hashes its content. */
export type MeasurementDraft = Omit<Measurement, 'id' | 'manifest' | 'files'>

export interface Stored {
  readonly measurement: Measurement
  /** `same`: it was there already. `behind`: the slot holds newer attempts, which stay current. */
  readonly how: 'new' | 'same' | 'superseding' | 'behind'
}

/** One file of a measurement by content: equal hashes are equal shapes and states. */
export interface FileFacts {
  readonly path: string
  readonly blob: string | null
  readonly shape: string
  readonly state: string
}

/** What to look for among current (not superseded) measurements; fields that are left out match all. */
export interface Wanted {
  readonly repository?: string
  readonly suite?: string
  readonly leg?: string
  readonly model?: string
  readonly commits?: readonly string[]
  readonly trees?: readonly string[]
  readonly measuredTree?: string
  readonly branch?: string
  readonly whole?: boolean
  /** At most so many, the newest recorded first. */
  readonly limit: number
}

/** A version of a baseline, and the newest build that passed under it. */
export interface Baseline {
  readonly series: Series
  readonly identity: string
  readonly branch: string
  readonly version: number
  /** Builds promoted after the version's first. */
  readonly later: number
  /** Digest of the recalibrations in force when the version began. */
  readonly entry: string
  readonly begunAt: string
  /** The version's first measurement, from which erosion is counted. */
  readonly first: string
  /** The promoted measurement meant, its commit and when it was promoted. */
  readonly measurement: string
  readonly commit: string
  readonly at: string
}

export interface SeriesOnBranch {
  readonly series: Series
  readonly identity: string
  readonly branch: string
}

/** A measurement to accept. `commits`: its commit and first parents, nearest first; null when they are not known. */
interface ToPromote extends SeriesOnBranch {
  readonly measurement: string
  readonly entry: string
  readonly commits: readonly string[] | null
  readonly now: string
}

/** What is remembered of a judgement. */
export type JudgementFacts = Pick<Judgement, 'measurement' | 'verdict' | 'blocking' | 'mode' | 'overridden' | 'findings'>

export interface PastJudgement {
  readonly measurement: string
  readonly commit: string
  readonly verdict: Verdict
  readonly blocking: Verdict
  readonly mode: Mode
  readonly at: string
}

/** A part of a slot that is not whole yet, as packed bytes: a re-run of one shard completes it. */
export interface KeptPart {
  readonly source: string
  readonly bytes: Uint8Array
}

/** Changes that bring what this store holds to a home of records. */
export interface Exported {
  readonly changes: readonly RecordChange[]
  /** Measurements and judgements among them, and measurements that `most` left out. */
  readonly measurements: number
  readonly judgements: number
  readonly left: number
  /** Versions of ours that others have numbered before: an import of the tip that these changes made renumbers them here. */
  readonly renumbered: readonly Renumbered[]
}

export interface Renumbered extends SeriesOnBranch {
  readonly from: number
  readonly to: number
}

/** Which records go: all, or those of some measurements, without what was promoted. */
export interface ExportOptions {
  readonly only?: readonly string[]
  /** At most so many measurements at once, the oldest first; `left` says how many wait for the next time. */
  readonly most?: number
}

export interface ImportOptions {
  /**
   * Which measurements, by `<commit>.<tree>.<id>`; all when it is left out. What versions of baselines begin with is
   * taken in any case, as far as their values go, and the newest promotions whole.
   */
  readonly only?: (name: string) => boolean
  /** Beside those the values, without their files, of what was judged last: so many measurements. */
  readonly judged?: number
  /** False for records that may measure and not decide: an artifact of a build that could not push. */
  readonly baselines?: boolean
  /** Why a measurement is not wanted after all, seen by what it says of itself; undefined when it is. */
  readonly refuse?: (draft: MeasurementDraft) => string | undefined
  /** Told after every chunk how many measurements are taken, of how many. */
  readonly progress?: (taken: number, of: number) => void
}

/** What the name of a measurement in a home tells without being opened. */
export interface NameOnTip {
  readonly name: string
  readonly id: string
  readonly commit: string
  readonly tree: string
}

/** A record that was not taken, and why. */
export interface Refusal {
  readonly name: string
  readonly why: string
}

export interface Imported {
  /** Ids of measurements that are new here, and of those that were here. */
  readonly taken: readonly string[]
  readonly known: readonly string[]
  readonly refused: readonly Refusal[]
}

export interface PruneOptions {
  /** Detail of what was recorded before this day (`2026-11-23`) goes. */
  readonly before: string
  /** Ids whose detail stays, beside the first measurement of every version and the newest promotion of each series on each branch. */
  readonly keep?: readonly string[]
}

/** What pruning dropped, and by how many bytes the file shrank. */
export interface Pruned {
  readonly measurements: number
  readonly lists: number
  readonly blobs: number
  readonly parts: number
  readonly bytes: number
}

/** Changes that drop old detail from a home of records, and how many measurements lose theirs. */
export interface TipPruned {
  readonly changes: readonly RecordChange[]
  readonly measurements: number
}

type Answer<T> = Promise<Result<T, Failure>>

/** Everything datum remembers. Each method either does its work in one transaction or fails and changes nothing. */
export interface Store {
  readonly add: (draft: MeasurementDraft, files: readonly FileDetail[], now: string) => Answer<Stored>
  readonly byId: (id: string) => Answer<Measurement | undefined>
  readonly find: (wanted: Wanted) => Answer<readonly Measurement[]>
  /**
   * Whole measurements, superseded ones too, of contents that one model measured more than once; the newest recorded
   * first.
   */
  readonly repeated: (of: { readonly suite: string; readonly leg: string; readonly limit: number }) => Answer<readonly Measurement[]>
  /** Files of a measurement by content; undefined when its detail was pruned or never fetched, which is not the same as none. */
  readonly files: (id: string) => Answer<readonly FileFacts[] | undefined>
  /** Elements of files of a measurement, of all of them when no paths are given; undefined as for `files`. */
  readonly detail: (id: string, paths?: readonly string[]) => Answer<readonly FileDetail[] | undefined>
  readonly keepParts: (slot: Slot, parts: readonly KeptPart[], now: string) => Answer<true>
  readonly keptParts: (slot: Slot) => Answer<readonly KeptPart[]>
  /** Newest version and newest promotion of every series on every branch that matches. */
  readonly baselines: (wanted: { readonly suite?: string; readonly branch?: string }) => Answer<readonly Baseline[]>
  /**
   * The promotion that stands nearest in the given first-parent order (nearest first); the newest one when no order
   * is known (`commits` null). Completion order decides nothing.
   */
  readonly baselineAt: (of: SeriesOnBranch, commits: readonly string[] | null) => Answer<Baseline | undefined>
  /** All versions of one series on one branch, oldest first. */
  readonly versions: (of: SeriesOnBranch) => Answer<readonly Baseline[]>
  /** Accepts a measurement: under its nearest ancestor's version, or as the first of a new one when `entry` differs. */
  readonly promote: (promotion: ToPromote) => Answer<Baseline>
  readonly addJudgement: (judgement: JudgementFacts, now: string) => Answer<true>
  /** Judgements of a suite, newest first, one a measurement. */
  readonly judgements: (suite: string, limit: number) => Answer<readonly PastJudgement[]>
  /** What this store holds and the tip lacks, as changes of the tip. Nothing is changed here. */
  readonly exportOn: (tip: RecordsTip, options?: ExportOptions) => Answer<Exported>
  /** The measurements a tip holds, by what their names say. */
  readonly namesOn: (tip: RecordsTip) => Answer<readonly NameOnTip[]>
  /**
   * Takes what the tip holds and this store lacks, in several transactions: one that is cut off is gone on with by the
   * next. What is damaged or forged is refused and named, and the rest is taken. Versions get the tip's numbers.
   */
  readonly importFrom: (tip: RecordsTip, options?: ImportOptions) => Answer<Imported>
  /** Drops detail that is old and no baseline needs; facts, values, judgements and versions stay. */
  readonly prune: (options: PruneOptions) => Answer<Pruned>
  /** The same for a home of records, as changes of its tip. It is said there, so that nobody pushes it again. */
  readonly pruneOn: (tip: RecordsTip, options: PruneOptions) => Answer<TipPruned>
  readonly close: () => Promise<void>
}
