import type { Finding } from '../model/finding.js'
import type { Judgement } from '../model/judgement.js'
import type { Context, Words } from './catalogue/words.js'
import { namedBuild, wordsOf } from './catalogue/index.js'

/** Words of a finding in the build that it was found in. */
export function findingWordsIn(judgement: Judgement, finding: Finding): Words {
  return wordsOf(finding, contextOf(judgement, finding.origin))
}

function contextOf({ measurement, reference }: Judgement, origin: Finding['origin']): Context {
  return {
    suite: measurement.slot.suite,
    model: measurement.slot.model,
    branch: measurement.branch,
    commit: measurement.slot.commit,
    referenceCommit: reference?.measurement.slot.commit ?? null,
    referenceModel: reference?.measurement.slot.model ?? null,
    reports: measurement.parts.table.filter(({ status }) => status === 'counted').map(({ source }) => source),
    ...namedBuild(measurement.slot),
    origin,
  }
}
