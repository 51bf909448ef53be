import type { Agreement, KnownReason } from '../../../model/known-reason.js'
import { npx } from '../line.js'

const DATA: { readonly [A in Agreement]: string } = {
  agrees: 'the data agree', disagrees: 'the data do not agree', 'not told': 'the data do not tell',
}

/** What is known of tools that may be the reason, on one line: the first in words, a second by its name. */
export function knownLines([first, second]: readonly KnownReason[]): readonly string[] {
  if (first === undefined) return []
  const others = second === undefined ? '' : `; perhaps also ${second.fact} (${DATA[second.data]})`
  return [`known, and ${DATA[first.data]}: ${first.title} (${npx('explain', first.fact)})${others}`]
}
