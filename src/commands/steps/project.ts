import type { Checkout } from '../../model/context.js'
import type { Failure } from '../../model/failure.js'
import type { Policy, SuitePolicy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'
import { parsePolicy, POLICY_FILE } from '../../policy/parse.js'
import { readYaml } from '../../read/yaml.js'
import type { World } from '../../world/world.js'

/** The repository datum runs in and the policy of its work tree. */
export interface Project {
  readonly checkout: Checkout
  readonly policy: Policy
}

export async function openProject(world: World): Promise<Result<Project, Failure>> {
  const checkout = await world.git.checkout()
  if (!checkout.ok) return checkout
  const text = await world.files.text(`${checkout.value.top}/${POLICY_FILE}`)
  if (!text.ok) return text
  if (text.value === undefined) return err({ code: 'policy-missing', file: POLICY_FILE })
  const policy = parsePolicy(POLICY_FILE, text.value, readYaml)
  return policy.ok ? ok({ checkout: checkout.value, policy: policy.value }) : policy
}

/** The suite that is named, or the only one there is. */
export function suiteOf(policy: Policy, name: string | undefined): Result<SuitePolicy, Failure> {
  const suites = policy.suites.map((suite) => suite.name)
  if (name === undefined) {
    const [only, ...others] = policy.suites
    return only && others.length === 0 ? ok(only) : err({ code: 'suite-ambiguous', suites })
  }
  const suite = policy.suites.find((one) => one.name === name)
  return suite ? ok(suite) : err({ code: 'suite-unknown', suite: name, suites })
}
