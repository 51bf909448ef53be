import type { Kysely } from 'kysely'
import type { PartsSeen } from '../model/measurement.js'
import { slotHash } from './hash.js'
import type { Schema } from './schema/index.js'
import type { MeasurementDraft, Stored } from './store.js'

/** Of one slot one revision counts: the new one, unless it holds only older attempts of what is there. */
export async function supersede(db: Kysely<Schema>, key: number, draft: MeasurementDraft): Promise<Stored['how']> {
  const current = await db.selectFrom('measurement').select(['key', 'rest'])
    .where('slot', '=', slotHash(draft.slot)).where('superseded_by', 'is', null).where('key', '<>', key)
    .orderBy('key', 'desc').executeTakeFirst()
  if (!current) return 'new'
  const behind = isBehind(draft.parts, (JSON.parse(current.rest) as { readonly parts: PartsSeen }).parts)
  await db.updateTable('measurement').set({ superseded_by: behind ? current.key : key })
    .where('key', '=', behind ? key : current.key).execute()
  return behind ? 'behind' : 'superseding'
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
