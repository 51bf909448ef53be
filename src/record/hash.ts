import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.js'
import type { Slot } from '../model/measurement.js'
import type { MeasurementDraft } from './store.js'

export function sha256(content: Uint8Array | string): Buffer {
  return createHash('sha256').update(content).digest()
}

export function slotHash(slot: Slot): string {
  return sha256(canonicalJson(slot)).toString('hex')
}

/**
 * The name of a measurement: what was measured where and how, and what came out. When it was recorded, what the
 * files were called when they were read and in which order does not matter, so the same build recorded twice is one
 * measurement.
 */
export function measurementId(draft: MeasurementDraft, manifest: Uint8Array): string {
  const record = {
    slot: draft.slot,
    root: draft.root,
    tree: draft.tree,
    dirty: [...draft.dirty].sort(),
    assumed: draft.assumed,
    fingerprint: draft.fingerprint,
    selection: draft.selection,
    parts: {
      expected: draft.parts.expected,
      table: sorted(draft.parts.table.map(({ place, attempt, reports, status }) => ({ place, attempt, reports, status }))),
    },
    values: sorted(draft.values),
    manifest: Buffer.from(manifest).toString('hex'),
    whole: draft.whole,
  }
  return `m_${sha256(canonicalJson(record)).toString('hex').slice(0, 40)}`
}

/** Members of a set, as their canonical texts. */
function sorted(members: readonly unknown[]): readonly string[] {
  return members.map((member) => canonicalJson(member)).sort()
}
