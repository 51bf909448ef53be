import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import type { Measurement } from '../../model/measurement.js'
import type { SuitePolicy } from '../../model/policy.js'
import { RECALIBRATION_CAUSES, type Change, type FrontMatter, type RecalibrationCause } from '../../model/recalibration.js'
import { err, ok, type Result } from '../../model/result.js'
import { keyText } from '../../model/threshold.js'
import { inForce, type InForce } from '../../recalibrate/chain.js'
import { entryText } from '../../recalibrate/entry-text.js'
import { measurementEvidence } from '../../recalibrate/evidence.js'
import { limitsFor, limitsWithBasis } from '../../recalibrate/limits-for.js'
import { changesAsSet, changesByBias, draftEntry } from '../../recalibrate/propose.js'
import { quarantineChange } from '../../recalibrate/quarantine.js'
import { proposedText } from '../../report/entries.js'
import type { World } from '../../world/world.js'
import type { BuildOptions } from '../options.js'
import { decisionsHere } from '../steps/decisions.js'
import { openProject, suiteOf, type Project } from '../steps/project.js'
import { evidenceFor, type Evidence } from '../steps/proposed-evidence.js'
import { newestMeasurement } from '../steps/newest.js'
import type { OpenStore } from '../steps/stores.js'
import { wantedLimits } from './wanted-limits.js'

export interface ProposeOptions extends Pick<BuildOptions, 'suite' | 'model' | 'leg'> {
  readonly cause: string
  readonly title?: string | undefined
  readonly reason?: string | undefined
  readonly set: readonly string[]
  readonly quarantine: readonly string[]
  readonly measurement?: string | undefined
  readonly owner?: string | undefined
  readonly expires?: string | undefined
}

/**
 * Drafts an entry of the ledger. For a changed instrument the limits follow from two measurements of the same inputs;
 * a limit that a person names is held against the rules of its cause. Nothing is in force before it is approved.
 */
export async function recalibratePropose(options: ProposeOptions, world: World, open: OpenStore): Promise<Result<Outcome, Failure>> {
  const cause = RECALIBRATION_CAUSES.find((one) => one === options.cause)
  if (!cause) return wrong(`--cause ${options.cause}: expected one of ${RECALIBRATION_CAUSES.join(', ')}`)
  if (options.expires !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.expires)) return wrong(`--expires ${options.expires}: expected a day such as 2026-12-31`)
  if (cause === 'accepted-loss' && (options.owner === undefined || options.expires === undefined)) {
    return wrong('an accepted loss is a debt: it needs --owner WHO and --expires DAY')
  }
  if ((cause === 'quarantine') !== options.quarantine.length > 0) return wrong('a quarantine names what it is for, and nothing else does: --cause quarantine --quarantine src/clock.js:12-20')
  if (cause === 'quarantine' && options.expires === undefined) return wrong('a quarantine is for a while: it needs --expires DAY')
  const project = await openProject(world)
  if (!project.ok) return project
  const suite = suiteOf(project.value.policy, options.suite)
  if (!suite.ok) return suite
  const decisions = await decisionsHere(world, project.value)
  if (!decisions.ok) return decisions
  const force = inForce(decisions.value.entries)
  const evidence = await evidenceOf(options, world, open, project.value, suite.value)
  if (!evidence.ok) return evidence
  const changes = changesOf(options, cause, suite.value, force, evidence.value)
  if (!changes.ok) return changes
  if (changes.value.length === 0) return err({ code: 'nothing-to-propose', why: 'every limit already stands where the evidence puts it' })
  const identity = await world.git.identity()
  if (!identity) return wrong('git does not know who you are: git config user.name and user.email')
  const title = options.title ?? titleOf(cause, suite.value, evidence.value)
  const { id, file, front } = draftEntry({
    title, suite: suite.value.name, cause, changes: changes.value, evidence: { ...evidenceFront(suite.value, evidence.value), ...movesFront(changes.value, force) },
    author: `${identity.name} <${identity.email}>`, expires: options.expires ?? null, owner: options.owner ?? null, day: world.clock.now().slice(0, 10),
  }, decisions.value.entries.map((entry) => entry.id))
  const written = await world.files.write(`${project.value.checkout.top}/${file}`, entryText(front, options.reason ?? reasonOf(cause, evidence.value)))
  if (!written.ok) return written
  world.terminal.write(proposedText(id, file, changes.value))
  return ok({ kind: 'done' })
}

async function evidenceOf(options: ProposeOptions, world: World, open: OpenStore, project: Project, suite: SuitePolicy): Promise<Result<Evidence | null, Failure>> {
  const store = await open(project.checkout.top)
  if (!store.ok) return store
  const candidate = await newestMeasurement(store.value, { measurement: options.measurement, suite: suite.name, leg: options.leg ?? '', model: options.model, commit: project.checkout.commit })
  if (!candidate.ok) return candidate
  return candidate.value ? evidenceFor(world, store.value, project, candidate.value) : ok(null)
}

function changesOf(options: ProposeOptions, cause: RecalibrationCause, suite: SuitePolicy, force: InForce, evidence: Evidence | null): Result<readonly Change[], Failure> {
  if (cause === 'quarantine') return quarantines(options)
  if (options.set.length > 0) {
    const wanted = wantedLimits(options.set, { suite: suite.name, model: options.model ?? '*' })
    return wanted.ok ? changesAsSet(wanted.value, force.thresholds, { cause, measured: evidence?.candidate ?? null }) : wanted
  }
  if (cause !== 'instrument') return wrong(`--cause ${cause} needs the limits it sets: --set coverage.lines.min=80`)
  return byBias(suite, force, evidence)
}

/** Measured values stay as they are: only whose fault a flip is changes. */
function quarantines({ quarantine, set }: ProposeOptions): Result<readonly Change[], Failure> {
  if (set.length > 0) return wrong('a quarantine moves no limit: leave --set out')
  const changes: Change[] = []
  for (const text of quarantine) {
    const change = quarantineChange(text)
    if (!change) return wrong(`--quarantine ${text}: expected a path, or lines of one: src/clock.js:12-20`)
    changes.push(change)
  }
  return ok(changes)
}

/** Limits of a changed instrument: from the calibrated one, moved by what the two measured differently. */
function byBias(suite: SuitePolicy, force: InForce, evidence: Evidence | null): Result<readonly Change[], Failure> {
  const refuse = (why: string): Result<never, Failure> => err({ code: 'nothing-to-propose', why })
  if (!evidence) return refuse('there is no measurement of this commit; record one under the new model first')
  const { candidate, reference, sameInputs } = evidence
  if (!candidate.whole) return refuse(`measurement ${candidate.id.slice(0, 14)} is not whole; a limit cannot be taken from a part of the truth`)
  if (!reference) return refuse('there is no other measurement to compare with, so the bias of the new instrument is not known')
  if (!sameInputs) return refuse('code or tests changed between the two measurements, so their difference is not the bias of the instrument; measure one commit both ways')
  const { model } = candidate.slot
  const own = limitsFor(force.thresholds, suite.name, model)
  const basis = reference.slot.model === model ? own : limitsWithBasis(force.thresholds, suite.name, reference.slot.model, null)
  if (basis.length === 0) return refuse('no limit is in force that could be moved; set one with --set coverage.lines.min=80')
  return changesByBias(basis, force.thresholds, { candidate, reference })
}

function evidenceFront(suite: SuitePolicy, evidence: Evidence | null): FrontMatter {
  return evidence ? measurementEvidence(evidence.candidate, evidence.reference) : { models: [...suite.models] }
}

/** What each new limit was where it comes from: an approver has to see both. */
function movesFront(changes: readonly Change[], force: InForce): FrontMatter {
  const moves = changes.flatMap((change) => {
    if (change.kind !== 'threshold' || change.basis === null) return []
    const { key, basis } = change
    const before = force.thresholds.find((one) => keyText(one.key) === keyText(basis))
    return [`${key.metric} ${key.scope} ${key.limit}: ${before?.value ?? 'none'} (${basis.model}) -> ${change.to ?? 'none'} (${key.model})`]
  })
  return moves.length === 0 ? {} : { moves }
}

function titleOf(cause: RecalibrationCause, suite: SuitePolicy, evidence: Evidence | null): string {
  return `${suite.name}${evidence ? ` as ${evidence.candidate.slot.model.replaceAll(':', ' ')}` : ''}: ${cause.replaceAll('-', ' ')}`
}

function reasonOf(cause: RecalibrationCause, evidence: Evidence | null): string {
  const between = (a: Measurement, b: Measurement): string => `${a.slot.model} (${a.id.slice(0, 14)}) and ${b.slot.model} (${b.id.slice(0, 14)})`
  const seen = evidence?.reference ? `Measured as ${between(evidence.reference, evidence.candidate)}, with the same inputs. ` : ''
  return `${seen}Say here, before it is approved, why this ${cause.replaceAll('-', ' ')} is right.`
}

function wrong(message: string): Result<never, Failure> {
  return err({ code: 'wrong-use', message })
}
