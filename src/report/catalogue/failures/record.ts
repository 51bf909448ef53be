import { counted } from '../../numbers.js'
import { npx, quoted } from '../line.js'
import { brief, cut, headline, someOf } from '../text.js'
import type { FailureWords } from './failure-words.js'

type Codes =
  | 'measurement-unknown' | 'baseline-refused' | 'git-failed' | 'file-unwritable' | 'store-binding' | 'store-corrupt' | 'store-newer'
  | 'store-unwritable' | 'store-busy' | 'store-full'

/** What git, the file system and the store could not do. */
export const recordFailureWords: FailureWords<Codes> = {
  'measurement-unknown': ({ what }) => what.startsWith('baseline ')
    ? { title: `The store has no ${cut(what, 90)}`, detail: [], remedy: `See the baselines that are there: ${npx('baseline list')}` }
    : {
        title: `The store has no measurement ${what.startsWith('m_') ? cut(what, 80) : `of ${cut(what, 80)}`}`,
        detail: [],
        remedy: `Record the build in this job, or name the store that has it with --store: ${npx('ci')}`,
      },

  'baseline-refused': ({ measurement, why }) => ({
    ...headline(`Measurement ${measurement.slice(0, 14)} cannot become a baseline: ${why}`),
    remedy: `Repair that and record again from a clean checkout of the baseline branch, where it is promoted by itself: ${npx('ci')}`,
  }),

  'git-failed': ({ command, detail }) => ({
    title: `git could not answer: ${cut(command, 90)}`,
    detail: [detail],
    remedy: command === 'git rev-parse HEAD'
      ? 'Make the first commit, then run again'
      : 'Fetch what this clone lacks (fetch-depth: 0, GIT_DEPTH: "0"), then run again: git fetch --unshallow',
  }),

  'file-unwritable': ({ file, detail }) => ({
    ...headline(`${brief(file, 60)} cannot be written: ${detail}`),
    remedy: 'Make its folder writable for the user of this job, or make room on the disk, then run again',
  }),

  'store-binding': ({ detail }) => ({
    title: 'The SQLite library better-sqlite3 does not load: it was not built for this Node and this machine',
    detail: [detail.replace(/\s*Tried:$/, '')],
    remedy: 'npm rebuild better-sqlite3 (with pnpm: npm pkg set "pnpm.onlyBuiltDependencies[0]=better-sqlite3" && pnpm rebuild better-sqlite3)',
  }),

  'store-corrupt': ({ file, detail }) => ({
    title: `The store ${brief(file, 60)} is damaged or is no SQLite database`,
    detail: [detail, 'nothing was written to it; the decisions in baselines/ are not touched'],
    remedy: `Keep it, and put the last good copy in its place or begin anew: mv ${quoted(file)} ${quoted(`${file}.damaged`)}`,
  }),

  'store-newer': ({ file, unknown }) => ({
    title: `The store ${brief(file, 60)} was written by a newer version of datum`,
    detail: [`steps this version does not know: ${someOf(unknown)}`],
    remedy: 'Use one version in all jobs: npm install --save-dev ci-datum@latest',
  }),

  'store-unwritable': ({ file, detail }) => ({
    ...headline(`The store ${brief(file, 60)} cannot be opened for writing: ${detail}`),
    remedy: `Give its folder to the user of this job, or keep the store elsewhere: ${npx('ci', { store: '/tmp/datum.db' })}`,
  }),

  'store-busy': ({ file, seconds }) => ({
    title: `The store ${brief(file, 60)} was locked by another process for ${counted(seconds, 'second')}`,
    detail: ['nothing was changed'],
    remedy: `Run the command again; let shards only pack (${npx('collect')}) and one job record all parts`,
  }),

  'store-full': ({ file, detail }) => ({
    title: `There is no room on the disk for the store ${brief(file, 60)}`,
    detail: [detail, 'the store is as it was before'],
    remedy: 'Make room (old build output, images, caches; not the store), then run again: df -h .',
  }),
}
