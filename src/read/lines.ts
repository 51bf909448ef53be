/** One line of a text, from 1, without its line break. */
export interface TextLine {
  readonly number: number
  readonly text: string
}

/** The lines of a text one after the other: no list of them is ever made. */
export function* linesOf(text: string): Generator<TextLine> {
  let number = 0
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    number += 1
    yield { number, text: text.slice(start, text[end - 1] === '\r' ? end - 1 : end) }
    start = end + 1
  }
}

/** A hit count as tools write it: signed, as a fraction or power, with commas between thousands; undefined for anything else. */
export function hitCount(text: string | undefined): number | undefined {
  const plain = text?.trim() ?? ''
  const digits = /^[+-]?\d{1,3}(?:,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain
  return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(digits) ? Number(digits) : undefined
}

/** A line number or a total: digits alone, and small enough to be exact. */
export function wholeNumber(text: string | undefined): number | undefined {
  const plain = text?.trim() ?? ''
  const digits = /^\d{1,3}(?:,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain
  const number = /^\d+$/.test(digits) ? Number(digits) : Number.NaN
  return Number.isSafeInteger(number) ? number : undefined
}
