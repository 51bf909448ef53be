import type { Outcome } from '../../exit-code.js'
import type { Failure } from '../../model/failure.js'
import { isUnsound } from '../../model/answers.js'
import { ok, type Result } from '../../model/result.js'
import { ledgerText } from '../../report/ledger.js'
import type { World } from '../../world/world.js'
import type { BuildOptions } from '../options.js'
import { baseOf } from '../steps/base.js'
import { buildOf } from '../steps/build.js'
import { ledgerOf } from '../steps/ledger.js'
import { openProject } from '../steps/project.js'

/** Holds the ledger of the work tree against its trusted base; needs a clone and no store. */
export async function recalibrateVerify(options: BuildOptions, world: World): Promise<Result<Outcome, Failure>> {
  const project = await openProject(world)
  if (!project.ok) return project
  const { checkout, policy } = project.value
  const build = await buildOf(world, checkout, options)
  if (!build.ok) return build
  const { commit, parents, branch, baseBranch, baseCommit, head, before } = build.value
  const base = await baseOf(world, {
    measurement: {
      slot: { repository: '', provider: '', build: '', suite: '', model: '', leg: '', commit },
      parents, head, branch, baseBranch, base: baseCommit, synthetic: head !== null && head !== commit,
    },
    before, policy, checkout,
  })
  const ledger = await ledgerOf(world, project.value, base, branch)
  if (!ledger.ok) return ledger
  world.terminal.write(ledgerText(ledger.value, base.commit))
  return ok(ledger.value.problems.some(({ problem }) => isUnsound(problem.kind)) ? { kind: 'unsound' } : { kind: 'done' })
}
