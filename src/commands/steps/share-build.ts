import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import { NO_RECORDS } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import { artifactText, notCiText, notFetchedText, notPushedText, pulledText, pushedText } from '../../report/records.js'
import type { Store } from '../../record/store.js'
import type { World } from '../../world/world.js'
import type { Fetched } from './fetch-records.js'
import { pushRecords } from './push-records.js'
import { isOfHome } from './records-home.js'

/** Says what came from the home before a build is judged. */
export function tellFetched(world: World, { home, taken, refused, failure }: Fetched): void {
  if (failure) world.terminal.note(notFetchedText(failure))
  else if (home && (taken > 0 || refused.length > 0)) world.terminal.note(pulledText(home.name, { taken, refused }))
}

export interface ShareInput {
  readonly world: World
  readonly store: Store
  readonly measurement: Measurement
  /** Null when the policy keeps records nowhere. */
  readonly fetched: Fetched | null
  readonly artifact: string | null
}

/**
 * Brings a judged build to where the next one finds it: the home of the records, and a file where one is asked for.
 * A home that takes nothing is told and fails no build.
 */
export async function shareBuild({ world, store, measurement, fetched, artifact }: ShareInput): Promise<Result<true, Failure>> {
  if (artifact !== null) {
    const exported = await store.exportOn(NO_RECORDS, { only: [measurement.id] })
    if (!exported.ok) return exported
    const written = await world.writeArtifact(artifact, exported.value.changes)
    if (!written.ok) return written
    world.terminal.note(artifactText(artifact))
  }
  // What could not be read a moment ago is not written to either.
  if (!fetched?.home || fetched.failure) return ok(true)
  if (await world.ci() === null) {
    world.terminal.note(notCiText(fetched.home.name))
    return ok(true)
  }
  const pushed = await pushRecords({ store, home: fetched.home, message: messageOf(measurement) })
  if (pushed.ok) world.terminal.note(pushedText(fetched.home.name, pushed.value))
  else if (isOfHome(pushed.error)) world.terminal.note(notPushedText(pushed.error, artifact))
  else return err(pushed.error)
  return ok(true)
}

/** What a log of the records shows. */
function messageOf({ slot: { suite, model, commit } }: Measurement): string {
  return `${suite} (${model}) at ${commit.slice(0, 12)}`
}
