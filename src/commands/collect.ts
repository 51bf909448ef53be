import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { placeText } from '../model/place.js'
import type { PartOrigin } from '../model/part.js'
import { err, ok, type Result } from '../model/result.js'
import { isEnvironmentFile } from '../read/environment-file.js'
import { packPart } from '../read/part-file.js'
import { collectedText } from '../report/recorded.js'
import { classifier } from '../policy/path-class.js'
import type { World } from '../world/world.js'
import type { RecordOptions } from './options.js'
import { buildOf } from './steps/build.js'
import { givenNumbers, packedNumbers, reportsOrNumbers } from './steps/given-numbers.js'
import { dirtyInputs } from './steps/inputs.js'
import { partPlace } from './steps/part-place.js'
import { openProject, suiteOf } from './steps/project.js'
import { findSources, openSources, packed, readPart } from './steps/sources.js'

export interface CollectOptions extends Omit<RecordOptions, 'strict' | 'stripPrefix' | 'addPrefix'> {
  /** Part file to write; a name that says suite and place when undefined. */
  readonly output?: string | undefined
}

/**
 * Packs this shard's reports, its place, attempt and environment into one part file. A report that cannot be read
 * is refused here, where the shard that wrote it can still be looked at.
 */
export async function collect(options: CollectOptions, world: World): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const { policy, checkout } = project.value
  const suiteResult = suiteOf(policy, options.suite)
  if (!suiteResult.ok) return suiteResult
  const suite = suiteResult.value
  const build = await buildOf(world, checkout, options)
  if (!build.ok) return build
  if (options.model !== undefined && !suite.models.includes(options.model)) {
    return err({ code: 'model-not-allowed', model: options.model, suite: suite.name, allowed: suite.models })
  }
  const placed = partPlace(build.value, suite.models, options.model)
  if (!placed.ok) return placed
  const place = placed.value
  const numbers = givenNumbers(options.metric ?? [])
  if (!numbers.ok) return numbers
  const own = options.reports.length === 0
  const folder = own ? checkout.top : world.cwd
  const paths = reportsOrNumbers(await findSources(world, own ? suite.reports : options.reports, folder), { own, numbers: numbers.value })
  if (!paths.ok) return paths
  const stated = paths.value.find(isEnvironmentFile)
  if (stated !== undefined) return err({ code: 'wrong-use', message: `collect asks this machine itself: leave the environment file ${stated} out, or give it to record with raw reports` })
  const sources = await openSources(world, paths.value, folder)
  const unreadable = sources.find((source) => source.kind === 'unreadable')
  if (unreadable) return err(unreadable.failure)
  const nested = sources.find((source) => source.kind === 'part')
  if (nested) return err({ code: 'wrong-use', message: `collect packs reports, and ${nested.source} is a part file already` })
  const reports = [...sources.flatMap((source) => (source.kind === 'report' ? [packed(source.source, source.bytes)] : [])), ...(numbers.value.length > 0 ? [packedNumbers(numbers.value)] : [])]
  const tracked = new Set((await world.git.files(build.value.tree)).map(({ path }) => path))
  const origin: PartOrigin = {
    suite: suite.name, leg: build.value.leg, place, attempt: build.value.attempt, model: options.model ?? null,
    repository: build.value.repository, provider: build.value.provider, build: build.value.build, commit: build.value.commit,
    tree: build.value.tree, dirty: dirtyInputs(build.value.dirty, tracked, [], classifier(policy.paths)), job: build.value.job,
    environment: await world.environment(suite.root === '' ? checkout.top : `${checkout.top}/${suite.root}`),
  }
  const { part, failures } = readPart('this part', origin, reports, [])
  if (failures[0]) return err(failures[0])
  const output = options.output ?? `datum-${suite.name}-${place.index}-of-${place.of}-attempt-${build.value.attempt}.part.gz`
  const bytes = await world.files.compress(packPart({ origin, reports }))
  const written = await world.files.write(output, bytes)
  if (!written.ok) return written
  world.terminal.write(collectedText({ output, bytes: bytes.length, place: placeText(place), part }))
  return ok({ kind: 'done' })
}
