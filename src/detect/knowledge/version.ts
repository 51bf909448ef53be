/** The numbers of a version; what follows them (`-rc.2`, `+build`) is not compared. Undefined for another text. */
function numbersOf(version: string): readonly number[] | undefined {
  const match = /^v?(\d+(?:\.\d+)*)(?:[-+a-z].*)?$/i.exec(version.trim())
  return match?.[1]?.split('.').map(Number)
}

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`; `4` is `4.0.0`. Undefined when one is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  if (!left || !right) return undefined
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/** The way in which a tool passed a version: 1 to it or beyond, -1 back before it, 0 when both are on one side. */
export function passes(version: string, from: string, to: string): -1 | 0 | 1 {
  const [before, after] = [compareVersions(from, version), compareVersions(to, version)]
  if (before === undefined || after === undefined) return 0
  return before < 0 && after >= 0 ? 1 : before >= 0 && after < 0 ? -1 : 0
}
