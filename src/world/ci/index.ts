import { readFile } from 'node:fs/promises'
import type { CiContext } from '../../model/context.js'
import { withoutUser } from '../url.js'
import { azure } from './azure.js'
import { buildkite } from './buildkite.js'
import { circleci } from './circleci.js'
import { github } from './github.js'
import { gitlab } from './gitlab.js'
import { jenkins } from './jenkins.js'
import type { Env, Event, Provider } from './provider.js'

/** Every CI provider datum knows. Each tests variables of its own; Jenkins last, as agents of others may carry its. */
export const providers: readonly Provider[] = [github, gitlab, circleci, buildkite, azure, jenkins]

/** What the environment says of the running build; null outside CI. URLs lose their credentials here. */
export function ciContext(env: Env, event: Event): CiContext | null {
  const provider = providers.find((candidate) => candidate.detect(env))
  if (!provider) return null
  const context = provider.describe(env, event)
  return {
    ...context,
    provider: provider.id,
    buildUrl: context.buildUrl === undefined ? undefined : withoutUser(context.buildUrl),
  }
}

/** The event file of GitHub Actions; null when there is none or it is not JSON. */
export async function readEvent(env: Env): Promise<Event> {
  const path = env['GITHUB_EVENT_PATH']
  if (!path) return null
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Event
  } catch {
    return null
  }
}
