import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { baselineDetailText } from '../report/baselines.js'
import type { World } from '../world/world.js'
import type { BaselineOptions } from './baseline-list.js'
import { openProject } from './steps/project.js'
import type { OpenStore } from './steps/stores.js'

/** The baselines of a branch with all their versions and the values the newest stands for; `main@v3` for one of them. */
export async function baselineShow(options: BaselineOptions & { readonly name?: string | undefined }, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const store = await open(project.value.checkout.top)
  if (!store.ok) return store
  const [branch, versionText] = splitName(options.name ?? options.branch ?? project.value.policy.baselineBranches[0] ?? 'main')
  const baselines = await store.value.baselines({ branch, ...(options.suite === undefined ? {} : { suite: options.suite }) })
  if (!baselines.ok) return baselines
  const shown: unknown[] = []
  for (const baseline of baselines.value) {
    const versions = await store.value.versions(baseline)
    if (!versions.ok) return versions
    const wanted = versions.value.filter(({ version }) => versionText === undefined || `v${version}` === versionText)
    const newest = wanted.at(-1)
    if (!newest) continue
    const measurement = await store.value.byId(newest.measurement)
    if (!measurement.ok) return measurement
    shown.push({ versions: wanted, values: measurement.value?.values ?? [] })
    if (!options.json) world.terminal.write(baselineDetailText(wanted, measurement.value))
  }
  if (shown.length === 0) return err({ code: 'measurement-unknown', what: `baseline ${options.name ?? branch}` })
  if (options.json) world.terminal.write(`${JSON.stringify(shown, null, 2)}\n`)
  return ok({ kind: 'done' })
}

/** `release/2@v3` -> branch and version; builds behind the version (`+37`) name no other one. */
function splitName(name: string): readonly [branch: string, version: string | undefined] {
  const match = /^(.+)@(v\d+)(?:\+\d+)?$/.exec(name)
  return match ? [match[1] ?? name, match[2]] : [name, undefined]
}
