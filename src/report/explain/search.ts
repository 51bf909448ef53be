/** Something that can be found: its name, the line it is listed with, and its texts with what a word in each is worth. */
export interface Findable {
  readonly name: string
  readonly title: string
  readonly texts: readonly (readonly [worth: number, text: string])[]
}

/** Those that hold all words of a query, or if there is none those that hold any; where words weigh most comes first. */
export function search<F extends Findable>(query: string, among: readonly F[]): readonly F[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '')
  const scored = among.map((one) => ({ one, scores: words.map((word) => scoreOf(word, one)) }))
  const all = scored.filter(({ scores }) => scores.every((score) => score > 0))
  const fitting = all.length > 0 && words.length > 0 ? all : scored.filter(({ scores }) => scores.some((score) => score > 0))
  const total = (scores: readonly number[]): number => scores.reduce((sum, score) => sum + score, 0)
  return fitting.sort((a, b) => total(b.scores) - total(a.scores)).map(({ one }) => one)
}

/** Shorter ones stand inside of words that mean something else: `go` in `cargo` and `goes`. */
const SHORTEST_PART = 4

/** The weightiest text that holds a word; at the beginning of a word it counts twice. */
function scoreOf(word: string, { texts }: Findable): number {
  return Math.max(0, ...texts.map(([worth, text]) => {
    const around = text.toLowerCase().split(word)
    const places = around.slice(1).map((after, at) => ({ begins: !/[a-z0-9]$/.test(around[at] ?? ''), ends: !/^[a-z0-9]/.test(after) }))
    if (places.some(({ begins, ends }) => begins && (ends || word.length >= SHORTEST_PART))) return 2 * worth
    return places.length > 0 && word.length >= SHORTEST_PART ? worth : 0
  }))
}
