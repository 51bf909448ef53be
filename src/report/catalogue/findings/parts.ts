import { placeText } from '../../../model/place.js'
import { counted } from '../../numbers.js'
import { ciLine, collectLine, npx } from '../line.js'
import { capital, reportOf, shard, shards } from '../phrases.js'
import { brief, cut, inFull, shortCommit, someOf } from '../text.js'
import type { Context, WordsFor } from '../words.js'

type Kinds = 'part-missing' | 'part-doubled' | 'part-foreign' | 'part-empty' | 'part-unreadable' | 'part-superseded'

/** Parts that did not come, or not as they should. */
export const partWords: WordsFor<Kinds, Pick<Context, 'suite' | 'model' | 'reports' | 'build' | 'kept'>> = {
  'part-missing': ({ place, measure }, context) => measure === null
    ? {
        title: `${capital(shard(place))} is missing: ${context.reports.length} of ${counted(place.of, 'part')} came, nothing was judged`,
        detail: context.reports.length === 0 ? [] : [`came: ${someOf(context.reports)}`],
        remedy: context.kept
          ? `Re-run ${shard(place)}, then record it (the other parts are kept): ${ciLine(context)}`
          : `Re-run ${shard(place)}, then record all ${place.of} parts together: ${ciLine(context)}`,
      }
    : {
        title: `${capital(shard(place))} came without its ${reportOf(measure)}, which other parts have`,
        detail: [],
        remedy: `See why ${shard(place)} wrote no ${reportOf(measure)}, re-run it and pack it: ${collectLine(context, placeText(place))}`,
      },

  'part-doubled': ({ places, sources, why }, context) => why === 'same-attempt'
    ? {
        title: `${capital(shards(places))} came ${sources.length === 2 ? 'twice' : `${sources.length} times`} in one attempt, with different reports`,
        detail: [`came: ${someOf(sources)}`],
        remedy: `Give each shard its own place, from 1, and re-run them: ${collectLine(context, places[0] ? placeText(places[0]) : '1/1')}`,
      }
    : {
        title: `${capital(shards(places))} have the same reports: at most one of them reported its own tests`,
        detail: [`equal: ${someOf(sources)}`],
        remedy: `Remove old reports before the tests, give each shard its own report folder, re-run ${shards(places)}: ${ciLine(context)}`,
      },

  'part-foreign': ({ place, source, what, found, expected }, context) => ({
    title: `${capital(shard(place))} belongs to another ${what}: ${cut(shortCommit(found), 40)} instead of ${cut(shortCommit(expected), 40)}`,
    detail: [`part: ${source}`, `${what}: found ${found}, expected ${expected}`],
    remedy: `${FOREIGN[what]}, then record again: ${ciLine(context)}`,
  }),

  'part-empty': ({ place, source, measure }, context) => ({
    title: `${place.of === 1 ? `The ${reportOf(measure)}` : `The ${reportOf(measure)} of ${shard(place)}`} counts nothing: it has no ${NOTHING[measure]}`,
    detail: [`report: ${source}`],
    remedy: place.of === 1
      ? `See that the tool measures where the tests run, run them again and record: ${ciLine(context)}`
      : `See that the tool measures in ${shard(place)}, re-run it and pack it: ${collectLine(context, placeText(place))}`,
  }),

  'part-unreadable': ({ place, source, reason }, context) => ({
    title: `The report ${brief(source)}${place.of === 1 ? '' : ` of ${shard(place)}`} cannot be read: ${cut(reason, 40)}`,
    detail: [...inFull('report', source), `why: ${npx('explain', reason)}`],
    remedy: `Re-run ${place.of === 1 ? 'the tests' : shard(place)}, then record ${place.of === 1 ? 'them' : context.kept ? 'it (the other parts are kept)' : 'all parts together'}: ${ciLine(context)}`,
  }),

  'part-superseded': ({ place, attempt, by }) => ({
    title: `Attempt ${attempt} of ${shard(place)} is replaced by attempt ${by}: only the newest counts`,
    detail: [],
    remedy: 'Nothing to do after a re-run: the older part is kept and counted nowhere',
  }),
}

const FOREIGN = {
  commit: 'Check out one commit in every job and empty the folder the parts are downloaded to',
  suite: 'Narrow the pattern to the parts of this suite',
  leg: 'Name the same --leg in the shards and in the last job',
  model: 'Use one number of shards in the CI file, in --part and in --model',
  repository: 'Download the parts of this repository only',
} as const

const NOTHING = { coverage: 'line, branch or function', mutation: 'mutant', tests: 'test', number: 'number' } as const
