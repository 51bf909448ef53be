import { canonicalJson } from '../../model/canonical-json.js'
import type { Failure } from '../../model/failure.js'
import type { LedgerProblem } from '../../model/finding.js'
import type { Entry } from '../../model/recalibration.js'
import { ok, type Result } from '../../model/result.js'
import type { Threshold } from '../../model/threshold.js'
import type { Mode, Origin } from '../../model/verdict.js'
import { branchMatcher } from '../../policy/globs.js'
import { weakenings } from '../../policy/weakening.js'
import { readYaml } from '../../read/yaml.js'
import { inForce } from '../../recalibrate/chain.js'
import { ALLOWED_SIGNERS_FILE, approvalKey, principalOf, signedText } from '../../recalibrate/signature.js'
import { verifyLedger, type Decisions, type TrustedBase } from '../../recalibrate/verify.js'
import type { World } from '../../world/world.js'
import type { Base } from './base.js'
import { decisionsAt, decisionsHere } from './decisions.js'
import type { Project } from './project.js'

/** The ledger a build is judged by, and what is wrong with it. */
export interface LedgerState {
  readonly thresholds: readonly Threshold[]
  readonly entries: readonly Entry[]
  readonly problems: readonly { readonly problem: LedgerProblem; readonly origin: Origin }[]
  readonly mode: Mode
  /** Digests of the entries in force that set limits of a suite. */
  readonly digests: (suite: string) => readonly string[]
}

/** The work tree's ledger, held against the trusted base; the mode is the base's, so that no change exempts itself. */
export async function ledgerOf(world: World, project: Project, base: Base, branch: string | null): Promise<Result<LedgerState, Failure>> {
  const head = await decisionsHere(world, project)
  if (!head.ok) return head
  const trusted: TrustedBase = base.commit === null ? baseless(base) : await decisionsAt(world, base.commit)
  const today = world.clock.now().slice(0, 10)
  const frozen = branch !== null && branchMatcher(project.policy.frozenBranches)(branch)
  const verified = await verifiedApprovals(world, project, head.value, trusted, base.commit)
  const problems = verifyLedger({
    head: head.value, base: trusted, today, frozen, readText: readYaml,
    weakened: trusted.kind === 'decisions' ? weakenings(trusted.decisions.policy, project.policy) : [],
    verified,
    strengthened: trusted.kind === 'decisions' ? weakenings(project.policy, trusted.decisions.policy) : [],
  })
  const inherited = new Set(trusted.kind === 'decisions' ? ownProblems(trusted.decisions, { today, frozen, verified }).map(canonicalJson) : [])
  const force = inForce(head.value.entries)
  return ok({
    thresholds: force.thresholds,
    entries: head.value.entries,
    mode: trusted.kind === 'decisions' ? trusted.decisions.policy.mode : trusted.kind === 'first-adoption' ? 'observe' : project.policy.mode,
    problems: problems.map((problem) => ({ problem, origin: inherited.has(canonicalJson(problem)) && !isTouched(problem, head.value, trusted) ? 'inherited' : 'introduced' })),
    digests: (suite) => [...new Set(force.thresholds.filter(({ key }) => key.suite === suite).map(({ entry }) => entry))],
  })
}

/** An approval that expired is the business of whoever moves limits of its suite (DESIGN 2). */
function isTouched(problem: LedgerProblem, head: Decisions, trusted: TrustedBase): boolean {
  if (problem.kind !== 'approval-expired' || trusted.kind !== 'decisions') return false
  const suite = head.entries.find(({ id }) => id === problem.evidence.entry)?.suite
  const limits = ({ entries }: Decisions): string => canonicalJson(inForce(entries).thresholds.filter(({ key }) => key.suite === suite).map(({ key, value, entry }) => ({ ...key, value, entry })))
  return limits(head) !== limits(trusted.decisions)
}

/** Approvals whose signatures are of keys the trusted base lists; nothing is asked where signatures are not wanted. */
async function verifiedApprovals(world: World, { checkout }: Project, head: Decisions, trusted: TrustedBase, base: string | null): Promise<ReadonlySet<string>> {
  const policy = trusted.kind === 'decisions' ? trusted.decisions.policy : head.policy
  if (!policy.signed) return new Set()
  const here = await world.files.text(`${checkout.top}/${ALLOWED_SIGNERS_FILE}`)
  const allowed = trusted.kind === 'decisions' && base !== null ? await world.git.text(base, ALLOWED_SIGNERS_FILE) : here.ok ? here.value : undefined
  const verified = new Set<string>()
  for (const entry of allowed === undefined ? [] : head.entries) {
    for (const approval of entry.approvals) {
      if (approval.signature === null) continue
      const { who, signature } = approval
      if (await world.signatures.verify({ text: signedText(approval), signature, who: principalOf(who), allowed: allowed ?? '' })) verified.add(approvalKey(entry, approval))
    }
  }
  return verified
}

/** A root commit has nothing before it; a base that cannot be found is another matter. */
function baseless(base: Base): TrustedBase {
  return base.how === 'none' ? { kind: 'first-adoption' } : { kind: 'unreadable', why: `the commit on ${base.branch} that this change starts from is not in this clone` }
}

/** What the base's ledger has wrong by itself. */
function ownProblems(decisions: Decisions, of: Pick<Parameters<typeof verifyLedger>[0], 'today' | 'frozen' | 'verified'>): readonly LedgerProblem[] {
  return verifyLedger({ head: decisions, base: { kind: 'decisions', decisions }, weakened: [], strengthened: [], ...of, readText: readYaml })
}
