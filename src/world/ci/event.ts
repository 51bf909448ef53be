import { readFile } from 'node:fs/promises'
import { providerOf } from './index.js'
import type { Env, Event, EventFile } from './provider.js'

/** TeamCity's file names a second one; no provider has more. */
const FILES = 2

/** What the build's own files tell; null when there are none or they cannot be read. */
export async function readEvent(env: Env): Promise<Event> {
  const file = providerOf(env)?.event
  let event: Event = null
  for (let count = 0; file !== undefined && count < FILES; count += 1) {
    const path = file.path(env, event)
    const members = path === undefined ? null : await membersOf(path, file)
    if (members === null) break
    event = { ...(event ?? {}), ...members }
  }
  return event
}

async function membersOf(path: string, file: EventFile): Promise<Event> {
  try {
    return file.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}
