import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import type { Measurement } from '../model/measurement.js'
import { err, ok, type Result } from '../model/result.js'
import type { Store } from '../record/store.js'
import type { World } from '../world/world.js'
import type { CheckOptions } from './options.js'
import { buildOf, type Build } from './steps/build.js'
import { judgeBuild } from './steps/judge-build.js'
import { openProject, suiteOf } from './steps/project.js'
import type { OpenStore } from './steps/stores.js'
import { tell, wantedFormats } from './steps/tell.js'

/** Judges one stored measurement: the one that is named, else the newest of this commit. */
export async function check(options: CheckOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const wanted = wantedFormats(options.format)
  if (!wanted.ok) return wanted
  const project = await openProject(world)
  if (!project.ok) return project
  const build = await buildOf(world, project.value.checkout, options)
  if (!build.ok) return build
  const suite = options.measurement === undefined ? suiteOf(project.value.policy, options.suite) : ok(undefined)
  if (!suite.ok) return suite
  const store = await open(project.value.checkout.top)
  if (!store.ok) return store
  const candidate = await candidateOf(store.value, options, build.value, suite.value?.name)
  if (!candidate.ok) return candidate
  const judged = await judgeBuild({ world, store: store.value, project: project.value, candidate: candidate.value, before: build.value.before })
  if (!judged.ok) return judged
  const { judgement } = judged.value
  const kept = await store.value.addJudgement(judgement, world.clock.now())
  if (!kept.ok) return kept
  return tell(world, store.value, project.value.policy, judgement, wanted.value)
}

async function candidateOf(store: Store, options: CheckOptions, build: Build, suite: string | undefined): Promise<Result<Measurement, Failure>> {
  const unknown = (what: string): Result<Measurement, Failure> => err({ code: 'measurement-unknown', what })
  if (options.measurement !== undefined) {
    const one = await store.byId(options.measurement)
    if (!one.ok) return one
    return one.value ? ok(one.value) : unknown(options.measurement)
  }
  const found = await store.find({
    commits: [build.commit], ...(suite === undefined ? {} : { suite }), leg: build.leg, ...(options.model === undefined ? {} : { model: options.model }), limit: 1,
  })
  if (!found.ok) return found
  const [newest] = found.value
  return newest ? ok(newest) : unknown(`${suite ?? 'the suite'} at commit ${build.commit.slice(0, 12)}`)
}
