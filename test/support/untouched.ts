import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { openStore } from '../../src/record/index.js'
import type { Project } from './project.js'
import { valueOf } from './result.js'
import { rowsOf } from './store.js'

/** What a store holds, to see that it still does. */
export interface Kept {
  readonly measurements: readonly string[]
  readonly baselines: readonly string[]
}

export async function keptIn({ top }: Project): Promise<Kept> {
  const store = valueOf(await openStore(join(top, '.datum/datum.db'), top))
  try {
    return {
      measurements: valueOf(await store.find({ limit: 99 })).map(({ id }) => id).sort(),
      baselines: valueOf(await store.baselines({})).map(({ branch, version, later, measurement }) => `${branch}@v${version}+${later} ${measurement}`).sort(),
    }
  } finally {
    await store.close()
  }
}

/** The store is sound, and holds what it held. */
export async function isUntouched(t: ExecutionContext, project: Project, before: Kept): Promise<void> {
  t.true(before.baselines.length > 0)
  t.deepEqual(rowsOf(join(project.top, '.datum/datum.db'), 'pragma integrity_check'), [{ integrity_check: 'ok' }])
  t.deepEqual(await keptIn(project), before)
}

/** Standard error holds one message: what is wrong and, on its own line, what to do next. */
export function isOneMessage(t: ExecutionContext, err: string): void {
  t.is(err.match(/^datum: /gm)?.length, 1, err)
  t.is(err.match(/^ {2}next: \S/gm)?.length, 1, err)
  t.notRegex(err, /^\s+at .*:\d+:\d+\)?$/m, 'no stack')
}
