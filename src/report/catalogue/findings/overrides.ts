import { allOf, brief, cut } from '../text.js'
import { quoted } from '../line.js'
import type { Context, WordsFor } from '../words.js'

/** The emergency path, while it holds and after it. */
export const overrideFindingWords: WordsFor<'override-active' | 'override-expired', Context> = {
  'override-active': ({ file, reason, ticket, until, kinds }, { suite }) => ({
    title: `An override lets ${cut(allOf(kinds), 50)} of ${suite} through until ${until} (${cut(ticket, 40)})`,
    detail: [`reason: ${reason}`, `ticket: ${ticket}`, `file: ${file}`],
    remedy: `Mend the cause, have the override reviewed by a second person, then: git rm ${quoted(file)}`,
  }),

  'override-expired': ({ file, until }) => ({
    title: `The override ${brief(file, 80)} held until ${until} and lets nothing through any more`,
    detail: [],
    remedy: `Have it reviewed by a second person, then: git rm ${quoted(file)}`,
  }),
}
