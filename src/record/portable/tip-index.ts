import type { RecordsTip } from '../../model/records.js'
import { DAY, FORMAT, FORMAT_FILE, parseName, type MeasurementName } from './names.js'
import { answered, HomeFailed } from './refused.js'
import type { Refusal } from '../store.js'

/** A measurement of the tree, not opened yet. */
export interface Listed extends MeasurementName {
  /** `<commit>.<tree>.<id>`. */
  readonly name: string
  readonly day: string
  readonly folder: string
}

/** What the names in a records' tree tell. */
export interface TipIndex {
  readonly hasFormat: boolean
  /** Top folders, with their `/`. */
  readonly folders: ReadonlySet<string>
  readonly measurements: ReadonlyMap<string, Listed>
  /** Detail of what was recorded before this day was dropped on purpose. */
  readonly pruned: string | null
  readonly refused: readonly Refusal[]
}

export async function indexOf(tip: RecordsTip): Promise<TipIndex> {
  await checkFormat(tip)
  const top = tip.commit === null ? [] : answered(await tip.list(''))
  const folders = new Set(top.filter((name) => name.endsWith('/')))
  const measurements = new Map<string, Listed>()
  const refused: Refusal[] = []
  const days = folders.has('measurements/') ? answered(await tip.list('measurements/')) : []
  for (const day of days.map(withoutSlash).sort()) {
    if (!DAY.test(day)) {
      refused.push({ name: `measurements/${day}`, why: 'it is no day' })
      continue
    }
    for (const name of answered(await tip.list(`measurements/${day}/`)).map(withoutSlash)) {
      const parsed = parseName(name)
      if (!parsed) refused.push({ name: `measurements/${day}/${name}`, why: 'it is no name of a measurement' })
      // One build that two runners recorded on two days is there twice and is one: the first counts.
      else if (!measurements.has(parsed.id)) measurements.set(parsed.id, { ...parsed, name, day, folder: `measurements/${day}/${name}/` })
    }
  }
  const pruned = folders.has('pruned/') ? answered(await tip.list('pruned/')).filter((day) => DAY.test(day)).sort().at(-1) ?? null : null
  return { hasFormat: top.includes(FORMAT_FILE), folders, measurements, pruned, refused }
}

/** What a later version laid out is not guessed at, and what is no tree of records is not added to. */
async function checkFormat(tip: RecordsTip): Promise<void> {
  if (tip.commit === null) return
  const format = answered(await tip.format())
  if (format === null) throw new HomeFailed({ code: 'records-damaged', home: tip.home, what: 'the tree', detail: `it has no file ${FORMAT_FILE}: it is no tree of datum's records, or was changed by another program` })
  if (format !== FORMAT) throw new HomeFailed({ code: 'records-newer', home: tip.home, format: format.trim() })
}

function withoutSlash(name: string): string {
  return name.replace(/\/$/, '')
}
