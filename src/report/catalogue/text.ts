import { listWords } from '../numbers.js'

/** One line of visible text: no line breaks, no control characters, nothing that turns the direction of writing. */
export function plain(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ').trim()
}

/** At most so many characters; the end goes. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 4).trimEnd()} ...`
}

/** At most so many characters of a path or name; the front goes. */
export function brief(text: string, longest = 50): string {
  return text.length <= longest ? text : `...${text.slice(3 - longest)}`
}

/** A text that a title shortened, whole on a line of its own; nothing when the title has all of it. */
export function inFull(label: string, text: string, longest = 50): readonly string[] {
  return text.length <= longest ? [] : [`${label}: ${text}`]
}

/** A commit as people read it. */
export function shortCommit(commit: string): string {
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 9) : commit
}

/** Names on one line: the first of them, and how many more there are. */
export function someOf(names: readonly string[], count = names.length, shown = 5): string {
  return listWords(names.slice(0, shown).map((name) => brief(name, 80)), count)
}

/** `a`, `a and b`, `a, b and c`. */
export function allOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

/** A title that says why in somebody else's words; what does not fit is told in full below it. */
export function headline(text: string): { readonly title: string; readonly detail: readonly string[] } {
  const whole = plain(text)
  return whole.length <= LONGEST_HEADLINE ? { title: whole, detail: [] } : { title: cut(whole, LONGEST_HEADLINE), detail: [whole] }
}

const LONGEST_HEADLINE = 120
