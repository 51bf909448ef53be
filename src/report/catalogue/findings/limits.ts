import type { FindingEvidence, LimitEvidence } from '../../../model/finding.js'
import { limitUnit } from '../../../model/gate.js'
import { rational } from '../../../model/rational.js'
import type { Value } from '../../../model/value.js'
import type { Cause } from '../../../model/verdict.js'
import { changeWords, counted, limitWords, noValueWords, percentWords, valueWords } from '../../numbers.js'
import { ciLine, npx } from '../line.js'
import { CAUSE_WORDS, metricName } from '../phrases.js'
import { allOf, cut, shortCommit, someOf } from '../text.js'
import type { Context, WordsFor } from '../words.js'
import { knownLines } from './known.js'
import { cover, decidingRun, recalibrateOr } from './limit-remedies.js'

type Kinds = 'regression' | 'false-failure' | 'false-pass' | 'undetermined' | 'pass-unsure' | 'no-value' | 'few-samples'

/** Limits that were tried: what they came to, and whose doing it is. */
export const limitFindingWords: WordsFor<Kinds, Context> = {
  regression: (evidence, context) => ({
    title: evidence.reference === null
      ? `${failing(evidence)}: it is ${standing(evidence.candidate, evidence)}, and there is no reference to compare with`
      : `${failing(evidence)}${whose(evidence, context)}: ${movement(evidence)}`,
    detail: [numbers(evidence, context), ...state(evidence, 'the limit fails as well'), ...carriers(evidence)],
    remedy: cover(evidence, context),
  }),

  'false-failure': (evidence, context) => ({
    title: `${failing(evidence)} because ${mover(evidence.causes)}, not the code: ${movement(evidence)}`,
    detail: [
      numbers(evidence, context),
      ...state(evidence, 'the limit would pass'),
      ...(evidence.calibrated ? [] : [`the limit was set for another model: for ${context.model} it only serves to compare`]),
      ...knownLines(evidence.known),
    ],
    remedy: recalibrateOr(evidence.causes, context),
  }),

  'false-pass': (evidence, context) => ({
    title: `${passing(evidence)} only because ${mover(evidence.causes)}, not the code: ${movement(evidence)}`,
    detail: [numbers(evidence, context), ...state(evidence, 'the limit would fail'), ...carriers(evidence), ...knownLines(evidence.known)],
    remedy: `Put the change of the tool and that of the code into two pull requests, add the missing tests, then: ${ciLine(context)}`,
  }),

  undetermined: (evidence, context) => ({
    title: evidence.candidate.kind === 'bounded'
      ? `${metricName(evidence)} is ${valueWords(evidence.candidate)}: it cannot be told whether that passes its limit (${limitOf(evidence)})`
      : evidence.decide === 'unloaded' ? onTimeouts(evidence)
        : evidence.decide === 'fetch' ? withoutPast(evidence)
        : evidence.candidate.kind === 'number' ? `${metricName(evidence)} is beyond its limit (${limitOf(evidence)}) by no more than ${evidence.decide === 'base' ? 'another machine or other tools can make' : 'its samples differ by chance'}: ${movement(evidence)}`
        : `${failing(evidence)}${context.origin === 'inherited' ? ', as before this change' : ''}; code or ruler, it cannot be told yet: ${movement(evidence)}`,
    detail: [
      numbers(evidence, context),
      ...state(evidence, 'the limit could pass or fail'),
      ...(evidence.causes.length === 0 ? [] : [`possible causes: ${causeNames(evidence.causes)}`]),
      ...knownLines(evidence.known),
    ],
    remedy: decidingRun(evidence, context),
  }),

  'pass-unsure': (evidence, context) => ({
    title: evidence.candidate.kind === 'number'
      ? `${passing(evidence)} by less than its samples differ by chance: ${movement(evidence)}`
      : `${passing(evidence)}, but code and tests alone might not have: ${movement(evidence)}`,
    detail: [numbers(evidence, context), ...(evidence.causes.length === 0 ? [] : [`possible causes: ${causeNames(evidence.causes)}`])],
    remedy: `Nothing has to be done; the same numbers in a second run speak against chance: ${ciLine(context)}`,
  }),

  'few-samples': ({ metric, limit, samples, needed }, context) => ({
    title: `${metric} has a limit (${limit}) and too few samples to be judged: ${counted(samples, 'sample')} in this build, and ${needed} of one content and machine are needed`,
    detail: ['it is recorded; a single number is as much chance as measurement'],
    remedy: `Measure ${needed} times or more in one build, each as a sample of ${metric.replace(/^number\./, '')}, then: ${ciLine(context)}`,
  }),

  'no-value': (evidence, context) => {
    const { metric, scope, limit, why } = evidence
    const metricLimit = scope === 'project' ? `${metric}.${limit}` : `${metric}[${scope}].${limit}`
    return {
      title: `${metricName(evidence)} has a limit (${limit}) and no value: ${cut(noValueWords(why), 80)}`,
      detail: ['a limit that nothing can be held against is not passed'],
      remedy: why.reason === 'not-mergeable'
        ? `Merge the raw data of all parts before one report is written, or take the limit away: ${npx('recalibrate propose', { cause: 'instrument', suite: context.suite, set: `${metricLimit}=none` })}`
        : why.reason === 'no-data'
          ? `Correct the scope in baselines/policy.yaml or the include patterns of the tool, then: ${ciLine(context)}`
          : `Switch the metric on in the tool, or name the report that has it, then: ${ciLine(context)}`,
    }
  },
}

/** A timeout kills a mutant only if the machine was not just slow. */
function onTimeouts({ timeouts, ...evidence }: FindingEvidence['undetermined']): string {
  return `Whether ${metricName(evidence)} keeps its limit (${limitOf(evidence)}) depends on ${counted(timeouts, 'mutant')} that newly timed out: ${valueWords(evidence.candidate)} with ${timeouts === 1 ? 'it' : 'them'} as killed`
}

/** Earlier builds could not be fetched: a broken limit accuses nobody, and a drop has nothing to count from. */
function withoutPast(evidence: LimitEvidence): string {
  return /^max(?:Drop|Rise|Erosion)$/.test(evidence.limit)
    ? `${metricName(evidence)} has a limit (${limitOf(evidence)}) that counts from earlier builds, which could not be fetched`
    : `${failing(evidence)}, and earlier builds, which could not be fetched, may speak for another cause than the code`
}

function failing(evidence: LimitEvidence): string {
  return `${metricName(evidence)} fails its limit (${limitOf(evidence)})`
}

function passing(evidence: LimitEvidence): string {
  return `${metricName(evidence)} passes its limit (${limitOf(evidence)})`
}

function limitOf({ limit, limitValue, metric }: LimitEvidence): string {
  return limitWords(limit, limitValue, metric)
}

/** A regression is nobody's by name: what changed is named. */
function whose({ causes }: LimitEvidence, { origin }: Context): string {
  if (origin === 'inherited') return ', as it did before this change'
  const own = causes.filter((cause) => cause === 'code' || cause === 'tests')
  return own.length === 0 ? ', as the reference did' : ` because ${own.join(' or ')} changed`
}

/** What moved a number that code and tests did not move. */
function mover(causes: readonly Cause[]): string {
  const others = causes.filter((cause) => cause !== 'code' && cause !== 'tests')
  const only = (cause: Cause): boolean => others.length > 0 && others.every((one) => one === cause)
  return only('baseline') ? 'the base branch moved' : only('noise') ? 'lines flipped by chance' : 'the measurement changed'
}

function causeNames(causes: readonly Cause[]): string {
  return allOf(causes.map((cause) => CAUSE_WORDS[cause]))
}

/** `96.51 % -> 87.20 %`, with counts where the percentages alone look equal. */
function movement(evidence: LimitEvidence): string {
  const { reference, candidate } = evidence
  if (reference === null || reference.kind === 'none') return standing(candidate, evidence)
  const [before, after] = [standing(reference, evidence), standing(candidate, evidence)]
  return before === after && candidate.kind === 'count' ? `${valueWords(reference)} -> ${valueWords(candidate)}` : `${before} -> ${after}`
}

/** A value as its limit counts it: a percentage, elements, or elements that are not covered. */
function standing(value: Value, { limit, metric }: LimitEvidence): string {
  if (value.kind !== 'count') return valueWords(value)
  if (limit === 'maxUncovered') return `${value.total - value.covered} uncovered`
  return limitUnit(limit, metric) === 'elements' ? `${value.covered} of ${value.total}` : percentWords(rational(value.covered, value.total))
}

function numbers({ reference, candidate }: LimitEvidence, { referenceCommit }: Context): string {
  const change = changeWords(reference, candidate)
  return [
    ...(reference === null ? [] : [`reference${referenceCommit === null ? '' : ` (commit ${shortCommit(referenceCommit)})`} ${valueWords(reference)}`]),
    `this build ${valueWords(candidate)}`,
    ...(change === undefined ? [] : [`change ${change}`]),
  ].join(', ')
}

/** The counterfactual state in words; nothing where there was nothing to compare. */
function state({ lower, upper, settledBy }: LimitEvidence, outcome: string): readonly string[] {
  return lower === null || upper === null ? [] : [`with only the changes of code and tests ${outcome}${settledBy === null ? '' : `, settled by ${settledBy.slice(0, 14)}`}`]
}

function carriers({ files }: LimitEvidence): readonly string[] {
  return files.length === 0 ? [] : [`most of the change: ${someOf(files)}`]
}
