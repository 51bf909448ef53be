import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { isUnsound } from '../model/answers.js'
import type { FindingKind } from '../model/finding.js'
import { overrideText, untilHours } from '../recalibrate/override-text.js'
import { findingWords } from '../report/catalogue/index.js'
import { overrideWritten } from '../report/override.js'
import type { World } from '../world/world.js'
import { OVERRIDES } from './steps/decisions.js'
import { openProject, suiteOf } from './steps/project.js'

export interface OverrideOptions {
  readonly suite?: string | undefined
  readonly branch?: string | undefined
  readonly kinds: readonly string[]
  readonly reason?: string | undefined
  readonly ticket?: string | undefined
}

const HOURS = 24

/** Writes an emergency override: one suite, one branch, named findings, for a day. It is in force once committed. */
export async function override(options: OverrideOptions, world: World): Promise<Result<Outcome, Failure>> {
  const wrong = (message: string): Result<never, Failure> => err({ code: 'wrong-use', message })
  const project = await openProject(world)
  if (!project.ok) return project
  const suite = suiteOf(project.value.policy, options.suite)
  if (!suite.ok) return suite
  const { reason, ticket } = options
  if (reason === undefined || reason.trim().length < 10) return wrong('--reason: expected a sentence that says why this build must go through')
  if (ticket === undefined || ticket.trim() === '') return wrong('--ticket: expected where the follow-up is tracked')
  if (options.kinds.length === 0) return wrong('--kinds: expected the findings to let through, such as --kinds regression')
  const unknown = options.kinds.find((kind) => !(kind in findingWords))
  if (unknown !== undefined) return wrong(`--kinds ${unknown}: there is no such finding; npx ci-datum explain lists them`)
  const never = options.kinds.find((kind) => isUnsound(kind as FindingKind))
  if (never !== undefined) return wrong(`--kinds ${never}: an unsound ledger is never overridden`)
  const branch = options.branch ?? (await world.ci())?.branch ?? project.value.checkout.branch
  if (branch === null) return wrong('--branch: expected the branch to let through; the head is detached')
  const identity = await world.git.identity()
  if (!identity) return wrong('git does not know who you are: git config user.name and user.email')
  const from = world.clock.now()
  const until = untilHours(from, HOURS)
  const file = `${OVERRIDES}/${from.slice(0, 10)}-${slug(`${suite.value.name} ${branch} ${ticket}`)}.md`
  if (world.files.exists(`${project.value.checkout.top}/${file}`)) return err({ code: 'already-there', file })
  const text = overrideText({ suite: suite.value.name, branch, kinds: options.kinds, ticket, author: `${identity.name} <${identity.email}>`, from, until, reason })
  const written = await world.files.write(`${project.value.checkout.top}/${file}`, text)
  if (!written.ok) return written
  world.terminal.write(overrideWritten({ file, branch, until, kinds: options.kinds }))
  return ok({ kind: 'done' })
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
}
