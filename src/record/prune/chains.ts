/** A thing that is stored as its difference from another, so many steps from one that stands alone. */
export interface Link {
  readonly key: number
  readonly base: number | null
  readonly depth: number
}

/** What rests on something that goes, with what it can rest on instead; the nearer to its end of the chain, the earlier. */
export function toRewrite(links: readonly Link[], isLive: (key: number) => boolean): readonly { readonly key: number; readonly base: number | null }[] {
  const byKey = new Map(links.map((link) => [link.key, link]))
  const nearestLive = (base: number | null): number | null => {
    let at = base
    while (at !== null && !isLive(at)) at = byKey.get(at)?.base ?? null
    return at
  }
  return links
    .filter(({ key, base }) => isLive(key) && base !== null && !isLive(base))
    .sort((a, b) => a.depth - b.depth)
    .map(({ key, base }) => ({ key, base: nearestLive(base) }))
}

/** Depths that are no longer true, with the true ones. Bases are all there. */
export function depthsToCorrect(links: readonly Link[]): readonly { readonly key: number; readonly depth: number }[] {
  const byKey = new Map(links.map((link) => [link.key, link]))
  const depths = new Map<number, number>()
  const depthOf = (key: number): number => {
    const known = depths.get(key)
    if (known !== undefined) return known
    const base = byKey.get(key)?.base ?? null
    const depth = base === null ? 0 : depthOf(base) + 1
    depths.set(key, depth)
    return depth
  }
  return links.flatMap(({ key, depth }) => (depthOf(key) === depth ? [] : [{ key, depth: depthOf(key) }]))
}
