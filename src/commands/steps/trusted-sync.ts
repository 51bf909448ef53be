import type { Policy, SyncPolicy } from '../../model/policy.js'
import { parsePolicy, POLICY_FILE } from '../../policy/parse.js'
import { readYaml } from '../../read/yaml.js'
import type { World } from '../../world/world.js'
import type { Base } from './base.js'

/**
 * Where the records of a build are: as the commit it starts from says, so that no change brings a past of its own.
 * The first build of a baseline branch that names a home may use it.
 */
export async function trustedSync(world: World, own: Policy, base: Base): Promise<SyncPolicy | null> {
  const text = base.commit === null ? undefined : await world.git.text(base.commit, POLICY_FILE)
  const before = text === undefined ? undefined : parsePolicy(POLICY_FILE, text, readYaml)
  if (before?.ok && before.value.sync) return before.value.sync
  return base.standing === 'baseline-branch' || base.commit === null ? own.sync : null
}
