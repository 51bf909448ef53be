import type { Fields } from './fingerprint.js'
import type { JobStatus } from './job-status.js'
import type { Place } from './place.js'
import type { Report } from './report.js'

/** Where and how the reports of one part came to be: what `collect` writes on top of a part file. */
export interface PartOrigin {
  readonly suite: string
  readonly leg: string
  readonly place: Place
  readonly attempt: number
  readonly model: string | null
  readonly repository: string | null
  readonly provider: string
  readonly build: string | null
  readonly commit: string | null
  readonly tree: string | null
  readonly dirty: readonly string[]
  readonly job: { readonly name: string | null; readonly status: JobStatus }
  readonly environment: Environment
}

/** The machine and the tools a part ran with. `tools` are installed measuring packages, `options` config digests. */
export interface Environment {
  readonly suspect: Fields
  readonly recorded: Fields
  readonly tools: Fields
  readonly options: Fields
}

/** A report that could not be read, and why, in the words of the reader's failure. */
export interface UnreadableReport {
  readonly source: string
  readonly reason: string
}

/** One report file as it came: where from, and the digest of its bytes. */
export interface ReportDigest {
  readonly source: string
  readonly sha256: string
}

/** The reports of one shard or worker, read. */
export interface Part {
  readonly source: string
  readonly origin: PartOrigin
  readonly reports: readonly Report[]
  readonly unreadable: readonly UnreadableReport[]
  readonly digests: readonly ReportDigest[]
}
