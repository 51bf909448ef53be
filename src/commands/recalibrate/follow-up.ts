import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import type { Change, Entry, RecalibrationCause } from '../../model/recalibration.js'
import { err, ok, type Result } from '../../model/result.js'
import { holdsApproval } from '../../recalibrate/chain.js'
import { entryText } from '../../recalibrate/entry-text.js'
import { changesOfReconciliation, changesOfRenewal, changesOfRevert } from '../../recalibrate/follow-up.js'
import { draftEntry } from '../../recalibrate/propose.js'
import { proposedText } from '../../report/entries.js'
import type { World } from '../../world/world.js'
import { decisionsHere } from '../steps/decisions.js'
import { entryNamed } from '../steps/entry-named.js'
import { openProject, type Project } from '../steps/project.js'

interface Named {
  readonly id: string
  readonly reason?: string | undefined
}

/** Drafts the entry that takes an approved one back: its limits return to what stood before it. */
export async function recalibrateRevert({ id, reason }: Named, world: World): Promise<Result<Outcome, Failure>> {
  return followUp(world, id, (entry, entries) => {
    const changes = changesOfRevert(entry, entries)
    return changes.ok ? ok({ title: `take back ${entry.title}`, cause: 'revert', changes: changes.value, expires: null, reason: reason ?? `Takes back ${entry.id}. Say here, before it is approved, why.` }) : changes
  })
}

/** Drafts the entry that prolongs an expiring one. */
export async function recalibrateRenew({ id, reason, expires }: Named & { readonly expires?: string | undefined }, world: World): Promise<Result<Outcome, Failure>> {
  if (expires === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(expires)) return err({ code: 'wrong-use', message: 'a renewal needs its new day: --expires 2026-12-31' })
  return followUp(world, id, (entry, entries) => {
    const changes = changesOfRenewal(entry, entries)
    return changes.ok ? ok({ title: `${entry.title}, until ${expires}`, cause: entry.cause, changes: changes.value, expires, reason: reason ?? `Prolongs ${entry.id}. Say here, before it is approved, why it still has to hold.` }) : changes
  })
}

/** Drafts the entry that settles a fork in favour of one of its entries. */
export async function recalibrateReconcile({ id, reason }: Named, world: World): Promise<Result<Outcome, Failure>> {
  return followUp(world, id, (entry, entries) => {
    const changes = changesOfReconciliation(entry, entries)
    return changes.ok ? ok({ title: `${entry.title} holds`, cause: entry.cause, changes: changes.value, expires: entry.expires, reason: reason ?? `Of several entries that moved the same limit, ${entry.id} holds. Say here, before it is approved, why.` }) : changes
  })
}

/** Takes a proposed entry away. What was approved stays, and is taken back by another entry. */
export async function recalibrateReject({ id }: Named, world: World): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const found = await entryNamed(world, project.value, id)
  if (!found.ok) return found
  if (found.value.approvals.length > 0) return err({ code: 'entry-refused', entry: found.value.id, reason: 'it is approved: an approved entry never changes, npx ci-datum recalibrate revert takes it back by another' })
  const removed = await world.files.remove(`${project.value.checkout.top}/${found.value.file}`)
  if (!removed.ok) return removed
  world.terminal.write(`rejected: ${found.value.id} is gone, nothing in force has changed\n`)
  return ok({ kind: 'done' })
}

interface FollowUp {
  readonly title: string
  readonly cause: RecalibrationCause
  readonly changes: readonly Change[]
  readonly expires: string | null
  readonly reason: string
}

async function followUp(world: World, id: string, draft: (entry: Entry, entries: readonly Entry[]) => Result<FollowUp, Failure>): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const found = await entryNamed(world, project.value, id)
  if (!found.ok) return found
  const decisions = await decisionsHere(world, project.value)
  if (!decisions.ok) return decisions
  const wanted = draft(found.value, decisions.value.entries)
  if (!wanted.ok) return wanted
  const open = decisions.value.entries.find((entry) => !holdsApproval(entry) && entry.renews.includes(found.value.id))
  if (open) return err({ code: 'entry-refused', entry: found.value.id, reason: `${open.id} waits for approval already` })
  return write(world, project.value, found.value, decisions.value.entries, wanted.value)
}

async function write(world: World, project: Project, of: Entry, entries: readonly Entry[], { title, cause, changes, expires, reason }: FollowUp): Promise<Result<Outcome, Failure>> {
  const identity = await world.git.identity()
  if (!identity) return err({ code: 'wrong-use', message: 'git does not know who you are: git config user.name and user.email' })
  const owner = of.front['owner']
  const { id, file, front } = draftEntry({
    title, suite: of.suite, cause, changes, evidence: of.evidence, author: `${identity.name} <${identity.email}>`, expires,
    owner: typeof owner === 'string' && cause === 'accepted-loss' ? owner : null, renews: of.id, day: world.clock.now().slice(0, 10),
  }, entries.map((entry) => entry.id))
  const written = await world.files.write(`${project.checkout.top}/${file}`, entryText(front, reason))
  if (!written.ok) return written
  world.terminal.write(proposedText(id, file, changes))
  return ok({ kind: 'done' })
}
