import { isAbsolute, join } from 'node:path'
import type { Failure } from '../model/failure.js'
import type { Measurement } from '../model/measurement.js'
import { err, ok, type Result } from '../model/result.js'
import { baselineAt, baselinesOf, promote, versionsOf } from './baselines.js'
import { sha256, slotHash } from './hash.js'
import { detailOf, filesOf } from './detail-reader.js'
import { judgementRecord, keepJudgement, pastJudgements } from './judgements.js'
import { findKeys, keyOfId, measurementsByKey, repeatedKeys } from './measurement-reader.js'
import { addMeasurement } from './measurement-writer.js'
import { migrations } from './migrations/index.js'
import { exportOn } from './portable/export.js'
import { importFrom } from './portable/import.js'
import { pruneTip } from './portable/prune-tip.js'
import { HomeFailed } from './portable/refused.js'
import { indexOf } from './portable/tip-index.js'
import { prune } from './prune/index.js'
import { sqliteFailure } from './sqlite/failure.js'
import { openSqlite, type OpenDatabase } from './sqlite/open.js'
import type { KeptPart, Store } from './store.js'
import { reading, writing } from './transaction.js'

/** How long a process waits for another one's write before it is told that the store is busy. */
const PATIENCE_SECONDS = 15

/** Opens the store at a path; relative paths are meant from `top`. Failures name it as it was given. */
export async function openStore(name: string, top: string, { patienceSeconds = PATIENCE_SECONDS, steps = migrations } = {}): Promise<Result<Store, Failure>> {
  const location = { name, file: isAbsolute(name) ? name : join(top, name), patienceSeconds }
  try {
    return ok(storeOver(await openSqlite(location, steps)))
  } catch (error) {
    const failure = sqliteFailure(location, error)
    if (failure) return err(failure)
    throw error
  }
}

/** The operations of a store over an open database; foreseen errors of the database come back as failures. */
function storeOver(database: OpenDatabase): Store {
  const attempt = async <T>(work: () => Promise<T>): Promise<Result<T, Failure>> => {
    try {
      return ok(await work())
    } catch (error) {
      const failure = error instanceof HomeFailed ? error.failure : database.failureOf(error)
      if (failure) return err(failure)
      throw error
    }
  }
  const read = <T>(work: Parameters<typeof reading<T>>[1]): Promise<Result<T, Failure>> => attempt(() => reading(database, work))
  const write = <T>(work: Parameters<typeof writing<T>>[1]): Promise<Result<T, Failure>> => attempt(() => writing(database, work))
  return {
    add: (draft, files, now) => write(async (db) => {
      const { key, how } = await addMeasurement(db, draft, files, now)
      const [measurement] = await measurementsByKey(db, [key])
      return { measurement: measurement as Measurement, how }
    }),
    byId: (id) => read(async (db) => {
      const key = await keyOfId(db, id)
      return key === undefined ? undefined : (await measurementsByKey(db, [key]))[0]
    }),
    find: (wanted) => read(async (db) => measurementsByKey(db, await findKeys(db, wanted))),
    repeated: (of) => read(async (db) => measurementsByKey(db, await repeatedKeys(db, of))),
    files: (id) => read((db) => filesOf(db, id)),
    detail: (id, paths) => read((db) => detailOf(db, id, paths)),
    keepParts: (slot, parts, now) => write(async (db) => {
      for (const { source, bytes } of parts) {
        await db.insertInto('part_file').values({ slot: slotHash(slot), hash: sha256(bytes), source, bytes, kept_at: now })
          .onConflict((conflict) => conflict.columns(['slot', 'hash']).doNothing()).execute()
      }
      return true as const
    }),
    keptParts: (slot) => read(async (db): Promise<KeptPart[]> =>
      db.selectFrom('part_file').select(['source', 'bytes']).where('slot', '=', slotHash(slot)).orderBy('source').execute()),
    baselines: (wanted) => read((db) => baselinesOf(db, wanted)),
    baselineAt: (of, commits) => read((db) => baselineAt(db, of, commits)),
    versions: (of) => read((db) => versionsOf(db, of)),
    promote: ({ measurement, entry, commits, now, ...of }) => write(async (db) => {
      const row = await db.selectFrom('measurement').select('commit_hash').where('id', '=', measurement).executeTakeFirst()
      if (!row) throw new Error(`Measurement ${measurement} is not in the store`)
      return promote(db, of, { measurement, commit: row.commit_hash, entry, commits, now })
    }),
    addJudgement: (judgement, now) => write(async (db) => {
      await keepJudgement(db, judgementRecord(judgement, now))
      return true as const
    }),
    judgements: (suite, limit) => read((db) => pastJudgements(db, suite, limit)),
    exportOn: (tip, options = {}) => read((db) => exportOn(db, tip, options)),
    namesOn: (tip) => attempt(async () => [...(await indexOf(tip)).measurements.values()].map(({ name, id, commit, tree }) => ({ name, id, commit, tree }))),
    importFrom: (tip, options = {}) => attempt(() => importFrom(database, tip, options)),
    prune: (options) => attempt(() => prune(database, options)),
    pruneOn: (tip, options) => attempt(() => pruneTip(tip, options)),
    close: () => database.close(),
  }
}
