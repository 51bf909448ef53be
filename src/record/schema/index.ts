import type { BaselineTable, PromotionTable } from './baseline.js'
import type { BlobTable, ManifestEntryTable, ManifestTable, PathTable, CoveredByTable } from './content.js'
import type { JudgementTable } from './judgement.js'
import type { FingerprintTable, MeasurementTable, ValueTable } from './measurement.js'
import type { PartFileTable } from './part-file.js'

/** The tables, one idea a file. `migrations/` makes them. */
export interface Schema {
  measurement: MeasurementTable
  fingerprint: FingerprintTable
  value: ValueTable
  path: PathTable
  blob: BlobTable
  manifest: ManifestTable
  manifest_entry: ManifestEntryTable
  covered_by: CoveredByTable
  part_file: PartFileTable
  baseline: BaselineTable
  promotion: PromotionTable
  judgement: JudgementTable
  pruned: PrunedTable
  migration: MigrationTable
}

/** Days before which detail was dropped on purpose; the last one counts. */
interface PrunedTable {
  before: string
}

/** Migrations that were applied, by name. */
interface MigrationTable {
  name: string
  applied_at: string
}
