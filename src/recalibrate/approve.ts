import type { Approval, Entry, FrontMatter, FrontValue } from '../model/recalibration.js'
import { entryText } from './entry-text.js'

/** What a person types to approve; nothing shorter does. */
export function confirmation(name: string, id: string): string {
  return `I, ${name}, approve ${id}`
}

/** The entry's file with the approval added. The digest covers everything but the approvals. */
export function approvedText(entry: Entry, approval: Approval): string {
  const own: FrontMatter = {
    who: approval.who, when: approval.when, digest: approval.digest,
    ...(approval.signature === null ? {} : { signature: approval.signature }),
  }
  const before = entry.front['approval']
  const approvals: FrontValue = before === undefined ? own : [...(Array.isArray(before) ? (before as readonly FrontValue[]) : [before]), own]
  return entryText({ ...entry.front, approval: approvals }, entry.prose)
}
