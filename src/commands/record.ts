import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { ok, type Result } from '../model/result.js'
import { recordedText } from '../report/recorded.js'
import type { World } from '../world/world.js'
import type { RecordOptions } from './options.js'
import { recordBuild } from './steps/record-build.js'
import type { OpenStore } from './steps/stores.js'

/** Stores one measurement. What is incomplete is stored too, and said; only `--strict` makes it fail. */
export async function record(options: RecordOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const recorded = await recordBuild(options, world, open)
  if (!recorded.ok) return recorded
  const { stored, failures, guessed } = recorded.value
  world.terminal.write(recordedText(stored, { failures, guessed, colour: world.terminal.colour }))
  return ok(options.strict && !stored.measurement.whole ? { kind: 'incomplete' } : { kind: 'done' })
}
