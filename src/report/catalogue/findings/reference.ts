import type { FindingEvidence } from '../../../model/finding.js'
import { counted } from '../../numbers.js'
import { checkLine, ciLine, npx } from '../line.js'
import { capital, reportOf } from '../phrases.js'
import { shortCommit, someOf } from '../text.js'
import type { Context, Words, WordsFor } from '../words.js'

type Kinds = 'file-missing' | 'metric-missing' | 'test-missing' | 'no-reference' | 'history-shallow' | 'first-baseline'

/** What a build is compared with, and what it lacks against it. */
export const referenceWords: WordsFor<Kinds, Context> = {
  'file-missing': ({ count, examples }, context) => ({
    title: `${capital(counted(count, 'file'))} that the reference measured ${count === 1 ? 'is' : 'are'} unchanged and ${count === 1 ? 'was' : 'were'} not measured`,
    detail: [`not measured: ${someOf(examples, count)}`, ...reference(context)],
    remedy: `Re-run the shard that lost ${count === 1 ? 'it' : 'them'}, or let the tool list files that no test loads (coverage.include, --all), then: ${ciLine(context)}`,
  }),

  'metric-missing': ({ measure }, context) => ({
    title: `There is no ${reportOf(measure)} in this build, and the reference has one`,
    detail: reference(context),
    remedy: `Write the ${reportOf(measure)} again, or correct reports of ${context.suite} in baselines/policy.yaml, then: ${ciLine(context)}`,
  }),

  'test-missing': ({ count, examples }, context) => ({
    title: `${capital(counted(count, 'test'))} of the reference did not run, and nothing in the change explains it`,
    detail: [`did not run: ${someOf(examples, count)}`, ...reference(context)],
    remedy: `Compare the runner's split, seed and filters with the reference's, run all tests and record: ${ciLine(context)}`,
  }),

  'no-reference': (evidence, context) => withoutReference(evidence, context),

  'history-shallow': ({ searched }) => ({
    title: `The clone ends after ${counted(searched, 'commit')}, before a reference was found`,
    detail: ['causes that the history would exclude stay possible'],
    remedy: 'Fetch the history in this job (fetch-depth: 0, GIT_DEPTH: "0"): git fetch --unshallow',
  }),

  'first-baseline': ({ series, branch }, { suite }) => ({
    title: `First baseline of ${series} on ${branch}: later builds are held against it`,
    detail: [],
    remedy: `Look at its values once: ${npx('baseline show', branch, { suite })}`,
  }),
}

function reference({ referenceCommit }: Context): readonly string[] {
  return referenceCommit === null ? [] : [`reference: commit ${shortCommit(referenceCommit)}`]
}

function withoutReference({ why, searched }: FindingEvidence['no-reference'], { suite, model, referenceModel, referenceCommit }: Context): Words {
  const of = `${suite} (${model})`
  const detail = [`searched: ${counted(searched, 'commit')} on the base side`]
  switch (why) {
    case 'first':
      return {
        title: `Nothing to compare ${of} with: no earlier build of it is recorded here`,
        detail: [...detail, 'only limits that need no reference are judged'],
        remedy: `Nothing on a first build; later, let builds share their records (sync in baselines/policy.yaml): ${npx('explain', 'records')}`,
      }
    case 'none-whole':
      return {
        title: `Nothing to compare ${of} with: no earlier build of it is whole, clean and of a declared model`,
        detail: [...detail, 'only limits that need no reference are judged'],
        remedy: `Repair what the last builds of the base branch found: ${checkLine({ suite })}`,
      }
    case 'other-series':
      return {
        title: `Compared with another ${referenceModel === model || referenceModel === null ? 'instrument' : `model (${referenceModel})`}: ${of} has no reference of its own`,
        detail: [...detail, ...(referenceCommit === null ? [] : [`reference: commit ${shortCommit(referenceCommit)}`])],
        remedy: `Check out the base commit, run it with this pipeline and record it: ${npx('record', { suite, model })}`,
      }
    case 'not-fetched':
      return {
        title: `Nothing to compare ${of} with: the records of earlier builds could not be fetched`,
        detail: [...detail, 'a limit that is broken, or that counts from a baseline, is not judged without them'],
        remedy: `Run the job again; if it lasts, see why they are out of reach: ${npx('sync pull')}`,
      }
    case 'no-detail':
      return {
        title: `${of} is compared by its numbers alone: the files of one of the two builds are no longer kept`,
        detail: [...detail, ...(referenceCommit === null ? [] : [`reference: commit ${shortCommit(referenceCommit)}`]), 'causes of a change, and files and tests that are missing, cannot be told'],
        remedy: `Merge the newer base branch into this one, or keep detail for longer (sync.detailDays in baselines/policy.yaml), then: ${checkLine({ suite })}`,
      }
  }
}
