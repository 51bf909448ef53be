import type { Entry, OtherChange } from '../model/recalibration.js'
import type { Quarantine } from '../model/register.js'
import { holdsApproval } from './chain.js'

/** Entries that an approved one prolongs or ends. */
export function renewedBy(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.filter(holdsApproval).flatMap(({ renews }) => renews))
}

/** An approved entry whose quarantines hold on a day. Without an end it never held: a quarantine is for a while. */
export function isQuarantining(entry: Entry, today: string, ended: ReadonlySet<string>): boolean {
  return !ended.has(entry.id) && holdsApproval(entry) && entry.expires !== null && entry.expires >= today && quarantinesIn(entry).length > 0
}

export function quarantinesIn({ id, expires, changes }: Entry): readonly Quarantine[] {
  return changes.flatMap((change): Quarantine[] => {
    if (change.kind !== 'quarantine') return []
    const { path, lines } = change.fields
    if (typeof path !== 'string' || (lines !== undefined && typeof lines !== 'string')) return []
    const range = lines === undefined ? null : linesOf(lines)
    return range === undefined ? [] : [{ path, lines: range, entry: id, expires: expires ?? '' }]
  })
}

/** `src/clock.js`, `src/clock.js:12` or `src/clock.js:12-20` as the change of an entry; undefined for anything else. */
export function quarantineChange(text: string): OtherChange | undefined {
  const [, path = '', lines] = /^([^:]+)(?::(\d+(?:-\d+)?))?$/.exec(text) ?? []
  if (path === '' || (lines !== undefined && linesOf(lines) === undefined)) return undefined
  return { kind: 'quarantine', fields: { path, ...(lines === undefined ? {} : { lines }) } }
}

function linesOf(text: string): { readonly from: number; readonly to: number } | undefined {
  const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  return from !== '' && Number(from) >= 1 && Number(from) <= Number(to) ? { from: Number(from), to: Number(to) } : undefined
}
