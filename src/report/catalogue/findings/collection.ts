import { counted } from '../../numbers.js'
import { ciLine, collectLine, npx } from '../line.js'
import { placeText } from '../../../model/place.js'
import { capital, shard, shards } from '../phrases.js'
import { cut, inFull, someOf } from '../text.js'
import type { Context, WordsFor } from '../words.js'

type DefectKinds = 'part-silent' | 'test-doubled' | 'report-stale'
type Kinds = 'selection-carried' | 'file-uncovered' | 'test-skipped' | 'universe-moved' | 'suite-overdue'

/** How a measurement was collected, as its own parts show it. */
export const collectedWords: WordsFor<DefectKinds, Pick<Context, 'suite' | 'model' | 'reports' | 'build'>> = {
  'part-silent': ({ place, tests }, context) => ({
    title: `${capital(shard(place))} covered nothing, though it ran ${counted(tests, 'test')}: what its workers measured is lost`,
    detail: [],
    remedy: `See that the tool measures in the workers of ${shard(place)}, re-run it and pack it: ${collectLine(context, placeText(place))}`,
  }),

  'test-doubled': ({ count, examples, places }, context) => ({
    title: `${capital(counted(count, 'test'))} ran in more than one part (${shards(places)}): each is meant to run once`,
    detail: [someOf(examples, count)],
    remedy: `Give all shards one seed and one list of tests, then record: ${ciLine(context)}`,
  }),

  'report-stale': ({ place, source, stamp, committed }, context) => ({
    title: `A report${place.of === 1 ? '' : ` of ${shard(place)}`} says it is older than the commit it is said to measure: ${cut(stamp, 32)}, committed ${committed}`,
    detail: [...inFull('report', source), 'a report out of a cache measures another commit'],
    remedy: `Keep reports out of the cache, remove old ones before the tests, and record again: ${ciLine(context)}`,
  }),
}

/** How it was collected, as a comparison shows it. */
export const collectionWords: WordsFor<Kinds, Context> = {
  'file-uncovered': ({ count, examples }, context) => ({
    title: `${capital(counted(count, 'file'))} lost all coverage, and nothing changed that ${count === 1 ? 'it runs' : 'they run'} by: what covered ${count === 1 ? 'it' : 'them'} was not collected`,
    detail: [someOf(examples, count)],
    remedy: `Look for workers that died or reports that were not uploaded, run again and record: ${ciLine(context)}`,
  }),

  'test-skipped': ({ count, examples }) => ({
    title: `${capital(counted(count, 'test'))} ${count === 1 ? 'is' : 'are'} skipped that ran in the reference`,
    detail: [someOf(examples, count)],
    remedy: `See why ${count === 1 ? 'it is' : 'they are'} skipped; what is meant to go is removed: ${npx('explain', 'test-skipped')}`,
  }),

  'universe-moved': ({ count, examples }) => ({
    title: `${capital(counted(count, 'file'))} of unchanged text ${count === 1 ? 'has' : 'have'} other elements, under a ruler that says it is the same`,
    detail: [someOf(examples, count)],
    remedy: `Look for a tool that moved without a lock file, and pin it: ${npx('explain', 'universe-moved')}`,
  }),

  'selection-carried': ({ count }, context) => ({
    title: count === 0 ? 'Only selected tests ran; they reached every measured file' : `Only selected tests ran: ${counted(count, 'file')} they did not reach, and nobody changed, ${count === 1 ? 'is' : 'are'} as in the reference`,
    detail: [],
    remedy: `Nothing to do; such a run never becomes a baseline. A run of all tests can: ${ciLine(context)}`,
  }),

  'suite-overdue': ({ suite, cadence, last }) => ({
    title: `Suite ${suite} runs ${cadence} and was last judged ${last}: nothing says how it stands today`,
    detail: [],
    remedy: `See why its job did not run, or change its cadence in baselines/policy.yaml, then: ${npx('ci', { suite })}`,
  }),
}
