import { parseModel } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import { WHOLE, type Place } from '../../model/place.js'
import { err, ok, type Result } from '../../model/result.js'
import type { Build } from './build.js'

/**
 * The place of a part that is packed: as it was named, else as the CI provider numbers it, else the whole suite. A
 * suite that only runs in shards has no such part, and the shard that packs one is told so, not the build that waits for it.
 */
export function partPlace({ place, provider }: Pick<Build, 'place' | 'provider'>, models: readonly string[], named: string | undefined): Result<Place, Failure> {
  if (place) return ok(place)
  const shards = (named === undefined ? models : [named]).map((text) => parseModel(text)?.shards ?? 1)
  const fewest = Math.min(...shards)
  if (shards.length === 0 || fewest === 1) return ok(WHOLE)
  const who = provider === 'local' ? 'nothing tells outside CI' : `${provider} does not tell`
  return err({ code: 'wrong-use', message: `${who} which of ${fewest} shards this is: pass --part i/${fewest}, counted from 1, such as --part 1/${fewest}` })
}
