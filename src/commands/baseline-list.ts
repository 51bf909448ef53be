import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { ok, type Result } from '../model/result.js'
import { baselinesText } from '../report/baselines.js'
import type { World } from '../world/world.js'
import { openProject } from './steps/project.js'
import type { OpenStore } from './steps/stores.js'

export interface BaselineOptions {
  readonly suite?: string | undefined
  readonly branch?: string | undefined
  readonly json: boolean
}

/** Newest version of every series on every branch. */
export async function baselineList(options: BaselineOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const store = await open(project.value.checkout.top)
  if (!store.ok) return store
  const { suite, branch } = options
  const baselines = await store.value.baselines({ ...(suite === undefined ? {} : { suite }), ...(branch === undefined ? {} : { branch }) })
  if (!baselines.ok) return baselines
  world.terminal.write(options.json ? `${JSON.stringify(baselines.value, null, 2)}\n` : baselinesText(baselines.value))
  return ok({ kind: 'done' })
}
