/** A version of one series on one branch, as far as its number goes. */
export interface Numbered {
  readonly version: number
  readonly entry: string
  readonly first: string
}

export interface Allotted {
  readonly version: number
  /** `same`: they know it. `joined`: another runner began it under the same recalibrations. `new`: nobody has it yet. */
  readonly how: 'same' | 'joined' | 'new'
}

/**
 * Numbers of our versions where others have theirs: theirs stay, ours follow, in our order. What we began is one of
 * theirs when they began it too, under the same recalibrations and after the versions that we had left; so runners that
 * accept the first build at once begin one version. `taken` is the highest number that is used, by whatever. Gives the
 * number for each of ours.
 */
export function allot(ours: readonly Numbered[], theirs: readonly Numbered[], taken = 0): ReadonlyMap<number, Allotted> {
  const byNumber = (a: Numbered, b: Numbered): number => a.version - b.version
  const known = new Map(theirs.toSorted(byNumber).toReversed().map((one) => [keyOf(one), one.version]))
  const ownKeys = new Set(ours.map(keyOf))
  const unknown = theirs.filter((one) => !ownKeys.has(keyOf(one))).sort(byNumber)
  const result = new Map<number, Allotted>()
  let last = Math.max(taken, ...theirs.map(({ version }) => version))
  let left = 0
  for (const one of ours.toSorted(byNumber)) {
    const same = known.get(keyOf(one))
    const joined = same === undefined ? unknown.findLast(({ version, entry }) => entry === one.entry && version > left)?.version : undefined
    const version = same ?? joined ?? last + 1
    result.set(one.version, { version, how: same !== undefined ? 'same' : joined !== undefined ? 'joined' : 'new' })
    left = Math.max(left, version)
    last = Math.max(last, version)
  }
  return result
}

function keyOf({ entry, first }: Numbered): string {
  return `${first} ${entry}`
}
