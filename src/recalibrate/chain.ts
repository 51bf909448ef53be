import { canonicalDecimal, compare, parseDecimal } from '../model/rational.js'
import type { Entry, ThresholdChange } from '../model/recalibration.js'
import { keyText, loosens, type LimitKind, type Threshold, type ThresholdKey } from '../model/threshold.js'

/** An entry that cannot stand where it is, and why. */
interface BrokenEntry {
  readonly entry: Entry
  readonly what: 'digest' | 'unanchored'
}

/** What the approved entries of a ledger come to. */
export interface InForce {
  /** Sorted by key. */
  readonly thresholds: readonly Threshold[]
  readonly forks: readonly { readonly key: ThresholdKey; readonly entries: readonly string[] }[]
  readonly broken: readonly BrokenEntry[]
  /** Digests of the entries that set a limit in force. */
  readonly digests: readonly string[]
}

/** An approval that is not for this content approves nothing. */
export function holdsApproval(entry: Entry): boolean {
  return entry.approvals.some(({ digest }) => digest === entry.digest)
}

/**
 * The limits in force: the history of each key is its one chain of `prev`. Two entries with one `prev` are a fork,
 * and the limit before them stays. An entry whose `prev` is not here (cherry-picked from another branch) holds when
 * its `from` is what is in force.
 */
export function inForce(entries: readonly Entry[]): InForce {
  const broken: BrokenEntry[] = entries
    .filter((entry) => entry.approvals.length > 0 && !holdsApproval(entry))
    .map((entry) => ({ entry, what: 'digest' }))
  const links = new Map<string, Link[]>()
  for (const entry of entries.filter(holdsApproval)) {
    for (const change of entry.changes) {
      if (change.kind !== 'threshold') continue
      const text = keyText(change.key)
      links.set(text, [...(links.get(text) ?? []), { entry, change }])
    }
  }
  const thresholds: Threshold[] = []
  const forks: { key: ThresholdKey; entries: readonly string[] }[] = []
  for (const [, chain] of [...links].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const walked = walk(chain)
    const key = (chain[0] as Link).change.key
    if (walked.fork.length > 0) forks.push({ key, entries: walked.fork.map(({ entry }) => entry.id).sort() })
    broken.push(...walked.unanchored.map(({ entry }) => ({ entry, what: 'unanchored' as const })))
    if (walked.last && walked.value !== null) thresholds.push({ key, value: walked.value, entry: walked.last.entry.digest })
  }
  return { thresholds, forks, broken: distinct(broken), digests: [...new Set(thresholds.map(({ entry }) => entry))].sort() }
}

interface Link {
  readonly entry: Entry
  readonly change: ThresholdChange
}

interface Walked {
  readonly last: Link | undefined
  readonly value: string | null
  readonly fork: readonly Link[]
  readonly unanchored: readonly Link[]
}

function walk(links: readonly Link[]): Walked {
  const here = new Set(links.map(({ entry }) => entry.digest))
  let rest = [...links]
  let last: Link | undefined
  let value: string | null = null
  for (;;) {
    const prev: string | null = last?.entry.digest ?? null
    const current: string | null = value
    let next: readonly Link[] = rest.filter(({ change }) => change.prev === prev && change.from === current)
    if (next.length === 0) next = rest.filter(({ change }) => change.prev !== null && !here.has(change.prev) && change.from === current)
    const settled = next.length > 1 ? settledBy(next, rest) : undefined
    if (next.length > 1 && !settled) return { last, value, fork: next, unanchored: rest.filter((link) => !next.includes(link)) }
    if (settled) rest = rest.filter((link) => link === settled || !next.includes(link))
    const link: Link | undefined = settled ?? next[0]
    if (!link) return { last, value, fork: [], unanchored: rest }
    last = link
    value = link.change.to
    rest = rest.filter((other) => other !== link)
  }
}

/** Of entries that moved one limit from one point the one that a later entry goes on from and overrules the others by. */
function settledBy(fork: readonly Link[], rest: readonly Link[]): Link | undefined {
  return fork.find(({ entry }) => rest.some(({ change }) => change.prev === entry.digest
    && fork.every((other) => other.entry === entry || change.settles?.includes(other.entry.digest) === true)))
}

function distinct(broken: readonly BrokenEntry[]): BrokenEntry[] {
  return [...new Map(broken.map((one) => [`${one.what} ${one.entry.file}`, one])).values()]
}

/** True when a limit of the key lets more through at `to` than at `from`; null is no limit at all. */
export function isLooser(limit: LimitKind, from: string | null, to: string | null): boolean {
  if (from === null) return false
  if (to === null) return true
  const [a, b] = [parseDecimal(from), parseDecimal(to)]
  return !a || !b || loosens(limit, compare(b, a))
}

export function sameLimit(a: string, b: string): boolean {
  return canonicalDecimal(a) === canonicalDecimal(b)
}
