import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import { RECALIBRATION_CAUSES, type Entry } from '../../model/recalibration.js'
import { err, ok, type Result } from '../../model/result.js'
import { approvedText, confirmation } from '../../recalibrate/approve.js'
import { holdsApproval } from '../../recalibrate/chain.js'
import { entryText, parseEntry } from '../../recalibrate/entry-text.js'
import { signedText } from '../../recalibrate/signature.js'
import { isApprover } from '../../recalibrate/verify.js'
import { readYaml } from '../../read/yaml.js'
import { approvalPanel, approvedText as approvedWords, CAUSE_HINTS } from '../../report/approval.js'
import type { World } from '../../world/world.js'
import { entryNamed } from '../steps/entry-named.js'
import { openProject, type Project } from '../steps/project.js'
import { projectLedger } from '../steps/project-ledger.js'

/**
 * Approves an entry on a prompt, and nowhere else: no flag and no environment variable approves. The person sees
 * what changes and from what evidence, names the cause, gives the reason, and types a confirmation.
 */
export async function recalibrateApprove(options: { readonly id: string }, world: World): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const found = await entryNamed(world, project.value, options.id)
  if (!found.ok) return found
  if (!world.terminal.interactive) return err({ code: 'no-terminal', command: `npx ci-datum recalibrate approve ${found.value.id}` })
  const who = await approverOf(world, project.value, found.value)
  if (!who.ok) return who
  world.prompt.show(found.value.title, approvalPanel(found.value, who.value.text))
  const decided = await decide(world, found.value)
  if (!decided.ok) return decided
  const typed = await world.prompt.ask(`Type: ${confirmation(who.value.name, found.value.id)}`, (answer) =>
    (answer.trim() === confirmation(who.value.name, found.value.id) ? undefined : `Type exactly: ${confirmation(who.value.name, found.value.id)}`))
  if (!typed.ok) return typed
  const { entry } = decided.value
  const approval = { who: who.value.text, when: world.clock.now(), digest: entry.digest }
  const signature = project.value.policy.signed ? await world.signatures.sign(signedText(approval)) : ok(null)
  if (!signature.ok) return err({ code: 'entry-refused', entry: entry.id, reason: `the policy wants signed approvals, and ${signature.error}` })
  const text = approvedText(entry, { ...approval, signature: signature.value })
  const written = await world.files.write(`${project.value.checkout.top}/${entry.file}`, text)
  if (!written.ok) return written
  const force = await projectLedger(world, project.value)
  if (!force.ok) return force
  world.terminal.write(approvedWords(entry, who.value.text, { limits: force.value.thresholds.length, signed: signature.value !== null }))
  return ok({ kind: 'done' })
}

interface Approver {
  readonly name: string
  readonly text: string
}

/** Who is at the keyboard, from git's configuration: a claim, which the review of the pull request confirms. */
async function approverOf(world: World, { policy }: Project, entry: Entry): Promise<Result<Approver, Failure>> {
  const refuse = (reason: string): Result<never, Failure> => err({ code: 'entry-refused', entry: entry.id, reason })
  const identity = await world.git.identity()
  if (!identity) return refuse('git does not know who you are: git config user.name and user.email')
  const text = `${identity.name} <${identity.email}>`
  if (policy.approvers.length > 0 && !isApprover(text, policy.approvers)) return refuse(`${text} is not among the approvers of the policy: ${policy.approvers.join(', ')}`)
  if (holdsApproval(entry)) return refuse(`it is approved already, by ${entry.approvals[0]?.who ?? 'somebody'}`)
  if (entry.approvals.length > 0) return refuse('it was changed after it was approved; take it back to what was approved, or propose a new one')
  return ok({ name: identity.name, text })
}

/** Cause and reason are the approver's: what they change is written into the entry before it is approved. */
async function decide(world: World, entry: Entry): Promise<Result<{ readonly entry: Entry }, Failure>> {
  const cause = await world.prompt.choose('What is the cause?', RECALIBRATION_CAUSES.map((value) => ({ value, label: value, hint: CAUSE_HINTS[value] })), entry.cause)
  if (!cause.ok) return cause
  const placeholder = /^[^\n]*Say here, before it is approved,[^\n]*$/m
  const suggested = entry.prose.replace(/\s*Say here, before it is approved,[^\n]*/, '').trim()
  const needsReason = placeholder.test(entry.prose)
  const reason = await world.prompt.ask(needsReason ? 'Why is it right? (it is kept with the entry)' : 'Why is it right? (Enter keeps the reason in the file)', (answer) =>
    (needsReason && answer.trim().length < 10 ? 'A sentence that somebody will understand in a year.' : undefined))
  if (!reason.ok) return reason
  const prose = [suggested, reason.value.trim()].filter((text) => text !== '').join('\n\n')
  const reading = parseEntry(entry.file, entryText({ ...entry.front, cause: cause.value }, prose), readYaml)
  return reading.ok ? ok({ entry: reading.entry }) : err({ code: 'entry-invalid', file: entry.file, problems: reading.problems })
}
