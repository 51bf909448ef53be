import type { RecordsTip } from '../../model/records.js'
import type { JudgementRecord } from '../judgements.js'
import { readJudgement, type JudgementFile } from './judgement-files.js'
import { answered, Refused } from './refused.js'

/** Ids of the measurements that were judged last, so many of them. Names tell the day only: of a day all are read. */
export async function judgedLast(tip: RecordsTip, files: readonly JudgementFile[], most: number): Promise<ReadonlySet<string>> {
  const byDay = new Map<string, JudgementFile[]>()
  for (const file of files) {
    const day = file.path.split('/')[1] ?? ''
    byDay.set(day, [...byDay.get(day) ?? [], file])
  }
  const last = new Set<string>()
  for (const day of [...byDay.keys()].sort().reverse()) {
    if (last.size >= most) break
    const own = byDay.get(day) ?? []
    const contents = answered(await tip.read(own.map(({ blob }) => blob)))
    const records = own.flatMap((file) => recordIn(file, contents.get(file.blob)) ?? [])
    for (const { measurement } of records.sort((one, other) => (one.at < other.at ? 1 : -1))) if (last.size < most) last.add(measurement)
  }
  return last
}

/** What cannot be read is named when it would be taken. */
function recordIn(file: JudgementFile, bytes: Uint8Array | undefined): JudgementRecord | undefined {
  try {
    return readJudgement(file, bytes ?? new Uint8Array())
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}
