import { join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import type { RecordChange, RecordsHome, RecordsTip } from '../../model/records.js'
import type { Result } from '../../model/result.js'
import { topOf } from '../top.js'
import { openArtifact, writeArtifact } from './artifact.js'
import { homeAt, type HomeOptions } from './home.js'
import { openLocal } from './local.js'
import { placeOf, RECORDS_REF } from './where.js'

export interface Records {
  readonly records: (where: string, ref?: string) => Promise<Result<RecordsHome, Failure>>
  readonly writeArtifact: (file: string, changes: readonly RecordChange[]) => Promise<Result<true, Failure>>
  readonly openArtifact: (file: string) => Promise<Result<RecordsTip, Failure>>
}

/** Homes of records, seen from a folder. What was fetched lies in `.datum` at the top of its repository. */
export function openRecords(folder: string, options: HomeOptions = { env: process.env }): Records {
  const local = openLocal(join(topOf(folder) ?? folder, '.datum', 'records.git'))
  return {
    records: async (where, ref = RECORDS_REF) => {
      const place = await placeOf(where, folder, ref, options.env)
      return place.ok ? { ok: true, value: homeAt(place.value, local, options) } : place
    },
    writeArtifact: (file, changes) => writeArtifact(file, changes, local, folder, options.env),
    openArtifact: (file) => openArtifact(file, local, folder, options.env),
  }
}
