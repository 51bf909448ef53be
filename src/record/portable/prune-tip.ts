import type { RecordChange, RecordsTip } from '../../model/records.js'
import type { PruneOptions, TipPruned } from '../store.js'
import { baselinesIn } from './baseline-files.js'
import { DAY, prunedFile } from './names.js'
import { answered } from './refused.js'
import { indexOf } from './tip-index.js'
import { keptInTip } from './wanted.js'

/** What drops old detail from a tree: all but the facts of measurements before a day, as far as no baseline there needs more. */
export async function pruneTip(tip: RecordsTip, { before, keep = [] }: PruneOptions): Promise<TipPruned> {
  if (!DAY.test(before)) throw new RangeError(`Not a day: ${before}`)
  const index = await indexOf(tip)
  const { versions } = await baselinesIn(tip, index)
  const kept = new Set([...keptInTip(versions), ...keep])
  // What was kept as the newest promotion may be one of many now; all else that is old was dropped before.
  const promoted = new Set(versions.flatMap(({ promotions }) => promotions.map(({ measurement }) => measurement)))
  const changes: RecordChange[] = []
  let measurements = 0
  for (const { id, day, folder } of index.measurements.values()) {
    if (day >= before || kept.has(id) || (index.pruned !== null && day < index.pruned && !promoted.has(id))) continue
    const folders = answered(await tip.list(folder)).filter((name) => name === 'shape/' || name === 'state/')
    changes.push(...folders.map((name): RecordChange => ({ remove: `${folder}${name.slice(0, -1)}` })))
    if (folders.length > 0) measurements += 1
  }
  const isSaid = index.pruned !== null && index.pruned >= before
  if (!isSaid && index.measurements.size > 0) changes.push({ put: prunedFile(before), bytes: new Uint8Array() })
  return { changes, measurements }
}
