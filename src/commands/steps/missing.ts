import { mayTouch } from '../../model/changes.js'
import type { Evidence } from '../../detect/index.js'
import type { FieldDifference } from '../../model/fingerprint.js'
import type { Reference } from '../../model/judgement.js'
import type { Measurement } from '../../model/measurement.js'
import type { Measure } from '../../model/metric.js'
import type { World } from '../../world/world.js'
import type { ChangeSet } from './changes.js'
import type { Files } from './compare-files.js'

export interface MissingInput {
  readonly world: World
  readonly candidate: Measurement
  readonly reference: Reference | null
  readonly files: Files
  readonly changes: ChangeSet
  readonly differences: readonly FieldDifference[]
}

/**
 * What the reference measured and this build did not, as far as the diff does not explain it (DESIGN 4.1 b). A
 * measurement that is not whole by itself has said what it lacks.
 */
export async function missingOf({ world, candidate, reference, files, changes, differences }: MissingInput): Promise<Evidence['missing']> {
  if (!reference || !candidate.whole) return { files: [], tests: [], measures: [] }
  const before = reference.measurement.fingerprint.instruments
  const measures = (['coverage', 'mutation', 'tests'] as const satisfies readonly Measure[]).filter((measure) => before[measure] && !candidate.fingerprint.instruments[measure])
  const discovery = mayTouch(changes.author, ['test', 'tool-config']) || mayTouch(changes.baseMoved, ['test', 'tool-config'])
  const otherTool = differences.some((difference) => difference.class === 'identity')
  const explained = discovery || otherTool || mayTouch(changes.author, ['source']) || mayTouch(changes.baseMoved, ['source'])
  const tracked = new Map(explained || files.gone.length === 0 ? [] : (await world.git.files(candidate.tree)).map(({ path, blob }) => [path, blob] as const))
  return {
    measures,
    tests: discovery || measures.includes('tests') ? [] : files.tests.missing,
    files: explained || measures.length > 0 ? [] : files.gone.filter(({ path, blob }) => blob !== null && tracked.get(path) === blob).map(({ path }) => path).sort(),
  }
}
