import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { flappingText, historyText } from '../report/history.js'
import type { World } from '../world/world.js'
import { openProject, suiteOf } from './steps/project.js'
import { flappingOf, quarantinesOf } from './steps/register.js'
import { decisionsHere } from './steps/decisions.js'
import type { OpenStore } from './steps/stores.js'

export interface LogOptions {
  readonly suite?: string | undefined
  readonly leg?: string | undefined
  readonly model?: string | undefined
  readonly branch?: string | undefined
  readonly flapping: boolean
  readonly json: boolean
}

/** Builds listed when nobody says how many. */
const LISTED = 30

/** What was measured, newest first; with `flapping` the elements that flipped between runs of one content. */
export async function log(options: LogOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const suite = suiteOf(project.value.policy, options.suite)
  if (!suite.ok) return suite
  const store = await open(project.value.checkout.top)
  if (!store.ok) return store
  const of = { suite: suite.value.name, leg: options.leg ?? '' }
  const write = (value: unknown, text: string): Result<Outcome, Failure> => {
    world.terminal.write(options.json ? `${JSON.stringify(value, null, 2)}\n` : text)
    return ok({ kind: 'done' })
  }
  if (options.flapping) {
    if (options.branch !== undefined || options.model !== undefined) return err({ code: 'wrong-use', message: '--flapping lists a whole suite: leave --branch and --model out' })
    const decisions = await decisionsHere(world, project.value)
    if (!decisions.ok) return decisions
    const flapping = await flappingOf(store.value, of)
    if (!flapping.ok) return flapping
    const quarantined = quarantinesOf(decisions.value.entries, of.suite, world.clock.now().slice(0, 10))
    return write({ suite: of.suite, flapping: flapping.value, quarantined }, flappingText(of.suite, { flapping: flapping.value, quarantined }))
  }
  const { branch, model } = options
  const measurements = await store.value.find({ ...of, ...(branch === undefined ? {} : { branch }), ...(model === undefined ? {} : { model }), limit: LISTED })
  if (!measurements.ok) return measurements
  const judgements = await store.value.judgements(of.suite, LISTED * 4)
  if (!judgements.ok) return judgements
  const verdicts = new Map(judgements.value.map((one) => [one.measurement, one]))
  const builds = measurements.value.map((measurement) => ({ measurement, judged: verdicts.get(measurement.id) ?? null }))
  return write(builds.map(({ measurement: { id, slot, branch: on, whole, values }, judged }) => ({
    id, commit: slot.commit, branch: on, model: slot.model, whole, verdict: judged?.verdict ?? null, at: judged?.at ?? null, values,
  })), historyText(of.suite, builds))
}
