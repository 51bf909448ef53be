import type { FindingEvidence, LimitEvidence } from '../../../model/finding.js'
import type { Cause } from '../../../model/verdict.js'
import { checkLine, ciLine, instrumentLine, npx } from '../line.js'
import { shortCommit, someOf } from '../text.js'
import type { Context } from '../words.js'

const SHOWN_FILES = 3

/** What raises a metric again, and where. */
export function cover({ metric, files }: LimitEvidence, context: Context): string {
  const moved = `see what moved: ${checkLine(context)}`
  if (metric.startsWith('number.')) return `Measure what the change made slower or larger and take it back, or ${moved}`
  if (metric === 'tests.executed') return `Run the tests again that are skipped or gone, or ${moved}`
  if (files.length === 0) return `Add the tests that are missing, or ${moved}`
  const where = someOf(files, Math.min(files.length, SHOWN_FILES), SHOWN_FILES)
  return `${metric.startsWith('mutation.') ? 'Add tests that detect the mutants' : `Cover the ${what(metric)}`} in ${where}, or ${moved}`
}

function what(metric: string): string {
  const [, kind = ''] = metric.split('.')
  return kind === 'combined' ? 'lines and branches' : kind
}

/** A ruler that moved is calibrated anew; a base that moved is measured; chance is run again. */
export function recalibrateOr(causes: readonly Cause[], context: Context): string {
  const others = causes.filter((cause) => cause !== 'code' && cause !== 'tests')
  if (others.length > 0 && others.every((cause) => cause === 'baseline')) return baseRun(context)
  if (others.length > 0 && others.every((cause) => cause === 'noise')) return repeat(context)
  const line = `propose limits for it: ${instrumentLine(context)}`
  return context.origin === 'inherited' ? `Nothing in this change; the owners of the pipeline ${line}` : `Take the change of the pipeline back, or ${line}`
}

/** The run that decides what could not be told, as a line to copy. */
export function decidingRun({ candidate, metric, decide }: FindingEvidence['undetermined'], context: Context): string {
  if (candidate.kind === 'bounded') {
    return `A repeat decides nothing, the value has to be exact: ${npx('explain', metric.startsWith('mutation.') ? 'unknown-status' : 'universe-differs')}`
  }
  switch (decide) {
    case 'repeat':
      return repeat(context)
    case 'old-pipeline':
      return oldPipeline(context)
    case 'base':
      return baseRun(context)
    case 'both':
      return both(context)
    case 'unloaded':
      return `Run the mutants again one at a time (StrykerJS: --concurrency 1) and record it: ${ciLine(context)}`
    case 'fetch':
      return `Run the job again; if it lasts, see why earlier builds are out of reach: ${npx('sync pull')}`
  }
}

function repeat(context: Context): string {
  return `Run the same commit again and record it: ${ciLine(context)}`
}

function baseRun({ suite, model }: Context): string {
  return `Check out the commit this change starts from, run its tests and record it: ${npx('record', { suite, model })}`
}

/** Another model is another series and can be recorded beside this build; other tools of one model cannot. */
function oldPipeline({ suite, model, referenceModel, referenceCommit }: Context): string {
  if (referenceModel !== null && referenceModel !== model) {
    return `Run the old pipeline (model ${referenceModel}) on this commit and record it: ${npx('record', { suite, model: referenceModel })}`
  }
  const tools = referenceCommit === null ? 'the tools of the base branch' : `the tools of commit ${shortCommit(referenceCommit)}`
  return `Run this change with ${tools}, without its change of the pipeline, and judge it: ${npx('ci', { suite, model })}`
}

function both({ suite, model, referenceModel }: Context): string {
  return `Run the base commit in the new way and this commit in the old way, and record both: ${npx('record', { suite, model: referenceModel ?? model })}`
}
