import { appendFileSync, writeFileSync } from 'node:fs'
import type { Project, RunOptions } from './project.js'
import type { Finished } from './run.js'

/** Commands and what they said, kept in the file that `DATUM_TRANSCRIPT` names, for people to read. */
export interface Transcript {
  readonly say: (words: string) => void
  readonly run: (project: Project, args: readonly string[], options?: RunOptions) => Promise<Finished>
}

export function transcript(file = process.env['DATUM_TRANSCRIPT']): Transcript {
  if (file !== undefined) writeFileSync(file, '')
  const say = (text: string): void => { if (file !== undefined) appendFileSync(file, text) }
  return {
    say: (words) => say(`\n# ${words}\n`),
    run: async (project, args, options) => {
      const finished = await project.datum(args, options)
      say(`$ npx ci-datum ${args.join(' ')}\n${finished.out}${finished.err}(exit ${String(finished.code)})\n`)
      return finished
    },
  }
}
