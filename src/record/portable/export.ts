import type { Kysely } from 'kysely'
import type { Measurement } from '../../model/measurement.js'
import type { RecordChange, RecordsTip } from '../../model/records.js'
import { chunks } from '../blobs.js'
import { Damaged } from '../damaged.js'
import type { JudgementRecord } from '../judgements.js'
import { measurementsByKey } from '../measurement-reader.js'
import type { Schema } from '../schema/index.js'
import type { Exported, ExportOptions, MeasurementDraft } from '../store.js'
import { Bases, type Own } from './bases.js'
import { baselineChanges } from './export-baselines.js'
import { fileChanges, writtenOf, type Written } from './export-files.js'
import { factsBytes } from './facts.js'
import { judgementBytes } from './judgement-files.js'
import { keptForBaselines } from './kept.js'
import { LeafHashes } from './leaf-hashes.js'
import { FORMAT, FORMAT_FILE, judgementFile, measurementFolder } from './names.js'
import { answered } from './refused.js'
import { indexOf, type TipIndex } from './tip-index.js'

type Db = Kysely<Schema>

/**
 * What the store holds and the tip lacks, in the order of recording. Baselines go when all measurements have gone:
 * their numbers follow the order of all of them.
 */
export async function exportOn(db: Db, tip: RecordsTip, { only, most = Infinity }: ExportOptions): Promise<Exported> {
  const index = await indexOf(tip)
  const wanted = only && new Set(only)
  const all = await ownMeasurements(db)
  const own = all.filter(({ id }) => !wanted || wanted.has(id))
  const allLacking = own.filter(({ id }) => !index.measurements.has(id))
  const lacking = allLacking.slice(0, most)
  const left = allLacking.length - lacking.length
  const measurements = await measurementChanges(db, { tip, index, all, lacking })
  const there = new Set([...index.measurements.keys(), ...lacking.map(({ id }) => id)])
  const judgements = await judgementChanges(db, tip, index,  new Set(own.map(({ id }) => id).filter((id) => there.has(id))))
  const baselines = wanted || left > 0 ? { changes: [], renumbered: [] } : await baselineChanges(db, tip, index, there)
  const records = [...measurements, ...judgements, ...baselines.changes]
  const format: RecordChange[] = index.hasFormat || records.length === 0 ? [] : [{ put: FORMAT_FILE, bytes: Buffer.from(FORMAT) }]
  return { changes: [...format, ...records], measurements: lacking.length, judgements: judgements.length, left, renumbered: baselines.renumbered }
}

async function ownMeasurements(db: Db): Promise<readonly Own[]> {
  const rows = await db.selectFrom('measurement')
    .select(['key', 'id', 'suite', 'leg', 'model', 'commit_hash', 'tree', 'recorded_at', 'detail', 'manifest_key'])
    .orderBy('recorded_at').orderBy('id').execute()
  return rows.map((row) => ({
    key: row.key, id: row.id, series: JSON.stringify([row.suite, row.leg, row.model]), recordedAt: row.recorded_at, hasDetail: row.detail === 1, manifestKey: row.manifest_key,
    folder: `${measurementFolder(row.recorded_at, { commit: row.commit_hash, tree: row.tree, id: row.id })}/`,
  }))
}

interface Lacking {
  readonly tip: RecordsTip
  readonly index: TipIndex
  readonly all: readonly Own[]
  readonly lacking: readonly Own[]
}

async function measurementChanges(db: Db, { tip, index, all, lacking }: Lacking): Promise<RecordChange[]> {
  if (lacking.length === 0) return []
  const changes: RecordChange[] = []
  const kept = await keptForBaselines(db)
  const bases = new Bases(tip, index, all)
  let hashes: LeafHashes | undefined
  for (const part of chunks(lacking)) {
    const measurements = new Map((await measurementsByKey(db, part.map(({ key }) => key))).map((one) => [one.id, one]))
    for (const own of part) {
      changes.push({ put: `${own.folder}facts.json`, bytes: factsOf(own, measurements.get(own.id)) })
      const isPruned = index.pruned !== null && own.recordedAt < index.pruned && !kept.has(own.id)
      if (!own.hasDetail || isPruned) continue
      const base = await bases.nearest(own)
      hashes ??= new LeafHashes(db, isSha256(base) ? 'sha256' : 'sha1')
      const leaves = await hashes.leavesOf(own.key, own.manifestKey)
      changes.push(...await fileChanges(db, own.folder, leaves, base))
      bases.wrote(own, writtenOf(own.folder, leaves))
    }
  }
  return changes
}

function isSha256(base: Written | undefined): boolean {
  const [first] = base?.hashes.shape.values() ?? []
  return first?.length === 64
}

function factsOf({ id, recordedAt }: Own, measurement: Measurement | undefined): Uint8Array {
  if (!measurement || !/^[\d-]{10}T/.test(recordedAt)) throw new Damaged(`measurement ${id} has no time or no fingerprint`)
  const { id: _id, manifest, files, ...draft } = measurement
  return factsBytes({ draft: draft satisfies MeasurementDraft, recordedAt, manifest, files })
}

async function judgementChanges(db: Db, tip: RecordsTip, index: TipIndex, ids: ReadonlySet<string>): Promise<RecordChange[]> {
  const rows = await db.selectFrom('judgement').innerJoin('measurement', 'measurement.key', 'judgement.measurement_key')
    .select(['measurement.id', 'verdict', 'blocking', 'mode', 'overridden', 'findings', 'at', 'hash']).orderBy('at').orderBy('hash').execute()
  const files = rows.filter(({ id }) => ids.has(id)).map(({ id, verdict, blocking, mode, overridden, findings, at, hash }) => {
    const record: JudgementRecord = { measurement: id, verdict, blocking, mode, at, overridden: overridden === 1, findings: JSON.parse(findings) as JudgementRecord['findings'] }
    return { path: judgementFile(record, hash), bytes: judgementBytes(record) }
  })
  const there = await judgementsThere(tip, index, new Set(files.map(({ path }) => dayFolderOf(path))))
  return files.filter(({ path }) => !there.has(path)).map(({ path, bytes }) => ({ put: path, bytes }))
}

/** Judgements the tip has in some of its folders. */
async function judgementsThere(tip: RecordsTip, { folders }: TipIndex, wanted: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const days = folders.has('judgements/') ? answered(await tip.list('judgements/')).map((day) => `judgements/${day}`).filter((day) => wanted.has(day)) : []
  const there = new Set<string>()
  for (const day of days) for (const name of answered(await tip.list(day))) there.add(`${day}${name}`)
  return there
}

function dayFolderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
