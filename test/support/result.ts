import type { Result } from '../../src/model/result.js'

/** The value of an outcome that a test takes for granted. */
export function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`Failed: ${JSON.stringify(result.error)}`)
  return result.value
}

/** The failure of an outcome that a test takes for granted. */
export function failureOf<E>(result: Result<unknown, E>): E {
  if (result.ok) throw new Error('It did not fail')
  return result.error
}
