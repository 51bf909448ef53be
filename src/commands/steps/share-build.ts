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

/** Writes the record of a build to a file, for a job that may push it. */
export async function writeRecord(world: World, store: Store, measurement: Measurement, file: string): Promise<Result<true, Failure>> {
  const exported = await store.exportOn(NO_RECORDS, { only: [measurement.id] })
  if (!exported.ok) return exported
  const written = await world.writeArtifact(file, exported.value.changes)
  if (written.ok) world.terminal.note(artifactText(file))
  return written
}

export interface ShareInput {
  readonly world: World
  readonly store: Store
  readonly measurement: Measurement
  /** Null when the policy keeps records nowhere. */
  readonly fetched: Fetched | null
  /** The file that has the record of the build as well. */
  readonly artifact: string | null
}

/** Pushes what is stored here to where the next build finds it. A home that takes nothing is told and fails no build. */
export async function shareBuild({ world, store, measurement, fetched, artifact }: ShareInput): Promise<Result<true, Failure>> {
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
