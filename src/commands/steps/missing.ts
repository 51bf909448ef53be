import { mayTouch, type Changes } from '../../model/changes.js'
import type { Evidence } from '../../detect/index.js'
import type { FieldDifference } from '../../model/fingerprint.js'
import type { Reference } from '../../model/judgement.js'
import type { Measurement } from '../../model/measurement.js'
import type { Measure } from '../../model/metric.js'
import type { World } from '../../world/world.js'
import type { ChangeSet } from './changes.js'
import type { Files } from './compare-files.js'
import { explainedFiles, unexplainedTests, type Diff } from './explained.js'

export interface MissingInput {
  readonly world: World
  readonly candidate: Measurement
  readonly reference: Reference | null
  readonly files: Files
  readonly changes: ChangeSet
  readonly differences: readonly FieldDifference[]
  /** Files the change cannot have reached, as far as text shows. */
  readonly unreached: ReadonlySet<string>
}

/**
 * What the reference measured and this build did not, as far as the diff does not explain it (DESIGN 4.1 b). A
 * measurement that is not whole by itself has said what it lacks.
 */
export async function missingOf({ world, candidate, reference, files, changes, differences, unreached }: MissingInput): Promise<Evidence['missing']> {
  if (!reference || !candidate.whole) return { files: [], tests: [], measures: [] }
  const before = reference.measurement.fingerprint.instruments
  const measures = (['coverage', 'mutation', 'tests'] as const satisfies readonly Measure[]).filter((measure) => before[measure] && !candidate.fingerprint.instruments[measure])
  const sides = [changes.author, changes.baseMoved]
  const unknown = sides.some((side) => !side.known)
  const discovery = unknown || sides.some((side) => mayTouch(side, ['tool-config']))
  const testsChanged = sides.flatMap((side) => (side.known ? side.paths.test : []))
  const otherTool = differences.some((difference) => difference.class === 'identity')
  const range = { world, from: reference.measurement.tree, to: candidate.tree }
  const tracked = new Map(files.gone.length + files.tests.missing.length === 0 ? [] : (await world.git.files(candidate.tree)).map(({ path, blob }) => [path, blob] as const))
  const gone = files.gone.filter(({ path, blob }) => blob !== null && tracked.get(path) === blob).map(({ path }) => path).sort()
  return {
    measures,
    tests: discovery || measures.includes('tests') ? []
      : testsChanged.length === 0 ? files.tests.missing
        : await unexplainedTests({ ...range, changed: testsChanged }, files.tests.missing, (path) => tracked.has(path)),
    files: discovery || otherTool || measures.length > 0 ? [] : testsChanged.length > 0 ? gone.filter((path) => unreached.has(path)) : await unexplainedFiles(range, gone, sides),
  }
}

async function unexplainedFiles(range: Omit<Diff, 'changed'>, gone: readonly string[], sides: readonly Changes[]): Promise<readonly string[]> {
  const changed = [...new Set(sides.flatMap((side) => (side.known ? side.paths.source : [])))]
  const explained = await explainedFiles({ ...range, changed }, gone)
  return gone.filter((path) => !explained.has(path))
}
