/** Where a part belongs: shard or worker `index` (from 1) of `of`. */
export interface Place {
  readonly index: number
  readonly of: number
}

export const WHOLE: Place = { index: 1, of: 1 }

/** Reads `2/4`; undefined when it is not a place within 1 to 9999. */
export function parsePlace(text: string): Place | undefined {
  const match = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text.trim())
  if (!match) return undefined
  const place = { index: Number(match[1]), of: Number(match[2]) }
  return place.index <= place.of ? place : undefined
}

export function placeText(place: Place): string {
  return `${place.index}/${place.of}`
}
