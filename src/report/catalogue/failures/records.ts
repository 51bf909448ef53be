import { counted } from '../../numbers.js'
import { npx, quoted } from '../line.js'
import { brief, cut, headline, plain } from '../text.js'
import type { FailureWords } from './failure-words.js'

type Codes = 'records-unreachable' | 'records-refused' | 'records-busy' | 'records-damaged' | 'records-not-taken' | 'records-newer'

/** What an artifact says is damaged: itself. */
const ARTIFACT = 'the artifact'

/** What a home of records (a remote, a directory, an artifact) could not do. */
export const recordsFailureWords: FailureWords<Codes> = {
  'records-unreachable': ({ home, detail }) => ({
    ...headline(`The records of ${brief(home, 60)} cannot be reached: ${detail}`),
    remedy: `Try again; if it lasts, see whether git itself gets there from this job: git ls-remote ${quoted(plain(home))}`,
  }),

  'records-refused': ({ home, why, detail }) => ({
    title: REFUSED[why](brief(home, 60)),
    detail: detail === '' ? [] : [detail],
    remedy: why === 'read-only'
      ? 'Give this job a token that may write (contents: write), or let a later job push what this one measured'
      : why === 'denied'
        ? `Give this job a token or key that may read and write this repository, then try: git ls-remote ${quoted(plain(home))}`
        : `Allow the ref in the host's rules, or keep the records elsewhere; the page has the choices: ${npx('explain', 'records-refused')}`,
  }),

  'records-busy': ({ home, attempts }) => ({
    title: `Others were faster ${counted(attempts, 'time')} in a row to push records to ${brief(home, 60)}`,
    detail: ['nothing of this build was pushed, nothing of theirs was lost'],
    remedy: 'Run the command again; let shards only pack (collect) and one job push for all of them',
  }),

  'records-damaged': ({ home, what, detail }) => ({
    ...headline(what === ARTIFACT ? `${brief(plain(home), 60)} cannot be taken: ${detail}` : `${brief(plain(what), 60)} in the records of ${brief(home, 40)} is damaged: ${detail}`),
    remedy: `See what else is wrong and how it is mended: ${npx('explain', 'records-damaged')}`,
  }),

  'records-not-taken': ({ home, count, name, why }) => ({
    title: `${counted(count, 'record')} of ${brief(home, 60)} ${count === 1 ? 'was' : 'were'} not taken`,
    detail: [`${brief(plain(name), 120)}: ${plain(why)}`, 'all others were'],
    remedy: `See why a record is not taken, and what to do: ${npx('explain', 'records-not-taken')}`,
  }),

  'records-newer': ({ home, format }) => ({
    title: `The records of ${brief(home, 60)} were written by a newer version of datum`,
    detail: [`their format: ${cut(plain(format), 60)}`],
    remedy: 'Use one version in all jobs: npm install --save-dev ci-datum@latest',
  }),
}

const REFUSED: Readonly<Record<'read-only' | 'denied' | 'other', (home: string) => string>> = {
  'read-only': (home) => `Records can be read from ${home}, but this job may not write there`,
  denied: (home) => `Access to the records of ${home} was denied`,
  other: (home) => `${home} refuses the records`,
}
