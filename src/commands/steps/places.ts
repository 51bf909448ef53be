import type { Place } from '../../model/place.js'

/**
 * Which shard each of several report files belongs to, by the number in its path that varies (`shard-2/`,
 * `coverage-2.json`), counted from 1 unless a 0 is among them; without such a number by sorted order. Undefined when
 * it cannot be told: more files than shards and nothing to group them by.
 */
export function placesOfPaths(paths: readonly string[], shards: number): readonly Place[] | undefined {
  const numbers = varyingNumbers(paths, shards)
  if (numbers) {
    const base = numbers.includes(0) ? 0 : 1
    return numbers.map((number) => ({ index: number + 1 - base, of: shards }))
  }
  if (paths.length > shards) return undefined
  const sorted = [...paths].sort()
  return paths.map((path) => ({ index: sorted.indexOf(path) + 1, of: shards }))
}

/** The place in the name that `collect` gives a part file: all that is known of one that cannot be read. */
export function placeOfPartFile(path: string): Place | undefined {
  const [, index, of] = /-(\d{1,4})-of-(\d{1,4})(?:-attempt-\d+)?\.part(?:\.gz)?$/.exec(path) ?? []
  return index === undefined ? undefined : { index: Number(index), of: Number(of) }
}

/** The one number of each path that tells it from others of the same pattern. */
function varyingNumbers(paths: readonly string[], shards: number): readonly number[] | undefined {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const pattern = path.replace(/\d+/g, '#')
    groups.set(pattern, [...(groups.get(pattern) ?? []), path])
  }
  const chosen = new Map<string, number>()
  for (const group of groups.values()) {
    const rows = group.map((path) => [...path.matchAll(/\d+/g)].map(([digits]) => Number(digits)))
    const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0))
    const fits = (column: readonly number[]): boolean => column.every((number) => number <= shards) && new Set(column).size === column.length
    const column = columns.findLast(fits)
    if (!column || (column.includes(0) && column.includes(shards))) return undefined
    group.forEach((path, index) => chosen.set(path, column[index] ?? 0))
  }
  return paths.map((path) => chosen.get(path) ?? 0)
}

/** True when the places come from the files' sorted order only: then nobody can say which one is missing. */
export function isGuessed(paths: readonly string[], shards: number): boolean {
  return shards > 1 && varyingNumbers(paths, shards) === undefined
}
