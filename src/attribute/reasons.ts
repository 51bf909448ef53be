import { CODE_CLASSES, type Changes, type PathClass } from '../model/changes.js'
import type { CauseReason } from '../model/cause-reason.js'
import type { FieldDifference } from '../model/fingerprint.js'
import type { Measure } from '../model/metric.js'
import type { Cause } from '../model/verdict.js'
import { concerns, possibleCauses, type CauseEvidence } from './causes.js'

const LISTED = 5

/** For each cause what speaks for it, or that nothing does: what allowed or excluded it for a measure. */
export function reasonsFor(measure: Measure, evidence: CauseEvidence, seen: { readonly models: readonly [string, string]; readonly flapping: number }): readonly CauseReason[] {
  const { author, baseMoved, differences } = evidence
  const possible = possibleCauses(measure, evidence)
  const own = differences.filter(({ instrument }) => concerns(instrument, measure))
  const reason = (cause: Exclude<Cause, 'unexplained'>, of: { readonly paths?: readonly string[] | null; readonly fields?: readonly FieldDifference[]; readonly model?: CauseReason['model']; readonly count?: number } = {}): CauseReason => ({
    cause, possible: possible.includes(cause) || (cause === 'noise' && seen.flapping > 0),
    paths: of.paths === null ? null : (of.paths ?? []).slice(0, LISTED),
    count: of.count ?? of.paths?.length ?? 0,
    fields: of.fields ?? [],
    model: of.model ?? null,
  })
  const [from, to] = seen.models
  const ruler = [pathsOf(author, ['tool-config', 'pipeline']), pathsOf(baseMoved, ['tool-config', 'pipeline'])]
  return [
    reason('code', { paths: pathsOf(author, CODE_CLASSES) }),
    reason('tests', { paths: pathsOf(author, ['test']) }),
    reason('collection'),
    reason('instrument', {
      paths: ruler.includes(null) ? null : ruler.flatMap((paths) => paths ?? []),
      fields: own.filter((difference) => difference.class !== 'recorded'), model: from === to ? null : { from, to },
    }),
    reason('noise', { count: seen.flapping }),
    reason('environment', { fields: own.filter((difference) => difference.class === 'recorded') }),
    reason('baseline', { paths: pathsOf(baseMoved, [...CODE_CLASSES, 'test']) }),
  ]
}

/** Null when git could not tell what changed. */
function pathsOf(changes: Changes, classes: readonly PathClass[]): readonly string[] | null {
  return changes.known ? classes.flatMap((pathClass) => changes.paths[pathClass]) : null
}
