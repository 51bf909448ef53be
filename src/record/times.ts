import type { Kysely } from 'kysely'
import type { Schema } from './schema/index.js'

/**
 * When a measurement was recorded, so that times order what was recorded: clocks tell seconds, and what this store
 * recorded later in the same second is so many milliseconds later. Orders hold in every store, as the time travels.
 */
export async function recordingTime(db: Kysely<Schema>, now: string): Promise<string> {
  if (!/^[\d-]{10}T[\d:]{8}(?:\.\d{3})?Z$/.test(now)) return now
  const second = now.slice(0, 19)
  const { last } = await db.selectFrom('measurement').select((part) => part.fn.max('recorded_at').as('last'))
    .where('recorded_at', '>=', `${second}.`).where('recorded_at', '<=', `${second}.999Z`).executeTakeFirstOrThrow()
  const next = (last as string | null) === null ? 0 : Math.min(Number(last.slice(20, 23)) + 1, 999)
  return `${second}.${String(next).padStart(3, '0')}Z`
}
