import type { Defect, Finding, FindingKind, LedgerProblem } from '../../model/finding.js'
import type { Measurement, Slot } from '../../model/measurement.js'
import type { Origin } from '../../model/verdict.js'
import { collectedWords, collectionWords } from './findings/collection.js'
import { instrumentWords } from './findings/instrument.js'
import { ledgerFindingWords } from './findings/ledger.js'
import { limitFindingWords } from './findings/limits.js'
import { overrideFindingWords } from './findings/overrides.js'
import { partWords } from './findings/parts.js'
import { referenceWords } from './findings/reference.js'
import { reportWords } from './findings/reports.js'
import { wordsIn, type Context, type Words, type WordsFor } from './words.js'

const defectFindingWords = { ...partWords, ...collectedWords, ...reportWords }

/** The words of every finding: a kind without them does not compile. */
export const findingWords: WordsFor<FindingKind, Context> = {
  ...defectFindingWords,
  ...referenceWords,
  ...collectionWords,
  ...instrumentWords,
  ...limitFindingWords,
  ...ledgerFindingWords,
  ...overrideFindingWords,
}

/** A finding told in the build that it was found in. */
export function wordsOf(finding: Finding, context: Context): Words {
  return withOrigin(wordsIn(findingWords, finding, context), finding.kind, context.origin)
}

/** A defect told of a measurement that nobody has judged yet. */
export function defectWords(defect: Defect, { slot, parts }: Pick<Measurement, 'slot' | 'parts'>): Words {
  const reports = parts.table.filter(({ status }) => status === 'counted').map(({ source }) => source)
  return wordsIn(defectFindingWords, defect, { suite: slot.suite, model: slot.model, reports, ...namedBuild(slot) })
}

/** How a build is told again: by the name a person gave it, by CI, or only by its reports. */
export function namedBuild({ provider, build }: Pick<Slot, 'provider' | 'build'>): Pick<Context, 'build' | 'kept'> {
  const kept = !build.startsWith('local:')
  return { kept, build: kept && provider === 'local' ? build : null }
}

/** A trouble of the ledger told without a build. */
export function ledgerWords(problem: LedgerProblem, origin: Origin): Words {
  return withOrigin(wordsIn(ledgerFindingWords, problem, { origin }), problem.kind, origin)
}

/** What was there before is said to be, with the reason, so that nobody looks for it in their own change. */
function withOrigin(words: Words, kind: FindingKind, origin: Origin): Words {
  const why = origin === 'inherited' ? INHERITED[kind] : undefined
  return why === undefined ? words : { ...words, detail: [...words.detail, `not caused by this change: ${why}`] }
}

const AT_BASE = 'the base has it too'
const RULER = 'it touches nothing that measures'
const AS_BADLY = 'the reference broke the limit at least as badly'

/** Why a finding can be inherited; kinds that are always one or the other need no reason. */
const INHERITED: { readonly [K in FindingKind]?: string } = {
  'threshold-moved': AT_BASE, 'ledger-altered': AT_BASE, 'ledger-fork': AT_BASE, 'ledger-unverifiable': AT_BASE, 'entry-invalid': AT_BASE,
  'approver-unknown': AT_BASE, 'policy-weakened': AT_BASE, 'scope-moved': AT_BASE, 'approval-expired': AT_BASE,
  'instrument-changed': RULER, uncalibrated: RULER, 'false-failure': RULER, 'false-pass': RULER,
  regression: AS_BADLY, undetermined: AS_BADLY,
  'environment-changed': 'the machine is not part of it',
}
