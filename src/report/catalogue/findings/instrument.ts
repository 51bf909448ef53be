import type { FindingEvidence } from '../../../model/finding.js'
import { counted } from '../../numbers.js'
import { ciLine, instrumentLine, npx } from '../line.js'
import { fieldLines } from '../phrases.js'
import type { Context, WordsFor } from '../words.js'
import { knownLines } from './known.js'

type Kinds = 'instrument-changed' | 'environment-changed' | 'uncalibrated' | 'no-threshold'

const LISTED = 3

/** The ruler: what it was, what it is, and whether the limits were set for it. */
export const instrumentWords: WordsFor<Kinds, Context> = {
  'instrument-changed': (evidence, context) => {
    const fields = fieldLines(evidence.differences)
    const { model } = evidence
    return {
      title: model
        ? `The execution model changed: ${model.from} -> ${model.to}${fields.length === 0 ? '' : `, and ${counted(fields.length, 'field')} of the instrument`}`
        : fields.length === 1 ? `The instrument changed: ${fields[0] ?? ''}` : `The instrument changed in ${counted(fields.length, 'field')}: ${names(fields)}`,
      detail: [equality(evidence), ...(model || fields.length > 1 ? first(fields, 2) : []), ...knownLines(evidence.known)],
      remedy: evidence.equal && evidence.compared > 0
        ? `Nothing for this build; when the change is meant to stay: ${instrumentLine(context)}`
        : `Pin what was not meant to change, or propose limits for it: ${instrumentLine(context)}`,
    }
  },

  'environment-changed': ({ differences }, context) => {
    const fields = fieldLines(differences)
    return {
      title: fields.length === 1 ? `The machine is another one: ${fields[0] ?? ''}` : `The machine is another one in ${counted(fields.length, 'field')}: ${names(fields)}`,
      detail: fields.length > 1 ? first(fields, LISTED) : [],
      remedy: `Nothing when the numbers stood still; else run the commit again: ${ciLine(context)}`,
    }
  },

  uncalibrated: ({ model, basis, differs, known }, context) => {
    const instrument = differs[0]?.split(':')[0] ?? ''
    return {
      title: differs.some((one) => one.startsWith('model:'))
        ? `The limits of ${context.suite} were set for ${basis === null || basis === '*' ? 'other models' : basis} and are not calibrated for ${model}`
        : `The limits of ${context.suite} are not calibrated for the ${instrument} instrument that measured this build`,
      detail: [...first(differs, LISTED), ...knownLines(known)],
      remedy: `If it is meant to run so, propose limits for it: ${instrumentLine({ ...context, model })}`,
    }
  },

  'no-threshold': ({ suite, model }) => ({
    title: `No limit is in force for ${suite} (${model}): nothing is judged`,
    detail: [`entries that wait for approval: ${npx('recalibrate list')}`],
    remedy: `Approve the entry that sets one, or propose one, such as: ${npx('recalibrate propose', { cause: 'tightening', suite, set: 'coverage.lines.min=80', title: `first limit of ${suite}` })}`,
  }),
}

function equality({ equal, compared }: FindingEvidence['instrument-changed']): string {
  if (compared === 0) return 'no unchanged file is there to compare the two on'
  return equal
    ? `${compared === 1 ? 'the one unchanged file' : `all ${compared} unchanged files`} measured the same`
    : `unchanged files measured differently (${compared} compared): the instrument is a possible cause of every change`
}

function first(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines.slice(most - 1, most).join('')}, and ${lines.length - most} more`]
}

/** Names of fields, without their values. */
function names(fields: readonly string[]): string {
  const all = fields.map((field) => field.split(': ')[0] ?? field)
  return `${all.slice(0, 4).join(', ')}${all.length > 4 ? ` and ${all.length - 4} more` : ''}`
}
