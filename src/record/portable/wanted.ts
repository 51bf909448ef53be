import type { TipVersion } from './baseline-files.js'
import type { Listed, TipIndex } from './tip-index.js'
import { bySeries } from './versions-here.js'

/** A record to open: whole, or as far as its facts go. */
export interface Opening {
  readonly listed: Listed
  readonly whole: boolean
}

interface Here {
  /** Ids that are here, and whether with their files. */
  readonly here: ReadonlyMap<string, boolean>
  readonly only: ((name: string) => boolean) | undefined
  /** Ids whose values are wanted in any case. */
  readonly judged: ReadonlySet<string>
  /** Detail of what was recorded before was dropped here on purpose. */
  readonly prunedHere: string | null
}

/**
 * Which records of a tip are opened. Baselines need the values of what each version began with, and a clone without a
 * history is compared with the newest promotion, whatever else is wanted. Files that were dropped here on purpose are
 * not fetched again; files that are lacking here for another reason are.
 */
export function wantedOf(index: TipIndex, versions: readonly TipVersion[], { here, only, judged, prunedHere }: Here): { readonly openings: readonly Opening[]; readonly known: readonly string[] } {
  const firsts = new Set(versions.map(({ first }) => first))
  const newest = newestPromotions(versions)
  const openings: Opening[] = []
  const known: string[] = []
  for (const listed of index.measurements.values()) {
    const isChosen = only === undefined || only(listed.name) || newest.has(listed.id)
    const hasFiles = here.get(listed.id)
    if (hasFiles !== undefined && isChosen) known.push(listed.id)
    const isKept = firsts.has(listed.id) || newest.has(listed.id)
    const whole = isChosen && (isKept || prunedHere === null || listed.day >= prunedHere)
    const isThere = isKept || index.pruned === null || listed.day >= index.pruned
    if (hasFiles === undefined ? isChosen || firsts.has(listed.id) || judged.has(listed.id) : !hasFiles && whole && isThere) openings.push({ listed, whole })
  }
  return { openings, known }
}

/** Measurements whose detail baselines need for ever. */
export function keptInTip(versions: readonly TipVersion[]): ReadonlySet<string> {
  return new Set([...versions.map(({ first }) => first), ...newestPromotions(versions)])
}

/** Of each series on each branch what was promoted last under its newest version. */
function newestPromotions(versions: readonly TipVersion[]): ReadonlySet<string> {
  return new Set([...bySeries(versions).values()].flatMap((ofSeries) => {
    const { promotions } = ofSeries.reduce((one, other) => (other.version > one.version ? other : one))
    const [first, ...others] = promotions
    if (!first) return []
    return others.reduce((one, other) => (other.at > one.at || (other.at === one.at && other.measurement > one.measurement) ? other : one), first).measurement
  }))
}
