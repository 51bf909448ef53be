import { parseModel, SERIAL, type ExecutionModel } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import type { SuitePolicy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'

/** The execution model of a build, and whether it was inferred rather than declared. */
export interface BuildModel {
  readonly model: ExecutionModel
  readonly assumed: boolean
}

/** What the parts of a build say about how it ran. */
export interface ModelHints {
  /** Models the parts name, each once. */
  readonly stated: readonly string[]
  /** Number of shards the parts' places speak of, each once. */
  readonly shards: readonly number[]
}

/**
 * A model that is named must be one the policy allows; without a name the policy's own is taken, or the one of
 * several that fits the places. Places that fit no allowed model give an assumed one, which never becomes a baseline.
 */
export function modelOf(suite: SuitePolicy, named: string | undefined, hints: ModelHints): Result<BuildModel, Failure> {
  const allowed = suite.models
  const name = named ?? (hints.stated.length === 1 ? hints.stated[0] : undefined)
  if (name !== undefined) {
    const model = parseModel(name)
    if (!model) return err({ code: 'wrong-use', message: `--model ${name}: expected serial, parallel:W, parallel:auto, sharded:N or sharded:N+parallel:W` })
    return allowed.includes(model.text) ? ok({ model, assumed: false }) : err({ code: 'model-not-allowed', model: name, suite: suite.name, allowed })
  }
  const shards = Math.max(1, ...hints.shards)
  const fitting = allowed.map((text) => parseModel(text) ?? SERIAL).filter((model) => model.shards === shards)
  const [only, ...others] = hints.shards.length === 0 ? allowed.map((text) => parseModel(text) ?? SERIAL) : fitting
  if (only && others.length === 0) return ok({ model: only, assumed: false })
  if (others.length > 0) return err({ code: 'model-ambiguous', suite: suite.name, allowed })
  return ok({ model: parseModel(shards > 1 ? `sharded:${shards}` : 'serial') ?? SERIAL, assumed: true })
}
