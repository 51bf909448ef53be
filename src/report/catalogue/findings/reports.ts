import { placeText } from '../../../model/place.js'
import { counted } from '../../numbers.js'
import { checkLine, ciLine, npx } from '../line.js'
import { capital, ELEMENTS, shards } from '../phrases.js'
import { allOf, brief, cut, inFull, someOf } from '../text.js'
import type { Context, WordsFor } from '../words.js'

type Kinds =
  | 'config-differs' | 'mixed-producers' | 'tests-failed' | 'nothing-counted' | 'universe-differs' | 'not-mergeable'
  | 'unknown-status' | 'totals-disagree' | 'foreign-report' | 'model-assumed' | 'dirty-tree'

/** What the reports of a build show when they are read and put together. */
export const reportWords: WordsFor<Kinds, Pick<Context, 'suite' | 'model' | 'reports' | 'build'>> = {
  'config-differs': ({ instrument, field, values }, context) => ({
    title: `The parts were not measured alike: ${field} (${instrument}) is ${allOf(values.slice(0, 3).map(({ value }) => cut(value, 24)))}`,
    detail: values.slice(0, 4).map(({ value, places }) => `${field} ${value}: ${places.map(placeText).join(', ')}`),
    remedy: `Give every part one image and one lock file (npm ci), re-run those that differ, then record: ${ciLine(context)}`,
  }),

  'mixed-producers': ({ measure, producers }, context) => ({
    title: `The ${measure} reports come from ${counted(producers.length, 'tool')} that count differently`,
    detail: producers.slice(0, 4),
    remedy: `Use one tool with one provider in all parts, or make two suites of them, then record: ${ciLine(context)}`,
  }),

  'tests-failed': ({ count, examples, jobs }, context) => ({
    title: count === 0
      ? `The job of ${shards(jobs)} failed without a failed test in its report: nothing was judged`
      : `${capital(counted(count, 'test'))} failed${jobs.length === 0 ? '' : ` (failed job: ${shards(jobs)})`}: fix the tests first, nothing was judged`,
    detail: examples.length === 0 ? [] : [`failed: ${someOf(examples, count)}`],
    remedy: `${count === 0 ? 'Read the log of that job and repair it' : 'Fix the tests, or re-run the job of a flaky one'}, then record again: ${ciLine(context)}`,
  }),

  'nothing-counted': ({ measures }, context) => ({
    title: measures.length === 0
      ? `No part of ${context.suite} holds a report that counts anything: that is no data, not 100 %`
      : `${capital(allOf(measures))} counted nothing in suite ${context.suite}: that is no data, not 100 %`,
    detail: [],
    remedy: `Compare the paths in the reports with root, include and exclude of ${context.suite} in baselines/policy.yaml, then: ${ciLine(context)}`,
  }),

  'universe-differs': ({ element, count, examples }, context) => ({
    title: `Parts list different ${ELEMENTS[element]} for ${counted(count, 'file')} of the same content, or only how many: the value is a range`,
    detail: [someOf(examples, count)],
    remedy: `Build once and give the same build to all shards; see which limits the range touches: ${checkLine(context)}`,
  }),

  'not-mergeable': ({ element, producer, count, examples }) => ({
    title: `${capital(ELEMENTS[element])} of ${counted(count, 'file')} cannot be added up over the parts${producer === '' ? '' : ` (${cut(producer, 40)})`}: there is no value`,
    detail: [someOf(examples, count)],
    remedy: `Merge the raw V8 data of all parts before one report is written, or use the istanbul provider: ${npx('explain', 'not-mergeable')}`,
  }),

  'unknown-status': ({ status, count, examples }, context) => ({
    title: `${capital(counted(count, 'mutant'))} ${count === 1 ? 'has' : 'have'} the status "${cut(status, 40)}", which is not defined: the mutation score is a range`,
    detail: [`in: ${someOf(examples, examples.length)}`],
    remedy: `Update ci-datum if the status is new, or correct what writes it; see which limits the range touches: ${checkLine(context)}`,
  }),

  'totals-disagree': ({ source, what, counted: own, stated }, context) => ({
    title: `${brief(source)} states ${cut(stated, 20)} ${brief(what, 40)}, its own elements add up to ${cut(own, 20)}`,
    detail: [...inFull('report', source), ...inFull('what', what, 40), 'what was counted is used'],
    remedy: `Record the report as the tool wrote it, one for each shard: ${ciLine(context)}`,
  }),

  'foreign-report': ({ source, known, reported, examples }, context) => ({
    title: `Only ${known} of the ${counted(reported, 'file')} in ${brief(source)} are known in this repository`,
    detail: [...inFull('report', source), `not known: ${someOf(examples, reported - known)}`],
    remedy: `Record in the checkout that was tested, or correct root of ${context.suite} in baselines/policy.yaml, then: ${ciLine(context)}`,
  }),

  'model-assumed': ({ model, allowed }, context) => ({
    title: `The model ${model} was assumed: suite ${context.suite} allows ${someOf(allowed)}, so this never becomes a baseline`,
    detail: [],
    remedy: `Add it in baselines/policy.yaml (models: [${[...allowed, model].join(', ')}]), then: ${ciLine({ ...context, model })}`,
  }),

  'dirty-tree': ({ paths, count }, context) => ({
    title: `${capital(counted(count, 'uncommitted file'))} can have moved the numbers: they belong to no commit and never become a baseline`,
    detail: [someOf(paths, count)],
    remedy: `Commit or discard the changes, run the tests again and record: ${ciLine(context)}`,
  }),
}
