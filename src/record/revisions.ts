import type { Kysely } from 'kysely'
import type { PartsSeen } from '../model/measurement.js'
import type { Schema } from './schema/index.js'
import type { Stored } from './store.js'

/**
 * Of one slot one revision counts. They are gone through in the order of recording: each counts instead of the one
 * before, unless it holds only older attempts. The order in which they reached this store decides nothing.
 */
export async function supersede(db: Kysely<Schema>, key: number, slot: string): Promise<Stored['how']> {
  const revisions = await db.selectFrom('measurement').select(['key', 'rest', 'superseded_by'])
    .where('slot', '=', slot).orderBy('recorded_at').orderBy('id').execute()
  if (revisions.length < 2) return 'new'
  const withParts = revisions.map((row) => ({ ...row, parts: (JSON.parse(row.rest) as { readonly parts: PartsSeen }).parts }))
  const current = withParts.reduce((before, next) => (isBehind(next.parts, before.parts) ? before : next))
  for (const row of revisions) {
    const by = row.key === current.key ? null : current.key
    if (row.superseded_by !== by) await db.updateTable('measurement').set({ superseded_by: by }).where('key', '=', row.key).execute()
  }
  return current.key === key ? 'superseding' : 'behind'
}

/** True when every counted part of `a` is an older or equal attempt of one in `b`, and one of them is older or missing. */
function isBehind(a: PartsSeen, b: PartsSeen): boolean {
  const attempts = (parts: PartsSeen): Map<number, number> =>
    new Map(parts.table.filter((part) => part.status === 'counted').map((part) => [part.place.index, part.attempt]))
  const [mine, theirs] = [attempts(a), attempts(b)]
  const noneNewer = [...mine].every(([index, attempt]) => attempt <= (theirs.get(index) ?? 0))
  const oneOlder = [...theirs].some(([index, attempt]) => (mine.get(index) ?? 0) < attempt)
  return noneNewer && oneOlder
}
