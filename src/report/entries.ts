import type { Change, Entry, FrontMatter, FrontValue } from '../model/recalibration.js'
import { keyText } from '../model/threshold.js'
import { limitWords } from './numbers.js'
import { tableText } from './table.js'

/** All entries of a ledger, newest last. */
export function entriesText(entries: readonly Entry[], invalid: readonly { readonly file: string; readonly problems: readonly string[] }[], inForce: readonly string[]): string {
  const lines = invalid.flatMap(({ problems }) => problems)
  if (entries.length === 0) {
    return `${lines.join('\n')}${lines.length > 0 ? '\n' : ''}There are no recalibrations yet.\n  next: npx ci-datum recalibrate propose\n`
  }
  const rows = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1)).map((entry) =>
    [entry.id, entry.cause, entry.suite, standing(entry, inForce), entry.expires ?? '', ownerOf(entry), entry.title])
  const proposed = entries.find(({ approvals }) => approvals.length === 0)
  return `${[...lines, tableText(['entry', 'cause', 'suite', 'state', 'until', 'owner', 'title'], rows)].join('\n')}\n${proposed ? `  next: npx ci-datum recalibrate approve ${proposed.id}\n` : ''}`
}

function ownerOf({ front }: Entry): string {
  const owner = front['owner']
  return typeof owner === 'string' ? owner : ''
}

function standing(entry: Entry, inForce: readonly string[]): string {
  if (entry.approvals.length === 0) return 'proposed'
  if (!entry.approvals.some(({ digest }) => digest === entry.digest)) return 'altered after approval'
  return inForce.includes(entry.digest) ? 'in force' : 'approved'
}

/** One entry, whole: what changes, from what evidence, why, who approved it. */
export function entryDetailText(entry: Entry): string {
  const approvals = entry.approvals.map(({ who, when, digest, signature }) =>
    `  approved by ${who} (${signature === null ? 'claimed' : 'signed'}) at ${when}${digest === entry.digest ? '' : ', for another text: this approval does not hold'}`)
  return [
    `${entry.id}: ${entry.title}`,
    `  suite ${entry.suite}, cause ${entry.cause}, proposed by ${entry.author}${entry.expires === null ? '' : `, until ${entry.expires}`}`,
    ...(approvals.length === 0 ? ['  not approved yet'] : approvals),
    `  digest ${entry.digest}`,
    '',
    'What changes',
    ...changeLines(entry.changes),
    '',
    'From what evidence',
    ...evidenceLines(entry.evidence),
    '',
    'Why',
    ...entry.prose.split('\n').map((line) => `  ${line}`),
    '',
  ].join('\n')
}

/** Each change in one line, the looser ones said to be so. */
export function changeLines(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => {
    switch (change.kind) {
      case 'threshold': {
        const { key, from, to, basis } = change
        const words = (value: string | null): string => (value === null ? 'no limit' : limitWords(key.limit, value, key.metric))
        return [`  ${keyText(key)}: ${words(from)} -> ${words(to)}${basis === null ? '' : ` (measured against ${basis.model})`}`]
      }
      case 'policy':
        return [`  policy ${change.field}: ${change.from} -> ${change.to}`]
      default:
        return [`  ${change.kind}: ${flat(change.fields)}`]
    }
  })
}

export function evidenceLines(evidence: FrontMatter, indent = '  '): string[] {
  const lines = Object.entries(evidence).flatMap(([key, value]) => {
    if (typeof value === 'string') return [`${indent}${key}: ${value}`]
    if (Array.isArray(value)) return [`${indent}${key}:`, ...(value as readonly FrontValue[]).map((item) => `${indent}  - ${typeof item === 'string' ? item : flat(item)}`)]
    return [`${indent}${key}:`, ...evidenceLines(value as FrontMatter, `${indent}  `)]
  })
  return lines.length === 0 ? [`${indent}none`] : lines
}

function flat(value: FrontValue): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return (value as readonly FrontValue[]).map(flat).join(', ')
  return Object.entries(value).map(([key, member]) => `${key} ${flat(member)}`).join(', ')
}

/** What `recalibrate propose` says. */
export function proposedText(id: string, file: string, changes: readonly Change[]): string {
  return [
    `proposed: ${file}`,
    ...changeLines(changes),
    '  Nothing is in force yet. Complete the reason in the file, then let an approver decide.',
    `  next: npx ci-datum recalibrate approve ${id}`,
    '',
  ].join('\n')
}
